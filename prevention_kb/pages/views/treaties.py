"""The treaties: matrix, list, one page each."""

from __future__ import annotations

from collections import Counter

from ...derived import freshness, status
from ...facts.treaties import Treaty
from ..outline import stored
from ..page import Page
from ..render import render
from .maps import by_treaty, legend
from .positions import cell, countries, grouped, neighbours, treaties

FIRST = "cambodia"
"""The state that the matrix shows at first on a phone: that of the op-ed, from which the site starts."""


def treaty_matrix(page: Page) -> str:
    """All instruments by all states, each cell with its last checked status and the date of it."""
    states, order = countries(page), treaties(page)
    rows = {t.id: [cell(t, c) for c in states] for t in order}
    totals = []
    for index, country in enumerate(states):
        column = [row[index] for row in rows.values()]
        party = [c for c in column if c.position.phase in status.PARTY_PHASES]
        totals.append(
            (country, sum(c.read for c in party), sum(not c.read for c in party), sum(c.read for c in column))
        )
    return render(
        "treaty_matrix.html",
        page,
        countries=states,
        first=FIRST,
        groups=grouped(order),
        rows=rows,
        totals=totals,
        fresh=freshness.compared(page.kb, order),
    )


def treaty_list(page: Page) -> str:
    """All instruments by group, one line each."""
    return render("treaty_list.html", page, groups=grouped(treaties(page)))


def treaty(page: Page, treaty_id: str) -> str:
    """One instrument: what it is, its clause, and the acts of every state."""
    found = page.kb.get(Treaty, treaty_id)
    page.describe(page.say("treaty.description", title=found.title, summary=found.summary))
    order = treaties(page)
    cells = [cell(found, c) for c in countries(page)]
    regions = by_treaty(cells, lambda state: f"#{state.id}")
    return render(
        "treaty.html",
        page,
        treaty=found,
        cells=cells,
        counts=Counter((c.position.shown, c.read) for c in cells),
        protocols=[t for t in order if t.parent == found.id],
        parent=page.kb.get(Treaty, found.parent) if found.parent else None,
        neighbours=neighbours(order, found),
        fresh=freshness.compared(page.kb, [found]),
        regions=regions,
        legend=legend(regions),
        outline=stored(),
    )


ALL = [treaty_matrix, treaty_list, treaty]
