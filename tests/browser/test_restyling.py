"""How much of a page the browser styles anew: once whole when it comes, and after that what a reader opens or chooses, not all that stands there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from playwright.sync_api import expect

from ..conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture
def styled(browser: Any) -> Callable[[Any, Callable[[], Any]], list[int]]:
    """How many elements the browser styles each time while something is done with a page: `styled(page, do)`."""

    def count(page: Any, do: Callable[[], Any]) -> list[int]:
        browser.start_tracing(page=page, categories=["devtools.timeline"])
        try:
            do()
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        finally:
            events = json.loads(browser.stop_tracing())["traceEvents"]
        return [
            event["args"]["elementCount"]
            for event in events
            if event["name"] == "UpdateLayoutTree" and "elementCount" in event.get("args", {})
        ]

    return count


def elements(page: Any) -> int:
    return page.evaluate("document.querySelectorAll('body *').length")


COMES = """() => {
  const root = document.documentElement;
  root.toggleAttribute("data-loading", true);
  document.querySelector(".md-content").append(Object.assign(document.createElement("p"), { className: "visually-hidden" }));
  document.body.getBoundingClientRect();
  root.toggleAttribute("data-loading", false);
}"""
"""What scripts do when they come: the sign that they are on their way stands and goes, and something is added to the page."""


@pytest.mark.parametrize("path", ["", "timeline/", "claims/p4/", "treaties/", "countries/", "glossary/"])
def test_what_scripts_add_restyles_nothing_else(look: Any, styled: Any, path: str) -> None:
    page = look(path)
    expect(page.locator("html:not([data-loading])")).to_be_attached()
    counts = styled(page, lambda: page.evaluate(COMES))
    assert counts and max(counts) < elements(page) / 4, (counts, elements(page))


ACTS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "an event opens": ("timeline/", lambda page: page.locator("#timeline-list .time summary").nth(3).click()),
    "a theme is chosen": ("timeline/", lambda page: page.select_option("#filter-theme", "memory")),
    "a claim closes": ("claims/p4/", lambda page: page.locator(".record summary").nth(1).click()),
    "a measure opens": ("prevention/", lambda page: page.locator(".record summary").nth(2).click()),
    "a state is chosen": ("countries/", lambda page: page.locator("#compare-form input").first.check()),
    "terms are put away": ("glossary/", lambda page: page.keyboard.press("Escape")),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_what_a_reader_does_restyles_what_it_concerns(look: Any, styled: Any, act: str) -> None:
    path, do = ACTS[act]
    page = look(path)
    expect(page.locator("html:not([data-loading])")).to_be_attached()
    counts = styled(page, lambda: do(page))
    assert counts and max(counts) < elements(page) / 4, (counts, elements(page))


def selectors(nodes: list[Any]) -> Iterator[str]:
    """Every selector of these rules, one by one."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield from parted(tinycss2.serialize(node.prelude), ",")
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in ("media", "supports"):
            yield from selectors(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def parted(text: str, signs: str) -> list[str]:
    """The text between these signs, but for those in brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in signs:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


@pytest.mark.parametrize("file", sorted((ROOT / "docs/assets/css").glob("*.css")), ids=lambda file: file.name)
def test_what_has_says_of_one_part_sets_no_other_part_of_any_kind(file: Path) -> None:
    """`a:has(b) > *` lets a browser style all of each such part anew whenever what stands in it changes; `a:has(b) > p.c` does not."""
    rules = tinycss2.parse_stylesheet(file.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    found = {selector: parted(selector, " >+~") for selector in selectors(rules)}
    assert found
    of_any_kind = (":not(", ":nth-", ":first-", ":last-", "*", "::", ":only-")
    assert not [
        selector
        for selector, parts in found.items()
        if parts[-1].startswith(of_any_kind) and any(":has(" in part for part in parts[:-1])
    ]
