"""A state's position towards a treaty, as several views show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from ...derived.status import PARTY_PHASES, Position, history, last_known, sure_from
from ...facts.states import Country
from ...facts.treaties import Status, Treaty
from ..page import Page

T = TypeVar("T")

KINDS = ("core", "optional-protocol", "atrocity-crimes", "humanitarian", "refugee", "arms")
"""The kinds of treaties in the order of the matrix; treaty-kind.<kind> is what each is called."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One state and one treaty: the stored acts and what follows from them."""

    treaty: Treaty
    country: Country
    status: Status
    position: Position

    @property
    def read(self) -> bool:
        """Whether a source was read for the status."""
        return bool(self.status.sources)

    @property
    def phases(self) -> str:
        """The history of the phases for scripts: day:phase, separated by spaces."""
        return " ".join(f"{day.isoformat()}:{phase}" for day, phase in history(self.treaty, self.country))

    @property
    def since(self) -> str:
        """The first day for which the position is established; empty where that is any day."""
        first = sure_from(self.status)
        return "" if first == date.min else first.isoformat()

    @property
    def until(self) -> str:
        """The last day for which the position is established; empty where no source was read."""
        return self.status.as_of.upper.isoformat() if self.read and self.status.as_of else ""


def cell(treaty: Treaty, country: Country) -> Cell:
    """What is known of one state and one treaty."""
    return Cell(treaty, country, treaty.status[country.id], last_known(treaty, country))


def countries(page: Page) -> list[Country]:
    return sorted(page.kb.all(Country).values(), key=lambda c: page.language.order(c.name))


def treaties(page: Page) -> list[Treaty]:
    """Treaties in the order of the matrix: by group, core ones by number, others by adoption."""
    return sorted(
        page.kb.all(Treaty).values(),
        key=lambda t: (KINDS.index(t.kind), t.core_number or 0, t.adopted.sort_key, page.language.order(t.short)),
    )


def grouped(of: list[Treaty]) -> list[tuple[str, list[Treaty]]]:
    """Treaties in this order by kind."""
    return [(kind, list(group)) for kind, group in groupby(of, key=lambda t: t.kind)]


def apart(page: Page) -> list[Treaty]:
    """The treaties on which the states differ, of those on atrocity crimes and the core ones on human rights: those on the crimes first."""
    shown = [t for t in treaties(page) if t.kind in ("atrocity-crimes", "core")]
    phases = {t.id: {cell(t, c).position.phase in PARTY_PHASES for c in countries(page)} for t in shown}
    return sorted((t for t in shown if len(phases[t.id]) > 1), key=lambda t: t.kind != "atrocity-crimes")


def neighbours(order: list[T], record: T) -> tuple[T | None, T | None]:
    """What stands before and after something in an order."""
    at = order.index(record)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)
