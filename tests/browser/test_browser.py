"""The built site in a real browser: one page of each kind, light and dark, wide and narrow, with and without scripts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from .. import axe

pytestmark = pytest.mark.browser


@pytest.fixture
def look(glance: Any) -> Any:
    """Nothing is put into these pages."""
    return glance


PAGES = [
    "",
    "article/",
    "claims/",
    "claims/p4/",
    "timeline/",
    "timeline/1970s/",
    "accountability/",
    "treaties/",
    "treaties/rome-statute/",
    "countries/",
    "countries/cambodia/",
    "risk-factors/",
    "risk-factors/triggering-factors/",
    "prevention/",
    "prevention/mechanisms/",
    "proposals/",
    "proposals/aichr/",
    "actors/",
    "glossary/",
    "sources/",
    "sources/u/",
    "assess/",
    "plan/",
    "data/",
    "about/",
    "about/unknown/",
    "about/changes/",
    "about/correction/",
    "404.html",
]
"""One page of each kind."""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")], ids=["wide-light", "phone-dark"])
@pytest.mark.parametrize("path", PAGES)
def test_accessible_quiet_and_within_the_screen(look: Any, path: str, scheme: str, width: int) -> None:
    page = look(path, width=width, scheme=scheme)
    expected = "slate" if scheme == "dark" else "default"
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == expected
    assert not axe.violations(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not page.problems


@pytest.mark.parametrize("path", PAGES)
def test_no_sideways_scroll_at_320(look: Any, path: str) -> None:
    page = look(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path not in ("assess/", "plan/")]
)  # forms that change shape
def test_the_same_words_without_scripts(look: Any, path: str) -> None:
    """Scripts may add; what the HTML holds must be there without them."""

    def words(page: Any) -> Counter[str]:
        walk = """(main) => { const texts = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) texts.push(walker.currentNode.data); return texts.join(" "); }"""
        return Counter(page.locator("main").evaluate(walk).split())

    assert not words(look(path, scripts=False)) - words(look(path))


def test_menu_of_a_phone_opens_without_scripts(look: Any) -> None:
    page = look("", width=360, scripts=False)
    link = page.locator(".kb-menu a", has_text="Treaties")
    assert not link.is_visible()
    page.locator(".kb-menu summary").click()
    assert link.is_visible()
    link.click()
    assert page.url.endswith("treaties/")


def test_keyboard_reaches_the_content_with_visible_focus(look: Any) -> None:
    page = look("treaties/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "kb-content"
    for _ in range(3):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
        )
        assert style[0] != "none" and style[1] != "0px"


def test_colours_are_kept_when_chosen(look: Any) -> None:
    page = look("")
    page.locator("#kb-theme").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.goto(page.url + "about/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_cell_of_the_matrix_leads_to_its_acts(look: Any) -> None:
    page = look("treaties/")
    page.locator(".matrix tbody tr", has_text="Rome Statute").locator("td a").nth(6).click()
    assert page.url.endswith("treaties/rome-statute/#philippines")
    assert "Withdrawal takes effect: 17 March 2019" in page.locator("#philippines").inner_text()


def test_no_rule_of_these_levels_is_left_out(look: Any) -> None:
    page = look("")
    axe.violations(page)
    assert set(axe.left_out(page)) <= set(axe.ALSO)
