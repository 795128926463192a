"""Promises: what became of one rests on what happened, told by sources that were read, and by others than the text that promises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.sources import Source
from ..reading.problems import any_of
from .broken import Broken

SIDES = {"done": ("done",), "in-part": ("done", "not_done"), "not-done": ("not_done",)}
"""What must be told where a promise stands so."""
MAKERS = ("people", "organisations", "countries")


def developments_rest_on_others(kb: KnowledgeBase) -> Iterator[Broken]:
    """What became of a promise is told by a source that was read and is not the text that promises."""
    sources = kb.all(Source)
    for promise in kb.all(Promise).values():
        own = promise.document.source if promise.document else ""
        for side, index, development in promise.developments:
            if not all(s in sources for s in development.sources):
                continue  # what cannot be read may be the one
            if not any(sources[s].read != "none" for s in development.sources if s != own):
                yield Broken(
                    promise,
                    (side, index, "sources"),
                    what="no independent source of it was read",
                    allowed="what a source tells which was read, other than the text that promises",
                    cure="add the source, or leave this entry out",
                )


def promises_stand_as_told(kb: KnowledgeBase) -> Iterator[Broken]:
    """The state of a promise has its evidence and its time: done, in-part and not-done are told, not-due lies ahead, not-established says what would settle it."""
    for promise in kb.all(Promise).values():
        state, due = promise.state, promise.due
        untold = [side for side in SIDES.get(state, ()) if not dict(promise)[side]]
        if untold:
            yield Broken(
                promise,
                ("state",),
                what=f"{state}, but nothing stands under {' and '.join(untold)}",
                allowed="done with what was done, not-done with what was not, in-part with both",
                cure=f"add {' and '.join(untold)} with its sources, or write state: not-established and would_settle",
            )
        elif state in SIDES and not promise.as_of:
            yield Broken(
                promise,
                ("state",),
                what=f"{state}, but as_of is missing",
                allowed="the day, month or year up to which the sources say so",
                cure="add a line “as_of: …”",
            )
        ahead = bool(due and due.lower.isoformat() > promise.checked)
        if state == "not-due" and not ahead:
            yield Broken(
                promise,
                ("state",),
                what=f"not-due, but {f'{due} had come when this was checked ({promise.checked})' if due else 'due is missing'}",
                allowed="not-due for what is to be done by a day that has not come",
                cure="write what became of it, or add the time that the text names as due",
            )
        if state == "not-done" and ahead:
            yield Broken(
                promise,
                ("state",),
                what=f"not-done, but its time comes only {due}",
                allowed="not-due for what is to be done by a day that has not come",
                cure="write state: not-due",
            )
        if state == "not-established" and not promise.would_settle:
            yield Broken(
                promise,
                ("state",),
                what="not-established, but would_settle is missing",
                allowed="what evidence would settle it",
                cure="add a line “would_settle: …”",
            )


def promises_follow_in_time(kb: KnowledgeBase) -> Iterator[Broken]:
    """A promise falls due, and something becomes of it, once it was made; what happened stands in order, and none of it after the time up to which the record tells."""
    for promise in kb.all(Promise).values():
        told = [((side, index, "date"), development.date) for side, index, development in promise.developments]
        made = promise.document.date if promise.document else None
        if made:
            for at, when in ((("due",), promise.due), (("as_of",), promise.as_of), *told):
                if when and when.upper < made.lower:
                    yield Broken(
                        promise,
                        at,
                        what=f"{when} is before it was promised ({made})",
                        allowed="a time from then on",
                        cure="compare it with the source; what happened before belongs into the note",
                    )
        for (above, before), (at, when) in pairwise(told):
            if above[0] == at[0] and when.upper < before.lower:
                yield Broken(
                    promise,
                    at,
                    what=f"{when} stands behind {before}",
                    allowed="the order in which it happened",
                    cure="move the entry up, or mend its date",
                )
        late = max((when for _, when in told), key=lambda when: when.lower, default=None)
        as_of = promise.as_of
        if made and as_of and as_of.upper < made.lower:
            continue  # told already
        if as_of and late and as_of.upper < late.lower:
            yield Broken(
                promise,
                ("as_of",),
                what=f"{as_of} is before what the record itself tells ({late})",
                allowed="a time up to which all stands here that is told",
                cure=f"write as_of: {late.text}, or mend the date of that entry",
            )


def promises_are_made_by_somebody(kb: KnowledgeBase) -> Iterator[Broken]:
    """Who promises is a person, a body or a state."""
    for promise in kb.all(Promise).values():
        for index, maker in enumerate(promise.makers):
            if maker.partition("/")[0] not in MAKERS:
                yield Broken(
                    promise,
                    ("makers", index),
                    what=f"{maker} cannot promise",
                    allowed=any_of(f"{kind}/id" for kind in MAKERS),
                    cure="name the person, the body or the state",
                )
