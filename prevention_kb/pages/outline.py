"""The member states of ASEAN on a map: their outlines, where their names stand, and what a filling says.

The outlines are stored in outline.json, which bench/outline.py makes of Natural Earth; nothing is drawn here that the source does not draw.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..facts.states import Country

NAMES = {
    "BN": (116.5, 7.6), "ID": (113.2, -3.4), "KH": (104.9, 11.9), "LA": (102.8, 19.8), "MM": (95.7, 23.7), "MY": (102.2, 5.0),
    "PH": (124.5, 14.6), "SG": (106.6, 0.4), "TH": (100.8, 15.9), "TL": (127.0, -10.6), "VN": (112.9, 16.3),
}  # fmt: skip
"""The middle of the name of each state, by longitude and latitude, so that no two touch where the map is as narrow as a phone."""

DOTS = {"BN": (114.7, 4.5), "SG": (103.8, 1.35)}
"""States too small to be seen in a small map, with the place of the dot that stands for each."""

FILLS = {
    "party": "full", "withdrawal-notified": "full", "deposited": "dense", "signed": "lines", "withdrawn": "crossed", "taken-back": "bars", "none": "blank",
    "not-adopted": "blank", "unclear": "squares", "not-checked": "dots",
    "named": "full", "claimed": "lines", "possible": "lines", "none-found": "blank", "a": "full", "b": "lines", "removed": "crossed",
    "yes": "full", "abstain": "lines", "no": "crossed", "absent": "blank", "not-a-member": "blank", "not-established": "dots",
}  # fmt: skip
"""How a map fills a state, by its phase towards a treaty, what it has set up, or its vote; the sign at its name and the legend say the same."""


PATTERNS = ("lines", "dense", "crossed", "bars", "squares", "dots")
"""Fillings that the map draws itself; the others are colours of the style sheet."""


@cache
def stored() -> Any:
    """The outlines as they lie in the package."""
    return json.loads(Path(__file__).with_name("outline.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Region:
    """A state on the map, and what is said of it: `key` of a phase or a vote, its words, where its link leads."""

    country: Country
    key: str
    words: Any
    href: str
    fill: str

    @property
    def code(self) -> str:
        return self.country.iso2

    @property
    def filling(self) -> dict[str, str]:
        """What fills its outline, as an attribute."""
        return {"fill": f"url(#map-{self.fill})"} if self.fill in PATTERNS else {"class": self.fill}

    @property
    def name_at(self) -> tuple[float, float]:
        """The middle of the name, in per cent of the map."""
        outline, (x, y) = stored(), _place(NAMES[self.code])
        return round(100 * x / outline["width"], 1), round(100 * y / outline["height"], 1)

    @property
    def dot(self) -> tuple[int, int] | None:
        """The dot of a state too small to be seen, in units of the map."""
        if self.code not in DOTS:
            return None
        x, y = _place(DOTS[self.code])
        return round(x), round(y)


def on_map(regions: Iterable[Region]) -> list[Region]:
    """The states that the map draws, from north to south, as a reader goes over it."""
    return sorted((r for r in regions if r.code in stored()["states"]), key=lambda r: (-NAMES[r.code][1], r.code))


def _place(where: tuple[float, float]) -> tuple[float, float]:
    outline = stored()
    return (where[0] - outline["west"]) * outline["scale"], (outline["north"] - where[1]) * outline["scale"]
