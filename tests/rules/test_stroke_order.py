"""Order of surname strokes, against hand-worked orders, an official table and a comparison written anew."""

from __future__ import annotations

import bz2
import functools
import importlib.util
import itertools
import json
import random
import subprocess
import sys
import unicodedata
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyxl.errors import CellError, FileError, SettingError
from pyxl.rules import stroke_order
from pyxl.rules.stroke_order import (
    Convention,
    missing_characters,
    sort_key,
    sort_names,
    stroke_count,
    strokes,
)

# By its path: the scripts are no part of the installed package.
ROOT = Path(__file__).parents[2]
_spec = importlib.util.spec_from_file_location("derive_strokes", ROOT / "scripts" / "derive_strokes.py")
assert _spec is not None and _spec.loader is not None
derive_strokes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(derive_strokes)

# Common surnames with their stroke counts, written down by hand.
SURNAMES = {
    2: "丁",
    3: "于万马",
    4: "王邓方孔毛文尹韦尤牛车卞",
    5: "卢叶田石白史龙冯甘左申包",
    6: "刘许吕任江汤乔孙朱向庄毕",
    7: "李张陈杨吴何宋沈苏余杜汪邹陆邱邵严岑",
    8: "周林罗郑金孟易武范岳庞欧",
    9: "赵胡钟姜姚郝侯段贺施骆柳",
    10: "徐高郭唐袁夏贾秦顾钱陶倪莫",
    11: "黄梁萧曹阎崔康常龚章梅盛",
    12: "韩程彭董蒋谢傅曾葛温鲁",
    13: "雷赖蓝简蒙詹",
    14: "蔡谭廖熊裴翟",
    15: "潘黎樊颜",
    16: "薛穆霍",
    17: "戴魏",
}

# The order inside one count, worked out by hand from the stroke kinds.
BY_KINDS = [
    "王韦尤毛文方尹孔邓",  # 1121 1152 1354 3115 4134 4153 5113 5215 5452
    "苏杜李杨吴何余汪沈宋张陆陈邵",
    "武林罗金周郑孟",  # 11212154 12341234 25221354 34112431 35121251 43113452 52125221
    "三干",  # 111 112
]

COMMON = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐丁田于干由土士芳娜秀英敏静丽艳娟霞小大一富利德麟"
HAN = st.sampled_from(COMMON) | st.sampled_from(COMMON + "𬱖龘䶮〇")
NAMES = st.lists(st.text(HAN, min_size=1, max_size=4), max_size=12)
CONVENTIONS = st.sampled_from(list(Convention))

UNIHAN = Path("/usr/share/unicode")


# --- single characters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "surname"), [(count, surname) for count, row in SURNAMES.items() for surname in row]
)
def test_counts_of_common_surnames(count, surname):
    assert stroke_count(surname) == count


@pytest.mark.parametrize(
    ("character", "sequence"),
    [
        ("一", "1"),
        ("丁", "12"),  # 竖钩 is 竖
        ("人", "34"),  # 捺 is 点
        ("江", "441121"),  # 提 is 横
        ("永", "45534"),
        ("女", "531"),
        ("四", "25351"),
        ("北", "21135"),
        ("草", "122251112"),  # three strokes for 艹, as on the mainland
        ("龚", "13534122134"),
        ("德", "332122522114544"),  # a slip of one source
        ("皙", "1234331232511"),  # another: 析 and 白
        ("炽", "433425134"),
        ("锺", "31115312511211"),
        ("䶮", "135341134"),
        ("〇", "5"),
        ("瓏", "11214143125111515111"),  # 王 and the 16 strokes of 龍
    ],
)
def test_sequences_written_by_hand(character, sequence):
    assert strokes(character) == sequence


def test_no_data_is_none_and_not_a_guess():
    assert strokes("𬱖") is None
    assert stroke_count("𬱖") is None
    assert strokes("A") is None
    assert strokes("\U0010ffff") is None
    assert strokes("\ud800") is None


def test_placeholder_of_the_source_is_no_data():
    # 㺸 has only the code that rime gives to characters it does not know.
    entries = {entry for page in (3, 4, 0x2F) for entry in stroke_order._page(page)}
    assert "25111212341252".translate(str.maketrans("12345", "ACEFH")) not in entries


@pytest.mark.parametrize(("sign", "character"), [("⽥", "田"), ("\uf9e1", "李"), ("\U0002f800", "丽")])
def test_radical_signs_and_compatibility_ideographs_are_the_characters_they_stand_for(sign, character):
    assert sign != character
    assert strokes(sign) == strokes(unicodedata.normalize("NFKC", sign)) is not None
    assert sort_key(sign)[0] == sort_key(unicodedata.normalize("NFKC", sign))[0]


@pytest.mark.parametrize("bad", ["", "王丽", None, 7])
def test_strokes_wants_one_character(bad):
    with pytest.raises(CellError, match="一个字"):
        strokes(bad)


# --- order of characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ordered", BY_KINDS)
def test_same_count_goes_by_stroke_kinds(ordered):
    assert {stroke_count(surname) for surname in ordered} == {stroke_count(ordered[0])}
    assert sort_names(reversed(ordered)) == list(ordered)


def test_surnames_go_by_count_first():
    shuffled = [surname for row in SURNAMES.values() for surname in row]
    random.Random(4).shuffle(shuffled)
    assert [stroke_count(surname) for surname in sort_names(shuffled)] == [
        count for count, row in SURNAMES.items() for _ in row
    ]


@pytest.mark.parametrize("ordered", ["干于", "田由", "叶甲申", "沈沉", "化仇", "旨旭"])
def test_same_strokes_go_by_their_exact_shapes_then_by_code_point(ordered):
    # All are neighbours in the official table of 2013.
    assert len({strokes(character) for character in ordered}) == 1
    assert sort_names(reversed(ordered)) == list(ordered)


def test_a_tie_is_settled_before_the_next_character():
    names = ["由一", "田芳", "由芳", "田一"]
    assert sort_names(names) == ["田一", "田芳", "由一", "由芳"]


# --- the two conventions -----------------------------------------------------------------------------------


def test_the_classic_example_of_the_two_conventions():
    assert sort_names(["田大利", "田富"], "surname") == ["田富", "田大利"]
    assert sort_names(["田大利", "田富"], "full_name") == ["田大利", "田富"]
    assert sort_names(["田大利", "田富"]) == ["田富", "田大利"]


@pytest.mark.parametrize("convention", list(Convention))
def test_examples_of_the_guides_that_hold_in_both(convention):
    assert sort_names(["王小宁", "丁小宁"], convention) == ["丁小宁", "王小宁"]
    assert sort_names(["洪少东", "欧阳少东"], convention) == ["欧阳少东", "洪少东"]
    assert sort_names(["李大鸣", "李一鸣"], convention) == ["李一鸣", "李大鸣"]
    assert sort_names(["欧芳", "林芳"], convention) == ["林芳", "欧芳"]  # 12.. before 13..
    assert sort_names(["田大利", "田大"], convention) == ["田大", "田大利"]
    assert sort_names(["古丽·买买提", "古丽娜"], convention) == ["古丽·买买提", "古丽娜"]  # 买 6, 娜 9


def test_single_given_names_go_by_strokes_among_themselves():
    assert sort_names(["田富", "田一", "田大利", "田一一"], "surname") == ["田一", "田富", "田一一", "田大利"]
    assert sort_names(["田富", "田一", "田大利", "田一一"], "full_name") == [
        "田一",
        "田一一",
        "田大利",
        "田富",
    ]


def test_setting_words():
    assert Convention.of("姓氏笔画") is Convention.SURNAME
    assert Convention.of("姓名笔画") is Convention.FULL_NAME
    assert [Convention.of(convention.chinese) for convention in Convention] == list(Convention)
    assert sort_names(["田富", "田大利"], "姓名笔画") == ["田大利", "田富"]
    with pytest.raises(SettingError, match="姓氏笔画"):
        sort_names([], "拼音")
    with pytest.raises(SettingError, match="拼音"):
        sort_key("田大利", "拼音")


# --- what is passed over -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "filler", [" ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\t", "\U000e0100", "·", "・", "•"]
)
def test_fillers_do_not_change_the_place(filler):
    assert sort_key(f"田{filler}富{filler}")[0] == sort_key("田富")[0]
    assert sort_names(["田大利", f"田{filler}富"]) == [f"田{filler}富", "田大利"]


def test_every_dot_is_passed_over():
    plain = sort_key("古丽买买提")[0]
    for dot in "·•‧∙⋅・･᛫⸱⸳ꞏ●.．":
        assert sort_key(f"古丽{dot}买买提")[0] == plain


def test_names_come_back_as_written_with_namesakes():
    assert sort_names(["王丽", "丁 一", "王丽", "王 丽"]) == ["丁 一", "王 丽", "王丽", "王丽"]


@pytest.mark.parametrize("bad", [None, 3.0, float("nan")])
def test_a_name_that_is_no_text_is_refused(bad):
    for function in (sort_names, missing_characters):
        with pytest.raises(CellError, match="不是文字"):
            function(["王丽", bad])


# --- characters without data -------------------------------------------------------------------------------


def test_missing_characters_are_named_once_in_order():
    assert missing_characters(["王𬱖", "𬱟𬱖", "李·芳 ", "王A"]) == ["𬱖", "𬱟", "A"]
    assert missing_characters(["王𬱖", "𬱟𬱖"], {"𬱖": 14}) == ["𬱟"]
    assert missing_characters([]) == []


def test_a_typed_count_stands_after_the_known_ones_of_that_count():
    known14 = sort_names("蔡谭廖熊裴翟")
    names = [*known14, "潘", "雷", "𬱖"]
    assert sort_names(names, typed_counts={"𬱖": 14}) == ["雷", *known14, "𬱖", "潘"]
    assert sort_names(["王𬱖", "王丽", "王翟", "王潘"], typed_counts={"𬱖": 14}) == [
        "王丽",
        "王翟",
        "王𬱖",
        "王潘",
    ]


def test_without_a_typed_count_it_stands_last_in_its_place():
    assert sort_names(["𬱖芳", "龘芳", "丁芳"]) == ["丁芳", "龘芳", "𬱖芳"]
    assert sort_names(["王𬱖", "李芳", "王龘"]) == ["王龘", "王𬱖", "李芳"]


def test_a_count_typed_against_the_data_goes_first_and_the_same_count_changes_nothing():
    assert sort_names(["丁", "一", "十"]) == ["一", "十", "丁"]
    assert sort_names(["丁", "一", "十"], typed_counts={"一": 2}) == ["十", "丁", "一"]
    assert sort_key("王丽", typed_counts={"丽": 7}) == sort_key("王丽")


@pytest.mark.parametrize("count", [0, -1, 85, 14.0, "14", False])
def test_impossible_counts_are_refused(count):
    with pytest.raises(SettingError, match="𬱖"):
        sort_names(["王𬱖"], typed_counts={"𬱖": count})


# --- properties --------------------------------------------------------------------------------------------


@given(NAMES, CONVENTIONS, st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_input(names, convention, randomness):
    ordered = sort_names(names, convention)
    shuffled = list(names)
    randomness.shuffle(shuffled)
    assert sort_names(shuffled, convention) == ordered
    assert sort_names(ordered, convention) == ordered
    assert sorted(ordered) == sorted(names)


@given(st.text(HAN, min_size=1, max_size=4), st.text(HAN, min_size=1, max_size=3), CONVENTIONS)
def test_a_name_stands_before_its_continuations(name, more, convention):
    assert sort_key(name, convention) < sort_key(name + more, convention)


@given(HAN, HAN, st.text(HAN, min_size=2, max_size=3))
def test_single_given_names_stand_first_by_surname_convention(surname, single, longer):
    assert sort_key(surname + single, "surname") < sort_key(surname + longer, "surname")


@given(HAN, st.text(HAN, min_size=1, max_size=3), st.text(HAN, min_size=1, max_size=3))
def test_by_full_names_the_given_name_decides_as_if_it_stood_alone(surname, one, other):
    # One fixed character before both names must not change who comes first.
    with_surname = sort_key(surname + one, "full_name") < sort_key(surname + other, "full_name")
    assert with_surname == (sort_key(one, "full_name") < sort_key(other, "full_name"))


@given(st.text(), CONVENTIONS)
def test_any_text_has_a_place(name, convention):
    assert sort_key(name, convention) == sort_key(name, convention)
    assert sort_names([name], convention) == [name]


def stroke_by_stroke(one: str, other: str, convention: str) -> int:
    """The rule as the guides tell it, with no keys: negative if `one` stands first, 0 for a tie."""

    def spelled(name: str) -> list[str]:
        written = [strokes(character) or "" for character in name]
        return [written[0], "", written[1]] if convention == "surname" and len(written) == 2 else written

    for mine, theirs in itertools.zip_longest(spelled(one), spelled(other)):
        if mine is None or theirs is None:
            return -1 if mine is None else 1
        if len(mine) != len(theirs):
            return len(mine) - len(theirs)
        for my_stroke, their_stroke in zip(mine, theirs, strict=True):
            if my_stroke != their_stroke:
                return "12345".index(my_stroke) - "12345".index(their_stroke)
    return 0


DISTINCT = sorted({strokes(character): character for character in COMMON}.values())


@settings(max_examples=200)
@given(
    st.lists(st.text(st.sampled_from(DISTINCT), min_size=1, max_size=4), max_size=10, unique=True),
    st.sampled_from(["surname", "full_name"]),
)
def test_against_a_comparison_written_anew(names, convention):
    compare = functools.cmp_to_key(lambda one, other: stroke_by_stroke(one, other, convention))
    assert sort_names(names, convention) == sorted(names, key=compare)


# --- the data file -----------------------------------------------------------------------------------------


def every_entry() -> dict[str, str]:
    return {
        chr((page << stroke_order.PAGE_BITS) + place): shapes
        for page in stroke_order._packed_pages()
        for place, shapes in enumerate(stroke_order._page(page))
        if shapes
    }


def test_every_entry_is_an_ideograph_with_sane_strokes():
    entries = every_entry()
    assert len(entries) > 74_000
    for character, shapes in entries.items():
        assert set(shapes) <= set(stroke_order.SHAPES)
        assert len(shapes) <= stroke_order.MOST_STROKES
        assert character == "〇" or unicodedata.category(character) in {"Lo", "Cn"}
    missing = [chr(code) for code in range(0x4E00, 0x9FA6) if chr(code) not in entries]
    assert missing == [], "the 20,902 characters of GB 13000.1 are complete"


@pytest.mark.process
def test_nothing_is_read_before_the_first_question():
    program = (
        "import sys, pyxl.rules.stroke_order as s\n"
        "assert s._packed_pages.cache_info().currsize == 0\n"
        "s.strokes('田')\n"
        "assert s._page.cache_info().currsize == 1\n"
        "heavy = {'pandas', 'openpyxl', 'xlwings', 'lzma', 'zipfile'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


@pytest.mark.parametrize(
    "content", [None, b"", b"7:x\n", b"\xff\xfe\n", b"7:12", b"7:12\nshort", b"7:5\nspoil"]
)
def test_a_missing_or_spoilt_data_file_is_said_in_chinese(tmp_path, monkeypatch, content):
    file = tmp_path / "strokes.bin"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(stroke_order, "DATA_FILE", file)
    stroke_order._packed_pages.cache_clear()
    stroke_order._page.cache_clear()
    try:
        with pytest.raises(FileError, match="重新安装"):
            strokes("田")
    finally:
        stroke_order._packed_pages.cache_clear()
        stroke_order._page.cache_clear()


# --- the script --------------------------------------------------------------------------------------------


@pytest.fixture
def sources(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "package.json").write_text('{"version": "3.2.6"}')
    letters = json.dumps({"于": "jjg", "必": "dyksk", "皙": "jfskssjffcjj"}, ensure_ascii=False)
    (package / "cnchar.order.min.js").write_text(
        "!function(){j.exports=JSON.parse('" + letters + """')},f=JSON.parse('{"a":{"shape":"x"}}')""",
        "utf-8",
    )
    dictionary = tmp_path / "stroke.dict.yaml"
    dictionary.write_text(
        "# 说明\n---\nname: stroke\n...\n\n"
        "于\thhz\n皙\thsphnpphsnszhh\n草\thshshszhhhs\n㺸\tszhhhshspnhszs\n𠀍\thssz\n坰\thshszszh\n# 以下\n"
        "于\thhs\n皙\thspnpphspszhh\n草\thssszhhhs\n坰\thshszhszh\n瓏\thhshnhnphszhhshzhzhhh\n坏\tpz6z\n",
        "utf-8",
    )
    return package, dictionary


def test_which_source_is_believed(sources):
    package, dictionary = sources
    chosen = derive_strokes.chosen_shapes(
        derive_strokes.cnchar_shapes(package), derive_strokes.rime_rows(dictionary)
    )
    kinds = {character: shapes.translate(stroke_order._KIND_OF_SHAPE) for character, shapes in chosen.items()}
    assert kinds == {
        "于": "112",  # cnchar
        "必": "45434",  # cnchar, with its second sign for 点
        "皙": "1234331232511",  # a slip of cnchar: rime's mainland form
        "草": "122251112",  # rime's mainland form, not the one with four strokes for 艹
        "𠀍": "1225",  # rime's only form
        "坰": "12125251",  # a slip of rime's mainland form
        "瓏": "11214143125111515111",  # 龍 as rime itself writes it
    }  # and nothing for the placeholder and the spoilt row
    assert chosen["于"] == "AAD", "cnchar's exact shapes are kept"


def test_the_script_writes_what_the_module_reads(sources, tmp_path, monkeypatch, capsys):
    package, dictionary = sources
    out = tmp_path / "strokes.bin"
    monkeypatch.setattr(sys, "argv", ["derive_strokes", str(package), str(dictionary), "--out", str(out)])
    derive_strokes.main()
    assert "7 characters" in capsys.readouterr().out
    first = out.read_bytes()
    derive_strokes.main()
    assert out.read_bytes() == first
    head, _, body = first.partition(b"\n")
    assert [entry.partition(b":")[0] for entry in head.split()] == [b"4", b"5", b"7", b"8", b"20"]
    length = int(head.split()[0].partition(b":")[2])
    assert zlib.decompress(body[:length]).split(b"\n")[ord("于") - 0x4000] == b"AAD"


def test_another_version_of_the_source_is_refused(sources):
    package, _ = sources
    (package / "package.json").write_text('{"version": "4.0.0"}')
    with pytest.raises(SystemExit, match=r"3\.2\.6"):
        derive_strokes.cnchar_shapes(package)


# --- Unihan, where the Debian package unicode-data is installed ---------------------------------------------


def unihan(file: str, field: str) -> dict[str, str]:
    path = UNIHAN / file
    if not path.exists():
        pytest.skip(f"{path} (Debian package unicode-data) is not installed")
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if f"\t{field}\t" in line)
        return {chr(int(code[2:], 16)): value for code, _, value in rows}


def test_official_order_of_the_general_standard_characters():
    """The State Council's table of 2013 stands, level by level, in the order of count and stroke kinds."""
    table = {
        c: int(value.partition(":")[2]) for c, value in unihan("Unihan_OtherMappings.txt.bz2", "kTGH").items()
    }
    assert len(table) == 8105
    out_of_order, shapes_agree, shapes_differ = [], 0, 0
    for first, last in ((1, 3500), (3501, 6500), (6501, 8105)):
        level = [c for c, place in sorted(table.items(), key=lambda item: item[1]) if first <= place <= last]
        for one, other in itertools.pairwise(c for c in level if strokes(c)):
            mine, theirs = strokes(one), strokes(other)
            if (len(mine), mine) > (len(theirs), theirs):
                out_of_order.append(one + other)
            elif mine == theirs and stroke_order._shapes(one) != stroke_order._shapes(other):
                if sort_key(one) < sort_key(other):
                    shapes_agree += 1
                else:
                    shapes_differ += 1
    assert out_of_order == ["𦭜茋", "𦰡茛", "𫄧彖", "𫑡帱", "涐浰", "𪣻𡎚", "铽𨱇", "鄜麀", "𫌀裼"]
    assert (shapes_agree, shapes_differ) == (114, 5)


def test_stroke_counts_agree_with_unihan_in_the_main_block():
    counts = unihan("Unihan_IRGSources.txt.bz2", "kTotalStrokes")
    pairs = [(stroke_count(c), int(v.split()[0])) for c, v in counts.items() if "一" <= c <= "\u9fa5"]
    assert len(pairs) == 20902
    assert sum(mine != theirs for mine, theirs in pairs) < 60
