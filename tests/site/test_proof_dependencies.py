"""What build and tests rest on: exact pins within the ranges, hashes, no address of a registry, a licence for each."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

from packaging.requirements import Requirement

from ..conftest import ROOT

PINS = (ROOT / "constraints.txt").read_text("utf-8")


def test_the_pins_fit_the_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", PINS, re.MULTILINE))
    for text in (*project["dependencies"], *chain(*project["optional-dependencies"].values())):
        wanted = Requirement(text)
        if wanted.name == project["name"]:
            continue  # its own packages of another name
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        assert name in pinned, f"{text}: write constraints.txt anew, as docs/about/maintain.md says"
        assert wanted.specifier.contains(pinned[name]), text


def test_every_pin_has_hashes_and_no_registry_is_named() -> None:
    assert "://" not in PINS.split("\n", 2)[2] and "--index" not in PINS
    for block in re.split(r"\n(?=[\w])", PINS)[1:]:
        assert re.match(r"[\w.-]+==", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_every_package_has_a_known_licence() -> None:
    rows = [
        line.strip("| \n").split(" | ")
        for line in (ROOT / "LICENCES.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ][2:]
    pinned = re.findall(r"^([\w.-]+)==", PINS, re.MULTILINE)
    assert len(rows) >= len(pinned) * 0.8 and {row[0] for row in rows} <= set(pinned)
    for name, _, licence in rows:
        assert licence != "not declared", name
        assert not re.search(r"AGPL|proprietary|commercial", licence, re.I), (name, licence)
