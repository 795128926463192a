"""The book as EPUB 3.3, for reading programs on phones and readers.

The container is written with the standard library: it is a ZIP file whose first entry names its kind, a list of files and a table of
contents, both of which are templates here. EbookLib, the usual library for it, is under the AGPL, which does not go with the licence
of this project. EPUBCheck says in the tests whether the result is right.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from ..derived import citation
from ..languages import marks
from ..pages.render import render
from .book import Book

STYLE = Path(__file__).parents[1] / "pages/templates/_book_epub.css"
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
ACCESSIBLE = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityHazard", "none"),
)
"""For shops and libraries, in the words of schema.org."""
XHTML = "application/xhtml+xml"
FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""ZIP knows no earlier day; every entry bears it, so that the same book has the same bytes."""


def epub(book: Book, site: Path, day: str) -> bytes:
    """The whole file; `day` is that on which it is made, as 2026-11-26."""
    pages = _pages(book)
    style = STYLE.read_text("utf-8")
    fonts = [font for font in sorted((site / "assets/fonts").glob("*.woff2")) if font.name in style]
    files = [(_id(name), name, XHTML, _properties(name, text)) for name, text in pages.items()]
    files += [("style", "book.css", "text/css", "")]
    files += [(_id(font.name), font.name, "font/woff2", "") for font in fonts]
    package = render(
        "_book_package.xml",
        book.page,
        book=book,
        id=f"urn:uuid:{uuid5(NAMESPACE_URL, f'{book.edition.feed}/book/{book.language.code}')}",
        rights=f"{citation.LICENCE}, {citation.LICENCE_URL}",
        accessible=ACCESSIBLE,
        modified=f"{day}T00:00:00Z",
        files=files,
        spine=[_id(name) for name in pages],
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", CONTAINER.encode())
        _put(archive, "book/package.opf", marks.plain(package).encode())
        for name, text in pages.items():
            _put(archive, f"book/{name}", text.encode())
        _put(archive, "book/book.css", style.encode())
        for font in fonts:
            _put(archive, f"book/{font.name}", font.read_bytes())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes, kind: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, FIRST.timetuple()[:6])
    entry.compress_type = kind
    archive.writestr(entry, content)


def _pages(book: Book) -> dict[str, str]:
    """Every page by the name of its file, in the order in which they are read."""
    where = {chapter.name: f"{chapter.name}.xhtml" for chapter in book.chapters} | {"notes": "notes.xhtml"}
    found = {
        "title.xhtml": _page(book, book.title, book.front("_book_title.html"), "titlepage"),
        "about.xhtml": _page(book, book.say("book.about.title"), book.front("_book_about.html"), "preface"),
        "nav.xhtml": _page(
            book, book.say("book.contents"), book.front("_book_nav.html", file=where.__getitem__), "frontmatter"
        ),
    }
    for chapter in book.chapters:
        found[where[chapter.name]] = _page(book, chapter.title, chapter.html, "bodymatter")
    found["notes.xhtml"] = _page(book, book.say("book.notes"), book.front("_book_notes.html"), "backmatter")
    return {name: _across(name, text, where) for name, text in found.items()}


def _page(book: Book, title: str, content: Markup, kind: str) -> str:
    html = render("_book_page.html", book.page, book=book, title=title, content=content, kind=kind)
    return marks.plain(html)


def _across(name: str, text: str, where: dict[str, str]) -> str:
    """A place of the book is one of its files: #treaties-iccpr.states stands in treaties-iccpr.xhtml."""

    def target(link: re.Match[str]) -> str:
        file = where[link[1].partition(".")[0]]
        return f'href="#{link[1]}"' if file == name else f'href="{file}#{link[1]}"'

    return re.sub(r'href="#([^"]+)"', target, text)


def _id(name: str) -> str:
    return name.replace(".", "-")


def _properties(name: str, text: str) -> str:
    return " ".join(["nav"] * (name == "nav.xhtml") + ["svg"] * ("<svg" in text))
