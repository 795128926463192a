"""The home page, and what stands on several pages."""

from __future__ import annotations

from datetime import date

from ..dates import day
from ..models import Source
from ..problems import DataError
from ..render import Page, render, templates
from .positions import cell, countries, treaties


def home(page: Page) -> str:
    """The counts and ways in of the home page."""
    order, states = treaties(page), countries(page)
    cells = [cell(t, c) for t in order for c in states]
    sources = page.kb.all(Source).values()
    return render(
        "home.html",
        page,
        treaties=order,
        countries=states,
        cells=cells,
        read_cells=sum(c.read for c in cells),
        read_sources=sum(s.read != "none" for s in sources),
        sources=sources,
    )


def responsible(page: Page) -> str:
    """Who answers for this site and how to reach them, from the settings."""
    return render("responsible.html", page)


def as_of(page: Page) -> str:
    """The day of the newest check in the data, in words."""
    return day(date.fromisoformat(max(checked for _, checked, _ in page.kb.checks())))


def problem_report(error: DataError) -> str:
    """The mistakes in the data as a box on the page, for `make serve`."""
    return templates.get_template("problem_report.html").render(error=error)


ALL = [home, responsible, as_of]
