"""Large collections in parts: a decade of events, the claims of a paragraph, the sources under a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ...facts.shape import Part, Record
from .positions import neighbours

R = TypeVar("R", bound=Record)
Neighbours = tuple[Part | None, Part | None]
Of = Callable[[Record], Part | None]
"""In which part a record stands."""


def parts(records: Iterable[R], of: Of = lambda record: record.part) -> dict[Part, list[R]]:
    """The parts that these records stand in, in their order, each with its records."""
    found: dict[Part, list[R]] = {}
    for record in records:
        if its := of(record):
            found.setdefault(its, []).append(record)
    return found


def part(records: Iterable[R], name: str, of: Of = lambda record: record.part) -> tuple[Part, list[R], Neighbours]:
    """One part by its name, its records and the parts before and after it; LookupError where there is none."""
    all_of_them = parts(records, of)
    found = next((p for p in all_of_them if p.name == name), None)
    if found is None:
        raise LookupError(f"no record stands in {name!r}; delete the page")
    return found, all_of_them[found], neighbours(list(all_of_them), found)
