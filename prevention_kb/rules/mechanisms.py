"""Mechanisms: what is said of a body rests on a source that was read, or says that it is not established."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.knowledge import KnowledgeBase
from ..facts.mechanisms import UNTOLD, Clause, Deed, Mechanism, Standing
from ..facts.sources import Source
from .broken import Broken


def mechanisms_rest_on_a_source(kb: KnowledgeBase) -> Iterator[Broken]:
    """Each statement has a source that was read; one without says so, and a clause or deed without is left out."""
    sources = kb.all(Source)
    for mechanism in kb.all(Mechanism).values():
        for at, part in mechanism.statements:
            if not all(s in sources for s in part.sources):
                continue
            read = any(sources[s].read != "none" for s in part.sources)
            if isinstance(part, Clause | Deed) and not read:
                yield Broken(
                    mechanism,
                    (*at, "sources"),
                    what="no source of it was read",
                    allowed="clauses and deeds that a source tells which was read",
                    cure="add the source, or leave this entry out",
                )
            elif isinstance(part, Standing):
                if part.state != "not-established" and not (read and part.as_of):
                    yield Broken(
                        mechanism,
                        (*at, "state"),
                        what=f"{part.state}, but {'no day up to which the source says so' if read else 'no source of it was read'}",
                        allowed="works, dormant or ended with as_of and a source that was read",
                        cure="add as_of and the source, or write state: not-established",
                    )
            elif (part.text != UNTOLD) != read:
                yield Broken(
                    mechanism,
                    (*at, "text"),
                    what="has a source, but says nothing" if read else "no source of it was read",
                    allowed=f"a text with a source that was read, or “{UNTOLD}” with sources: []",
                    cure=f"add the source, or write text: {UNTOLD} and sources: []",
                )
