"""What a page can ask for: one function a macro, listed in the ALL of its module. A view picks and sorts; its template shows.

Every view gets the Page (facts, settings, address) first and returns HTML. To add one: a function in the module of its
kind, its name in that module's ALL, a template of the same name, the call in a page.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from ...reading import faults
from ...reading.problems import DataError, Problem
from ..page import Page
from . import (
    accountability,
    actors,
    article,
    corrections,
    countries,
    data,
    findings,
    glossary,
    home,
    lessons,
    maps,
    mechanisms,
    offline,
    prevention,
    promises,
    proposals,
    risk_factors,
    sources,
    timeline,
    tools,
    translation,
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
        findings,
        treaties,
        countries,
        maps,
        risk_factors,
        prevention,
        mechanisms,
        promises,
        sources,
        proposals,
        actors,
        glossary,
        unknown,
        corrections,
        tools,
        lessons,
        data,
        translation,
        offline,
    )
    for view in module.ALL
]
"""Every view that a page may call, by the name of the function."""


def called(view: Callable[..., str], page: Page, file: str, *args: Any, **kwargs: Any) -> str:
    """What a view shows on the page of this file; DataError where the page asks wrongly, or where the view has a fault."""
    call = f"{{{{ {view.__name__}() }}}}"
    try:
        signature(view).bind(page, *args, **kwargs)
    except TypeError as error:
        raise _asked(file, call, error) from None
    with faults.named(f"{file}, {call}"):
        try:
            return view(page, *args, **kwargs)
        except LookupError as error:
            if type(error) is LookupError:  # as KnowledgeBase.get says it; an IndexError or KeyError is a fault
                raise _asked(file, call, error) from None
            raise


def _asked(file: str, call: str, error: Exception) -> DataError:
    return DataError(
        [Problem(file, 0, 0, what=f"{call}: {error}", allowed="a call with the id of a record", cure="mend the call")]
    )


__all__ = ["ALL", "called", "problem_page", "problem_report"]
