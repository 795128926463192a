"""The built site in a real browser: one page of each kind, light and dark, wide and narrow, with and without scripts."""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from typing import Any

import pytest

from .. import axe
from ..conftest import opened

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
    "timeline/2020s/",
    "accountability/",
    "treaties/",
    "treaties/rome-statute/",
    "countries/",
    "countries/cambodia/",
    "promises/",
    "risk-factors/",
    "risk-factors/triggering-factors/",
    "prevention/",
    "prevention/mechanisms/",
    "proposals/",
    "proposals/aichr/",
    "actors/",
    "actors/asean/",
    "glossary/",
    "sources/",
    "sources/u/",
    "assess/",
    "plan/",
    "data/",
    "about/",
    "about/unknown/",
    "about/changes/",
    "about/changes/due/",
    "about/correction/",
    "404.html",
]
"""One page of each kind."""
SCREEN, MOST = 800, 15


def screens(page: Any) -> float:
    """How long the page is, in screens of a phone."""
    return round(page.evaluate("document.documentElement.scrollHeight") / SCREEN, 1)


class Seen:
    """What is looked at on one of these pages: each way of seeing it is one visit, which all tests of the page share."""

    def __init__(self, path: str, windows: dict[bool, Any], served: str) -> None:
        self.path, self.windows, self.served = path, windows, served

    def open(self, width: int, scheme: str, scripts: bool = True) -> Any:
        return opened(self.windows[scripts], self.served, self.path, width, scheme)

    @cached_property
    def wide(self) -> dict[str, Any]:
        page = self.open(1280, "light")
        return {**seen_of(page), "words": words(page)}

    @cached_property
    def phone(self) -> dict[str, Any]:
        page = self.open(360, "dark")
        found = {**seen_of(page), "screens": screens(page)}
        page.set_viewport_size({"width": 320, "height": SCREEN})
        return {**found, "too wide at 320": too_wide(page)}

    @cached_property
    def without_scripts(self) -> dict[str, Any]:
        page = self.open(360, "light", scripts=False)
        return {"screens": screens(page), "words": words(page)}


def seen_of(page: Any) -> dict[str, Any]:
    return {
        "colours": page.evaluate("document.body.getAttribute('data-md-color-scheme')"),
        "violations": axe.violations(page),
        "too wide": too_wide(page),
        "problems": list(page.problems),
    }


def too_wide(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def words(page: Any) -> Counter[str]:
    walk = """(main) => { const texts = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) texts.push(walker.currentNode.data); return texts.join(" "); }"""
    return Counter(page.locator("main").evaluate(walk).split())


@pytest.fixture(scope="module", params=PAGES)
def seen(request: Any, windows: dict[bool, Any], served: str) -> Seen:
    """One page of each kind; all tests of one follow each other."""
    return Seen(request.param, windows, served)


@pytest.mark.parametrize("way", ["wide", "phone"])
def test_accessible_quiet_and_within_the_screen(seen: Seen, way: str) -> None:
    """On a wide screen in light colours, and on a phone in dark ones."""
    found = getattr(seen, way)
    assert found["colours"] == {"wide": "default", "phone": "slate"}[way]
    assert not found["violations"]
    assert found["too wide"] <= 0
    assert not found["problems"]


def test_no_sideways_scroll_at_320(seen: Seen) -> None:
    assert seen.phone["too wide at 320"] <= 0


@pytest.mark.parametrize("way", ["phone", "without_scripts"])
def test_not_longer_than_fifteen_screens_of_a_phone(seen: Seen, way: str) -> None:
    assert getattr(seen, way)["screens"] <= MOST


def test_the_same_words_without_scripts(seen: Seen) -> None:
    """Scripts may add; what the HTML holds must be there without them."""
    if seen.path not in ("assess/", "plan/"):  # forms that change shape
        assert not seen.without_scripts["words"] - seen.wide["words"]


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


COLOURS = ("#999", "rgba(0, 0, 0, .3)", "hsl(0 0% 80%)", "color(srgb .7 .7 .7)", "#444", "black")
PALE = "".join(f"<p style='background:#fff;color:{colour}'>Some words</p>" for colour in COLOURS * 2)
WRONG = f"""<html lang=en><title>Wrong</title><main><h1>Wrong</h1>{PALE}
<h4>Too deep</h4><h2></h2><img src=x.png><a href=#a></a><button></button><input><select><option>One</select><iframe></iframe>
<ul><p>No item</p></ul><dl><div>No term</div></dl><p id=twice>One<p id=twice>Two<label for=none>For none</label>
<div role=button>Not reached</div><div role=list><p>No item</p></div><div role=nothing aria-none=1>No role</div><div role=checkbox tabindex=5></div>
<table><tr><th>Head<td headers=none>Cell</table><table><caption>Same</caption><tr><td colspan=2><b>Same</b><tr><td>1<td>2</table>
<div style="height:20px;overflow:auto" lang=xx><p>Scrolls<p>by no key</div><a href=#b style="position:absolute;opacity:.5;color:#777">Faint</a>
<button style="width:10px;height:10px;padding:0;border:0">1</button><button style="width:10px;height:10px;padding:0;border:0">2</button>
<p>In <span style="color:#333">words <a href=#c style="color:#444;text-decoration:none">a link</a></span> <span hidden>hidden</span>
<p style="background:linear-gradient(#fff,#000)">On a gradient<p style="text-shadow:0 0 2px #888;color:#999">With a shadow
<div aria-hidden=true><a href=#d>Reached</a></div><blink>Blinks</blink></main>Beside everything"""


def judged(page: Any) -> dict[str, Any]:
    """All that axe-core says of a page: every rule, every place, every check and what it measured; but for the HTML and the time."""
    run = """async (rules) => {
      const { violations, incomplete, passes, inapplicable } = await axe.run({ rules });
      return JSON.stringify({ violations, incomplete, passes, inapplicable }, (key, value) => key === "html" ? undefined : value);
    }"""
    return json.loads(page.evaluate(run, {rule: {"enabled": True} for rule in axe.ALSO}))


@pytest.mark.parametrize("content", [None, WRONG], ids=["a page", "full of mistakes"])
def test_axe_made_faster_says_what_it_says_by_itself(look: Any, content: str | None) -> None:
    page = look("about/correction/")
    if content:
        page.goto("about:blank")
        page.set_content(content)
    page.evaluate(axe.ITSELF)
    by_itself = judged(page)
    assert len(by_itself["passes"]) > 30 and len(by_itself["violations"]) == (25 if content else 0)
    page.evaluate(axe.SCRIPT)
    assert judged(page) == by_itself
