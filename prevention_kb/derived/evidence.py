"""Which sources count as evidence for a record, how far they were read, and whether a claim held when it was published."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.dates import When
from ..facts.documents import Claim
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.sources import Source

OP_ED = "op-ed"
"""Id of the source that is checked: no evidence for itself."""


def evidence(found: Record) -> list[str] | None:
    """The ids of the sources on which the state of checking rests; None for a record that rests on none.

    The op-ed is no evidence for what it says itself, unless the claim is no more than a view of its authors.
    """
    said = vars(found)
    if isinstance(found, Source) or "sources" not in said:
        return None
    if said.get("verdict", "not-checkable") == "not-checkable":
        return list(said["sources"])
    return [source for source in said["sources"] if source != OP_ED]


READ = ("whole", "opening", "excerpt", "none")
"""How far a source was read, best first; what each is called stands under `read` in the catalogue."""


def best_read(kb: KnowledgeBase, ids: Iterable[str]) -> str:
    """How far the best read of these sources was read: one of READ."""
    sources = kb.all(Source)
    states = {sources[source_id].read for source_id in ids}
    return next((state for state in READ if state in states), "none")


def looked(kb: KnowledgeBase, ids: Iterable[str]) -> str | None:
    """The newest day on which somebody looked at one of these sources; up to when it speaks is another day."""
    sources = kb.all(Source)
    return max((day for source_id in ids if (day := sources[source_id].accessed)), default=None)


def published(kb: KnowledgeBase) -> When | None:
    """The day on which the op-ed appeared: its claims are judged as of then."""
    op_ed = kb.all(Source).get(OP_ED)
    return op_ed.issued if op_ed else None


def at_another_time(kb: KnowledgeBase, claim: Claim) -> bool:
    """Whether a claim held at a time that does not reach the day of its publication."""
    day, held = published(kb), claim.held
    return bool(day and held and (held.upper < day.lower or day.upper < held.lower))
