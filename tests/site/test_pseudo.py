"""The whole site in a language of marked letters: what bears no mark there does not come from the catalogue, from a fact or from a page.

Read are the pages with what stands in their attributes and in what they say to search engines, every file of the open data, the feed, the manifest
and the words of the copy on a device. What may stay without marks is told by rules, each with its reason; nothing is told by what it says.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import html
from pydantic import BaseModel

from prevention_kb import KnowledgeBase, Page, load
from prevention_kb.derived import citation, code_book
from prevention_kb.derived.copies import KINDS, Copy
from prevention_kb.derived.released import history, in_words
from prevention_kb.exports import book, epub, markdown, paper
from prevention_kb.exports.book import PartOfBook
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.sources import APART
from prevention_kb.facts.states import Country
from prevention_kb.pages.views import cards, offline
from prevention_kb.pages.views.data import copies_listed
from prevention_kb.reading import catalogue
from prevention_kb.reading.catalogue import codes, english

from .. import pseudo
from ..conftest import ROOT
from ..languages.test_words_out import CODES, SHOWN

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built by the real program in the marked language."""
    return pseudo.build(tmp_path_factory.mktemp("pseudo"), ROOT)


# Rules -------------------------------------------------------------------------------------------------------------

BARE = re.compile(rf"[A-Za-z](?!{pseudo.LINE})[^{pseudo.LINE}]*[A-Za-z](?!{pseudo.LINE})[^\sA-Za-z{pseudo.LINE}]*")
"""A run of text from a letter without a mark to the last before one with a mark."""
WORD = re.compile(r"[^\s,;:()\[\]“”·•|<>\"'’*{}=+`]+")
ADDRESS = re.compile(
    r"https?://\S+|#[0-9a-f]{6}\b|\b[0-9a-f]{12,}\b|[^\s,;“”‘’\"()\[\]]*[\w/][/.@#][\w/][^\s,;“”‘’\"()\[\]]*|[\w-]+/"
)
"""An address, a host, a path, a colour, a digest: it has a dot, a slash, an @ or a # inside. A sentence has those behind its words."""
LANGUAGES = frozenset(codes())
PLACE = re.compile(r"\{\w+\}|</?\w+/?>")
"""Of a message that a script fills."""

Rule = Callable[[str], bool]


def escaped(text: str, *rules: Rule) -> list[str]:
    """The runs without marks in a text of which at least one word obeys no rule; addresses are the same in every language."""
    found: list[str] = []
    if not BARE.search(text):
        return found
    for run in BARE.findall(ADDRESS.sub(" ", " ".join(PLACE.sub(" ", text).split()))):
        words = (word.strip(".-–/") for word in WORD.findall(run))
        if not all(_is_free(word, rules) for word in words) and not any(rule(run) for rule in rules):
            found.append(run)
    return found


def _is_free(word: str, rules: tuple[Rule, ...]) -> bool:
    return not re.search("[A-Za-z]{2}", word) or any(rule(word) for rule in (is_a_name, is_a_code, *rules))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("m<>a<>r<>k<>e<>d<>", []),
        ("m<>a<>r<>k<>e<>d<> and not", ["and not"]),
        ("R<>e<>a<>d<>: whole", ["whole"]),
        ("s<>e<>e<> https://kb.example/a/?b=c d<>a<>t<>a<>/a.csv, CC BY 4.0, 002/02", []),
        ("{count} o<>f<> <b>1979</b>", []),
        ("Not established.", ["Not established."]),
        ("a b c", []),
    ],
)
def test_what_escapes(text: str, left: list[str]) -> None:
    assert escaped(text.replace("<>", pseudo.LINE)) == left


def is_a_name(word: str) -> bool:
    """Of a format or of the licence: the same in every language."""
    return (
        word in CODES
        or word in (*citation.LICENCE.split(), *citation.LICENCE_NAME.split())
        or all(part in CODES for part in word.split("-"))
    )


@cache
def _declared() -> tuple[frozenset[str], frozenset[str]]:
    """What the declarations of the facts say of fields and kinds, and the words of their formats: names of fields and kinds, and what a field may hold."""
    said: set[str] = set()
    words: set[str] = {*COLLECTIONS, *code_book.BESIDE, "true", "false"}

    def read(model: type[BaseModel]) -> None:
        said.add(_plain(model.__doc__ or ""))
        for name, alias, info, shape in code_book.fields(model):
            said.add(_plain(info.description or ""))
            words.update({name, alias, *alias.split("_"), *" ".join(shape.choices).split()})
            if shape.part:
                read(shape.part)

    for model in COLLECTIONS.values():
        read(model)
    for file in (ROOT / "schema/exchange").glob("*.json"):
        said |= {_plain(text) for text in texts(json.loads(file.read_text("utf-8")))}
    return frozenset(said), frozenset(words)


def _plain(text: str) -> str:
    """The words of a text alone."""
    words = re.findall(r"[^\W\d_]+", ADDRESS.sub(" ", text))
    return f" {' '.join(words)} "


@cache
def is_declared(run: str) -> bool:
    """What a field or a kind holds is said in English where it is declared: the code book and the schemas repeat it."""
    plain = _plain(run)
    return plain in _declared()[0] or (plain.count(" ") > 3 and any(plain in said for said in _declared()[0]))


def is_a_word_of_the_format(word: str) -> bool:
    """The name of a field or of a kind, or a value of a fixed list, as programs read it."""
    return word in _declared()[1] or word.lower() in _declared()[1]


@cache
def _of_formats(site: Path) -> frozenset[str]:
    """The names of columns and keys, and the values of fixed lists, as the data package and the schemas of the site declare them."""
    found: set[str] = set()

    def read(value: Any, key: str = "") -> None:
        if isinstance(value, dict):
            if key in ("properties", "$defs"):
                found.update(value)
            for name, inner in value.items():
                read(inner, name)
        elif isinstance(value, list):
            for inner in value:
                read(inner, key)
        elif isinstance(value, str) and key in ("name", "enum", "const"):
            found.update(value.split())

    for file in (site / "data/datapackage.json", *(site / "data/schema").glob("*.json")):
        read(json.loads(file.read_text("utf-8")))
    return frozenset(found)


@cache
def _ids() -> tuple[frozenset[str], frozenset[str]]:
    kb = load(ROOT)
    states = kb.all(Country).values()
    return (
        frozenset(id for of in kb.records.values() for id in of),
        frozenset(code for state in states for code in (state.iso2, state.iso3)),
    )


def is_an_id(word: str) -> bool:
    """It stays for ever, in every language."""
    return word in _ids()[0] or word.lower() in _ids()[0] or word.partition("-")[2] in _ids()[0]


def is_a_code(word: str) -> bool:
    """Of a state, as ISO 3166 has it, or of a language."""
    return word in _ids()[1] or word.lower() in LANGUAGES


@cache
def _recorded() -> str:
    """What releases have kept as it was written, in English."""
    releases = history(ROOT)
    said = [release.note for release in releases]
    for what in (release.difference for release in releases):
        said += [label for _, label in (*what.added, *what.removed)]
        for change in what.changed:
            said.append(change.label)
            said += [in_words(value, english()) for field in change.fields for value in (field.old, field.new)]
    return "".join(map(_plain, said))


def is_recorded(run: str) -> bool:
    return _plain(run) in _recorded()


# Pages -------------------------------------------------------------------------------------------------------------

OF_A_RELEASE = {"changes", "changed", "release"}
"""Classes of what shows what a release changed."""
MACHINES = ("script", "style", "code", "pre", "kbd")
"""Elements whose text programs read, or a reader types as it stands."""
OF_THE_HEAD = {"viewport", "referrer", "generator", "theme-color", "kb-cards", "twitter:card", "og:type", "og:locale"}


WRITTEN = {
    name
    for sheet in (ROOT / "docs/assets/css").glob("*.css")
    for name in re.findall(r"attr\((data-[\w-]+)\)", sheet.read_text("utf-8"))
}
"""Attributes that a style sheet writes onto the page."""


def shown(page: html.HtmlElement) -> Iterator[tuple[str, str, tuple[Rule, ...]]]:
    """Every text of a page, and every attribute that a reader meets, each with its element and with the rules that hold there."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        rules: tuple[Rule, ...] = ()
        if any("codebook" in (above.get("class") or "") for above in element.iterancestors()):
            rules = (is_declared, is_a_word_of_the_format, is_an_id)
        elif "#" in (element.get("href") or ""):
            rules = (f"#{element.get('href')}".rpartition("#")[2].__eq__,)  # the id itself
        if any(OF_A_RELEASE & set((above.get("class") or "").split()) for above in element.iterancestors()):
            rules += (is_recorded,)
        if element.text and element.tag not in MACHINES:
            yield element.tag, element.text, rules
        parent = element.getparent()
        if element.tail and parent is not None and parent.tag not in MACHINES:
            yield parent.tag, element.tail, rules
        kind = element.get("type") or ""
        if element.tag == "script" and ("ld+json" in kind or element.get("data-words") is not None):
            yield from (("script", text, ()) for text in texts(json.loads(element.text or "null")))
        if element.get("http-equiv"):
            continue
        if element.tag == "meta" and {element.get("name"), element.get("property")} & OF_THE_HEAD:
            continue
        for name, value in element.items():
            if name in SHOWN or name in WRITTEN or (name.startswith("data-") and pseudo.LINE in value):
                yield f"{element.tag} {name}", value, rules


def texts(value: Any, but: Container[str] = ("language.locale",)) -> Iterator[str]:
    """Every text in a value of JSON, but the keys and what stands under some; @type and the like are words of JSON-LD."""
    if isinstance(value, str):
        if not value.startswith(("http://", "https://")):
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("@") and key not in but:
                yield from texts(inner, but)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, but)


def test_every_text_of_the_pages_is_marked(site: Path) -> None:
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        page = html.fromstring(file.read_bytes())
        for where, text, rules in shown(page):
            for run in escaped(text, *rules):
                found.setdefault(f"{where}: {run[:80]}", file.relative_to(site).as_posix())
    of_titles = {
        f"{tag}: {word.strip()}" for tag in ("a", "h1") for word in APART
    }  # which begin so, as they are printed
    assert not {what: at for what, at in found.items() if not (what in of_titles and at.startswith("sources/"))}


# Files -------------------------------------------------------------------------------------------------------------

OF_FORMATS = {
    "$schema", "$id", "$ref", "pattern", "type", "format", "name", "title", "mediatype", "encoding", "hash", "path", "itemType", "const", "enum",
    "required", "fields", "display", "purpose",
}  # fmt: skip
"""Keys of JSON Schema and of the manifest whose values programs read."""
OF_THE_PACKAGE = {
    "$schema",
    "name",
    "type",
    "format",
    "mediatype",
    "encoding",
    "hash",
    "path",
    "itemType",
    "enum",
    "pattern",
    "primaryKey",
    "foreignKeys",
    "roles",
}
"""The same of the Data Package."""
OF_CITATIONS = {"bibtex", "ris", "csl", "language.locale"}
"""Of a record, the forms that data/bibliography/ has too; of the words of scripts, how the language writes numbers."""


def in_json(text: str) -> Iterator[str]:
    value = json.loads(text)
    keys = set(value) if isinstance(value, dict) else set()
    but = OF_THE_PACKAGE if "resources" in keys else OF_FORMATS if keys & {"$schema", "start_url"} else OF_CITATIONS
    yield from texts(value, but)


def in_csv(text: str) -> Iterator[str]:
    """The cells; a list stands in one as JSON, or parted by semicolons."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        for cell in row:
            yield from texts(json.loads(cell) if re.match(r'\[(\]|"|\{")', cell) else cell)


def in_xml(text: str) -> Iterator[str]:
    yield from (
        said
        for element in ElementTree.fromstring(text).iter()
        if (said := element.text) and not element.tag.endswith("}id")
    )


def in_lines(text: str) -> Iterator[str]:
    yield from text.splitlines()


def in_bibtex(text: str) -> Iterator[str]:
    """The values; between authors stands the word of the format for it."""
    for value in re.findall(r"^ *(?!url|urldate)\w+ = \{(.*)\}", text, re.M):
        yield from value.split(" and ")


def in_ris(text: str) -> Iterator[str]:
    yield from re.findall(r"^(?!TY|ID)[A-Z0-9]{2}  - (.*)", text, re.M)


READ: dict[str, Callable[[str], Iterator[str]]] = {
    "json": in_json,
    "webmanifest": in_json,
    "csv": in_csv,
    "xml": in_xml,
    "md": in_lines,
    "txt": in_lines,
    "bib": in_bibtex,
    "ris": in_ris,
}
SAID_ELSEWHERE = re.compile(
    r"data/(?!bibliography/|schema/)[a-z_]+/.*"  # a record alone: the file of its kind says the same
    r"|assets/search(?:-sources)?\.json"  # the words of facts and pages taken apart; the script that shows them has no words of its own
    r"|assets/(?:fonts|vendor)/.*"  # licences of others
    r"|data/files\.txt|robots\.txt|sitemap\.xml|offline/files\.json"  # lists of addresses
)


def test_every_text_of_the_files_is_marked(site: Path) -> None:
    """A record’s own file says what that of its kind says."""
    of_formats = _of_formats(site)

    def is_of_a_format(word: str) -> bool:
        return word in of_formats or is_a_word_of_the_format(word)

    found: dict[str, str] = {}
    of_releases = {"feeds/changes.xml": (is_recorded,)}
    for file in sorted(site.rglob("*.*")):
        name, ending = file.relative_to(site).as_posix(), file.suffix[1:]
        if ending not in READ or SAID_ELSEWHERE.fullmatch(name):
            continue
        said = READ[ending](file.read_text("utf-8"))
        if name in of_releases:  # HTML, in which each value stands alone
            said = (part for text in said for part in re.split("<[^>]*>|→|: ", text))
        for text in said:
            for run in escaped(text, is_an_id, is_of_a_format, is_declared, *of_releases.get(name, ())):
                found.setdefault(f"{ending}: {run[:80]}", name)
    assert found == {}


# What is made of the pages -----------------------------------------------------------------------------------------


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch, kb: KnowledgeBase) -> pseudo.Pseudo:
    """The marked language as English in this process."""
    spoken = pseudo.Pseudo(english())
    monkeypatch.setattr(catalogue, "_language", lambda *_: spoken)
    return spoken


def found_in(text: str, *rules: Rule) -> list[str]:
    """What escaped in a page that is no page of the site; in the package of the book programs read attributes."""
    page = html.document_fromstring(re.sub(r"^<\?xml.*?\?>", "", text))
    return [run for _, said, own in shown(page) for run in escaped(said, *own, *rules)]


def test_the_book_is_marked(
    site: Path, kb: KnowledgeBase, speaking: pseudo.Pseudo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own pages, and one of the site: the others were read above."""
    monkeypatch.setattr(book, "PARTS", (PartOfBook(("actors/",)),))
    facts = replace(pseudo.marked_records(kb), root=site.parent / "project")
    made = book.book(facts, site, "https://kb.example/", "en", pseudo.SETTINGS)
    texts = {**epub._pages(made), "paper": paper.composed(made, [], {})}
    assert {name: left for name, text in texts.items() if (left := found_in(text))} == {}


def test_the_cards_are_marked(tiny: KnowledgeBase, speaking: pseudo.Pseudo) -> None:
    facts = pseudo.marked_records(tiny)
    page = Page(facts, pseudo.SETTINGS, language=speaking)
    made = dict(cards.every(page))
    assert made and {name: left for name, text in made.items() if (left := found_in(text))} == {}


def test_the_copies_are_marked(tiny: KnowledgeBase, speaking: pseudo.Pseudo) -> None:
    """The first file of the copy for a stick, the list of all copies on /data/ and in llms.txt."""
    page = Page(pseudo.marked_records(tiny), pseudo.SETTINGS, language=speaking)
    copies = [Copy(kind, "en", "copy", 1, "2026-11-26", "1", "0" * 64, "application/zip") for kind in KINDS]
    start = offline.start_file(
        page, "1", policy="", styles="", sprite="", sections=[], home="", web="https://kb.example/"
    )
    listed = markdown.llms(page.kb, citation.Edition("", (), "1", "", "", ""), "", "", copies)
    assert found_in(start) == [] and found_in(copies_listed(page, copies)) == []
    assert [run for line in listed.splitlines() for run in escaped(line)] == []
