"""What readers ask for in their own words is there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import lru_cache

from ..derived import links
from ..facts.asked import ASKED, HOME
from ..facts.knowledge import KnowledgeBase
from ..reading import asked
from ..reading import markdown_pages as pages
from ..reading.problems import Problem, nearest
from .pages import without_english
from .references import missing


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """What is wrong in the words in which readers ask; each line is of a record, a page, or a part of a page. Of what cannot be read nothing is told."""
    found, read = asked.of(kb), pages.of(kb)
    yield from found.problems
    at = {page.address or HOME: page for page in read.pages.values()}
    parts = lru_cache(lambda address: [id for _, id, _ in at[address].sections])
    for ref in found.words:
        if links.page(ref.partition("#")[0]) in without_english(kb):
            continue  # of the page that is missing something is told
        of_page = ref.endswith("/") or "#" in ref
        fault = (
            (None if read.problems else _no_page(ref, at, parts, kb.overlays)) if of_page else missing(kb, *_named(ref))
        )
        if fault:
            yield Problem(ASKED, *found.place(ref), what=fault["what"], allowed=fault["allowed"], cure=fault["cure"])


def _named(ref: str) -> tuple[str, str]:
    collection, _, record_id = ref.partition("/")
    return collection, record_id


def _no_page(
    ref: str, at: Mapping[str, pages.MarkdownPage], parts: Callable[[str], list[str]], codes: Container[str]
) -> dict[str, str] | None:
    """What is wrong, what is allowed, and the cure of a page or a part of one that is not there; None where it is."""
    address, _, part = ref.partition("#")
    if address in at and (not part or part in parts(address)):
        return None
    english = (there for there in at if there.split("/")[0] not in codes)
    near = nearest(part, parts(address)) if address in at else nearest(address, english)
    meant = f"{address}#{near}" if address in at else near
    return {
        "what": f"{address} has no part {part}" if address in at else f"there is no page {address}",
        "allowed": "the address of a page of docs/, with # and the id of a heading for a part of it",
        "cure": f"did you mean {meant}?" if near else "mend it, or delete the line",
    }
