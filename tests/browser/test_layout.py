"""How pages are laid out: maps that a finger can use, one rule above a heading, nothing beside the text left blank."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BOXES = "links => links.map(a => { const b = a.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"


@pytest.mark.parametrize("address", ["treaties/rome-statute/", "countries/", "km/countries/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_names_on_a_map_can_be_tapped(look: Any, address: str, width: int) -> None:
    """Singapore and Brunei as the others: 24 pixels at least, as WCAG 2.2 asks (2.5.8), none over another, all within the picture."""
    page = look(address, width=width)
    frame = page.locator(".map .land").first.bounding_box()
    boxes = page.eval_on_selector_all(".map .land li a", BOXES)
    assert len(boxes) == 11
    for left, top, right, bottom in boxes:
        assert right - left >= 24 and bottom - top >= 24
        assert left >= frame["x"] - 1 and right <= frame["x"] + frame["width"] + 1
    for a, b in combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"two names touch: {a} {b}"


def test_a_name_on_the_map_of_a_treaty_leads_to_its_row(look: Any) -> None:
    page = look("treaties/rome-statute/")
    links = page.eval_on_selector_all(".map .land li a", "found => found.map(a => a.getAttribute('href'))")
    assert len(links) == 11 and all(page.locator(f"tr{link}").count() == 1 for link in links)


@pytest.mark.parametrize("address", ["countries/", "treaties/genocide/"])
def test_every_state_that_a_map_draws_is_drawn_once_a_page(look: Any, address: str) -> None:
    page = look(address)
    missing = page.eval_on_selector_all(
        "use", "found => found.map(u => u.getAttribute('href')).filter(h => document.querySelectorAll(h).length != 1)"
    )
    assert not missing


TWICE = """headings => headings.filter(h => {
  const before = h.previousElementSibling, line = e => parseFloat(getComputedStyle(e).borderBottomWidth) > 0
  return before && parseFloat(getComputedStyle(h).borderTopWidth) > 0 && line(before)
}).map(h => h.textContent)"""


@pytest.mark.parametrize(
    "address", ["countries/cambodia/", "treaties/cat/", "risk-factors/triggering-factors/", "glossary/"]
)
def test_one_rule_stands_above_a_heading(look: Any, address: str) -> None:
    assert not look(address).eval_on_selector_all("article h2", TWICE)


@pytest.mark.parametrize("address", ["learn/matrix/", "km/learn/order-teacher/", "km/learn/matrix-teacher/"])
def test_a_wide_table_of_a_lesson_scrolls_and_not_the_page(look: Any, address: str) -> None:
    page = look(address, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.eval_on_selector(".scroll:has(.lesson)", "found => found.scrollWidth > found.clientWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_both_tables_of_treaties_have_the_same_columns(look: Any, width: int) -> None:
    """Whoever looks for the same field in the other table finds it straight below."""
    page = look("km/learn/matrix/", width=width)
    first, second = page.eval_on_selector_all(
        ".lesson.positions",
        "found => found.map(t => [...t.rows[0].cells].map(c => Math.round(c.getBoundingClientRect().width)))",
    )
    assert first == second and len(first) == 6
