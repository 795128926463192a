"""The book on A4 as PDF, printed by a Chromium: bookmarks, page numbers, running titles, links inside, tags for screen readers."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from markupsafe import Markup

from ..pages.render import render
from . import printing
from .book import Book

STYLE = Path(__file__).parents[1] / "pages/templates/_book_paper.css"


def pdf(book: Book, site: Path) -> bytes:
    """Printed twice: on which page a chapter begins is known only when all of it is laid out."""
    import pikepdf  # what makes copies is not there for who only builds the site

    styles = _styles(site)
    with printing.browser() as browser, tempfile.TemporaryDirectory() as folder:
        with pikepdf.open(io.BytesIO(_printed(browser, Path(folder), composed(book, styles, {})))) as draft:
            leaf = leaves(draft)
        page = composed(book, styles, leaf)
        printed = _printed(browser, Path(folder), page)
    with pikepdf.open(io.BytesIO(printed)) as document:
        _name_bookmarks(document, page)
        small = io.BytesIO()
        document.save(small, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    return small.getvalue()


def leaves(document: Any) -> dict[str, int]:
    """The page on which each place stands that a link leads to."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    return {name.removeprefix("/"): numbers[place[0].objgen] for name, place in document.Root.get("/Dests", {}).items()}


def _printed(browser: Any, folder: Path, html: str) -> bytes:
    file = folder / "book.html"
    file.write_text(html, "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri(), timeout=0)
    content: bytes = page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    page.close()
    return content


def _name_bookmarks(document: Any, html: str) -> None:
    """Chromium makes a bookmark of each heading, but joins its lines without a space and says the first one twice."""
    titles = iter(
        [" ".join(h.get_text(" ").split()) for h in BeautifulSoup(html, "lxml").select("h1, h2, h3, h4, h5, h6")]
    )

    def name(entries: Any) -> None:
        for entry in entries:
            entry.title = next(titles)
            name(entry.children)

    with document.open_outline(max_depth=6) as outline:
        name(outline.root)


def composed(book: Book, styles: list[str], leaf: Mapping[str, int]) -> str:
    """The whole book as one page. Headings of a chapter that opens no part stand one step lower, so that bookmarks lie under their part."""
    html = render(
        "_book_paper.html",
        book.page,
        book=book,
        styles=styles,
        leaf=leaf or {"": 0},
        file=lambda name: f"#{name}",
        quoted=_quoted,
    )
    soup = BeautifulSoup(html, "lxml")
    for heading in soup.select(".chapter:not(.opening) :is(h1, h2, h3, h4, h5)"):
        heading["class"] = " ".join([*filter(None, heading.get_attribute_list("class")), f"as-{heading.name}"])
        heading.name = f"h{int(heading.name[1]) + 1}"
    return str(soup)


def _quoted(text: str) -> Markup:
    """A text as CSS writes it; nothing in it can end the style sheet."""
    escaped = re.sub(r'[\\"<\n]', lambda sign: f"\\{ord(sign[0]):x} ", text)
    return Markup(f'"{escaped}"')


def _styles(site: Path) -> list[str]:
    """The style sheets of the site, as its pages name them, and that of the book."""
    home = BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml")
    named = [site.resolve() / str(link["href"]) for link in home.select("link[rel=stylesheet]")]
    return [path.as_uri() for path in (*named, STYLE)]
