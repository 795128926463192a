"""The book: what of a page stands in it, where its links lead, and whether programs that read books find no fault in it."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from prevention_kb import KnowledgeBase
from prevention_kb.exports import book as books
from prevention_kb.exports import epub, paper
from prevention_kb.exports.book import PARTS, Book
from prevention_kb.pages import settings
from prevention_kb.pages.site import Site
from prevention_kb.reading.catalogue import english

from ..conftest import SITE_URL

DAY = "2026-11-29"
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def whole(kb: KnowledgeBase, site: Path) -> Book:
    """The book of the real site."""
    return books.book(kb, site, SITE_URL, "en", settings.read(kb.root, SITE_URL))


FEW = ("risk-factors/", "glossary/", "countries/")
"""The first pages of some parts: lists, terms, and pages whose maps share their outlines, which a book has to do without."""


def in_part(kb: KnowledgeBase, site: Path, code: str, of: Site, pages: Iterable[str] = FEW) -> Book:
    """A book of few pages, which is made in a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(books, "PARTS", [part for part in PARTS if part.pages[0] in pages])
        return books.book(kb, site, SITE_URL, code, of)


@pytest.fixture(scope="module")
def few(kb: KnowledgeBase, site: Path) -> Book:
    return in_part(kb, site, "en", settings.read(kb.root, SITE_URL))


@pytest.fixture(scope="module")
def khmer(kb: KnowledgeBase, site: Path) -> Book:
    """The same pages in Khmer."""
    return in_part(kb, site, "km", settings.read(kb.root, SITE_URL))


@pytest.fixture(scope="module")
def archive(few: Book, site: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(io.BytesIO(epub.epub(few, site, DAY))) as found:
        yield found


@pytest.mark.audit
@pytest.mark.site
def test_every_record_of_its_parts_stands_in_it_once(kb: KnowledgeBase, whole: Book) -> None:
    """Claims with their evidence, events, treaties, states, factors, proposals, terms: each whole, none twice."""
    assert books.repeated(whole.chapters) == []
    ids = {str(tag["id"]).partition(".")[2] for chapter in whole.chapters for tag in chapter.body.select("[id]")}
    for kind in ("claims", "events", "findings", "cases", "measures", "mechanisms", "terms", "organisations", "people"):
        assert set(kb.records[kind]) <= ids, kind
    said = " ".join(" ".join(chapter.body.get_text().split()) for chapter in whole.chapters)
    for kind, field in (("events", "summary"), ("organisations", "relevance"), ("people", "relevance")):
        texts = [
            text for record in kb.records[kind].values() if not re.search(r"[\[*_`]", text := getattr(record, field))
        ]
        assert len(texts) > 5 and [text for text in texts if text not in said] == [], kind
    names = {chapter.name for chapter in whole.chapters}
    for kind, folder in (
        ("treaties", "treaties"),
        ("countries", "countries"),
        ("risk_factors", "risk-factors"),
        ("proposals", "proposals"),
    ):
        assert {f"{folder}-{record_id}" for record_id in kb.records[kind]} <= names


@pytest.mark.audit
@pytest.mark.site
def test_every_link_inside_leads_somewhere(whole: Book) -> None:
    ids = {str(tag["id"]) for chapter in whole.chapters for tag in chapter.body.select("[id]")}
    ids |= {f"notes.{number}" for number, _ in enumerate(whole.notes, 1)}
    broken = [
        (chapter.name, link["href"])
        for chapter in whole.chapters
        for link in chapter.body.select("a[href]")
        if not str(link["href"]).startswith(("https://", "http://", "mailto:")) and str(link["href"])[1:] not in ids
    ]
    assert broken == []


@pytest.mark.audit
@pytest.mark.site
def test_nothing_stands_in_it_that_needs_a_screen(whole: Book) -> None:
    """No form, no script, nothing folded, no way to edit or report, no reference to a sign that the page would hold."""
    for chapter in whole.chapters:
        left = chapter.body.select("script, form, button, details, summary, use, .do, .pager, [hidden], [data-of]")
        assert left == [], chapter.name


@pytest.mark.audit
@pytest.mark.site
def test_a_source_has_one_number_through_the_book(kb: KnowledgeBase, whole: Book) -> None:
    for number, note in enumerate(whole.notes, 1):
        item = BeautifulSoup(note, "lxml").li
        assert item and (item["id"], item["value"]) == (f"notes.{number}", str(number))
        assert item.cite and item.select_one(".state-of-checking"), "each note says how far its source was read"
    cited = {
        link["href"]: link.get_text() for c in whole.chapters for link in c.body.select("sup.cite a, .notes-line a")
    }
    assert cited and all(href == f"#notes.{number}" for href, number in cited.items())


@pytest.mark.site
def test_front_matter_says_what_one_has_to_know(kb: KnowledgeBase, few: Book) -> None:
    about = few.front("_book_about.html")
    for words in (
        few.edition.version,
        english().day(date.fromisoformat(few.edition.released)),
        "CC BY 4.0",
        SITE_URL,
        english().say("book.about.content"),
    ):
        assert words in about
    for mark in ("Confirmed", "Contradicted", "The authors’ view"):
        assert mark in BeautifulSoup(about, "lxml").text


@pytest.mark.site
def test_the_epub_is_whole(archive: zipfile.ZipFile, few: Book, site: Path) -> None:
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, archive.read(first)) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"application/epub+zip",
    )
    package = etree.fromstring(archive.read("book/package.opf"))
    listed = {item.get("href") for item in package.iter("{*}item")}
    assert listed == {name.removeprefix("book/") for name in archive.namelist() if name.startswith("book/")} - {
        "package.opf"
    }
    pages = {
        name: etree.fromstring(archive.read(f"book/{name}")) for name in listed if name and name.endswith(".xhtml")
    }
    ids = {name: {str(i) for i in page.xpath("//@id")} for name, page in pages.items()}
    for name, page in pages.items():
        for href in page.xpath("//h:a/@href", namespaces=XHTML):
            file, _, fragment = str(href).partition("#")
            if not file.startswith(("http", "mailto")):
                assert fragment in ids[file or name] or not fragment, (name, href)
    assert epub.epub(few, site, DAY) == epub.epub(few, site, DAY), "the same book has the same bytes"


@pytest.mark.audit
@pytest.mark.site
def test_without_an_address_of_the_site_no_link_leads_to_it(kb: KnowledgeBase, site: Path) -> None:
    whole = books.book(kb, site, "", "en", settings.read(kb.root))
    hrefs = [str(link["href"]) for chapter in whole.chapters for link in chapter.body.select("a[href]")]
    assert all(href.startswith(("#", "http", "mailto:")) for href in hrefs)
    assert not [href for href in hrefs if "kb.example" in href]


@pytest.mark.site
def test_a_page_keeps_its_words_and_loses_what_needs_a_screen(few: Book, site: Path) -> None:
    """What is folded lies open; the sources of a fact are numbers; signs are drawn where they stand."""
    chapter = next(c for c in few.chapters if c.name == "risk-factors-intergroup-tensions")
    page = BeautifulSoup((site / chapter.address / "index.html").read_text("utf-8"), "lxml").select_one("#kb-content")
    assert page and page.h1
    assert chapter.title == page.h1.get_text(" ", strip=True)
    assert page.select("details, .do, .pager, svg use") and not chapter.body.select("details, .do, .pager, svg use")
    assert chapter.body.select("sup.cite a[href^='#notes.']")
    assert next(c for c in few.chapters if c.name == "glossary").body.select(".state-of-checking svg path")
    lost = set(page.select_one(".lede").text.split()) - set(chapter.body.text.split())  # type: ignore[union-attr]
    assert lost == set()


@pytest.mark.site
def test_a_note_says_the_source_and_how_far_it_was_read_alone(few: Book) -> None:
    """Not which facts rest on it, of which there may be a hundred."""
    for note in few.notes:
        lines = BeautifulSoup(note, "lxml").select("li > p")
        assert lines[0].cite and all("state-of-checking" in line.get_attribute_list("class") for line in lines[1:])


def test_running_titles_cannot_end_the_style_sheet() -> None:
    assert paper._quoted('</style>"\\') == '"\\3c /style>\\22 \\5c "'


@pytest.mark.site
def test_headings_lie_under_their_part(few: Book, site: Path) -> None:
    """Bookmarks come from headings: one of the first rank a part, and those around them."""
    page = BeautifulSoup(paper.composed(few, [], {"glossary": 7}), "lxml")
    assert len(page.select("h1")) == len(few.parts) + 4
    assert page.select_one(".book-contents a[href='#glossary'] .leaf").text == "7"  # type: ignore[union-attr]


KHMER = re.compile("[\u1780-\u17ff]")


@pytest.mark.site
def test_no_draft_stands_in_a_book_of_a_site_that_hides_them(kb: KnowledgeBase, site: Path) -> None:
    """Its own words are drafts too, as the facts are."""
    of = dataclasses.replace(settings.read(kb.root, SITE_URL), hidden=frozenset({"km"}))
    assert in_part(kb, site, "km", of, ["glossary/"]).say("book.contents") == english().say("book.contents")


@pytest.mark.site
def test_the_book_in_khmer(khmer: Book, site: Path) -> None:
    """Its language, title and contents are Khmer, what is English in it is marked, and it says first that it is a draft."""
    with zipfile.ZipFile(io.BytesIO(epub.epub(khmer, site, DAY))) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf"))}
    for name, text in texts.items():
        assert not re.search("[\ufdd0-\ufdef]", text), (name, "a mark that pages turn into attributes")
        assert "data-translation" not in text, name
    package, contents = etree.fromstring(texts["book/package.opf"].encode()), texts["book/nav.xhtml"]
    assert package.findtext(".//{*}language") == "km" and KHMER.search(package.findtext(".//{*}title") or "")
    links = etree.fromstring(contents.encode()).xpath("//h:nav[@id='toc']//h:a", namespaces=XHTML)
    assert sum(bool(KHMER.search("".join(link.itertext()))) for link in links) > len(links) * 0.8
    about = BeautifulSoup(texts["book/about.xhtml"], "lxml").select(".note")
    assert KHMER.search(about[1].text) and english().say("frame.translation.drafts")[:40] in about[2].text
    assert about[2]["lang"] == "en"
    assert len(khmer.chapters) == len({c.name for c in khmer.chapters}) and all(
        c.address.startswith("km/") for c in khmer.chapters
    )
    assert 'lang="km"' in paper.composed(khmer, [], {})[:60]
    assert any(style.endswith("assets/css/km.css") for style in paper._styles(site / khmer.page.within))


@pytest.fixture
def of(request: pytest.FixtureRequest, kb: KnowledgeBase, site: Path) -> Book:
    """The whole book in a language."""
    return books.book(kb, site, SITE_URL, request.param, settings.read(kb.root, SITE_URL))


@pytest.mark.machine
@pytest.mark.site
@pytest.mark.parametrize("of", ["en", "km"], indirect=True)
def test_epubcheck_finds_nothing(of: Book, site: Path, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(epub.epub(of, site, DAY))
    said = subprocess.run(
        ["java", "-jar", shutil.which("epubcheck") or "epubcheck", str(file)], capture_output=True, text=True
    )
    assert "0 fatals / 0 errors / 0 warnings" in said.stdout + said.stderr, said.stdout + said.stderr


def squeezed(text: str) -> str:
    """Without spaces: pdftotext sees one after some signs of Khmer."""
    return re.sub(r"\s|\u200b", "", text)


@pytest.mark.machine
@pytest.mark.site
@pytest.mark.parametrize("of", ["en", "km"], indirect=True)
def test_the_book_on_paper(of: Book, site: Path, tmp_path: Path) -> None:
    """A4, tagged, with bookmarks; every number in the contents is that of the page; nothing is wider than its page."""
    import pikepdf

    file = tmp_path / "book.pdf"
    with ThreadPoolExecutor(1) as apart:  # where no other test has a browser open
        file.write_bytes(apart.submit(paper.pdf, of, site).result())
    with pikepdf.open(file) as document:
        assert document.Root.MarkInfo.Marked and of.language.code == document.Root.Lang
        assert {tuple(sorted(round(float(n)) for n in page.MediaBox[2:])) for page in document.pages} == {(595, 842)}
        leaf = paper.leaves(document)
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert [part[0].title for part in of.parts] == [t for t in titles if t in {p[0].title for p in of.parts}]
        contents = subprocess.run(
            ["pdftotext", "-l", "12", "-layout", str(file), "-"], capture_output=True, text=True
        ).stdout
        lines = "\n".join(squeezed(line) for line in contents.splitlines())
        for part in of.parts:
            entry = re.escape(squeezed(f"{part[0].title}{leaf[part[0].name]}"))
            assert re.search(rf"{entry}(?!\d)", lines), part[0].title
            start = subprocess.run(
                ["pdftotext", "-f", str(leaf[part[0].name]), "-l", str(leaf[part[0].name]), str(file), "-"],
                capture_output=True,
                text=True,
            ).stdout
            assert squeezed(part[0].title) in squeezed(start)
    assert file.stat().st_size < 8_000_000 * (
        1 if of.language.code == "en" else 1.1
    )  # Khmer takes a seventh more pages
