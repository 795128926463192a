"""The tribunal: how it came about, its cases, what came after, and what the documents say of it."""

from __future__ import annotations

from ...facts.actors import Office
from ...facts.documents import Claim, Figure, Paragraph
from ...facts.events import Case, Event
from .. import picture
from ..page import Page
from ..render import render
from .article import claims_of
from .timeline import events

FINAL = ("final", "partly-final", "ended-without-trial")
"""How far an outcome is final."""
LABEL, GAP = 24, 10
"""Measures of the picture: height of a lane's name, and room under a lane."""


def cases(page: Page) -> list[Case]:
    """Cases in the order of their numbers."""
    return sorted(page.kb.all(Case).values(), key=lambda c: page.language.order(c.title))


def events_of(page: Page, case: Case) -> list[Event]:
    """The events of a case in order of time."""
    return [e for e in events(page) if case.id in e.cases]


def around(page: Page, tribunal: str) -> list[Event]:
    """Events of accountability in the state of the cases, or of the tribunal (an id of organisations), that belong to no single case. What
    another state or an international court does stands on the timeline alone."""
    concerned = [set(e.countries) for e in events(page) if e.cases]
    states = set.intersection(*concerned) if concerned else set()
    return [
        e
        for e in events(page)
        if not e.cases and (tribunal in e.organisations or (e.theme == "accountability" and states & set(e.countries)))
    ]


def acts_of(page: Page, case: Case) -> list[Event]:
    """What was done in a case: its events without the crimes that it is about, which lie decades before."""
    return [e for e in events_of(page, case) if e.theme == "accountability"]


def tribunal_picture(page: Page, tribunal: str, first: str) -> str:
    """The sequence of the cases, one lane a case, from the event `first` on."""
    begins = page.kb.get(Event, first).date.lower
    court = [e for e in around(page, tribunal) if e.date.lower >= begins]
    groups: list[tuple[Case | None, list[Event]]] = [(None, court), *((c, acts_of(page, c)) for c in cases(page))]
    drawn = picture.stacked(groups, LABEL, GAP)
    return render("tribunal_picture.html", page, picture=drawn, final=FINAL) if drawn else ""


def tribunal_events(page: Page, tribunal: str, first: int, last: int) -> str:
    """What happened around the cases in these years, in order of time."""
    found = [e for e in around(page, tribunal) if first <= e.date.lower.year <= last]
    return render("tribunal_events.html", page, events=found, shape=picture.shape)


def court_offices(page: Page, court: str) -> str:
    """Chambers, judges and parties of a court (an id of organisations) as offices: who sits there, and what each does."""
    offices = [o for o in page.kb.all(Office).values() if o.court == court]
    return render("court_offices.html", page, offices=sorted(offices, key=_judges_first))


def _judges_first(office: Office) -> tuple[bool, bool, str]:
    """Where several must agree to decide, then other offices with two heads, then sections."""
    return not (office.seats and office.seats.majority), not office.seats, office.name


def case_list(page: Page) -> str:
    """Each case: accused with outcome, charges, how it ended, how far that is final, and its events."""
    found = [(case, events_of(page, case)) for case in cases(page)]
    return render("case_list.html", page, cases=found, shape=picture.shape)


def tribunal_claims(page: Page, *paragraph_ids: str) -> str:
    """What these passages say of the tribunal, with what was found."""
    groups = [(p, claims_of(page, p)) for p in (page.kb.get(Paragraph, i) for i in paragraph_ids)]
    return render("tribunal_claims.html", page, groups=groups)


def rival_figures(page: Page, claim_id: str, caption: str) -> str:
    """The figures of one claim on one scale, each with who gives it and for what."""
    claim = page.kb.get(Claim, claim_id)
    top = max((_ends(f)[1] for f in claim.figures), default=0) or 1
    bars = [(f, 100 * _ends(f)[0] / top, 100 * _ends(f)[1] / top) for f in claim.figures]
    return render("rival_figures.html", page, claim=claim, bars=bars, caption=caption)


def _ends(figure: Figure) -> tuple[float, float]:
    """Where the bar of a figure begins and ends: a single value begins at nought."""
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    return 0, figure.value or 0


ALL = [tribunal_picture, tribunal_events, court_offices, case_list, tribunal_claims, rival_figures]
