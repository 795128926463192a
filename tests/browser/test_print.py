"""Each kind of page on paper: printed by the browser, read back."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from ..conftest import SITE_URL

pytestmark = pytest.mark.browser


@cache
def printed(browser: Any, address: str) -> PdfDocument:
    """The page as an A4 PDF."""
    page = browser.new_page()
    page.goto(address)
    data = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    page.close()
    return PdfDocument(data)


def close(text: str) -> str:
    """Without white space, of which a PDF holds none: whoever reads it guesses from the gaps."""
    return "".join(text.split())


def text(page: PdfPage) -> str:
    return close(page.get_textpage().get_text_bounded())


@cache
def words(pdf: PdfDocument) -> str:
    return "".join(text(page) for page in pdf)


PAGES = {
    "treaties/rome-statute/": ["Rome Statute", "Checked", "Sources on this page", "Withdrawal takes effect"],
    "countries/cambodia/": ["Kingdom of Cambodia", "In order of time", "Sources on this page"],
    "proposals/national-plan/": ["Steps towards it", "What stands in the way", "Sources on this page", "Checked"],
    "risk-factors/triggering-factors/": ["Triggering factors", "Checked"],
    "timeline/": ["17 April 1975", "1990s", "1970s/#fall-of-phnom-penh-1975"],
    "timeline/1970s/": [
        "17 April 1975",
        "Timeline: Cambodia’s royal and political history",
        "#fall-of-phnom-penh-1975",
        "Checked",
    ],
    "risk-factors/": ["Triggering factors", "Situations of armed conflict"],
    "about/": ["Who is responsible", "Corrections"],
    "claims/": ["Paragraph 4", "Checked", "p4/#p4-over-two-million"],
    "claims/p4/": ["Claims of paragraph 4", "Checked", "#p4-over-two-million", "Mass Graves Study"],
    "sources/": ["abc-news-cambodias-khmer-2019"],
    "sources/o/": ["Source read in part", "#op-ed"],
    "countries/": [
        "Side by side",
        "Timor-Leste",
        "Viet Nam",
        "Proposals, Cambodia",
        "Bring atrocity prevention into AICHR",
        "Checked",
        "Sources on this page",
    ],
}


PAGES_AT_MOST = {"timeline/": 15, "claims/": 30, "sources/": 20, "countries/": 14}


@pytest.mark.parametrize("address", PAGES)
def test_printed_page(browser: Any, served: str, address: str) -> None:
    pdf = printed(browser, served + address)
    said = words(pdf)
    for expected in PAGES[address]:
        assert close(expected) in said
    assert close("Skip to content") not in said, "the frame of the screen is printed"
    assert not re.search(r"Editthisfact|Reportaproblem|\(inpublic\)|··", said), (
        "what can only be done on the screen is printed"
    )
    assert f"{SITE_URL}{address}" in said.replace("\x02", "-"), "a printed page does not say where it is from"
    long = 842 if address == "countries/" else 595  # its table has all states side by side
    assert all(abs(page.get_width() - long) < 3 for page in pdf), "not on A4"
    assert len(pdf) <= PAGES_AT_MOST.get(address, 12)


def test_a_printed_link_shows_its_address(browser: Any, served: str) -> None:
    assert "treaties.un.org/pages" in words(printed(browser, served + "treaties/iccpr/"))


@pytest.mark.parametrize("address", ["treaties/rome-statute/", "countries/"])
def test_what_is_drawn_is_printed_as_lines_and_words(browser: Any, served: str, address: str) -> None:
    """A soft shadow of a word is printed as a picture: eleven names on a map took as long as a hundred pages."""
    pictures = [page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE,)) for page in printed(browser, served + address)]
    assert not sum(len(list(found)) for found in pictures)


def test_evidence_is_open_on_paper(browser: Any, served: str) -> None:
    """What is one tap away on the screen is there on paper."""
    said = words(printed(browser, served + "claims/p4/"))
    for title in ("Demographic Expert Report", "International Union for the Scientific Study of Population"):
        assert close(title) in said


def test_the_matrix_fits_on_landscape_a4(browser: Any, served: str) -> None:
    pdf = printed(browser, served + "treaties/")
    wide = [page for page in pdf if page.get_width() > page.get_height()]
    texts = [text(page) for page in wide]
    assert wide and all(abs(page.get_width() - 842) < 3 for page in wide)
    assert "ICERD" in texts[0] and "VietNam" in texts[0], "the last state is cut off from the first row"
    assert sum(said.count(close("Entries with a source, of 27")) for said in texts) == 1, (
        "the totals are repeated on every page"
    )


@pytest.mark.parametrize("address", ["timeline/", "claims/", "sources/", "accountability/", "countries/"])
def test_nothing_wider_than_the_paper_shrinks_the_page(browser: Any, served: str, address: str) -> None:
    """A browser prints the whole page smaller where one long address does not fit."""
    paper = 665  # A4 without its margins, in the pixels of a style sheet
    page = browser.new_page(viewport={"width": paper, "height": 900})
    page.emulate_media(media="print")
    page.goto(served + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= paper
    assert not page.locator(".kb-language").is_visible(), "the way to another language is of no use on paper"
    page.close()


@pytest.mark.parametrize("language", ["", "km/"])
@pytest.mark.parametrize("sheet", ["order", "order-teacher", "claim", "claim-teacher", "matrix", "matrix-teacher"])
def test_a_sheet_of_a_lesson_is_one_sheet_of_paper(browser: Any, served: str, language: str, sheet: str) -> None:
    """Printed on both sides, as the lessons ask: a class of thirty takes fifteen sheets."""
    assert len(printed(browser, f"{served}{language}learn/{sheet}/")) <= 2


KHMER = re.compile("[\u1780-\u17dd]{3,}")
IN_KHMER = ("treaties/genocide/", "proposals/national-plan/", "countries/cambodia/", "learn/matrix-teacher/")
SEEN = """() => {
  const walk = document.createTreeWalker(document.getElementById("kb-content"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const { parentElement, data } = walk.currentNode;
    if (parentElement.checkVisibility() && !parentElement.closest(".visually-hidden, svg, script")) found.push(data);
  }
  return found;
}"""


@pytest.mark.audit
@pytest.mark.parametrize("address", IN_KHMER)
def test_khmer_on_paper_reads_back_as_it_was_written(browser: Any, served: str, address: str, tmp_path: Path) -> None:
    """Every run of Khmer letters that paper shows, letter for letter: whoever copies from the PDF, or has it read aloud, gets the words."""
    page = browser.new_page()
    page.goto(f"{served}km/{address}")
    page.emulate_media(media="print")
    shown = {run for text in page.evaluate(SEEN) for run in KHMER.findall(text)}
    file = tmp_path / "page.pdf"
    page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True)
    page.close()
    read = close(subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout)
    assert len(shown) > 20
    assert not [run for run in shown if run not in read]
    assert close("in the browser") not in read, "the way to a form is printed"


@pytest.mark.parametrize("address", ["proposals/national-plan/", "km/proposals/national-plan/"])
def test_the_line_of_a_preview_is_not_printed_over_the_name(browser: Any, served: str, address: str) -> None:
    page = browser.new_page(viewport={"width": 665, "height": 900})  # the room between the margins of A4
    page.goto(served + address)
    page.emulate_media(media="print")
    preview, name = page.evaluate(
        """() => ["kb-preview", "kb-wordmark"].map((part) => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector(`.${part}`));
          return range.getBoundingClientRect().toJSON();
        })"""
    )
    page.close()
    assert preview["left"] >= name["right"] or preview["bottom"] <= name["top"] + 1, (preview, name)


@pytest.mark.parametrize("address", ["countries/cambodia/", "countries/thailand/", "accountability/findings/"])
def test_no_sheet_ends_with_the_heading_of_rows(browser: Any, served: str, address: str) -> None:
    page = browser.new_page()
    page.goto(served + address)
    headings = [close(each).casefold() for each in page.locator("tr.group").all_text_contents()]
    page.close()
    sheets = [text(sheet).casefold() for sheet in printed(browser, served + address)]
    assert headings and 1 < len(sheets) <= 60, "a letter a line takes hundreds"
    assert [sheet[-60:] for sheet in sheets if sheet.endswith(tuple(headings))] == []
