"""The site as a book: chapters out of the pages of a built site, so that no page has a second template.

What only works on a screen goes, what is folded lies open, a record that two pages hold stands once, links lead to the places of
the book, and the sources are its numbered notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from markupsafe import Markup

from ..derived import citation, links, released
from ..derived.speakers import who
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..languages import marks
from ..languages.language import Language
from ..pages.environment import VERDICTS
from ..pages.page import Page
from ..pages.render import render
from ..pages.site import Site
from ..pages.speech import Speech, folder
from ..pages.views import actors, article, framework, positions, proposals, timeline
from ..reading import catalogue


class PartOfBook(NamedTuple):
    """Pages that stand together: those at these addresses, then those on which these records stand whole."""

    pages: tuple[str, ...]
    records: Callable[[Page], Iterable[Record]] = lambda page: ()


PARTS = (
    PartOfBook(("article/",), lambda page: [claim for _, claims in article.ordered(page) for claim in claims]),
    PartOfBook(("promises/",)),
    PartOfBook(("timeline/",), timeline.events),
    PartOfBook(("accountability/", "accountability/findings/")),
    PartOfBook(("actors/",), actors.actors),
    PartOfBook(("treaties/",), positions.treaties),
    PartOfBook(("countries/",), positions.countries),
    PartOfBook(("risk-factors/",), framework.factors),
    PartOfBook(("prevention/", "prevention/mechanisms/")),
    PartOfBook(("proposals/",), proposals.proposals),
    PartOfBook(("glossary/",)),
)
"""What the book holds, in its order; its notes follow."""

ON_SCREEN_ONLY = "script, style, form, nav, button, output, [hidden], .do, .actions, .cite-this, .to-evidence, .page-sources, .no-print, .report, .map, .small-maps, svg.visually-hidden"
"""What reacts to the reader, leads through the site, or says again what stands elsewhere in the book."""
SCREEN_ATTRIBUTES = ("tabindex", "download", "open", "aria-description")
SVG = "http://www.w3.org/2000/svg"
CASE = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
"""Attributes of SVG whose capital letters a reader of HTML takes away, and a reader of XML needs."""
NAMING = ("aria-labelledby", "aria-describedby", "for", "headers")
"""Attributes that hold ids."""


@dataclass
class Chapter:
    """One page of the site as it stands in the book."""

    address: str
    name: str
    """Of its file, and before each id on it."""
    title: str
    body: Tag
    part: int
    first: bool
    """Whether it opens its part."""

    @property
    def html(self) -> Markup:
        """As HTML that is also XML."""
        return Markup(self.body.decode_contents(formatter="minimal"))


@dataclass(frozen=True)
class Book:
    """All that both forms of the book are made of."""

    language: Language
    title: str
    edition: citation.Edition
    chapters: list[Chapter]
    notes: list[Markup]
    page: Page
    """For the templates of what stands before the chapters."""
    sprite: dict[str, Tag]

    @property
    def parts(self) -> list[list[Chapter]]:
        """The chapters under the parts that they belong to."""
        return [[c for c in self.chapters if c.part == n] for n in sorted({c.part for c in self.chapters})]

    def say(self, what: str) -> str:
        """A message in the language of the book."""
        return marks.plain(self.page.say(what))

    def front(self, template: str, **more: Any) -> Markup:
        """What stands around the chapters: title, about the book, contents, notes."""
        cited = citation.full(released.whole_item(self.page.kb.original, self.page.site.url))
        spoken = who(self.page.kb)
        html = marks.shown(
            render(
                template,
                self.page,
                book=self,
                marks=VERDICTS,
                cited=cited,
                who=spoken,
                english=catalogue.english(),
                **more,
            ),
            self.language.code,
        )
        said = BeautifulSoup(html, "html.parser")
        for use in said.select("svg use"):
            _drawn(use, self.sprite)
        for drawing in said.select("svg"):
            _as_xml(drawing)
        for tag in said.select(f"[{marks.STATE}]"):
            del tag[marks.STATE]
        return Markup(said.decode(formatter="minimal"))


def book(kb: KnowledgeBase, site: Path, base: str, code: str, settings: Site) -> Book:
    """The book in this language, out of the site that was built there; `base` is the site's address, or empty."""
    page = Speech.of(kb, code, settings.drafts(code)).page(settings)
    top = page.within
    sprite = _sprite(site / top / "index.html")
    chapters = [*_chapters(page, site, top)]
    whole = {key for c in chapters for key in _keys(c.body, "data-of")}
    for chapter in chapters:
        _tidy(chapter.body, sprite, whole)
    places = _places(kb, chapters, top)
    notes = Notes(kb, site, top, sprite)
    for chapter in chapters:
        _link(chapter, places, notes, base)
        _finish(chapter)
    found = citation.edition(kb.root)
    title = marks.plain(page.say("frame.site-name")) if top else settings.name or found.title
    return Book(page.language, title, found, chapters, notes.listed(base), page, sprite)


def languages(site: Path) -> list[str]:
    """The codes of those in which the built site has the pages of the book, English first."""
    return [code for code in catalogue.codes() if (site / folder(code) / PARTS[0].pages[0] / "index.html").is_file()]


def _chapters(page: Page, site: Path, top: str) -> Iterator[Chapter]:
    for number, part in enumerate(PARTS):
        whole = (urldefrag(links.in_full(record)).url for record in part.records(page))
        for address in dict.fromkeys((*part.pages, *whole)):
            body = _article(site / top / address)
            title = body.h1.get_text(" ", strip=True) if body.h1 else address
            name = address.strip("/").replace("/", "-")
            yield Chapter(top + address, name, title, body, number, address == part.pages[0])


def _soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "lxml")


def _article(folder: Path) -> Tag:
    found = _soup(folder / "index.html").select_one("#kb-content")
    assert found, f"{folder} has no #kb-content"
    return found


def _sprite(file: Path) -> dict[str, Tag]:
    return {str(symbol["id"]): symbol for symbol in _soup(file).select("symbol[id]")}


def _keys(body: Tag, attribute: str) -> set[str]:
    return {str(tag[attribute]) for tag in body.select(f"[{attribute}]")}


def _target(here: str, href: str) -> tuple[str, str]:
    """The address of a link from the top of the site, without and with its fragment; an address elsewhere stays whole."""
    if urlsplit(href).scheme:
        return href, href
    url = urljoin(f"https://top/{here}", href).removeprefix("https://top/")
    return urldefrag(url).url, url


def _tidy(body: Tag, sprite: dict[str, Tag], whole: set[str]) -> None:
    """Leave what paper can hold."""
    for tag in body.select("[data-record]"):
        if tag["data-record"] in whole:
            tag.decompose()
    for mark in body.select("sup.cite a[href='#page-sources']"):
        _each_number(mark, body.select(".page-sources ol.sources > li"))
    for tag in body.select(".do"):
        if isinstance(link := tag.find_previous_sibling("a"), Tag):
            link["class"] = "permalink"
    for tag in body.select(ON_SCREEN_ONLY):
        if not tag.decomposed:
            tag.decompose()
    for summary in body.select("summary"):
        if summary.find_parent(class_=["related", "cited"]):
            summary.decompose()  # how many more there are, before them
        else:
            summary.name = "div"
            summary["class"] = "summary"
    for tag in body.select("details"):
        tag.name = "div"
        if cell := tag.find_parent(["th", "td"]):
            _below(tag, cell)
    for use in body.select("svg use"):
        _drawn(use, sprite)
    for tag in reversed(body.select("ol, ul, section, tbody, table, .record")):
        if not tag.get_text(strip=True) and not tag.find(["svg", "i"]):
            tag.decompose()


def _each_number(link: Tag, listed: Sequence[Tag]) -> None:
    """“Sources 1–3” means the list of the page, which the book does not have: each of them by itself."""
    numbers = [int(number) for number in re.findall(r"\d+", link.get_text())]
    for entry in listed[numbers[0] - 1 : numbers[-1]]:
        if target := entry.find("a", href=True):
            link.insert_before(BeautifulSoup("", "lxml").new_tag("a", attrs={"href": str(target["href"])}), " ")
    link.decompose()


def _below(tag: Tag, cell: Tag) -> None:
    """What unfolds in a cell gets a row of its own below, as wide as the table."""
    row = cell.find_parent("tr")
    assert row
    new = BeautifulSoup("", "lxml")
    under = new.new_tag("td", attrs={"colspan": str(len(row.find_all(["th", "td"], recursive=False)))})
    under.append(tag.extract())
    below = new.new_tag("tr", attrs={"class": "below"})
    below.append(under)
    row.insert_after(below)


def _drawn(use: Tag, sprite: dict[str, Tag]) -> None:
    """The sign itself in the place of a reference to it, which a page of a book has nothing to refer to for."""
    name = str(use.get("href", "")).removeprefix("#")
    if symbol := sprite.get(name):
        drawing = use.parent
        assert drawing
        if drawing.name == "svg" and not drawing.has_attr("viewbox"):
            drawing["viewbox"] = symbol["viewbox"]
        use.replace_with(*(_copy(child) for child in symbol.children))


def _as_xml(tag: Tag) -> None:
    """Capital letters and name space of SVG."""
    for name in CASE.keys() & tag.attrs.keys():
        tag[CASE[name]] = tag.attrs.pop(name)
    if tag.name == "svg":
        tag["xmlns"] = SVG
        if tag.get("role") not in ("img", None):
            del tag["role"]
        for link in tag.select("a:not(:has(> title))"):
            title = BeautifulSoup("", "lxml").new_tag("title")
            title.string = str(link.get("aria-label") or link.get_text(" ", strip=True))
            link.insert(0, title)


def _copy(of: PageElement) -> PageElement:
    return of.__copy__() if isinstance(of, Tag) else NavigableString(str(of))


def _places(kb: KnowledgeBase, chapters: list[Chapter], top: str) -> dict[str, str]:
    """Where in the book an address of the site stands: the name of the chapter, or that with the id."""
    found = {chapter.address: chapter.name for chapter in chapters}
    for chapter in chapters:
        for tag in chapter.body.select("[id]"):
            found[f"{chapter.address}#{tag['id']}"] = f"{chapter.name}.{tag['id']}"
    for chapter in chapters:
        for tag in chapter.body.select("[data-of][id]"):
            collection, _, record_id = str(tag["data-of"]).partition("/")
            found[top + links.to(kb, collection, record_id)] = f"{chapter.name}.{tag['id']}"
    return found


class Notes:
    """The sources as notes, numbered in the order in which the book first cites them."""

    def __init__(self, kb: KnowledgeBase, site: Path, top: str, sprite: dict[str, Tag]) -> None:
        self.site, self.sprite = site, sprite
        self.ids = {top + links.in_full(source): source.id for source in kb.records["sources"].values()}
        self.ids |= {top + links.of(source): source.id for source in kb.records["sources"].values()}
        self.homes = {source.id: top + links.in_full(source) for source in kb.records["sources"].values()}
        self.numbers: dict[str, int] = {}
        self.page = lru_cache(maxsize=None)(lambda folder: _article(site / folder))

    def number(self, address: str) -> int | None:
        """The number of the source that stands at this address of the site; None where none does."""
        source = self.ids.get(address)
        return self.numbers.setdefault(source, len(self.numbers) + 1) if source else None

    def listed(self, base: str) -> list[Markup]:
        """Each note as an item of a list: the source, how far it was read, and whether its address still answers."""
        return [
            Markup(self._note(source, number, base).decode(formatter="minimal"))
            for source, number in self.numbers.items()
        ]

    def _note(self, source: str, number: int, base: str) -> Tag:
        folder, _, _ = self.homes[source].partition("#")
        entry = self.page(folder).find(id=source)
        assert isinstance(entry, Tag), source
        note = BeautifulSoup("", "lxml").new_tag("li", attrs={"id": f"notes.{number}", "value": str(number)})
        for line in entry.select(":scope > details > p:not(.foot)"):
            for use in line.select("svg"):
                use.decompose()
            for link in line.select("a[href]"):
                if not urlsplit(str(link["href"])).scheme:
                    _outwards(link, _target(folder, str(link["href"]))[1], base)
            note.append(_copy(line))
        return note


def _link(chapter: Chapter, places: dict[str, str], notes: Notes, base: str) -> None:
    """Every link leads to a place of the book, to a note, or out of it; lists of sources become their numbers."""
    for link in chapter.body.select("a[href]"):
        page, target = _target(chapter.address, str(link["href"]))
        if urlsplit(target).scheme:
            continue
        if "permalink" in link.get_attribute_list("class"):
            _outwards(link, target, base)
        elif number := notes.number(target):
            link["href"] = f"#notes.{number}"
            link["class"] = "noted"
        elif place := places.get(target) or places.get(page):
            link["href"] = f"#{place}"
        else:
            _outwards(link, target, base)
    for mark in chapter.body.select("sup.cite a.noted"):
        mark.string = str(mark["href"]).removeprefix("#notes.")
    for sources in chapter.body.select("ol.sources, ul.named-sources"):
        _as_numbers(sources)
    for tag in chapter.body.select("[id]"):
        tag["id"] = f"{chapter.name}.{tag['id']}"
    for attribute in NAMING:
        for tag in chapter.body.select(f"[{attribute}]"):
            named = str(tag[attribute]).split()
            tag[attribute] = " ".join(f"{chapter.name}.{name}" for name in named)


def _outwards(link: Tag, target: str, base: str) -> None:
    """To the site, where it has an address; else only the words stay."""
    if base:
        link["href"] = base + target
    elif "permalink" in link.get_attribute_list("class"):
        link.decompose()
    else:
        link.unwrap()


def _as_numbers(sources: Tag) -> None:
    """The notes of a record in one line; nothing where its text cites all of them already."""
    record = sources.find_parent(class_="record") or sources.find_parent("li") or sources.parent
    assert record
    wanted = list(dict.fromkeys(str(a["href"]) for a in sources.select("a.noted")))
    cited = {a["href"] for a in record.select("sup.cite a.noted")}
    if not wanted:
        return
    if cited.issuperset(wanted):
        sources.decompose()
        return
    line = BeautifulSoup("", "lxml").new_tag("p", attrs={"class": "notes-line"})
    for number, href in enumerate(wanted):
        link = BeautifulSoup("", "lxml").new_tag("a", attrs={"class": "noted", "href": href})
        link.string = href.removeprefix("#notes.")
        if number:
            line.append(" ")
        line.append(link)
    sources.replace_with(line)


def _finish(chapter: Chapter) -> None:
    """Leave no attribute that only a script reads; write SVG as XML has it; note the headings."""
    body = chapter.body
    for tag in body.find_all(True):
        for name in [name for name in tag.attrs if name.startswith("data-") or name in SCREEN_ATTRIBUTES]:
            del tag[name]
        _as_xml(tag)
    if body.h1:
        body.h1["id"] = chapter.name


def name(language: str, ending: str) -> str:
    """Of the file of a book."""
    return f"prevention-kb-book.{language}.{ending}"


def repeated(chapters: Iterable[Chapter]) -> list[str]:
    """Ids that stand more than once in the whole book."""
    ids = Counter(str(tag["id"]) for chapter in chapters for tag in chapter.body.select("[id]"))
    return [name for name, count in ids.items() if count > 1]
