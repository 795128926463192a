"""Large collections in parts: a decade of events, the claims of a paragraph, the sources under a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ..models import Part, Record
from .positions import neighbours

R = TypeVar("R", bound=Record)
Neighbours = tuple[Part | None, Part | None]


def parts(records: Iterable[Record]) -> list[Part]:
    """The parts that these records stand in, each once, in their order."""
    return list(dict.fromkeys(record.part for record in records if record.part))


def part(
    records: list[R], name: str, of: Callable[[Record], Part | None] = lambda record: record.part
) -> tuple[Part, list[R], Neighbours]:
    """One part by its name, its records and the parts before and after it; LookupError where there is none.

    `of` tells in which part a record stands.
    """
    all_of_them = list(dict.fromkeys(found for record in records if (found := of(record))))
    found = next((p for p in all_of_them if p.name == name), None)
    if found is None:
        raise LookupError(f"no record stands in {name!r}; delete the page")
    return found, [r for r in records if of(r) == found], neighbours(all_of_them, found)
