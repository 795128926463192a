"""How many positions were lately compared with the depositary: counted at build, since the days pass without an edit."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime

from ..facts.knowledge import KnowledgeBase
from ..facts.sources import Source
from ..facts.treaties import Status, Treaty

KEEPERS = {
    "Secretary-General of the United Nations": ("UN Treaty Collection",),
    "Swiss Federal Council": (
        "Swiss Federal Department of Foreign Affairs",
        "International Committee of the Red Cross",
    ),
}
"""Who publishes what a depositary has: the publishers of source records that count as its own word."""


def today() -> date:
    """The day of the build; SOURCE_DATE_EPOCH sets it, so that two builds of one commit are the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def compared(kb: KnowledgeBase, treaties: Iterable[Treaty], on: date | None = None) -> tuple[int, int]:
    """How many positions rest on the depositary's own table of the twelve months before the day, and how many there are."""
    on = on or today()
    since = on.replace(year=on.year - 1, day=min(on.day, 28))
    every = [(treaty, status) for treaty in treaties for status in treaty.status.values()]
    return sum(_is_fresh(kb, treaty, status, since) for treaty, status in every), len(every)


def _is_fresh(kb: KnowledgeBase, treaty: Treaty, status: Status, since: date) -> bool:
    if not status.as_of or status.as_of.lower < since:
        return False
    cited = (kb.all(Source)[s] for s in status.sources if s in kb.all(Source))
    keepers = KEEPERS.get(treaty.depositary, (treaty.depositary,))
    return any(s.publisher in keepers and s.issued and s.issued.lower >= since for s in cited)
