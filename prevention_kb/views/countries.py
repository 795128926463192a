"""The states: list, one page each, votes, focal points."""

from __future__ import annotations

from collections import Counter

from .. import status
from ..models import Act, Country, Vote
from ..render import Page, render
from .positions import Cell, cell, countries, grouped, neighbours, treaties


def country_list(page: Page) -> str:
    """All ASEAN states, in order of joining."""
    states = sorted(page.kb.all(Country).values(), key=lambda c: (c.asean.since.sort_key, c.name))
    cells = {c.id: [cell(t, c) for t in treaties(page)] for c in states}
    party = {
        key: (sum(c.read for c in found), len(found))
        for key, cs in cells.items()
        if (found := [c for c in cs if c.answer.phase in status.PARTY_PHASES]) is not None
    }
    return render("country_list.html", page, countries=states, party=party)


def country(page: Page, country_id: str) -> str:
    """One state: membership, treaties, votes, focal point, and its acts in order of time."""
    found = page.kb.get(Country, country_id)
    order = treaties(page)
    cells = [cell(t, found) for t in order]
    acts: list[tuple[Act, Cell]] = [(act, c) for c in cells for act in c.status.acts]
    return render(
        "country.html",
        page,
        country=found,
        groups=[(title, [c for c in cells if c.treaty in group]) for title, group in grouped(order)],
        acts=sorted(acts, key=lambda pair: (pair[0].date.sort_key, pair[1].treaty.short)),
        votes=[(page.kb.get(Vote, cast.vote), cast) for cast in found.votes],
        counts=Counter((c.answer.phase, c.read) for c in cells),
        neighbours=neighbours(countries(page), found),
    )


def vote_table(page: Page) -> str:
    """The decisions on the Responsibility to Protect and how each state voted."""
    votes = sorted(page.kb.all(Vote).values(), key=lambda v: v.date.sort_key)
    casts = {
        vote.id: [(c, cast) for c in countries(page) for cast in c.votes if cast.vote == vote.id] for vote in votes
    }
    return render("vote_table.html", page, votes=votes, casts=casts)


def focal_point_table(page: Page) -> str:
    """What is known of national focal points for the Responsibility to Protect, state by state."""
    return render("focal_point_table.html", page, countries=countries(page))


ALL = [country_list, country, vote_table, focal_point_table]
