"""Copies of the site to carry away: one file each, which stand beside a built site with a list that says what each is.

They are made after the site, since a copy holds its pages, so the list is a part of what was built and not of the facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = "copies"
LIST = f"{FOLDER}/copies.json"
KINDS = ("site", "epub", "pdf", "cards")
"""In the order in which they are shown; what each is called and holds stands in the catalogue under `copies.<kind>`."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One file that a reader can take along."""

    kind: str
    """One of KINDS."""
    language: str
    """That of what it holds, as BCP 47 writes it."""
    file: str
    """Its name in FOLDER."""
    bytes: int
    day: str
    """On which it was made, as YYYY-MM-DD."""
    version: str
    """Of the data that it holds."""
    sha256: str
    media_type: str

    @property
    def address(self) -> str:
        """From the top of the site."""
        return f"{FOLDER}/{self.file}"


def found(site: Path) -> list[Copy]:
    """The copies that stand beside this built site."""
    file = site / LIST
    return [Copy(**entry) for entry in json.loads(file.read_text("utf-8"))] if file.is_file() else []


def listed(copies: Iterable[Copy]) -> str:
    """The list as its file holds it, in the order in which copies are shown."""
    in_order = sorted(copies, key=lambda copy: (KINDS.index(copy.kind), copy.language, copy.file))
    return json.dumps([asdict(copy) for copy in in_order], ensure_ascii=False, indent=1) + "\n"
