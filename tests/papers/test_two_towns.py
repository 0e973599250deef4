"""Every paper of two towns as pages: a 改革 and a 换届 by plans of their own, measured on the page that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import docx
import pytest
from far_town import CANDIDATES, DELEGATES, found, people, presses
from paper_desk import package, pages, pdfs, text

from pyxl.papers.layout.page_count import ends
from tests.tiers import usually

pytestmark = [pytest.mark.process, pytest.mark.libreoffice]

FOOT = 297 - 35
"""The lower edge of the text area, in millimetres."""
LINE = 225 / 22
NAMES = {str(row["姓名"]) for row in (*people(CANDIDATES, 3), *people(DELEGATES, 40))}
Page = tuple[float, float, Sequence[tuple[float, float, float, float, str]]]


@pytest.fixture(scope="module", params=usually(("换届", "改革"), "改革"))
def town(request, tmp_path_factory) -> Mapping[str, tuple[Path, Sequence[Page]]]:
    """Paper -> its file and its pages; blank pages are pages too."""
    folder = tmp_path_factory.mktemp("town")
    found(folder / "样例.xlsx", request.param)
    presses(folder / "样例.xlsx", folder)
    files = sorted((folder / "公文").glob("*.docx"))
    printed = pdfs(files, folder)
    return {file.stem: (file, pages(printed[file.stem])) for file in files}


def lines(page: Page) -> list[str]:
    """The lines of a page's text area, from its upper edge down; on a page that lies, from its binding."""
    width, height, words = page
    lying = width > height
    rows: dict[int, list[tuple[float, str]]] = {}
    for left, top, _, bottom, word in words:
        if (lying and left > 35) or (not lying and top < FOOT):
            rows.setdefault(round((top + bottom) / 2 / 2), []).append((left, word))
    return ["".join(word for _, word in sorted(row)) for _, row in sorted(rows.items())]


def with_imprint(town) -> Iterator[tuple[str, Path, Sequence[Page]]]:
    for name, (file, printed) in town.items():
        if 'w:val="Imprint"' in package(file):
            yield name, file, printed


def test_the_imprint_stands_at_the_foot_of_an_even_last_page(town):
    seen = 0
    for name, _, printed in with_imprint(town):
        seen += 1
        assert len(printed) % 2 == 0, name
        for number, (_, _, words) in enumerate(printed, 1):
            told = [word for word in words if word[4].endswith("印发") and word[3] > FOOT - 1.5 * LINE]
            assert bool(told) == (number == len(printed)), (name, number)
            assert all(word[3] < FOOT + 1 for word in told), name
    assert seen >= 8


def test_pages_are_numbered_where_no_blank_one_stands_before_the_imprint(town):
    for name, (_, printed) in town.items():
        blank = [not "".join(lines(page)) for page in printed]
        for number, page in enumerate(printed, 1):
            numbered = any(word[4] == "—" and (word[1] > FOOT or word[0] < 35) for word in page[2])
            follows_blank = number > 1 and blank[number - 2]
            assert numbered != (blank[number - 1] or follows_blank), (name, number)


def test_no_page_but_the_imprints_holds_a_single_line_or_the_signature_alone(town):
    for name, (file, printed) in town.items():
        own = 'w:val="Imprint"' in package(file)
        for number, page in enumerate(printed, 1):
            told = [line for line in lines(page) if line]
            if own and number == len(printed):
                told = [line for line in told if not line.endswith("印发") and not line.startswith("抄送")]
            if told:
                signed = [
                    line
                    for line in told
                    if re.fullmatch(
                        r".*(妇女联合会|委员会|领导小组)|附件：.*|\d\..*|[\d\s]+年[\d\s]+月[\d\s]+日|（联系人.*）",
                        line,
                    )
                ]
                assert len(told) > 1 and len(told) > len(signed), (name, number, told)


def test_no_name_and_no_line_to_fill_in_is_torn(town):
    for name, (file, printed) in town.items():
        shown = "\n".join("\n".join(lines(page)) for page in printed)
        written = text(file)
        for person in NAMES:
            assert shown.count(person) >= written.count(person), (name, person)
        for paragraph in docx.Document(str(file)).paragraphs:
            if paragraph.style.style_id in ("Mark", "Signature", "Date"):
                assert paragraph.text.replace("\u3000", "") in shown.split("\n"), (name, paragraph.text)
        for blank in re.findall(r"_{3,}", written):
            assert shown.count(blank) >= written.count(blank), (name, blank)


def test_what_is_counted_holds_what_is_laid_out(town):
    """LibreOffice is one of the programs that both ends must be true of."""
    for name, file, printed in with_imprint(town):
        document = docx.Document(str(file))
        if 'w:val="evenPage"' not in package(file):
            continue
        least, most = ends(document.element.body, document.styles.element)
        ended = max(number for number, page in enumerate(printed[:-1], 1) if "".join(lines(page)))
        assert least.page <= ended <= most.page, name
