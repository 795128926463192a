"""What readers do most, in Firefox and in WebKit (for Safari): each kind of page, the search, filters, the matrix, the worksheet, the plan, going back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from .. import webdriver
from ..webdriver import until
from .test_browser import PAGES
from .test_return import CHOICES, SEEN

pytestmark = pytest.mark.machine
KEPT = "document.getElementById('t-saved').textContent.startsWith('Kept')"


@pytest.fixture(scope="module")
def firefox() -> Iterator[Any]:
    with webdriver.firefox() as started:
        yield started


@pytest.fixture(scope="module")
def webkit() -> Iterator[Any]:
    with webdriver.webkit() as started:
        yield started


@pytest.fixture(params=["firefox", "webkit"])
def reader(request: Any, served: str) -> Iterator[Any]:
    """One window of each engine, which keeps nothing from one test to the next."""
    browser = request.getfixturevalue(request.param)
    browser.resize(1280)
    browser.open(served)
    browser.ask("(localStorage.clear(), sessionStorage.clear())")
    if browser.name == "firefox":
        browser.complaints()
    yield browser
    if browser.name == "firefox":
        assert browser.complaints() == []


def asks(browser: Any, script: str, *values: Any) -> Any:
    """Wait until an expression holds in the page."""
    return until(lambda: browser.ask(script, *values))


@pytest.mark.parametrize("path", PAGES)
def test_each_kind_of_page(reader: Any, served: str, path: str) -> None:
    """Fonts and scripts come, nothing scrolls sideways; what Firefox has to say against it is asked at the end."""
    reader.open(served + path)
    asks(reader, "[...document.fonts].filter((font) => font.status === 'loaded').length >= 2")
    assert reader.ask("document.querySelector('#kb-theme').checkVisibility()")
    for width in (1280, 500):  # Firefox makes no narrower window
        reader.resize(width)
        assert reader.ask("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_what_a_page_fetches_at_once_it_uses(firefox: Any, served: str) -> None:
    """Firefox complains of the rest after ten seconds: of a preloaded font too where it has the font in memory from the page before."""
    firefox.complaints()
    for path in ("claims/", "about/"):
        firefox.open(served + path)
        time.sleep(13)
    assert firefox.complaints() == []


def test_search_by_keyboard(reader: Any, served: str) -> None:
    reader.open(served + "about/")
    reader.press("/")
    asks(reader, "document.querySelector('.kb-find-help ul')")
    reader.press("duch dies")
    asks(reader, "document.querySelectorAll('[role=option]').length")
    reader.press("Down", "Up", "Up", "Down", "Enter")
    asks(reader, "location.href.endsWith('timeline/#duch-dies-2020')")
    asks(reader, "(({ top }) => top >= 0 && top < innerHeight)(document.getElementById('duch-dies-2020').getBoundingClientRect())")  # fmt: skip


def test_search_by_mouse_and_back_to_the_page(reader: Any, served: str) -> None:
    reader.open(served + "glossary/")
    reader.click("#kb-search button")
    asks(reader, "document.querySelector('.kb-find-help ul')")
    reader.type("#kb-find-field", "jus cogens")
    asks(reader, "document.querySelector('[role=option]')")
    reader.click("[role=option]")
    asks(reader, "location.hash === '#jus-cogens' && document.activeElement.id === 'jus-cogens'")
    reader.press("/")
    asks(reader, "document.querySelector('dialog[open]')")
    reader.press("Escape")
    asks(reader, "!document.querySelector('dialog[open]')")


FIELDS = {
    "timeline/": ("#filter-theme", "memory"),
    "claims/": ("#filter-text", "tribunal"),
    "prevention/": ("#filter-category", "response"),
    "treaties/": ("#on", "2019-03-16"),
    "treaties/?by=name": ("#by", "year"),
}


def test_every_page_with_a_choice_is_tried() -> None:
    assert FIELDS.keys() | {"countries/"} == CHOICES.keys()


@pytest.mark.parametrize("path", FIELDS)
def test_a_choice_stands_in_the_address_after_a_reload_and_after_coming_back(reader: Any, served: str, path: str) -> None:  # fmt: skip
    """Coming back finds the page kept whole, where the engine keeps pages; the state must be the same either way."""
    reader.open(served + path)
    reader.choose(*FIELDS[path])
    wanted = CHOICES[path][0]
    asks(reader, "location.search.includes(arguments[0])", wanted)
    seen = reader.ask(f"({SEEN})()")
    reader.reload()
    until(lambda: reader.ask(f"({SEEN})()") == seen)
    reader.open(served + "about/")
    reader.back()
    asks(reader, "location.search.includes(arguments[0])", wanted)
    until(lambda: reader.ask(f"({SEEN})()") == seen)


def test_states_are_compared(reader: Any, served: str) -> None:
    reader.open(served + "countries/")
    for state in ("malaysia", "thailand"):
        reader.click(f"#compare-form [value={state}]")
    asks(reader, "location.search.includes('thailand') && location.search.includes('malaysia')")
    seen = reader.ask(f"({SEEN})()")
    reader.reload()
    until(lambda: reader.ask(f"({SEEN})()") == seen)


def test_the_matrix_on_a_date(reader: Any, served: str) -> None:
    """The Philippines leave the Rome Statute on 17 March 2019."""
    reader.open(served + "treaties/")
    told = []
    row = "[...document.querySelectorAll('.matrix tbody tr')].find((row) => row.textContent.includes('Rome Statute'))"
    for day in ("2019-03-16", "2019-03-17"):
        reader.choose("#on", day)
        asks(reader, "location.search === arguments[0]", f"?on={day}")
        told.append(until(lambda: reader.ask(f"{row}.querySelectorAll('td a')[6].textContent")))
    assert told[0] != told[1]


def test_going_back_in_the_timeline(reader: Any, served: str) -> None:
    """A mark of the picture leads to an event that the choice hides: the choice is taken back, and is there again on coming back."""
    reader.open(served + "timeline/?theme=memory")
    asks(reader, "document.getElementById('filter-theme').value === 'memory'")
    seen = reader.ask(f"({SEEN})()")
    hidden = reader.ask("document.querySelector('#timeline-list [data-record][hidden]').id")
    reader.ask(
        "document.querySelector('details:has(> .overview)').open = true"
    )  # folded where ::details-content is not known
    reader.click(f".overview a[href$='#{hidden}'] .mark")
    asks(reader, "document.getElementById(arguments[0]).checkVisibility() && location.search === ''", hidden)
    reader.back()
    asks(reader, "location.hash === '' && document.getElementById('filter-theme').value === 'memory'")
    until(lambda: reader.ask(f"({SEEN})()") == seen)


def test_colours_are_kept_when_chosen(reader: Any, served: str) -> None:
    reader.open(served)
    before = reader.ask("document.body.dataset.mdColorScheme")
    reader.click("#kb-theme")
    reader.open(served + "about/")
    assert {before, reader.ask("document.body.dataset.mdColorScheme")} == {"default", "slate"}


def test_the_worksheet_is_kept(reader: Any, served: str) -> None:
    reader.open(served + "assess/")
    asks(reader, "!document.querySelector('#t-form').inert")
    reader.click("[name=t-keep][value=device]")
    reader.type("[data-part=scope] [name=title]", "ការវាយតម្លៃ first é")
    reader.click(".ind[data-i='1.1'] input[value=present]")
    asks(reader, f"{KEPT} && !document.getElementById('t-saved').textContent.includes('saving')")
    reader.reload()
    asks(reader, "document.querySelector('[data-part=scope] [name=title]').value === 'ការវាយតម្លៃ first é'")
    assert reader.ask("document.querySelector(\".ind[data-i='1.1'] input[value=present]\").checked")
    reader.open(served + "plan/")
    asks(reader, "document.querySelector('#t-from').textContent.includes('first é')")
    reader.click("#t-take")
    asks(reader, "document.querySelector('#t-status').textContent.includes('found')")


def test_the_plan_is_built_kept_and_ordered(reader: Any, served: str) -> None:
    reader.open(served + "plan/")
    asks(reader, "!document.querySelector('#t-form').inert")
    reader.click("[name=t-keep][value=device]")
    for title in ("One", "Two"):
        reader.click("#t-own")
        asks(reader, "document.activeElement.name === 'title'")
        reader.press(title)
    reader.click(".measure:nth-of-type(2) [data-do=up]")
    titles = "[...document.querySelectorAll('.measure [name=title]')].map((field) => field.value).join()"
    asks(reader, f"{titles} === 'Two,One'")
    asks(reader, f"{KEPT} && !document.getElementById('t-saved').textContent.includes('saving')")
    reader.reload()
    asks(reader, f"{titles} === 'Two,One'")
    reader.click("#t-example")
    asks(reader, "document.querySelector('#t-invented').checkVisibility()")


def test_what_was_deleted_elsewhere_is_not_there_after_coming_back(reader: Any, served: str) -> None:
    """The page itself may have been kept whole."""
    reader.open(served + "assess/")
    asks(reader, "!document.querySelector('#t-form').inert")
    reader.click("[name=t-keep][value=device]")
    reader.type("[data-part=scope] [name=title]", "First look")
    asks(reader, f"{KEPT} && !document.getElementById('t-saved').textContent.includes('saving')")
    reader.open(served + "plan/")
    asks(reader, "document.querySelector('#t-from').textContent.includes('First look')")
    reader.click("#t-clear")
    reader.click("#t-yes")
    reader.back()
    asks(reader, "location.pathname.endsWith('assess/')")
    asks(reader, "document.querySelector('[data-part=scope] [name=title]')?.value === ''")
    assert "First look" not in reader.ask("document.querySelector('#t-open').textContent")


@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_what_was_typed_and_not_kept_is_seen_after_coming_back_to_a_page_kept_whole(reader: Any, served: str, path: str) -> None:  # fmt: skip
    """WebKit empties fields without completion when it shows such a page again, after all its scripts were told."""
    reader.open(served + path)
    asks(reader, "!document.querySelector('#t-form').inert")
    reader.type("[data-part=scope] [name=title]", "First look")
    reader.ask("window.before = true")
    reader.ask("setTimeout(() => location.assign('../about/'))")
    asks(reader, "location.pathname.endsWith('about/') && document.readyState === 'complete'")
    reader.back()
    asks(reader, "location.pathname.endsWith(arguments[0])", path)
    time.sleep(1)
    if reader.ask("Boolean(window.before)"):  # a page loaded anew has lost it, as it said it would
        assert reader.ask("document.querySelector('[data-part=scope] [name=title]').value") == "First look"
