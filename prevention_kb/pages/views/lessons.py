"""Lessons to print: what students work on, and what their teacher needs to know of it, from the same records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import TypeVar

from ...derived.status import on_date
from ...facts.documents import Claim
from ...facts.events import Event
from ...facts.shape import Record
from ...facts.sources import Source
from ...facts.states import Country
from ...facts.treaties import Act, Treaty
from ..page import Page
from ..render import render

R = TypeVar("R", bound=Record)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mixed(records: Iterable[R]) -> list[R]:
    """In an order that says nothing, and is the same on every sheet."""
    return sorted(records, key=lambda record: sha256(record.id.encode()).digest())


def lesson_events(page: Page, *ids: str, answers: bool = False) -> str:
    """Events out of order, and sources out of order, to be put together; with `answers` as they happened."""
    events = [page.kb.get(Event, event_id) for event_id in ids]
    letters = {event.id: letter for event, letter in zip(mixed(events), LETTERS, strict=False)}
    proof = {event.id: _source(page, event) for event in events}
    sources = mixed(proof.values())
    return render(
        "lesson_events.html",
        page,
        events=sorted(events, key=lambda event: event.date.sort_key) if answers else mixed(events),
        letters=letters,
        proof=proof,
        numbers={source.id: number for number, source in enumerate(sources, 1)},
        sources=sources,
        answers=answers,
    )


def _source(page: Page, event: Event) -> Source:
    """The source that stands first; LookupError where none was read, since a lesson asks how it is known."""
    if not event.sources:
        raise LookupError(f"events/{event.id} has no source, and a lesson needs one; choose another event")
    return page.kb.get(Source, event.sources[0])


def lesson_claim(page: Page, claim_id: str, *event_ids: str, answers: bool = False) -> str:
    """A claim, and what sources say on it: events, and figures that differ; with `answers` what was found."""
    claim = page.kb.get(Claim, claim_id)
    return render(
        "lesson_claim.html",
        page,
        claim=claim,
        events=[(event, _source(page, event)) for event in (page.kb.get(Event, event_id) for event_id in event_ids)],
        figures=claim.figures if not event_ids else [],
        answers=answers,
    )


def lesson_matrix(
    page: Page, treaties: list[str], states: list[str], first: str, second: str, answers: bool = False
) -> str:
    """Where states stood towards treaties on two days; with `answers` what changed between them, by which acts."""
    instruments = [page.kb.get(Treaty, treaty_id) for treaty_id in treaties]
    countries = [page.kb.get(Country, state) for state in states]
    days = [date.fromisoformat(first), date.fromisoformat(second)]
    tables = [(day, [(t, [on_date(t, country, day) for country in countries]) for t in instruments]) for day in days]
    changed = [
        (treaty, country, before, after, _between(treaty, country, *days))
        for treaty in instruments
        for country in countries
        for before, after in [(on_date(treaty, country, days[0]), on_date(treaty, country, days[1]))]
        if before.phase != after.phase
    ]
    counts = Counter(country.name for _, country, *_ in changed)
    number = max(counts.values(), default=0)
    left = [
        page.say("piece.spelt", short=country.name, name=treaty.short)
        for treaty, country, _, after, _ in changed
        if after.shown == "withdrawn"
    ]
    signed = next(((treaty, country) for treaty, country, _, after, _ in changed if after.phase == "signed"), None)
    return render(
        "lesson_matrix.html",
        page,
        countries=countries,
        tables=tables,
        changed=changed,
        most=[country.name for country in countries if number and counts[country.name] == number],
        number=number,
        left=left,
        signed=signed,
        answers=answers,
    )


def _between(treaty: Treaty, country: Country, first: date, second: date) -> list[Act]:
    """The acts of a state after the first day and not after the second."""
    return [act for act in treaty.status[country.id].acts if first < act.date.upper <= second]


def lesson_note(page: Page) -> str:
    """What a class should know before it begins."""
    return render("lesson_note.html", page)


ALL = [lesson_note, lesson_events, lesson_claim, lesson_matrix]
