"""No two records share a title or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..derived import links
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.states import Country
from ..reading import markdown_pages
from .broken import Broken, each


def titles_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """Two records of one kind never bear the same title."""
    for name, records in kb.records.items():
        seen: dict[str, Record] = {}
        for record in records.values():
            title, field = record.full_name, next((f for f in ("title", "name") if f in type(record).model_fields), "")
            if not field or name == "sources":
                continue
            first = seen.setdefault(title.casefold(), record)
            if first is not record:
                yield Broken(
                    record,
                    (field,),
                    what=f"the title is that of {first.id} ({first.path})",
                    allowed="a title of its own",
                    cure="say what is different",
                )


def addresses_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """Records that share a page never share an id, nor have one of the frame of the page or of one of its headings."""
    seen: dict[str, Record] = {}
    headings: dict[str, frozenset[str]] = {}
    for record in each(kb):
        page, hash_, fragment = links.of(record).partition("#")
        if not hash_:
            continue
        if page not in headings:
            headings[page] = _headings(kb, page)
        first = seen.setdefault(f"{page}#{fragment}", record)
        if first is not record:
            yield _address_taken(record, page, f"the record {first.id} ({first.path})")
        elif links.in_frame(fragment):
            yield _address_taken(record, page, "a part of the frame of the page")
        elif fragment in headings[page]:
            yield _address_taken(record, page, "a heading of the page")


def states_have_codes_of_their_own(kb: KnowledgeBase) -> Iterator[Broken]:
    """No two states have one code of ISO 3166: maps and tables would take one for the other."""
    for code in ("iso2", "iso3"):
        first: dict[str, Country] = {}
        for state in kb.all(Country).values():
            said = getattr(state, code)
            if (other := first.setdefault(said, state)) is not state:
                yield Broken(
                    state,
                    (code,),
                    what=f"{said} is the code of {other.name} ({other.path})",
                    allowed="a code of its own, as ISO 3166-1 gives it",
                    cure="compare both with the list of codes",
                )


def _address_taken(record: Record, page: str, by: str) -> Broken:
    what = f"/{page}#{record.id}, its address, is that of {by}"
    return Broken(
        record,
        (),
        what=what,
        allowed="an id that nothing else on the page bears",
        cure=f"add a word to the id, as {record.id}-2",
    )


def _headings(kb: KnowledgeBase, page: str) -> frozenset[str]:
    """The ids of the headings that the prose of a page has; none where it cannot be read."""
    there = markdown_pages.of(kb).pages
    files = (links.page(page), f"docs/{page}index.md")
    body = next((there[file].body for file in files if file in there), "")
    found = re.findall(r"^#{1,6} +(.+?)(?: *\{: *#([\w-]+).*\})? *$", body, re.MULTILINE)
    return frozenset(
        own or re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title, own in found
    )
