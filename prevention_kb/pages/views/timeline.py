"""The events: a list, its filter, the overview picture, and the decades with the evidence."""

from __future__ import annotations

from ...facts.actors import Organisation, Person
from ...facts.dates import When
from ...facts.events import Case, Event, Theme
from ...facts.shape import Record
from ...facts.states import Country
from ...facts.treaties import Treaty
from .. import picture
from ..page import Page
from ..render import render
from .positions import countries
from .subpages import subpage, subpages

THEMES: tuple[Theme, ...] = (
    "regime", "regional-crisis", "accountability", "memory", "asean", "treaty", "r2p-norm", "prevention",
)  # fmt: skip
"""The themes in the order of the lanes."""
LABEL, GAP = 22, 8
"""Measures of the picture: height of a lane's name, and room under a lane."""


def events(page: Page) -> list[Event]:
    """All events in order of time."""
    return sorted(page.kb.all(Event).values(), key=lambda e: (e.date.sort_key, e.id))


def mentions(page: Page, event: Event) -> list[Record]:
    """The records that speak of an event, apart from terms."""
    return sorted((r for r in page.kb.citing(event) if r.collection != "terms"), key=lambda r: (r.collection, r.id))


def concerned(page: Page, event: Event) -> list[tuple[str, list[Record]]]:
    """The states, bodies, people, treaties and cases that an event names, in this order, each with the name of its collection."""
    named: tuple[tuple[type[Record], list[str]], ...] = (
        (Country, event.countries),
        (Organisation, event.organisations),
        (Person, event.people),
        (Treaty, event.treaties),
        (Case, event.cases),
    )
    return [(model.collection, [page.kb.get(model, record_id) for record_id in ids]) for model, ids in named if ids]


def timeline(page: Page) -> str:
    """Every event by decade, each with a link to its evidence."""
    decades = list(subpages(events(page), lambda event: event.decade).items())
    return render("timeline.html", page, decades=decades, shape=picture.shape)


def events_in(page: Page, part: str) -> str:
    """The events of a decade or a year, as 1970s or 2018, each with its evidence and what it has to do with."""
    found, its, around = subpage(events(page), part)
    page.describe(page.say("events-in.description", part=page.label(found), count=len(its)))
    return render(
        "events_in.html",
        page,
        subpage=found,
        events=its,
        strip=_strip(its) if found.kind == "decade" else None,
        neighbours=around,
        shape=picture.shape,
        concerned=concerned,
        mentions=mentions,
    )


def events_listed(page: Page, decade: str) -> str:
    """The events of a decade whose years have pages of their own, as 2010s: by year, each with a link to its evidence."""
    found, its, around = subpage(events(page), decade, lambda event: event.decade)
    page.describe(page.say("events-listed.description", part=page.label(found), count=len(its)))
    return render(
        "events_listed.html",
        page,
        subpage=found,
        years=list(subpages(its).items()),
        total=len(its),
        strip=_strip(its),
        neighbours=around,
        shape=picture.shape,
    )


def _strip(events: list[Event]) -> tuple[picture.Scale, list[picture.Mark]]:
    """A picture of the events of one decade."""
    scale = picture.decade(events[0].date)
    return scale, picture.marks(events, scale)


def timeline_filter(page: Page) -> str:
    """The form that narrows the list; hidden until its script runs."""
    found = events(page)
    states = {c for e in found for c in e.countries}
    named = [
        ("bodies", _used(page, Organisation, {i for e in found for i in e.organisations})),
        ("people", _used(page, Person, {i for e in found for i in e.people})),
    ]
    return render(
        "timeline_filter.html",
        page,
        total=len(found),
        themes=[theme for theme in THEMES if any(e.theme == theme for e in found)],
        states=[c for c in countries(page) if c.id in states],
        actors=[(kind, records) for kind, records in named if records],
        scale=picture.Scale.over((e.date for e in found), 0, 1) if found else None,
    )


def timeline_overview(page: Page, first: str, last: str, *anchors: str) -> str:
    """All events as marks on a scale of time, one lane a theme; the list is its text. The time between two events, of Khmer Rouge rule,
    is shaded; the anchors, five events to find one's way by, are named above it."""
    begins, ends = page.kb.get(Event, first).date.lower, page.kb.get(Event, last).date.upper
    found = events(page)
    drawn = picture.stacked(((theme, [e for e in found if e.theme == theme]) for theme in THEMES), LABEL, GAP)
    if drawn is None:
        return ""
    scale = drawn.scale
    return render(
        "timeline_overview.html",
        page,
        picture=drawn,
        regime=(scale.x(begins), scale.x(ends)) if scale.first <= ends else None,
        years=When(f"{begins}/{ends}", begins, ends),
        total=len(found),
        anchors=[(event, scale.x(event.date.lower)) for event in (page.kb.get(Event, anchor) for anchor in anchors)],
    )


def _used(page: Page, model: type[Record], ids: set[str]) -> list[Record]:
    return sorted((r for r in page.kb.all(model).values() if r.id in ids), key=lambda r: page.language.order(r.label))


ALL = [timeline, events_in, events_listed, timeline_filter, timeline_overview]
