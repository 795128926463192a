"""A broken rule, and the walks through records that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from ..facts.dates import When
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..reading.yaml_file import Path


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a record breaks, at a path inside the record."""

    record: Record
    at: Path
    _: KW_ONLY
    what: str
    allowed: str = ""
    cure: str = ""
    near: str = ""
    """What stands on the line that is meant, where the text at the path goes over several."""
    also: Sequence[tuple[Record, Path]] = ()
    """Where else the same mistake stands: one word mends all of them."""


Rule = Callable[[KnowledgeBase], Iterator[Broken]]


def each(kb: KnowledgeBase) -> Iterator[Record]:
    """All records."""
    for records in kb.records.values():
        yield from records.values()


@dataclass(frozen=True, slots=True)
class TextsAndDates:
    """Every text and every date in a record, each with its place."""

    record: Record
    texts: list[tuple[Path, str]]
    dates: list[tuple[Path, When]]


@lru_cache(maxsize=1)
def texts_and_dates(kb: KnowledgeBase) -> list[TextsAndDates]:
    """What all records say; kept while the rules are asked, since several want it."""
    return [_texts_and_dates(record) for record in each(kb)]


def _texts_and_dates(record: Record) -> TextsAndDates:
    found = TextsAndDates(record, [], [])

    def walk(held: Iterable[tuple[str | int, Any]], above: Path) -> None:
        for key, value in held:
            if isinstance(value, str):
                found.texts.append(((*above, key), value))
            elif isinstance(value, When):
                found.dates.append(((*above, key), value))
            elif isinstance(value, list):
                walk(enumerate(value), (*above, key))
            elif isinstance(value, dict):
                walk(value.items(), (*above, key))
            elif value is not None and isinstance(value, BaseModel):  # the slowest question last
                walk(vars(value).items(), (*above, key))

    walk(vars(record).items(), ())
    return found
