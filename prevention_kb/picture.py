"""Where marks lie in a picture of time: dates on a scale, and rows so that no two marks touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import When
from .models import Event

TARGET = 24
"""Width and height that a mark has to itself, in units of the picture, so that a finger meets one (WCAG 2.2, 2.5.8)."""
DOT = 10
"""Width of a mark without length."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of time, drawn from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def over(cls, dates: Iterable[When], left: float, right: float) -> Scale:
        """Whole years that hold all these dates; an open end reaches as far as the latest date that is known."""
        days = [d for when in dates for d in (when.lower, when.upper) if d not in (date.min, date.max)]
        return cls(date(min(days).year, 1, 1), date(max(days).year, 12, 31), left, right)

    def x(self, day: date) -> float:
        """Where a day lies; days outside the scale lie at its ends."""
        inside = min(max(day, self.first), self.last)
        share = (inside - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left), 1)

    def years(self, step: int) -> list[tuple[int, float]]:
        """Every year that `step` divides, with its first day's place."""
        start = -(-self.first.year // step) * step
        return [(year, self.x(date(year, 1, 1))) for year in range(start, self.last.year + 1, step)]


@dataclass(frozen=True, slots=True)
class Mark:
    """An event in the picture. `shape` is dot (day known), ring (day not known) or bar (a span)."""

    event: Event
    shape: str
    start: float
    end: float
    row: int = 0

    @property
    def width(self) -> float:
        return round(self.end - self.start, 1)

    @property
    def centre(self) -> float:
        return round((self.start + self.end) / 2, 1)


def shape(when: When) -> str:
    """How precisely a date is known, as a shape: dot for a day, bar for a span, ring for all others."""
    return "bar" if when.is_span else "dot" if when.is_day else "ring"


def marks(events: Iterable[Event], scale: Scale) -> list[Mark]:
    """The events as marks in order of time, in as few rows as keep `TARGET` free around each."""
    free: list[float] = []
    placed = []
    for event in sorted(events, key=lambda e: e.date.sort_key):
        start, end = scale.x(event.date.lower), scale.x(event.date.upper + _one_day(event.date))
        if end - start < DOT:
            middle = min(max((start + end) / 2, scale.left + DOT / 2), scale.right - DOT / 2)
            start, end = round(middle - DOT / 2, 1), round(middle + DOT / 2, 1)
        room = max(end - start, TARGET)
        begin = (start + end - room) / 2
        row = next((index for index, until in enumerate(free) if until <= begin), len(free))
        free[row : row + 1] = [begin + room]
        placed.append(Mark(event, shape(event.date), start, end, row))
    return placed


def rows(placed: Iterable[Mark]) -> int:
    """How many rows these marks take, at least one."""
    return max((mark.row + 1 for mark in placed), default=1)


def _one_day(when: When) -> timedelta:
    return timedelta(days=0 if when.upper == date.max else 1)
