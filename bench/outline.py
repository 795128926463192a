"""The outline that the maps are drawn from: `python -m bench.outline countries-50m.json` writes prevention_kb/pages/outline.json.

Run once; the build reads what is stored. The file is in the npm package world-atlas (`npm pack world-atlas@2.0.2`), which carries the
borders of Natural Earth at 1:50 million as TopoJSON: lines that two states share are stored once, so that simplifying a line moves both.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "prevention_kb" / "pages" / "outline.json"

STATES = {
    "096": "BN", "116": "KH", "360": "ID", "418": "LA", "458": "MY", "104": "MM", "608": "PH", "702": "SG", "764": "TH", "626": "TL",
    "704": "VN",
}  # fmt: skip
"""The member states of ASEAN: ISO 3166-1, as number and as two letters."""

WEST, EAST, SOUTH, NORTH = 91.6, 141.4, -11.8, 28.7
WIDTH = 1000
"""Of the picture, in its own units; degrees are equally long in both directions, as near the equator they nearly are."""
SCALE = WIDTH / (EAST - WEST)
DETAIL, DETAIL_AROUND = 8.0, 40.0
"""The smallest triangle that a corner of a line is kept for, in square units: of the states, and of the land around them."""
SMALLEST, SMALLEST_AROUND = 22.0, 250.0
"""Islands smaller than this are left out, in square units, unless a state has none larger."""

Point = tuple[float, float]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of the file in units of the picture; each is stored as differences of whole numbers."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append(((x * kx + tx - WEST) * SCALE, (NORTH - y * ky - ty) * SCALE))
        lines.append(line)
    return lines


def area(ring: list[Point]) -> float:
    """The area within a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def simplified(line: list[Point], least: float) -> list[Point]:
    """A line without the corners that matter least (Visvalingam and Whyatt 1993); its ends stay."""
    line = list(line)
    while len(line) > (4 if line[0] == line[-1] else 2):
        sizes = [area([line[i - 1], line[i], line[i + 1]]) for i in range(1, len(line) - 1)]
        smallest = min(sizes)
        if smallest >= least:
            break
        del line[sizes.index(smallest) + 1]
    return line


def within(ring: list[Point], margin: float = 12) -> list[Point]:
    """A ring cut off at the edges of the picture (Sutherland and Hodgman 1974)."""
    edges = [(0, -margin, 1), (0, WIDTH + margin, -1), (1, -margin, 1), (1, (NORTH - SOUTH) * SCALE + margin, -1)]
    for axis, limit, side in edges:
        cut: list[Point] = []
        for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside_a, inside_b = (a[axis] - limit) * side >= 0, (b[axis] - limit) * side >= 0
            if inside_a != inside_b:
                t = (limit - a[axis]) / (b[axis] - a[axis])
                cut.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
            if inside_b:
                cut.append(b)
        ring = cut
        if not ring:
            break
    return ring


def drawn(rings: Iterable[list[Point]]) -> str:
    """Rings as the path of an SVG, in whole units, each corner by its distance from the one before."""
    path = ""
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        corners = [p for p, before in zip(points, points[-1:] + points[:-1], strict=True) if p != before]
        if len(corners) < 3:
            continue
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(corners)]
        path += "M{},{}l".format(*corners[0]) + " ".join(f"{x},{y}" for x, y in steps) + "z"
    return path.replace(",-", "-").replace(" -", "-")


class Outline:
    """The rings of a file, with lines simplified once for all who share them."""

    def __init__(self, topology: dict[str, Any]) -> None:
        self.lines = decoded(topology)
        self.states = [g for g in topology["objects"]["countries"]["geometries"] if g.get("id") in STATES]
        self.others = [g for g in topology["objects"]["countries"]["geometries"] if g.get("id") not in STATES]
        ours = {arc if arc >= 0 else ~arc for g in self.states for ring in rings_of(g) for arc in ring}
        self.simple = [simplified(line, DETAIL if i in ours else DETAIL_AROUND) if i in ours or self.near(line) else line[:1] + line[-1:]
                       for i, line in enumerate(self.lines)]  # fmt: skip

    @staticmethod
    def near(line: list[Point]) -> bool:
        """Whether some of a line is in the picture, or not far."""
        return any(-300 < x < WIDTH + 300 and -300 < y < (NORTH - SOUTH) * SCALE + 300 for x, y in line)

    def ring(self, arcs: list[int]) -> list[Point]:
        """A ring, of its lines; a line is run backwards where its number says so."""
        points: list[Point] = []
        for arc in arcs:
            points += self.simple[arc][:-1] if arc >= 0 else self.simple[~arc][:0:-1]
        return points

    def rings(self, geometry: dict[str, Any], smallest: float) -> list[list[Point]]:
        """The rings of a state that are large enough, or else its largest, the largest first."""
        found = sorted((within(self.ring(arcs)) for arcs in rings_of(geometry)), key=area, reverse=True)
        return [
            ring
            for index, ring in enumerate(found)
            if ring and (area(ring) >= smallest or (index == 0 and smallest == SMALLEST))
        ]


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """The rings of a state as numbers of lines; those of holes too."""
    arcs = geometry.get("arcs", [])
    return [ring for polygon in arcs for ring in polygon] if geometry["type"] == "MultiPolygon" else arcs


def main(file: str) -> None:
    """Write the outline."""
    read = Path(file).read_bytes()
    outline = Outline(json.loads(read))
    states = {STATES[g["id"]]: drawn(outline.rings(g, SMALLEST)) for g in outline.states}
    around = "".join(drawn(outline.rings(g, SMALLEST_AROUND)) for g in outline.others)
    about = {
        "what": "The member states of ASEAN and the land around them, for the maps; written by bench/outline.py",
        "source": "Natural Earth, Admin 0 countries, 1:50 million, version 4.1.0, https://www.naturalearthdata.com/",
        "licence": "public domain",
        "package": "npm:world-atlas@2.0.2, countries-50m.json",
        "sha256": hashlib.sha256(read).hexdigest(),
        "west": WEST, "north": NORTH, "scale": round(SCALE, 4), "width": WIDTH, "height": round((NORTH - SOUTH) * SCALE),
        "states": dict(sorted(states.items())),
        "around": around,
    }  # fmt: skip
    OUT.write_text(json.dumps(about, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
