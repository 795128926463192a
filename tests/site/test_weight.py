"""What comes over the line, as a host sends it: text compressed, fonts and pictures as they are. Worked out from the files, so that no browser is needed;
`make bench` weighs the same in one."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from prevention_kb.exports import offline

from ..conftest import OTHERS

FIRST = 150 * 1024
LATER = 30_000
SCRIPTS = 2_000
"""What the scripts of a page may add to it; they are the same on every list, and so fetched once."""
TO_BEGIN = 40_000
"""/assess/ and /plan/, of which the rest comes by itself while one reads."""
IN_ANOTHER_LANGUAGE = 1.4
"""A letter of Khmer takes three bytes."""
_IMPORT = re.compile(r"""\bimport\s*(?:[\w*{][^;"']*?\bfrom\s*)?["'](\.[^"']+)["']""")
_FONT = re.compile(r"""url\(["']?([^"')]+\.woff2)""")


@cache
def weight(file: Path) -> int:
    return (
        len(gzip.compress(file.read_bytes(), 6))
        if file.suffix in (".html", ".css", ".js", ".svg")
        else file.stat().st_size
    )


@cache
def loads(site: Path, name: str) -> frozenset[str]:
    """A script, a style sheet or a picture with all that it fetches in its turn, as addresses from the top of the site."""
    text = (site / name).read_text("utf-8") if name.endswith((".css", ".js")) else ""
    found = _IMPORT.findall(text) if name.endswith(".js") else _FONT.findall(text)
    return frozenset({name}).union(*(loads(site, normpath(join(dirname(name), each))) for each in found))


def fetched(site: Path, address: str) -> set[str]:
    """All that a page fetches before anybody touches it, its own file apart. Of two faces for the names in Khmer on a page in English the small one, which
    has those of the header: devices bring the letters, and only one that has none fetches a font for all."""
    assets = {
        asset for asset in offline._loaded((site / address / "index.html").read_bytes()) if (site / asset).is_file()
    }
    found = set[str]().union(*(loads(site, asset) for asset in assets))
    english = "assets/css/km.css" not in assets
    unused = {
        name
        for name in found
        if name.endswith(".woff2") and ("khmer-400" in name if english else "serif" in name or "name" in name)
    }
    return found - unused


def total(site: Path, names: set[str]) -> int:
    return sum(weight(site / name) for name in names)


def pages(site: Path) -> Iterator[tuple[str, str, set[str], int]]:
    """Each page with the home of its language, what it fetches, and the weight of its own file."""
    addresses = {file.parent.relative_to(site).as_posix().removeprefix("."): file for file in site.rglob("index.html")}
    home_of = {
        address: next((code for code in OTHERS if f"{address}/".startswith(code)), "").rstrip("/")
        for address in addresses
    }
    for address, file in sorted(addresses.items(), key=lambda each: (home_of[each[0]], each[0])):
        home = home_of[address]
        yield address, home, fetched(site, address), weight(file)


@pytest.mark.audit
def test_the_first_visit_is_light_whatever_the_page(site: Path) -> None:
    heavy = {address: whole for address, _, names, own in pages(site) if (whole := own + total(site, names)) > FIRST}
    assert not heavy


@pytest.mark.parametrize("code", [pytest.param("", id="en", marks=pytest.mark.audit), *(c.rstrip("/") for c in OTHERS)])
def test_a_later_page_is_light(site: Path, code: str) -> None:
    """30 kB and its scripts, in another language two fifths more than the English where that is more."""
    own: dict[str, int] = {}
    whole: dict[str, int] = {}
    heavy = {}
    for address, home, names, weighs in pages(site):
        own[address], whole[address] = weighs, weighs + total(site, names - fetched(site, home))
        of = address.removeprefix(home).lstrip("/")
        most = TO_BEGIN if of in ("assess", "plan") else LATER + SCRIPTS
        more = IN_ANOTHER_LANGUAGE if home else 0
        if own[address] > max(LATER, more * own[of]) or whole[address] > max(most, more * whole[of]):
            heavy[home, address] = own[address], whole[address]
    assert not {address: weights for (home, address), weights in heavy.items() if home == code}
