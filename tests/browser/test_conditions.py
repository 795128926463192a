"""The site where something is short: storage that is refused or full, a slow machine on a slow line. (Coming back: tests/browser/test_return.py.)"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

REFUSED = """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); } })"""
"""What browsers do that are told to keep nothing."""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }"""
TITLE = "[data-part=scope] [name=title]"


@pytest.mark.parametrize("script", [REFUSED, FULL], ids=["refused", "full"])
@pytest.mark.parametrize("path", ["", "timeline/", "treaties/", "assess/", "plan/", "404.html"])
def test_every_page_works_where_nothing_can_be_kept(look: Any, path: str, script: str) -> None:
    page = look(path, before=script)
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.click("#kb-theme")
    assert page.locator("body").get_attribute("data-md-color-scheme") != before
    page.get_by_role("button", name="Search").click()
    page.locator("#kb-find-field").fill("tribunal")
    page.locator(".kb-find [role=option]").first.wait_for()
    page.get_by_label("opens the search").uncheck()
    page.keyboard.press("Escape")
    assert not page.problems


@pytest.mark.parametrize("script", [REFUSED, FULL], ids=["refused", "full"])
@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_a_tool_says_that_nothing_can_be_kept_and_saves_a_file(look: Any, path: str, script: str) -> None:
    page = look(path, before=script)
    places = page.locator("[name=t-keep]")
    assert places.count() == 2 and all(place.is_disabled() for place in places.all())
    assert page.get_by_text("This browser does not offer this here.").count() == 2
    page.fill(TITLE, "First look")
    assert page.inner_text("#t-saved").startswith("Not kept yet")
    with page.expect_download() as waiting:
        page.click("#t-json")
    assert json.loads(Path(waiting.value.path()).read_text("utf-8"))["scope"]["title"] == "First look"
    assert not page.problems


@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_storage_that_fills_while_one_writes_is_said_and_no_longer_once_there_is_room(look: Any, path: str) -> None:
    page = look(path)
    page.get_by_label("On this device").check()
    page.fill(TITLE, "First")
    page.get_by_text("Kept on this device.", exact=True).wait_for()
    page.evaluate(f"() => {{ window.room = Storage.prototype.setItem; {FULL}; }}")
    page.fill(TITLE, "Second")
    page.wait_for_selector("#t-problem:visible")
    assert page.inner_text("#t-saved") == "What you typed last is not kept. Save a file."
    page.evaluate("() => { Storage.prototype.setItem = window.room; }")
    page.fill(TITLE, "Third")
    page.get_by_text("Kept on this device.", exact=True).wait_for()
    assert not page.locator("#t-problem").is_visible()
    page.reload()
    assert page.input_value(TITLE) == "Third"


SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""A phone at the edge of a network: 400 kilobits a second, and most of half a second for each answer."""
SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def slow(page: Any) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)


WITH_SCRIPTS = ["", "article/", "timeline/", "claims/", "treaties/", "countries/", "prevention/", "assess/", "plan/"]


@pytest.mark.audit
@pytest.mark.parametrize("path", WITH_SCRIPTS)
def test_a_slow_machine_on_a_slow_line(browser: Any, served: str, path: str) -> None:
    """The words stand there before the scripts, and move no more when these come."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_init_script(SHIFTS)
    slow(page)
    page.set_default_timeout(60_000)
    page.goto(served + path, wait_until="load")
    page.wait_for_timeout(1500)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
    assert page.evaluate("shifted") < 0.1, "what moved"
    assert not problems
    context.close()


@pytest.mark.audit
def test_the_tools_of_the_reader_on_a_slow_machine_and_line(browser: Any, served: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(60_000)
    slow(page)
    page.goto(served + "timeline/")
    page.select_option("#filter-theme", "memory")
    page.wait_for_url("**?theme=memory")
    page.get_by_role("button", name="Search").click()
    page.locator("#kb-find-field").press_sequentially("duch dies")  # while the index is still on its way
    page.locator(".kb-find [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#duch-dies-2020'")
    page.goto(served + "assess/")
    page.get_by_label("On this device").check()
    page.locator(TITLE).press_sequentially("First look")
    page.get_by_text("Kept on this device.", exact=True).wait_for()
    assert page.input_value(TITLE) == "First look"
    context.close()
