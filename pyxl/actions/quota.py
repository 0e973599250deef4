"""名额测算: the delegates shared over the units, every method beside the one in force."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from pyxl.actions.action import Action, Argument, Outcome, Say
from pyxl.actions.read import read_settings, whole_number
from pyxl.actions.writes import Fill, Replace
from pyxl.book.workbook import Record, Region, Workbook
from pyxl.errors import QuotaError, TableError
from pyxl.rules.credentials import one_decimal
from pyxl.rules.plan import Settings
from pyxl.rules.quota import METHODS, Apportionment, SettledBy, Tie, compare_methods

BY_LOT = "抽签"
Compared = dict[str, Apportionment | QuotaError]


@dataclass(frozen=True, slots=True)
class Options:
    """`method` is a key or a Chinese name of `METHODS`; None means the one that the settings name."""

    method: str | None = None


@dataclass(frozen=True, slots=True)
class _Units:
    """The units that take part: their rows in the table and the columns that decide."""

    rows: tuple[int, ...]
    names: tuple[str, ...]
    weights: tuple[int, ...]
    minimums: tuple[int, ...]
    maximums: tuple[int | None, ...]
    reserved: tuple[int, ...]
    lots: tuple[int | None, ...]


def run(workbook: Workbook, options: Options, say: Say) -> Outcome:
    """Apportion, and write 名额 and the units' 分配名额; refused once the split is approved."""
    settings = read_settings(workbook)
    region = workbook.region("单位")
    units = _read_units(region)
    method = _key(options.method) if options.method else settings.apportionment_method
    if METHODS[method].by_weight:
        _require_weights(region, units)
    compared = _compare(units, settings)
    chosen = compared[method]
    if isinstance(chosen, QuotaError):
        raise chosen
    if settings.quota_tie == BY_LOT:
        _require_lots(chosen, units)
    seats = dict(zip(units.rows, chosen.seats, strict=True))
    column = [seats.get(row) for row in range(len(region.grid))]
    if settings.quota_document and column != [record["分配名额"] for record in region.records]:
        raise QuotaError(
            f"代表名额分配方案已批准（{settings.quota_document}），不能再改；本次测算结果与批准的不同",
            remedy="确需重新测算的，请先清空“名额批复文号”并重新报批",
        )
    ties = [_told(tie, units) for tie in chosen.ties]
    name = METHODS[method].chinese
    return Outcome(
        lines=[
            f"{len(units.names)} 个单位共 {sum(chosen.seats)} 名代表，采用{name}。",
            *ties,
            *_unusable(compared),
        ],
        document=_document(units, chosen, method, compared),
        writes=[
            Replace("名额", _records(units, chosen, compared, ties)),
            Fill("单位", "分配名额", column),
        ],
        summary=f"{name}，共 {sum(chosen.seats)} 名" + (f"，同数 {len(ties)} 处" if ties else ""),
        rows=len(units.names),
    )


def _read_units(region: Region) -> _Units:
    rows = tuple(index for index, record in enumerate(region.records) if record["单位"] is not None)
    if not rows:
        raise TableError("还没有单位", region.place, "请先填写单位和妇女人数，再测算名额")
    names = tuple(str(region.records[row]["单位"]).strip() for row in rows)
    _refuse_twins(region, names)
    numbers = {
        header: tuple(whole_number(region, row, header) for row in rows)
        for header in ("妇女人数", "最少名额", "最多名额", "保留名额", "抽签序")
    }
    return _Units(
        rows,
        names,
        weights=tuple(value or 0 for value in numbers["妇女人数"]),
        minimums=tuple(value or 0 for value in numbers["最少名额"]),
        maximums=numbers["最多名额"],
        reserved=tuple(value or 0 for value in numbers["保留名额"]),
        lots=numbers["抽签序"],
    )


def _refuse_twins(region: Region, names: tuple[str, ...]) -> None:
    if twins := [name for name, count in Counter(names).items() if count > 1]:
        raise QuotaError(
            f"单位{'、'.join(twins)}填了不止一行", region.place, "一个单位只填一行，请合并或改名"
        )


def _require_weights(region: Region, units: _Units) -> None:
    """A unit whose women nobody entered would silently get no delegate; 0 and reserved seats are answers."""
    blank = [
        name
        for name, row, reserved in zip(units.names, units.rows, units.reserved, strict=True)
        if region.records[row]["妇女人数"] is None and not reserved
    ]
    if blank:
        raise QuotaError(
            f"{'、'.join(blank)}没有填写妇女人数",
            region.place,
            "请补填；确实没有的填 0，只给保留名额的填“保留名额”",
        )


def _require_lots(chosen: Apportionment, units: _Units) -> None:
    """Where the settings say that lots decide, the order of the rows must not."""
    if open_ties := [tie for tie in chosen.ties if tie.settled_by is SettledBy.ORDER]:
        names = "、".join(units.names[unit] for tie in open_ties for unit in tie.units)
        raise QuotaError(
            f"{names}份额和人数都相同，按“名额同数办法”须抽签决定",
            "“单位”表",
            "请抽签后填写这些单位的“抽签序”，再测算",
        )


def _key(method: str) -> str:
    """The key of a method given by key or by Chinese name."""
    keys = {known.chinese: key for key, known in METHODS.items()} | {key: key for key in METHODS}
    try:
        return keys[method]
    except KeyError:
        names = "、".join(f"{known.chinese}（{key}）" for key, known in METHODS.items())
        raise QuotaError(f"没有“{method}”这种算法", remedy=f"可用：{names}") from None


def _compare(units: _Units, settings: Settings) -> Compared:
    """Every method on the same figures; one that cannot serve them says why."""
    return compare_methods(
        units.weights,
        settings.delegate_seats,
        units.minimums,
        units.maximums,
        reserved=units.reserved,
        lots=units.lots if settings.quota_tie == BY_LOT else None,
        names=units.names,
    )


def _unusable(compared: Compared) -> list[str]:
    return [
        f"{METHODS[key].chinese}不适用：{error}"
        for key, error in compared.items()
        if isinstance(error, QuotaError)
    ]


def _told(tie: Tie, units: _Units) -> str:
    names = "、".join(units.names[unit] for unit in tie.units)
    return f"同数：{names}争 {tie.seats_left} 个名额，按“{tie.settled_by}”确定。"


def _records(units: _Units, chosen: Apportionment, compared: Compared, ties: list[str]) -> list[Record]:
    notes = {unit: told for tie, told in zip(chosen.ties, ties, strict=True) for unit in tie.units}
    rows: list[Record] = []
    for unit, name in enumerate(units.names):
        row: dict[str, str | int | None] = {
            "单位": name,
            "妇女人数": units.weights[unit],
            "应得份额": shown_share(chosen.shares[unit]),
            "分配名额": chosen.seats[unit],
            "每名代表妇女数": _each(units.weights[unit], chosen.seats[unit] - units.reserved[unit]),
            "说明": notes.get(unit),
        }
        for key, result in compared.items():
            row[METHODS[key].chinese] = result.seats[unit] if isinstance(result, Apportionment) else None
        rows.append(row)
    return rows


def _each(women: int, seats: int) -> str | None:
    """Women for each delegate who is shared out, to one decimal."""
    return one_decimal(Fraction(women, seats)) if women and seats > 0 else None


def shown_share(share: Fraction) -> str:
    """A share as the clerk reads it, 6.18: two places, half up; the seats follow from the exact fraction."""
    hundredths = (share * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _document(units: _Units, chosen: Apportionment, method: str, compared: Compared) -> dict[str, object]:
    return {
        "seats": sum(chosen.seats),
        "method": method,
        "units": [
            {
                "unit": name,
                "weight": units.weights[at],
                "share": str(chosen.shares[at]),
                "seats": chosen.seats[at],
            }
            for at, name in enumerate(units.names)
        ],
        "ties": [
            {
                "units": [units.names[unit] for unit in tie.units],
                "seats_left": tie.seats_left,
                "settled_by": tie.settled_by,
            }
            for tie in chosen.ties
        ],
        "methods": {
            key: dict(zip(units.names, result.seats, strict=True))
            for key, result in compared.items()
            if isinstance(result, Apportionment)
        },
    }


ACTION = Action(
    "quota",
    "名额测算",
    "按妇女人数把代表名额分配到各单位，并列各种算法",
    run,
    Options,
    (Argument(("--method",), {"metavar": "算法", "help": f"{'、'.join(METHODS)}；省略则按方案设置"}),),
)
