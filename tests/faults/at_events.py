"""Commands of ours in which one event of the file system goes wrong: `python -m tests.faults.at_events`.

A process that has done each command once, so that no fork imports anything.  It reads requests, a line of JSON each, and
answers likewise: {"folder", "words", "kinds"} -> {"events", "tried", "faults"}.  A command runs once to list its
events; of those that the same lines of ours bring about the first and the last are chosen, and it runs once more with
a branch for everything that can go wrong there (`tests.faults.events`).  Then what came of each is looked at.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.faults.desk import Judge
from tests.faults.events import (
    FILLS_UP,
    KILLED,
    REPLACED,
    WORKBOOK,
    Event,
    Heard,
    Listener,
    Outcome,
    ended,
    speak_to,
    temporary,
)


def heard_in(
    place: Path, words: Sequence[str], vault: Path, chosen: Mapping[int, Sequence[str]], forking: bool = True
) -> tuple[int, str, Heard]:
    """The command in a fork, with what goes wrong at the chosen events; exit status, what it said, what was heard."""
    told, said = vault / "heard.json", vault / "said"
    process = os.fork()
    if process == 0:
        status = 99
        try:
            speak_to(said)
            sys.stdout, sys.stderr = (io.TextIOWrapper(os.fdopen(n, "wb"), "utf-8") for n in (1, 2))
            listener = Listener(place, vault, chosen, forking)
            sys.addaudithook(listener)
            from pyxl.cli import main

            status = main([word.replace("{}", str(place)) for word in words])
            if not listener.branched:
                heard = listener.heard
                told.write_text(
                    json.dumps([[vars(e) for e in heard.events], [plain(o) for o in heard.outcomes]])
                )
        finally:
            os._exit(status)
    status = ended(process)
    events, outcomes = json.loads(told.read_text())
    heard = Heard(
        [Event(**event) for event in events],
        [Outcome(**{**outcome, "event": Event(**outcome["event"])}) for outcome in outcomes],
    )
    return status, said.read_text("utf-8"), heard


def from_the_start(
    pristine: Path, words: Sequence[str], vault: Path, event: Event, number: int, kind: str
) -> Outcome:
    """One try without a fork in the midst: see `Event.forkable`."""
    place, folder = anew(pristine), vault / f"{number}-{kind}"
    status, said, _ = heard_in(place, words, vault, {number: [kind]}, forking=False)
    shutil.copytree(place, folder)
    return Outcome(number, event, kind, status, said, str(folder))


def plain(outcome: Outcome) -> dict[str, Any]:
    return {**vars(outcome), "event": vars(outcome.event)}


def chosen(events: Sequence[Event], kinds: Sequence[str]) -> dict[int, list[str]]:
    """The first and the last event of each kind, and what goes wrong there."""
    first = {event.kind: number for number, event in reversed(list(enumerate(events, 1)))}
    last = {event.kind: number for number, event in enumerate(events, 1)}
    return {
        number: [kind for kind in kinds if matters(kind, number, events)]
        for number in sorted({*first.values(), *last.values()})
    }


def matters(kind: str, number: int, events: Sequence[Event]) -> bool:
    """Whether a fault of a kind is another one at this event than at its neighbours.

    Between two looks of ours at the workbook it does not matter when somebody else saves it: it is tried before each look, at
    the beginning and at the end.  Not at the moment of our own renaming: docs/decisions/one-at-a-time.md.  A disk with little
    room is noticed by the next file that is written.
    """
    event = events[number - 1]
    if kind == REPLACED:
        return (event.of_the_workbook and event.what != "os.rename") or number in (1, len(events))
    return event.writes and (kind != FILLS_UP or event.what == "open")


def anew(pristine: Path) -> Path:
    """The folder copied to where the command runs."""
    place = pristine.with_name("desk")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(pristine, place)
    temporary(place)
    return place


def without_other_programs() -> None:
    """Prints are no prints here, what a stick fetches is next to nothing, and the clock stands still."""
    from pyxl.actions.press import log
    from pyxl.hosts.office import conversion
    from pyxl.stick import gathering

    def converted(program: str, folder: Path, files: list[Path], *_: object) -> None:
        for file in files:
            file.with_suffix(".pdf").write_bytes(b"%PDF-1.4 ")

    def own_wheel(repository: Path, folder: Path) -> Path:
        (folder / "moxi.whl").write_bytes(b"PK")
        return folder / "moxi.whl"

    vars(conversion).update(soffice=lambda: "soffice", convert=converted)
    vars(log).update(now=lambda: "2017-12-01 09:00:00+08:00")
    nothing = gathering.packed({})
    vars(gathering).update(
        fetch_wheels=lambda *_: None, own_wheel=own_wheel, fetch_python=lambda: (nothing, nothing)
    )


def warm(pristine: Path, words: Sequence[str]) -> None:
    """Do it once in this process."""
    from pyxl.cli import main

    place = anew(pristine)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main([word.replace("{}", str(place)) for word in words])


def tried(folder: Path, words: Sequence[str], kinds: Sequence[str]) -> dict[str, Any]:
    """Everything about one command."""
    vault = folder.with_name("vault")
    vault.mkdir()
    warm(folder, words)
    status, said, alone = heard_in(anew(folder), words, vault, {})
    judge = Judge(words, (folder / WORKBOOK).read_bytes())
    if status not in (0, 1):
        judge.faults.append(f"the command alone ends with {status}: {said[-300:]}")
    wrong = chosen(alone.events, kinds)
    _, _, heard = heard_in(anew(folder), words, vault, wrong)
    if [event.kind for event in heard.events] != [event.kind for event in alone.events]:
        judge.faults.append(f"the second run has other events: {heard.events}, not {alone.events}")
    outcomes = [
        *heard.outcomes,
        *(
            from_the_start(folder, words, vault, event, number, kind)
            for number, kinds in wrong.items()
            for kind in kinds
            if kind != KILLED and not (event := alone.events[number - 1]).forkable
        ),
    ]
    for outcome in outcomes:
        judge.look(outcome)
    return {"events": len(alone.events), "tried": len(outcomes), "faults": judge.faults}


def main() -> None:
    without_other_programs()
    for line in sys.stdin:
        request = json.loads(line)
        answer = tried(Path(request["folder"]), request["words"], request["kinds"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
