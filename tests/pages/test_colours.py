"""Colours that stand in two places, because nothing that all browsers know says them once, are the same."""

from __future__ import annotations

import re

from prevention_kb.pages.views import offline

from ..conftest import ROOT

STYLE = (ROOT / "docs/assets/css/site.css").read_text("utf-8")


def palette(selector: str) -> dict[str, str]:
    """The colours that a rule of the style sheet declares."""
    rule = re.search(rf"^ *{re.escape(selector)}{{(.*?)}}", STYLE, re.MULTILINE | re.DOTALL)
    assert rule, selector
    return dict(re.findall(r"([\w-]+):([^;]+);", rule[1]))


LIGHT = palette(":root,[data-md-color-scheme=default]")
DARK = palette("[data-md-color-scheme=slate]")


def test_dark_is_the_same_without_javascript() -> None:
    assert palette(".no-js [data-md-color-scheme=default]") == DARK
    assert DARK.keys() == LIGHT.keys() | {"color-scheme"}


def test_what_surrounds_the_page_has_the_colour_of_its_paper() -> None:
    frame = (ROOT / "overrides/main.html").read_text("utf-8")
    found = re.findall(r'name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', frame)
    assert dict(map(reversed, found)) == {"light": LIGHT["--paper"], "dark": DARK["--paper"]}
    assert LIGHT["--paper"] == offline.PAPER
