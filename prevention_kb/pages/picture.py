"""Where marks lie in a picture of time: dates on a scale, rows so that no two marks touch, lanes one under the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from ..facts.dates import When
from ..facts.events import Event

ROOM = 4
"""Per cent of the picture's width that a mark has to itself: 13 pixels on a phone.
Across, a picture is as wide as its frame; what lies in it is placed in per cent, so that the same one serves a desk and a phone."""
ROW, AXIS = 24, 26
"""Height of a row of marks, so that a finger meets one, and of the years above and below, in pixels."""
LEFT, RIGHT = 2, 98
"""Where time begins and ends across the picture, in per cent."""

About = TypeVar("About")


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of time, drawn from `left` to `right`, in per cent of the width where nothing else is said."""

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
        return round(self.left + share * (self.right - self.left), 2)

    def years(self, step: int) -> list[tuple[int, float]]:
        """Every year that `step` divides, with its first day's place."""
        start = -(-self.first.year // step) * step
        return [(year, self.x(date(year, 1, 1))) for year in range(start, self.last.year + 1, step)]


def decade(when: When) -> Scale:
    """The ten years that a date begins in; what began before or ends after lies at their ends."""
    first = when.lower.year // 10 * 10
    return Scale(date(first, 1, 1), date(first + 9, 12, 31), LEFT, RIGHT)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event in the picture. `shape` is dot (day known), ring (day not known) or bar (a span); `start` and `end` in per cent."""

    event: Event
    shape: str
    start: float
    end: float
    row: int = 0

    @property
    def width(self) -> float:
        return round(self.end - self.start, 2)

    @property
    def centre(self) -> float:
        return round((self.start + self.end) / 2, 2)


def shape(when: When) -> str:
    """How precisely a date is known, as a shape: dot for a day, bar for a span, ring for all others."""
    return "bar" if when.is_span else "dot" if when.is_day else "ring"


def marks(events: Iterable[Event], scale: Scale) -> list[Mark]:
    """The events as marks in order of time, in as few rows as keep `ROOM` free around each."""
    free: list[float] = []
    placed = []
    for event in sorted(events, key=lambda e: e.date.sort_key):
        start, end = scale.x(event.date.lower), scale.x(event.date.upper + _one_day(event.date))
        room = max(end - start + ROOM / 2, ROOM)
        begin = (start + end - room) / 2
        row = next((index for index, until in enumerate(free) if until <= begin), len(free))
        free[row : row + 1] = [begin + room]
        placed.append(Mark(event, shape(event.date), start, end, row))
    return placed


def rows(placed: Iterable[Mark]) -> int:
    """How many rows these marks take, at least one."""
    return max((mark.row + 1 for mark in placed), default=1)


@dataclass(frozen=True, slots=True)
class Lane(Generic[About]):
    """The marks of what belongs together, where their lane lies from the top, and how high it is, in pixels."""

    about: About
    marks: list[Mark]
    top: float
    height: float

    @property
    def stretch(self) -> tuple[float, float]:
        """From the first mark to the last."""
        return min(m.centre for m in self.marks), max(m.centre for m in self.marks)


@dataclass(frozen=True, slots=True)
class Picture(Generic[About]):
    """Lanes over one scale; `label` is the height of a lane's name, in pixels."""

    scale: Scale
    lanes: list[Lane[About]]
    label: float

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return self.lanes[-1].top + self.lanes[-1].height

    @property
    def height(self) -> float:
        return self.bottom + AXIS

    def y(self, lane: Lane[About], row: int) -> float:
        """The middle of a row of marks."""
        return lane.top + self.label + row * ROW + ROW / 2


def stacked(groups: Iterable[tuple[About, list[Event]]], label: float, gap: float) -> Picture[About] | None:
    """The groups as lanes one under the other, with `gap` under each; those without events go, and None is left of none."""
    found = [(about, events) for about, events in groups if events]
    if not found:
        return None
    scale = Scale.over((e.date for _, events in found for e in events), LEFT, RIGHT)
    lanes, top = [], float(AXIS)
    for about, events in found:
        placed = marks(events, scale)
        height = label + rows(placed) * ROW + gap
        lanes.append(Lane(about, placed, top, height))
        top += height
    return Picture(scale, lanes, label)


def _one_day(when: When) -> timedelta:
    return timedelta(days=0 if when.upper == date.max else 1)
