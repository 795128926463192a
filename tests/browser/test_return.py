"""Leaving a page and coming back shows one state: what stands in the fields, in the list and in the address is the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .. import chromium
from ..conftest import comes, opened, watched

pytestmark = pytest.mark.browser

CHOICES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "timeline/": ("theme=memory", lambda page: page.select_option("#filter-theme", "memory")),
    "claims/": ("text=tribunal", lambda page: page.fill("#filter-text", "tribunal")),
    "prevention/": ("category=response", lambda page: page.select_option("#filter-category", "response")),
    "treaties/": ("on=2019-03-16", lambda page: page.fill("#on", "2019-03-16")),
    "treaties/?by=name": ("by=year", lambda page: page.select_option("#by", "year")),
    "countries/": ("states=thailand,malaysia", lambda page: [page.check(f"#compare-form [value={state}]") for state in ("malaysia", "thailand")]),
}  # fmt: skip
"""A choice on every page with a filter, and what the address says of it."""

SEEN = """() => ({
  fields: [...document.querySelectorAll("form.filters [name]")].map((field) => field.type === "checkbox" ? field.checked : field.value),
  said: [...document.querySelectorAll("form.filters :is(output, [role=status])")].map((said) => said.textContent),
  shown: [...document.querySelectorAll("main :is([data-record], tbody tr, thead th)")].filter((part) => part.checkVisibility()).map((part) => part.textContent),
  address: location.search,
})"""


@pytest.fixture(scope="module")
def keeping(browser: Any) -> Iterator[Any]:
    """A whole Chromium, which keeps the pages that one leaves; the headless shell keeps none."""
    options = {"args": chromium.ARGUMENTS, "ignore_default_args": ["--disable-back-forward-cache"]}
    started = browser.browser_type.launch(executable_path=chromium.find(), **options)
    yield started
    started.close()


@pytest.fixture(scope="module", params=["loaded anew", "kept whole"])
def window(request: Any, served: str) -> Iterator[Any]:
    """A page in a browser that loads what one comes back to anew, or has kept it whole (in its back-forward cache)."""
    started = request.getfixturevalue("browser" if request.param == "loaded anew" else "keeping")
    context = started.new_context(base_url=served)
    page = watched(context.new_page(), served)
    page.kept = request.param == "kept whole"
    page.add_init_script("addEventListener('pageshow', (event) => { window.restored = event.persisted; })")
    yield page
    context.close()


@pytest.fixture
def reader(window: Any, served: str) -> Any:
    """It, with nothing kept in it, on its way to the page of a test."""
    return opened(window, served, "about/correction/", 1280, "light")


def leave_at_once_and_come_back(page: Any) -> None:
    page.evaluate("location.assign(new URL('about/', document.querySelector('.kb-wordmark').href))")
    page.wait_for_url("**/about/")
    come_back(page)


def come_back(page: Any) -> None:
    """To the page that was left, and wait until it shows: as a page kept whole, or as one loaded anew."""
    page.go_back(wait_until="commit")
    comes(page, lambda: page.evaluate("window.restored") is page.kept)


@pytest.mark.parametrize("path", CHOICES)
def test_a_choice_is_there_after_leaving_at_once(reader: Any, path: str) -> None:
    address, choose = CHOICES[path]
    reader.goto(path)
    choose(reader)
    leave_at_once_and_come_back(reader)
    comes(
        reader,
        lambda: set(re.split("[?=,]", reader.evaluate("location.search"))) - {""} == set(re.split("[=,]", address)),
    )
    fresh = reader.context.new_page()
    fresh.goto(reader.url)
    comes(fresh, lambda: fresh.evaluate(SEEN) == reader.evaluate(SEEN))
    fresh.close()
    assert not reader.problems


def test_a_page_that_is_come_back_to_has_the_colours_that_were_chosen_since(reader: Any) -> None:
    reader.goto("claims/")
    before = reader.locator("body").get_attribute("data-md-color-scheme")
    reader.evaluate("location.assign('../about/')")
    reader.wait_for_url("**/about/")
    reader.click("#kb-theme")
    chosen = reader.locator("body").get_attribute("data-md-color-scheme")
    come_back(reader)
    assert chosen != before
    comes(reader, lambda: reader.locator("body").get_attribute("data-md-color-scheme") == chosen)


def test_a_tool_that_is_come_back_to_shows_nothing_that_was_deleted_since(reader: Any) -> None:
    """The other tool deletes what both keep."""
    reader.goto("assess/")
    reader.get_by_label("On this device").check()
    reader.fill("[data-part=scope] [name=title]", "First look")
    reader.get_by_text("Kept on this device.", exact=True).wait_for()
    reader.evaluate("location.assign('../plan/')")
    reader.wait_for_url("**/plan/")
    assert "First look" in reader.inner_text("#t-from")
    reader.click("#t-clear")
    reader.click("#t-yes")
    reader.go_back(wait_until="commit")  # a tool that was kept whole loads itself anew
    comes(reader, lambda: reader.input_value("[data-part=scope] [name=title]") == "")
    assert "First look" not in reader.inner_text("#t-open")
    assert reader.inner_text("#t-saved").startswith("Not kept yet")


@pytest.mark.parametrize("path", ["", "timeline/", "claims/", "prevention/", "treaties/", "glossary/", "assess/"])
def test_an_address_with_a_bad_percent_sign_breaks_nothing(glance: Any, path: str) -> None:
    page = glance(f"{path}#100%")
    for fragment in ("#50%25", "#%", "#%E0%A4%A", "#?=&"):
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        page.wait_for_timeout(50)
    assert not page.problems
