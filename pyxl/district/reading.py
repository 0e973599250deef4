"""Reading one arrival, in a worker: opened, proven, measured, worked out anew, and returned as figures and masked rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pyxl.book.workbook import Record
from pyxl.district import measuring, recomputing
from pyxl.district.clearing import cleared, days_of_birth
from pyxl.district.codes import Found, found
from pyxl.district.doubts import differences
from pyxl.district.doubts.claims import cover_findings, refuse_impossible
from pyxl.district.figures import Figures, Head, Makeup, Member, answered
from pyxl.district.marks import mark
from pyxl.district.shelf import Answer, Known
from pyxl.district.town_file import read_town_file
from pyxl.district.workers import Job
from pyxl.errors import MoxiError, SettingError, defect, without_identities
from pyxl.hosts.bounded import KilledError
from pyxl.hosts.compound import is_sealed
from pyxl.masking import mask_text
from pyxl.post import Cover, mask_tables
from pyxl.post.frozen import Frozen
from pyxl.post.seal import PasswordError
from pyxl.post.verify import receive_bytes
from pyxl.rules.check import Rolls
from pyxl.rules.check.collector import collector_waits
from pyxl.rules.count import title
from pyxl.rules.count.sealing import GROUPS
from pyxl.rules.person import CANDIDATES, DELEGATES, LISTED, normalise_name, text_of
from pyxl.rules.plan import Settings
from pyxl.words import PRIMARY

COMPARED: Final = (DELEGATES, CANDIDATES)
"""Lists whose people are looked for in other towns."""


NUMBER: Final = "身份证号"
RAW: Final = "原件"
"""The lane of a town's own workbook."""


def read(job: Job) -> Answer:
    """What a file comes to; never raises for its content."""
    with collector_waits():  # nothing of it goes in circles, and half a million objects are made
        return _answer(job)


def _answer(job: Job) -> Answer:
    sealed = is_sealed(job.raw)
    try:
        frozen, lane = _opened(job, sealed)
        return _read(job, frozen, lane, sealed)
    except (PasswordError, KilledError) as error:
        return Answer(job.sha, reason=_sentence(error), lasting=False)
    except MoxiError as error:
        return Answer(job.sha, reason=_sentence(error))
    except Exception as fault:
        return Answer(job.sha, reason=defect(fault), lasting=False)


def _sentence(error: MoxiError) -> str:
    """Without the file's name, which stands beside it."""
    return without_identities(f"{error.what}。{error.remedy + '。' if error.remedy else ''}")


def _opened(job: Job, sealed: bool) -> tuple[Frozen, str]:
    if sealed:
        return _unsealed(job), "严格"
    if job.name.casefold().endswith(".xlsm"):
        return read_town_file(job.raw, job.name, job.today), RAW
    from pyxl.district.fast import open_quickly

    if quick := open_quickly(job.raw, job.name):
        return quick, "快速"
    return receive_bytes(job.raw, None, job.name).frozen, "严格"


class OtherTownError(PasswordError):
    """Opened by a password that the list has for another town: the list may be mended, so the refusal does not last."""


def _unsealed(job: Job) -> Frozen:
    """Opened by the password of the town whose name it bears, and of that town indeed."""
    if not job.passwords:
        raise PasswordError(
            "文件设有密码，密码表里没有这个镇的密码，或文件名里没有镇名",
            job.name,
            "请把镇名和密码填入密码表，在文件名里写上镇名，再汇总一次",
        )
    wrong: PasswordError | None = None  # of a wrong password; what is known of another town is worth more
    for town, password in job.passwords:
        try:
            frozen = receive_bytes(job.raw, password, job.name).frozen
        except PasswordError as error:
            wrong = wrong or error
            continue
        # Two towns may have one password.
        if (normalise_name(frozen.cover.town), password) in job.passwords:
            return frozen
        wrong = OtherTownError(
            f"用{town}的密码打开，封面却写着{frozen.cover.town}",
            job.name,
            "请向报送单位核实是谁报的、用的谁的密码",
        )
    assert wrong is not None
    raise wrong


def _read(job: Job, frozen: Frozen, lane: str, sealed: bool = False) -> Answer:
    """Figures and rows; with settings that cannot be read, the plan's stand in and a finding says so."""
    refuse_impossible(frozen.cover, job.name)
    tables: dict[str, list[Record]] = {name: list(rows) for name, rows in frozen.tables.items()}
    findings: list[Found] = []
    said: Settings | None = None
    try:
        said = Settings.from_rows(tables.get("设置", ()))
    except SettingError as error:
        findings.append(found("D-SETTING", "设置", error.what))
    if lane != RAW:  # of a workbook that nobody packed the cover is ours
        findings += cover_findings(frozen.cover, tables, said, sealed)
    settings = said or Settings()
    if frozen.cover.masked:
        for name in LISTED:
            tables[name] = [{**row, NUMBER: None} for row in tables.get(name, ())]
    rolls = Rolls.from_tables(tables, settings)
    figures, members = _figures(frozen, tables, rolls, settings, findings, lane)
    whole = not frozen.cover.masked
    known = _known(rolls, job.key if whole else None)
    return answered(job.sha, lane, whole, figures, members, known)


def _figures(
    frozen: Frozen, tables: Mapping[str, Sequence[Record]], rolls: Rolls, settings: Settings, findings: list[Found], lane: str
) -> tuple[Figures, list[Member]]:  # fmt: skip
    masked = frozen.cover.masked
    told = recomputing.told_results(tables)
    ours = recomputing.recount(tables, settings)
    codes = dict(_codes(frozen.cover.codes))
    elections = []
    for vote, rows in told.items():
        agrees, differ = recomputing.compare(vote, rows, ours.get(vote))
        findings += differ
        code = codes.get(title(*vote), "")
        elections.append(measuring.election(rows, *vote, ours.get(vote), settings, agrees, code))
    findings += recomputing.untold(told, ours)
    findings += differences.strays(tables)
    findings += differences.quota_sheet_differences(tables, settings.quota_method)
    findings += differences.blind_spots(rolls)
    findings += recomputing.quota_findings(tables, settings)
    findings += recomputing.check_findings(tables, rolls, masked)
    won = [
        (vote[0], name)
        for vote, rows in told.items()
        if vote[0] != PRIMARY
        for name in recomputing.winners(vote, rows)
    ]
    if findings:
        days = days_of_birth(rolls)
        findings = [cleared(one, days=days) for one in findings]
    people, offices = measuring.committee(rolls, won)
    shown = Rolls.from_tables(mask_tables(tables), settings) if not masked else rolls
    listed, _ = measuring.committee(shown, won)
    members = [cleared(one, "birth") for one in measuring.members(listed, offices)]
    # The day of birth is left out of a whole submission's rows by taking them from the masked ones.
    return Figures(
        head=_head(frozen, lane),
        rows={name: len(rows) for name, rows in tables.items()},
        delegate_seats=settings.delegate_seats,
        committee_seats=settings.committee_seats,
        superior=mask_text(settings.superior_full or f"{settings.city}{settings.district}妇女联合会"),
        city=mask_text(settings.city),
        county=mask_text(settings.district),
        tasks=tuple(
            cleared(one, "due", "done") for one in measuring.tasks(tables.get("工作进度", ()), settings)
        ),
        delegates=measuring.makeup(rolls.delegates, settings),
        committee=measuring.makeup(people, settings) if people else Makeup(),
        committee_elected=bool(offices),
        elections=tuple(cleared(one, "code") for one in elections),
        unorganised=measuring.unorganised(tables.get("单位", ())),
        trained=measuring.trained(tables.get("培训", ())),
        findings=tuple(findings),
    ), members


_OF_COVER: Final = [name for name in Head.model_fields if hasattr(Cover, name)]


def _head(frozen: Frozen, lane: str) -> Head:
    cover = frozen.cover
    fields: dict[str, Any] = {name: getattr(cover, name) for name in _OF_COVER}
    head = Head(**fields | {"town": normalise_name(cover.town), "kind": RAW if lane == RAW else "上报"})
    return cleared(head, "made", "digest", "previous", "version")


def _codes(written: str) -> Iterator[tuple[str, str]]:
    """执委选举的核对码：1234-…, one line for each vote."""
    for part in written.replace("\n", "；").split("；"):
        name, parted, code = part.partition("选举的核对码：")
        if parted and GROUPS.fullmatch(code.strip()):
            yield name.strip(), code.strip()


def _known(rolls: Rolls, key: bytes | None) -> Iterator[Known]:
    for table in COMPARED:
        for person in rolls.people(table):
            number = text_of(person.row.get(NUMBER)) if person.identity else ""
            yield Known(
                table=table,
                name=mask_text(person.name),
                birth=measuring.month_of(person),
                mark=mark(key, number) if key and number else "",
            )
