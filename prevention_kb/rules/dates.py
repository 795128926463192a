"""Days of checking and dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..derived.freshness import today
from ..facts.documents import Claim, Proposal
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Checked
from ..facts.sources import Source
from ..facts.states import Country
from ..reading.yaml_file import Path
from .broken import Broken, each, texts_and_dates


def reviewed_after_checked(kb: KnowledgeBase) -> Iterator[Broken]:
    """The next check lies after the last one; not asked where that one has not come yet."""
    latest = _latest()
    for record in each(kb):
        if isinstance(record, Checked) and record.review_by <= record.checked <= latest:
            yield Broken(
                record,
                ("review_by",),
                what=f"{record.review_by} is not later than checked ({record.checked})",
                allowed="a day after the last check",
                cure="set the day by which this should be checked again",
            )


def _latest() -> str:
    return (today() + timedelta(days=1)).isoformat()


def nothing_was_checked_in_days_to_come(kb: KnowledgeBase) -> Iterator[Broken]:
    """Nothing was checked or read on a day that has not come; tomorrow may have, elsewhere on Earth."""
    latest = _latest()
    for record in each(kb):
        name = "accessed" if isinstance(record, Source) else "checked"
        day = getattr(record, name, None)
        if day and day > latest:
            yield Broken(
                record,
                (name,),
                what=f"{day} has not come yet",
                allowed="a day up to today",
                cure="mend the year, or write the day on which it was done",
            )


def a_review_counts_as_a_check(kb: KnowledgeBase) -> Iterator[Broken]:
    """Whoever compares a record with a source has checked it that day."""
    for record in each(kb):
        if isinstance(record, Checked) and record.reviewed and record.reviewed.day > record.checked:
            yield Broken(
                record,
                ("reviewed", "day"),
                what=f"{record.reviewed.day} is later than checked ({record.checked})",
                allowed="a day up to the day of checking",
                cure="set checked to the day of the review",
            )


def nothing_happens_after_the_check(kb: KnowledgeBase) -> Iterator[Broken]:
    """No date in a record lies after the day on which the record was checked; what its sources allow for `as_of` is a rule of its own."""
    for every in texts_and_dates(kb):
        record = every.record
        if isinstance(record, Checked):
            for at, when in every.dates:
                if (
                    at[-1] != "as_of"
                    and not _foreseen(record, at)
                    and when.lower != date.min
                    and when.lower.isoformat() > record.checked
                ):
                    yield Broken(
                        record,
                        at,
                        what=f"{when} is after the day on which this was checked ({record.checked})",
                        allowed="a date up to the day of checking",
                        cure="mend the date, or check the record again and set checked",
                    )


def _foreseen(record: Checked, at: Path) -> bool:
    """Whether the date is that of a review which a source announces, or the one by which something was promised."""
    if isinstance(record, Promise):
        return at == ("due",)
    return isinstance(record, Country) and at[:1] == ("reviews",) and record.reviews[int(at[1])].state != "held"


def statuses_follow_their_document(kb: KnowledgeBase) -> Iterator[Broken]:
    """How things stand with a proposal is told for a time from its document on."""
    for proposal in kb.all(Proposal).values():
        made = proposal.document.date if proposal.document else None
        if made and proposal.status_as_of.upper < made.lower:
            yield Broken(
                proposal,
                ("status_as_of",),
                what=f"{proposal.status_as_of} is before it was proposed ({made})",
                allowed="a time from then on",
                cure="write up to when the sources of the status tell how it stands",
            )


SPANS = {(Claim, "held"), (Claim, "date"), (Proposal, "status_as_of"), (Promise, "due")}
"""Where a date is a time for which something holds: the innermost field of it, by the kind of record."""


def moments_have_a_beginning(kb: KnowledgeBase) -> Iterator[Broken]:
    """What happened stands where it begins: an event in the timeline, a treaty among the others."""
    for every in texts_and_dates(kb):
        for at, when in every.dates:
            if when.lower == date.min and (type(every.record), at[-1]) not in SPANS:
                yield Broken(
                    every.record,
                    at,
                    what=f"{when} does not say when it began",
                    allowed="a date, or a span whose beginning is known at least roughly",
                    cure=f"write {when.text.removeprefix('../')} where only the end is known, and say so in the note",
                )
