"""What readers ask for in their own words is there."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.asked import ASKED, HOME
from ..facts.knowledge import KnowledgeBase
from ..reading import asked
from ..reading import markdown_pages as pages
from ..reading.problems import Problem, nearest
from .references import missing


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """What is wrong in the words in which readers ask; each line is of a record, a page, or a part of a page."""
    found = asked.of(kb)
    yield from found.problems
    for ref in found.words:
        if fault := _unknown(kb, ref):
            yield Problem(ASKED, *found.place(ref), what=fault["what"], allowed=fault["allowed"], cure=fault["cure"])


def _unknown(kb: KnowledgeBase, ref: str) -> dict[str, str] | None:
    """What is wrong, what is allowed, and the cure of a thing that is not there; None where it is, or may be on a page that cannot be read."""
    if not (ref.endswith("/") or "#" in ref):
        collection, _, record_id = ref.partition("/")
        return missing(kb, collection, record_id)
    if pages.of(kb).problems:
        return None
    at = {page.address or HOME: page for page in pages.of(kb).pages.values()}
    address, _, part = ref.partition("#")
    page = at.get(address)
    if page and (not part or any(id == part for _, id, _ in page.sections)):
        return None
    near = nearest(part, [id for _, id, _ in page.sections]) if page else nearest(address, at)
    meant = f"{address}#{near}" if page else near
    return {
        "what": f"there is no page {address}" if not page else f"{address} has no part {part}",
        "allowed": "the address of a page of docs/, with # and the id of a heading for a part of it",
        "cure": f"did you mean {meant}?" if near else "mend it, or delete the line",
    }
