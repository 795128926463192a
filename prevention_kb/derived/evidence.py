"""Which sources count as evidence for a record, how far they were read, and whether a claim held when it was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..facts.dates import When
from ..facts.documents import Claim, document_of
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Record
from ..facts.sources import Source
from ..languages.language import Language


def evidence(found: Record) -> list[str] | None:
    """The ids of the sources on which the state of checking rests; None for a record that rests on none.

    A document is no evidence for what it claims itself, unless the claim is no more than a view of who speaks in it, and none for what
    became of its promises; that something was promised at all, it alone can tell. Another document may count: an audited text is a source like any other for all that it does not say itself.
    """
    sources = found.rests_on
    if sources is None:
        return None
    document = document_of(found)
    own_word = isinstance(found, Claim) and found.verdict != "not-checkable"
    if document is None or not (own_word or isinstance(found, Promise)):
        return list(sources)
    others = [source for source in sources if source != document.source]
    return others if own_word or others else list(sources)


READ = ("whole", "opening", "excerpt", "none")
"""How far a source was read, best first; what each is called stands under `read` in the catalogue."""


def best_read(kb: KnowledgeBase, ids: Iterable[str]) -> str:
    """How far the best read of these sources was read: one of READ."""
    sources = kb.all(Source)
    states = {sources[source_id].read for source_id in ids}
    return next((state for state in READ if state in states), "none")


def read_words(language: Language, kb: KnowledgeBase, ids: Iterable[str], group: str = "read") -> str:
    """How far these sources were read, in words: of several that differ, how many were read how far, never the best of them alone."""
    sources = kb.all(Source)
    counted: Counter[str] = Counter(sources[source_id].read for source_id in ids)
    if len(counted) < 2:
        return language.say(f"{group}.{next(iter(counted), 'none')}")
    return str(
        language.listed(language.say(f"read-count.{state}", count=counted[state]) for state in READ if counted[state])
    )


def looked(kb: KnowledgeBase, ids: Iterable[str]) -> str | None:
    """The newest day on which somebody looked at one of these sources; up to when it speaks is another day."""
    sources = kb.all(Source)
    return max((day for source_id in ids if (day := sources[source_id].accessed)), default=None)


def published(claim: Claim) -> When | None:
    """The day of the document that makes the claim: it is judged as of then."""
    return claim.document.date if claim.document else None


def at_another_time(claim: Claim) -> bool:
    """Whether a claim held at a time that does not reach the day of its publication."""
    day, held = published(claim), claim.held
    return bool(day and held and (held.upper < day.lower or day.upper < held.lower))
