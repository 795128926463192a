"""The search index: one entry for every record, every state's position towards a treaty, and every page of prose.

What an entry says comes from the fields of the record alone. The page's script (docs/assets/js/search/) ranks the entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import to_json

from ..derived import links, page_stubs
from ..derived.evidence import READ
from ..derived.status import ACTS, Answer, every
from ..facts.dates import When
from ..facts.documents import Claim
from ..facts.kinds import COLLECTIONS, KINDS, LINK
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import PLAIN_TEXT, PROSE, Record
from ..facts.sources import Source
from ..facts.states import Country
from ..facts.treaties import Treaty
from ..languages import words
from ..pages.environment import VERDICTS
from ..pages.page import Page
from ..pages.site import Site
from ..reading import markdown_pages as pages

PATH = "assets/search.json"
"""Where the script looks for the index, from the top of the site."""

KIND = {name: model.words.one for name, model in COLLECTIONS.items()} | {
    "positions": "State and treaty",
    "pages": "Page",
}
"""What one record is called; positions and pages are no records."""

SHORT = ("short", "abbreviation")
NAMES = ("also", "official_name", "iso2", "iso3", "symbol", "un_treaty_collection", "khmer", "khmer_name")
TITLES = ("title", "name", "term", "restated")
LINES = (
    "official_name",
    "summary",
    "definition",
    "accused",
    "role",
    "what",
    "restated",
    "finding",
    "text",
    "publisher",
)
DATES = ("date", "adopted", "founded", "issued", "held")
"""Fields that give an entry its short name, other names, title, line and date: the first that the record has counts."""

DONE = {
    "signature": "signed",
    "ratification": "ratified",
    "accession": "acceded",
    "succession": "succeeded",
    "withdrawal-notified": "withdrew",
    "withdrawal-effective": "withdrew left",
    "accession-withdrawn": "withdrew withdrawal",
}
"""How somebody may ask for an act of a state, beside its name."""

STOP = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "in", "is", "it", "its", "of", "on",
    "or", "that", "the", "their", "this", "to", "was", "were", "which", "who", "with",
]  # fmt: skip
"""Words that tell nothing apart; the script reads them from the index, and looks for them nowhere."""

YEARS = 12
"""A span of at most so many years is found by each of them, a longer one by its ends."""

Entry = dict[str, Any]
"""k kind, t title, s short name, n other names, d date in words, y years inside a span, c state of checking, f whether
it gives figures, l line, w other words, a address; what is empty is left out."""


def text(kb: KnowledgeBase) -> bytes:
    """The index as JSON: {"stop": […], "kinds": {kind: {"one", "many", "home", "count"}}, "entries": [Entry, …]}."""
    kinds = {
        name: {
            "one": KIND[name],
            "many": KINDS[name],
            "home": links.HOMES[name].split("#")[0].removesuffix("{}/"),
            "count": len(kb.records[name]),
        }
        for name in COLLECTIONS
    }
    kinds |= {name: {"one": word} for name, word in KIND.items() if name not in kinds}
    return to_json({"stop": STOP, "kinds": kinds, "entries": list(entries(kb))})


def entries(kb: KnowledgeBase) -> Iterator[Entry]:
    """Every entry: records in the order of their kinds, then positions, then pages."""
    page = Page(kb, Site())
    for records in kb.records.values():
        for record in records.values():
            yield _entry(page, record)
    known = every(kb)
    for treaty in kb.all(Treaty).values():
        for country in kb.all(Country).values():
            yield _position(treaty, country, known[treaty.id, country.id])
    yield from _pages(kb)


def _entry(page: Page, record: Record) -> Entry:
    title = _plain(page, _first(record, TITLES) or record.label)
    short = [name for name in map(str, _all(record, SHORT)) if name != title]
    number = [f"{KIND[record.collection]} {number}" for number in _all(record, ("number",))]
    names = [name for name in (*number, *map(str, _all(record, NAMES))) if name not in (title, *short)]
    line = words.sentence(_plain(page, next((line for line in _all(record, LINES) if line != title), "")))
    date = _first(record, DATES)
    return _filled(
        k=record.collection,
        t=title,
        s=" ".join(short),
        n=names,
        d=date.words if date else "",
        y=_years(date),
        c=_state(page, record),
        f=int(bool(getattr(record, "figures", None))),
        l=line,
        w=_words(page, record, (title, *short, *names, line)),
        a=landing(record),
    )


def landing(record: Record) -> str:
    """Where somebody lands who looks for a record: at home, but the list of the sources only names them."""
    return links.whole(record) if isinstance(record, Source) else links.of(record)


def _position(treaty: Treaty, country: Country, answer: Answer) -> Entry:
    status = treaty.status[country.id]
    line = f"{answer.words}, as of {status.as_of.words}" if status.as_of else answer.words
    acts = [f"{ACTS[act.act]} {DONE.get(act.act, '')} {act.note or ''}" for act in status.acts]
    said = (*country.also, *treaty.also, treaty.title, *acts, status.note or "", status.reservations or "")
    return _filled(
        k="positions",
        t=f"{country.name}: {treaty.short}",
        n=[f"{treaty.short} {country.name}"],
        c="" if status.sources else READ["none"],
        l=line,
        w=_unique(said, (country.name, treaty.short, line)),
        a=f"{links.of(treaty)}#{country.id}",
    )


def _pages(kb: KnowledgeBase) -> Iterator[Entry]:
    """The pages of docs/ that show no single record, by title, description, headings and words."""
    stubs = page_stubs.stubs(kb)
    for page in pages.of(kb).pages.values():
        if page.path in stubs:
            continue
        headings, named = page.headings, page.meta.get("title")
        title = headings[0] if headings else page.title
        yield _filled(
            k="pages",
            t=title,
            n=[named] if named and named != title else [],
            l=page.meta.get("description", ""),
            w=_unique((*headings[1:], _CALL.sub(" ", page.body)), (title,)),
            a=page.address,
        )


def _filled(**fields: Any) -> Entry:
    return {name: value for name, value in fields.items() if value or name == "a"}


def _all(record: Record, fields: Iterable[str]) -> Iterator[Any]:
    own = vars(record)
    for name in fields:
        if value := own.get(name):
            yield from value if isinstance(value, list) else (value,)


def _first(record: Record, fields: Iterable[str]) -> Any:
    return next(_all(record, fields), None)


def _plain(page: Page, text: str) -> str:
    """Prose without its marks; most has none."""
    return page.prose(text).striptags() if _MARK.search(text) else " ".join(text.split())


_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>|\]\([^)]*\)|```.*?```", re.DOTALL)
"""What stands in a page and is no prose: calls of views, markup, addresses of links, code."""

_MARK = re.compile(r"[*_`\[\]\\!&<>]")


def _years(date: When | None) -> str:
    """The years inside a span that its words do not name."""
    if not date or not date.is_span or date.upper.year - date.lower.year > YEARS:
        return ""
    return " ".join(map(str, range(date.lower.year + 1, date.upper.year)))


def _state(page: Page, record: Record) -> str:
    """What a reader must know before trusting the line: the verdict on a claim, or that no source was read."""
    own = vars(record)
    if isinstance(record, Claim):
        return VERDICTS[record.mark][1]
    if isinstance(record, Source):
        return READ["none"] if record.read == "none" else ""
    cited = own.get("sources")
    return READ["none"] if cited is not None and page.reading(cited) == "none" else ""


# Words -----------------------------------------------------------------------------------------------------------


def _words(page: Page, record: Record, said: Iterable[str]) -> str:
    """What else the record says, and what it refers to: each word once, none that is said already."""
    named = [
        page.kb.records[collection][record_id].label
        for collection, record_id in page.kb.named[record.collection, record.id]
        if collection != Source.collection
    ]
    kind = getattr(record, "kind", "") if isinstance(record, Claim) else ""
    return _unique((*_texts(record), *named, kind), said)


def _unique(texts: Iterable[str], said: Iterable[str]) -> str:
    known = _STOP.union(_split(" ".join(said)))
    return " ".join([word for word in dict.fromkeys(_split(" ".join(texts))) if word not in known])


def _split(text: str) -> list[str]:
    """The words of a prose field, without the addresses of its links."""
    return words.split(LINK.sub(_label, text) if "](" in text else text)


_STOP = frozenset(STOP)


def _label(link: re.Match[str]) -> str:
    return link[0].rpartition("](")[0][1:]


def _texts(part: BaseModel) -> Iterator[str]:
    """Everything in a record that is written for people, in its order."""
    own = vars(part)
    for name in _telling(type(part)):
        values = [own[name]]
        while values:
            value = values.pop(0)
            if isinstance(value, str):
                yield value
            elif isinstance(value, BaseModel):
                yield from _texts(value)
            elif value:
                values[:0] = value.values() if isinstance(value, dict) else value


@cache
def _telling(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields that hold a line or prose, or groups of such fields; no ids, addresses and codes.

    The note on a source tells how it was read: nobody looks for that, and it would be a twentieth of the index."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if not (model is Source and name == "note")
        and any(_tells(mark) for mark in (*info.metadata, *_marks(info.annotation)))
    )


def _tells(mark: Any) -> bool:
    return getattr(mark, "pattern", "") in (PLAIN_TEXT, PROSE) or (
        isinstance(mark, type) and issubclass(mark, BaseModel)
    )


def _marks(annotation: Any) -> Iterator[Any]:
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)
