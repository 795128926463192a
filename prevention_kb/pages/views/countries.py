"""The states: list, comparison, one page each with its story, votes, focal points, a picture of what they joined when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...derived import status
from ...facts.dates import When
from ...facts.documents import Proposal
from ...facts.events import Event, Theme
from ...facts.shape import Record
from ...facts.states import Cast, Country, Vote
from ...languages.language import Message, message
from ..outline import stored
from ..page import Page
from ..picture import AXIS, LEFT, RIGHT, Scale
from ..render import render
from .maps import members, step_maps
from .positions import Cell, cell, countries, grouped, neighbours, treaties
from .proposals import made_in

NAME, ROW = 22, 48
"""Measures of the picture: height of a state's name, and of its whole row."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a state's story: when, what kind, what, on which record it rests, and whether its day is recalled."""

    when: When
    kind: str
    words: str
    record: Record
    anchor: str = ""
    recalled: bool = False
    note: str | None = None


SUBJECTS: dict[str, Theme] = {"r2p": "r2p-norm", "crises": "regional-crisis", "justice": "accountability"}
"""What votes are about, and the theme under which they stand in the story of a state."""


def country_list(page: Page) -> str:
    """All ASEAN states, in order of joining."""
    states = sorted(page.kb.all(Country).values(), key=lambda c: (c.asean.since.sort_key, page.language.order(c.name)))
    party = {c.id: party_counts([cell(t, c) for t in treaties(page)]) for c in states}
    return render("country_list.html", page, countries=states, party=party, regions=members(page), outline=stored())


def party_counts(cells: list[Cell]) -> tuple[int, int]:
    """How often a state is party: read in a source, and only recalled."""
    party = [c.read for c in cells if c.position.phase in status.PARTY_PHASES]
    return sum(party), len(party) - sum(party)


def country(page: Page, country_id: str) -> str:
    """One state: membership, treaties, votes, focal point, and its story in order of time."""
    found = page.kb.get(Country, country_id)
    page.describe(page.say("country.description", name=found.name))
    order = treaties(page)
    cells = [cell(t, found) for t in order]
    votes = [(page.kb.get(Vote, cast.vote), cast) for cast in found.votes]
    return render(
        "country.html",
        page,
        country=found,
        groups=[(kind, [c for c in cells if c.treaty in group]) for kind, group in grouped(order)],
        story=sorted(_story(page, found, cells), key=lambda step: (step.when.sort_key, step.words)),
        votes=votes,
        crimes=[c for c in cells if c.treaty.kind in ("atrocity-crimes", "humanitarian")],
        last=_last_vote(votes),
        open=_open(page, found, cells),
        regions=members(page, found),
        outline=stored(),
        party=party_counts(cells)[0],
        total=len(cells),
        counts=Counter((c.position.shown, c.read) for c in cells),
        related=[r for r in page.kb.citing(found) if r.collection not in ("treaties", "events", "terms")],
        neighbours=neighbours(countries(page), found),
    )


def _last_vote(votes: list[tuple[Vote, Cast]]) -> tuple[Vote, Cast] | None:
    """The newest vote of which it is known how the state voted, first of those on the Responsibility to Protect."""
    known = [(v, c) for v, c in votes if c.cast in ("yes", "no", "abstain", "absent")]
    return max(known, key=lambda pair: (pair[0].subject == "r2p", pair[0].date.sort_key), default=None)


def _open(page: Page, state: Country, cells: list[Cell]) -> list[Message]:
    """What is open of a state: reviews to come, what is proposed to it, what no source settles."""
    found = [
        message("country.open.report-due", time=review.time) for review in state.reviews if review.state == "report-due"
    ]
    if proposals := _proposals(page, state):
        found.append(message("country.open.proposals", count=len(proposals), documents=made_in(page, proposals)))
    if unread := sum(not c.read for c in cells):
        found.append(message("country.open.unread", count=unread))
    if state.focal_point.state == "not-checked":
        found.append(message("country.open.focal-point"))
    if not state.institution or state.institution.state == "not-checked":
        found.append(message("country.open.institution"))
    return found


def _proposals(page: Page, state: Country) -> list[Proposal]:
    """What the documents propose to a state, or what concerns it."""
    return [record for record in page.kb.citing(state) if isinstance(record, Proposal)]


def _story(page: Page, state: Country, cells: list[Cell]) -> Iterator[Step]:
    """Independence, membership, acts, votes and events of a state."""
    if state.independence:
        day = state.independence
        yield Step(day.date, "asean", page.say("story.independence"), state, recalled=not day.sources, note=day.note)
    yield Step(state.asean.since, "asean", page.say("story.member"), state, recalled=not state.asean.sources)
    for c in cells:
        for act in c.status.acts:
            words = page.say(f"story.act.{act.act}", treaty=c.treaty.short)
            recalled = act.sources == [] or (act.sources is None and not c.read)
            yield Step(act.date, "treaty", words, c.treaty, state.id, recalled, act.note)
    for cast in state.votes:
        if cast.cast == "not-a-member":
            continue
        vote = page.kb.get(Vote, cast.vote)
        words = page.say("story.cast", decision=vote.symbol or vote.title, cast=message(f"cast-within.{cast.cast}"))
        yield Step(vote.date, SUBJECTS[vote.subject], words, vote, recalled=not cast.sources, note=cast.note)
    for event in page.kb.citing(state):
        if isinstance(event, Event):
            yield Step(event.date, event.theme, event.title, event, recalled=page.reading(event.sources) == "none")


def country_comparison(page: Page) -> str:
    """All states side by side: membership, focal point, votes, treaties, proposals; a script narrows it to two, three or four."""
    states, order = countries(page), treaties(page)
    votes = sorted(page.kb.all(Vote).values(), key=lambda v: v.date.sort_key)
    casts = {(c.id, cast.vote): cast for c in states for cast in c.votes}
    proposals = {c.id: _proposals(page, c) for c in states}
    return render(
        "country_comparison.html",
        page,
        countries=states,
        groups=grouped(order),
        rows={t.id: [cell(t, c) for c in states] for t in order},
        votes=[v for v in votes if v.subject == "r2p" and any((c.id, v.id) in casts for c in states)],
        casts=casts,
        proposals=proposals,
        proposed_in=made_in(page, [proposal for its in proposals.values() for proposal in its]),
    )


def accession_picture(page: Page) -> str:
    """When the treaties came into force for each state: a row a state, a mark a treaty."""
    states, order = countries(page), treaties(page)
    if not states:
        return ""
    found = {
        c.id: [(t, force) for t in order if (force := status.in_force_for(t, t.status[c.id].acts))] for c in states
    }
    spans = [When(f.lower.isoformat(), f.lower, f.upper) for pairs in found.values() for _, f in pairs]
    scale = Scale.over(spans or [states[0].asean.since], LEFT, RIGHT)
    rows = [
        (c, AXIS + ROW * index, [(cell(t, c), f, scale.x(f.lower)) for t, f in found[c.id]])
        for index, c in enumerate(states)
    ]
    bottom = AXIS + ROW * len(states)
    size = {"top": AXIS, "middle": NAME + (ROW - NAME) / 2, "bottom": bottom, "height": bottom + AXIS}
    return render("accession_picture.html", page, rows=rows, scale=scale, size=size)


def vote_table(page: Page) -> str:
    """The decisions of the United Nations, by subject, and how each state voted."""
    votes = sorted(page.kb.all(Vote).values(), key=lambda v: v.date.sort_key)
    groups = [(subject, [v for v in votes if v.subject == subject]) for subject in SUBJECTS]
    casts = {
        vote.id: [(c, cast) for c in countries(page) for cast in c.votes if cast.vote == vote.id] for vote in votes
    }
    return render("vote_table.html", page, groups=[(subject, found) for subject, found in groups if found], casts=casts)


def focal_point_table(page: Page) -> str:
    """What is known of national focal points for the Responsibility to Protect, state by state."""
    return render("focal_point_table.html", page, countries=countries(page), maps=step_maps(page), outline=stored())


ALL = [country_list, country_comparison, accession_picture, country, vote_table, focal_point_table]
