"""The words of a printed paper as its page takes them: of a ballot that is voted with, a specimen, or one to practise on."""

from __future__ import annotations

from pyxl.book.pages import BallotText, Section
from pyxl.rules.ballot_paper import AGAINST_BOX, APPROVE_BOX
from pyxl.rules.printed_paper import PrintedPaper

EMPTY, BLACKENED = "□", "■"


def ballot_text(paper: PrintedPaper, band: str, seal: str) -> BallotText:
    """The paper's words; `band` stands across it and behind its title where nobody may vote with it, "" where they may."""
    first, several = paper.first, paper.several
    return BallotText(
        congress=first.congress,
        office=f"{paper.title}（{band}）" if band else paper.title,
        figures="" if several else first.figures,
        names=() if several else first.printed,
        write_ins=0 if several else first.write_ins,
        write_in_label="另选他人",
        head=("涂框" if first.boxes else "符号", "姓名"),
        boxes=boxes() if first.boxes else "",
        write_in_box=write_in_box() if first.boxes and first.write_in_needs_mark else "",
        notes=paper.notes,
        seal=seal,
        specimen=band,
        sections=tuple(
            Section(f"{ballot.office}　　{ballot.figures}", ballot.printed, ballot.write_ins)
            for ballot in paper.ballots
            if several
        ),
    )


def boxes(approve: bool = False, against: bool = False) -> str:
    """The two boxes before a name, blackened or not."""
    return f"{_box(approve)}{APPROVE_BOX} {_box(against)}{AGAINST_BOX}"


def write_in_box(approve: bool = False) -> str:
    """The box before a place to write in."""
    return f"{_box(approve)}{APPROVE_BOX}"


def _box(blackened: bool) -> str:
    return BLACKENED if blackened else EMPTY
