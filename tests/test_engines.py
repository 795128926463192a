"""The site in the two other engines: Firefox, and WebKit in place of Safari. What a reader does there, and what the console says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .engines import ENGINES, Engine
from .test_browser import PAGES

pytestmark = pytest.mark.machine

SEEN = "[...document.querySelectorAll('main [data-record]')].filter((part) => part.checkVisibility()).length"
MATRIX = "[...document.querySelectorAll('.matrix tbody td a')].map((link) => link.textContent)"
TITLE = "[data-part=scope] [name=title]"
KEPT = "/^Kept(?!.*saving)/.test(document.getElementById('t-saved').textContent)"


@pytest.fixture(scope="module", params=ENGINES)
def started(request: pytest.FixtureRequest, served: str) -> Iterator[Engine]:
    with ENGINES[request.param](served) as engine:
        yield engine


@pytest.fixture
def reader(started: Engine) -> Iterator[Engine]:
    """A reader whose browser keeps nothing from before; nothing was said in the console when they have done."""
    started.resize(1280, 900)
    started.open("about/")
    started.script("localStorage.clear(); sessionStorage.clear()")
    started.complaints()
    yield started
    assert started.complaints() == []


@pytest.mark.parametrize("width", [1280, 500])  # Firefox has no narrower window
@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_whole_and_quiet(reader: Engine, path: str, width: int) -> None:
    reader.resize(width, 900)
    reader.open(path)
    reader.until("document.readyState === 'complete' && document.fonts.status === 'loaded'")
    assert reader.script("return document.documentElement.className.split(' ').includes('js')")
    assert not reader.script("return document.getElementById('kb-theme').hidden")
    failed = "[...document.fonts].filter((font) => font.family.includes('Reading') && font.status === 'error').length"
    assert reader.script(f"return {failed}") == 0  # the others are fonts of the machine, which may have none of them
    assert reader.script("return document.documentElement.scrollWidth - innerWidth") <= 0


def test_search_by_keyboard_and_by_mouse(reader: Engine) -> None:
    reader.open("glossary/")
    reader.click("#kb-search button")
    reader.until("document.querySelector('.kb-find-help ul')")
    reader.type("#kb-find-field", "jus cogens")
    reader.until("document.querySelector('[role=option]')")
    reader.type("#kb-find-field", "\ue007")  # Enter
    reader.until("location.hash === '#jus-cogens' && !document.querySelector('dialog[open]')")
    assert reader.script("return document.activeElement.id") == "jus-cogens"
    reader.click("#kb-search button")
    reader.type("#kb-find-field", "philippines rome statute")
    reader.until("document.querySelector('[role=option]').href.endsWith('treaties/rome-statute/#philippines')")
    reader.click("[role=option]")
    reader.until("location.pathname.endsWith('/treaties/rome-statute/') && document.readyState === 'complete'")
    reader.click("#kb-search button")
    reader.until("document.querySelector('dialog[open]')")
    reader.type("#kb-find-field", "\ue00c")  # Escape
    reader.until("!document.querySelector('dialog[open]')")
    assert reader.script("return document.activeElement.closest('#kb-search') !== null")


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("timeline/", "theme", "memory"),
        ("claims/", "verdict", "contradicted"),
        ("prevention/", "category", "response"),
    ],
)
def test_filters_and_their_addresses(reader: Engine, path: str, field: str, value: str) -> None:
    reader.open(path)
    everything = reader.script(f"return {SEEN}")
    reader.choose(f"#filter-{field}", value)
    reader.until(f"location.search === '?{field}={value}'")
    some = reader.script(f"return {SEEN}")
    assert 0 < some < everything
    reader.reload()
    reader.until(f"document.getElementById('filter-{field}').value === '{value}'")
    assert reader.script(f"return {SEEN}") == some
    reader.open("about/")
    reader.back()
    reader.until(f"document.getElementById('filter-{field}')?.value === '{value}'")
    assert reader.script(f"return {SEEN}") == some
    reader.click("form.filters [type=reset]")
    reader.until("location.search === ''")
    assert reader.script(f"return {SEEN}") == everything


def test_going_back_in_the_timeline(reader: Engine) -> None:
    """From what was chosen to an event and back; and by an address that leads to an event that the choice hides."""
    reader.open("timeline/?theme=memory")
    reader.until("document.getElementById('filter-theme').value === 'memory'")
    some = reader.script(f"return {SEEN}")
    hidden = reader.script("return document.querySelector('#timeline-list [data-record][hidden]').id")
    reader.click(f".overview a[href$='#{hidden}'] .mark")
    reader.until(f"document.getElementById('{hidden}').checkVisibility()")
    reader.until("location.search === ''")
    reader.back()
    reader.until("location.hash === ''")
    assert reader.script("return document.getElementById('filter-theme').value") == "memory"
    assert reader.script(f"return {SEEN}") == some


def test_the_matrix_on_a_date(reader: Engine) -> None:
    reader.open("treaties/")
    first = reader.script(f"return {MATRIX}")
    reader.date("#on", "2019-03-16")
    reader.until("location.search === '?on=2019-03-16'")
    reader.until("document.getElementById('matrix-said').textContent.startsWith('16 March 2019')")
    then = reader.script(f"return {MATRIX}")
    assert then != first and any("Withdrawal notified, still party" in cell for cell in then)
    reader.choose("#by", "state")
    reader.until("document.querySelector('.matrix table.by-state')")
    reader.click(".matrix tbody td a")
    reader.until("/treaties\\/[a-z-]+\\/$/.test(location.pathname)")
    reader.back()
    reader.until("location.search === '?on=2019-03-16&by=state' && document.querySelector('.matrix table.by-state')")
    assert reader.script("return document.getElementById('on').value") == "2019-03-16"
    reader.click("#matrix-form [type=reset]")
    reader.until("location.search === ''")
    assert reader.script(f"return {MATRIX}") == first


def test_the_worksheet_is_kept_and_deleted(reader: Engine) -> None:
    reader.open("assess/")
    reader.click("[name=t-keep][value=device]")
    reader.type(TITLE, "First look · ការវាយតម្លៃ")
    reader.script("document.getElementById('f-1').open = true")
    reader.click(".ind[data-i='1.1'] input[value=present]")
    reader.until(KEPT)
    reader.reload()
    reader.until(f"document.querySelector('{TITLE}').value === 'First look · ការវាយតម្លៃ'")
    assert reader.script("return document.querySelector(\".ind[data-i='1.1'] input[value=present]\").checked")
    reader.open("plan/")
    reader.until("document.getElementById('t-from').textContent.includes('First look')")
    reader.click("#t-take")
    reader.until("document.querySelectorAll('[name=plan-factors]:checked').length === 1")
    reader.open("assess/")
    reader.click("#t-clear")
    reader.click("#t-yes")
    reader.until("localStorage.length === 0")
    assert reader.script(f"return document.querySelector('{TITLE}').value") == ""


def test_a_plan_is_drafted_and_kept(reader: Engine) -> None:
    reader.open("plan/")
    reader.click("[name=t-keep][value=device]")
    reader.click(".offer[data-origin='proposals/national-plan'] summary")
    reader.click(".offer[data-origin='proposals/national-plan'] [data-add]")
    reader.until("document.activeElement.name === 'why'")
    reader.click("#t-own")
    reader.until("document.activeElement.name === 'title'")
    reader.script("document.activeElement.id = 'here'")
    reader.type("#here", "A measure of our own")
    reader.until(KEPT)
    reader.reload()
    reader.until("document.querySelectorAll('.measure').length === 2")
    titles = reader.script("return [...document.querySelectorAll('.measure [name=title]')].map((field) => field.value)")
    assert titles[1] == "A measure of our own"
    reader.click("#t-example")
    reader.until("document.getElementById('t-invented').checkVisibility()")
