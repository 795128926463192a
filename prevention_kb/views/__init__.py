"""What a page can ask for: one function a macro, listed in the ALL of its module. A view picks and sorts; its template shows.

Every view gets the Page (facts, settings, address) first and returns HTML. To add one: a function in the module of its
kind, its name in that module's ALL, a template of the same name, the call in a page.
"""

from __future__ import annotations

from collections.abc import Callable

from . import (
    accountability,
    actors,
    article,
    corrections,
    countries,
    data,
    glossary,
    home,
    prevention,
    proposals,
    risk_factors,
    sources,
    timeline,
    tools,
    treaties,
    unknown,
)
from .home import problem_page, problem_report

ALL: list[Callable[..., str]] = [
    view
    for module in (
        home,
        article,
        timeline,
        accountability,
        treaties,
        countries,
        risk_factors,
        prevention,
        sources,
        proposals,
        actors,
        glossary,
        unknown,
        corrections,
        tools,
        data,
    )
    for view in module.ALL
]
"""Every view that a page may call, by the name of the function."""

__all__ = ["ALL", "problem_page", "problem_report"]
