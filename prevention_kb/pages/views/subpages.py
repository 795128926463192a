"""The subpages of large collections: a decade of events, the claims of a paragraph, the sources under a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ...facts.shape import Record, Subpage
from .positions import neighbours

R = TypeVar("R", bound=Record)
Neighbours = tuple[Subpage | None, Subpage | None]


def shown_on(record: Record) -> Subpage | None:
    """Where a record stands whole."""
    return record.shown_on


def subpages(records: Iterable[R], of: Callable[[R], Subpage | None] = shown_on) -> dict[Subpage, list[R]]:
    """The subpages that these records stand on, in their order, each with its records."""
    found: dict[Subpage, list[R]] = {}
    for record in records:
        if its := of(record):
            found.setdefault(its, []).append(record)
    return found


def subpage(
    records: Iterable[R], name: str, of: Callable[[R], Subpage | None] = shown_on
) -> tuple[Subpage, list[R], Neighbours]:
    """One subpage by its name, its records, and the subpages before and after it; LookupError where there is none."""
    return named(subpages(records, of), name)


def named(all_of_them: Mapping[Subpage, list[R]], name: str) -> tuple[Subpage, list[R], Neighbours]:
    """One of these subpages, as `subpage` gives it."""
    found = next((p for p in all_of_them if p.name == name), None)
    if found is None:
        raise LookupError(f"no record stands in {name!r}; delete the page")
    return found, all_of_them[found], neighbours(list(all_of_them), found)
