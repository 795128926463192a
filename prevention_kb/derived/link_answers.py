"""What the addresses of the sources answered when they were last asked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = "checks/links.csv"
EXCEPTIONS = "checks/link-exceptions.yaml"


COLUMNS = ("source", "field", "state", "since", "asked", "said")

STATES = ("ok", "moved", "gone", "closed", "failing", "silent")
"""What can be said of an address: the words stand under source.address in the catalogue."""


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What one address of a source answered: its state since `since`, last asked on `asked`; `said` is the code or fault."""

    source: str
    field: str
    state: str
    since: str
    asked: str
    said: str


def read(root: Path) -> dict[tuple[str, str], LinkAnswer]:
    """What was answered before, by source and field; nothing where nobody has asked. Lines that cannot be read are passed over."""
    file = root / FILE
    if not file.is_file():
        return {}
    rows = csv.reader(line for line in file.read_text("utf-8", "replace").splitlines() if not line.startswith("#"))
    answers = (LinkAnswer(*row) for row in rows if len(row) == len(COLUMNS))
    return {(a.source, a.field): a for a in answers if a.state in STATES}
