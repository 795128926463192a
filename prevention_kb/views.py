"""What a page can ask for: one function a macro, listed in ALL. A view picks and sorts; its template shows.

Every view gets the Page (facts, settings, address) first and returns HTML. To add one: a function here, its name
in ALL, a template of the same name, the call in a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from . import status
from .dates import day
from .models import Act, Checked, Country, Record, Source, Status, Treaty, Vote
from .problems import DataError
from .render import Page, render, templates

R = TypeVar("R", bound=Record)

GROUPS = {
    "core": "The nine core human rights treaties",
    "optional-protocol": "Optional protocols",
    "atrocity-crimes": "Atrocity crimes",
    "humanitarian": "Humanitarian law",
    "refugee": "Refugees",
    "arms": "Arms trade",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One state and one treaty: the stored acts and what follows from them."""

    treaty: Treaty
    country: Country
    status: Status
    answer: status.Answer

    @property
    def read(self) -> bool:
        """Whether a source was read for the status."""
        return bool(self.status.sources)


def cell(treaty: Treaty, country: Country) -> Cell:
    """What is known of one state and one treaty."""
    return Cell(treaty, country, treaty.status[country.id], status.last_known(treaty, country))


def _countries(page: Page) -> list[Country]:
    return sorted(page.kb.all(Country).values(), key=lambda c: c.name)


def _treaties(page: Page) -> list[Treaty]:
    """Treaties in the order of the matrix: by group, core ones by number, others by adoption."""
    order = list(GROUPS)
    return sorted(
        page.kb.all(Treaty).values(), key=lambda t: (order.index(t.kind), t.core_number or 0, t.adopted.sort_key, t.short)
    )


def _grouped(treaties: list[Treaty]) -> list[tuple[str, list[Treaty]]]:
    return [(GROUPS[kind], list(group)) for kind, group in groupby(treaties, key=lambda t: t.kind)]


def home(page: Page) -> str:
    """The counts and ways in of the home page."""
    treaties, countries = _treaties(page), _countries(page)
    cells = [cell(t, c) for t in treaties for c in countries]
    sources = page.kb.all(Source).values()
    return render(
        "home.html",
        page,
        treaties=treaties,
        countries=countries,
        cells=cells,
        read_cells=sum(c.read for c in cells),
        read_sources=sum(s.read != "none" for s in sources),
        sources=sources,
    )


def treaty_matrix(page: Page) -> str:
    """All instruments by all states, each cell with its last checked status and the date of it."""
    countries, treaties = _countries(page), _treaties(page)
    rows = {t.id: [cell(t, c) for c in countries] for t in treaties}
    totals = []
    for index, country in enumerate(countries):
        column = [row[index] for row in rows.values()]
        party = [c for c in column if c.answer.phase in status.PARTY_PHASES]
        totals.append((country, sum(c.read for c in party), sum(not c.read for c in party), sum(c.read for c in column)))
    return render("treaty_matrix.html", page, countries=countries, groups=_grouped(treaties), rows=rows, totals=totals)


def treaty_list(page: Page) -> str:
    """All instruments by group, one line each."""
    return render("treaty_list.html", page, groups=_grouped(_treaties(page)))


def treaty(page: Page, treaty_id: str) -> str:
    """One instrument: what it is, its clause, and the acts of every state."""
    found = page.kb.get(Treaty, treaty_id)
    order = _treaties(page)
    cells = [cell(found, c) for c in _countries(page)]
    return render(
        "treaty.html",
        page,
        treaty=found,
        group=GROUPS[found.kind],
        cells=cells,
        counts=Counter((c.answer.phase, c.read) for c in cells),
        protocols=[t for t in order if t.parent == found.id],
        parent=page.kb.get(Treaty, found.parent) if found.parent else None,
        neighbours=_neighbours(order, found),
    )


def country_list(page: Page) -> str:
    """All ASEAN states, in order of joining."""
    countries = sorted(page.kb.all(Country).values(), key=lambda c: (c.asean.since.sort_key, c.name))
    cells = {c.id: [cell(t, c) for t in _treaties(page)] for c in countries}
    party = {
        key: (sum(c.read for c in found), len(found))
        for key, cs in cells.items()
        if (found := [c for c in cs if c.answer.phase in status.PARTY_PHASES]) is not None
    }
    return render("country_list.html", page, countries=countries, party=party)


def country(page: Page, country_id: str) -> str:
    """One state: membership, treaties, votes, focal point, and its acts in order of time."""
    found = page.kb.get(Country, country_id)
    treaties = _treaties(page)
    cells = [cell(t, found) for t in treaties]
    acts: list[tuple[Act, Cell]] = [(act, c) for c in cells for act in c.status.acts]
    return render(
        "country.html",
        page,
        country=found,
        groups=[(title, [c for c in cells if c.treaty in group]) for title, group in _grouped(treaties)],
        acts=sorted(acts, key=lambda pair: (pair[0].date.sort_key, pair[1].treaty.short)),
        votes=[(page.kb.get(Vote, cast.vote), cast) for cast in found.votes],
        counts=Counter((c.answer.phase, c.read) for c in cells),
        neighbours=_neighbours(_countries(page), found),
    )


def vote_table(page: Page) -> str:
    """The decisions on the Responsibility to Protect and how each state voted."""
    votes = sorted(page.kb.all(Vote).values(), key=lambda v: v.date.sort_key)
    casts = {
        vote.id: [(c, cast) for c in _countries(page) for cast in c.votes if cast.vote == vote.id] for vote in votes
    }
    return render("vote_table.html", page, votes=votes, casts=casts)


def focal_point_table(page: Page) -> str:
    """What is known of national focal points for the Responsibility to Protect, state by state."""
    return render("focal_point_table.html", page, countries=_countries(page))


def source_list(page: Page) -> str:
    """Every source with the facts that cite it, by publisher."""
    sources = sorted(page.kb.all(Source).values(), key=lambda s: (s.publisher.casefold(), s.title.casefold()))
    letters = [(letter, list(group)) for letter, group in groupby(sources, key=_initial)]
    citing = {s.id: sorted(page.kb.citing(s), key=lambda r: (r.collection, r.id)) for s in sources}
    return render(
        "source_list.html", page, letters=letters, citing=citing, counts=Counter(s.read for s in sources), total=len(sources)
    )


def _initial(source: Source) -> str:
    first = source.publisher.lstrip("[“\"'")[:1].upper()
    return first if first.isalpha() and first.isascii() else "#"


def responsible(page: Page) -> str:
    """Who answers for this site and how to reach them, from the settings."""
    return render("responsible.html", page)


def as_of(page: Page) -> str:
    """The day of the newest check in the data, in words."""
    records = (record for by_id in page.kb.records.values() for record in by_id.values())
    return day(date.fromisoformat(max(r.checked for r in records if isinstance(r, Checked))))


def problem_report(error: DataError) -> str:
    """The mistakes in the data as a box on the page, for `make serve`."""
    return templates.get_template("problem_report.html").render(error=error)


def _neighbours(order: list[R], record: R) -> tuple[R | None, R | None]:
    at = order.index(record)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)


ALL: list[Callable[..., str]] = [
    home,
    treaty_matrix,
    treaty_list,
    treaty,
    country_list,
    country,
    vote_table,
    focal_point_table,
    source_list,
    responsible,
    as_of,
]
"""Every view that a page may call, by the name of the function."""
