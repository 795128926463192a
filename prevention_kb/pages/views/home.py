"""The home page, and what stands on several pages."""

from __future__ import annotations

from datetime import date

from ...facts.dates import day
from ...facts.sources import Source
from ...reading.problems import DataError
from ..environment import templates
from ..page import Page
from ..render import render
from .positions import cell, countries, treaties


def home(page: Page) -> str:
    """The opening of the site: what it is, and the ways in, with live counts."""
    return render("home.html", page, count={name: len(records) for name, records in page.kb.records.items()})


def checked_so_far(page: Page) -> str:
    """How far the facts have been checked, in live counts."""
    cells = [cell(t, c) for t in treaties(page) for c in countries(page)]
    sources = page.kb.all(Source).values()
    days = [checked for _, checked, _ in page.kb.checks()]
    return render(
        "checked_so_far.html",
        page,
        facts=len(days),
        cells=len(cells),
        read_cells=sum(c.read for c in cells),
        sources=len(sources),
        read_sources=sum(s.read != "none" for s in sources),
        newest=day(date.fromisoformat(max(days))),
    )


def responsible(page: Page) -> str:
    """Who answers for this site and how to reach them, from the settings."""
    return render("responsible.html", page)


def problem_report(error: DataError) -> str:
    """The mistakes in the data, or why the build stopped, as a box on the page, for `make serve`."""
    return templates.get_template("problem_report.html").render(error=error, heading=_heading(error))


def problem_page(error: DataError) -> str:
    """The same as a page of its own, which looks by itself whether all is well again."""
    return templates.get_template("problem_page.html").render(error=error, heading=_heading(error), seconds=2)


def _heading(error: DataError) -> str:
    count = len(error.problems)
    return getattr(error, "heading", f"{count} {'mistake' if count == 1 else 'mistakes'} in the data.")


ALL = [home, checked_so_far, responsible]
