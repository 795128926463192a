"""What a page says and does where one of its scripts does not come: nothing is promised by one script that another one keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..conftest import comes

pytestmark = pytest.mark.browser
TOOLS = {"assess/": "tools/assess.js", "plan/": "tools/plan.js"}
FILTERS = {
    "timeline/": "timeline.js",
    "claims/": "claims.js",
    "prevention/": "measures.js",
    "prevention/mechanisms/": "mechanisms.js",
    "treaties/": "treaties.js",
    "countries/": "compare.js",
}
LOST = "Nothing you type here is saved"


MISSING = [
    (path, name)
    for path, entry in TOOLS.items()
    for name in (entry, "tools/storage.js", "tools/plan-state.js", "js/words.js", f"words/{path.strip('/')}.en.js")
]
"""One missing module is as good as another, since a browser runs none of them then: a few stand for all. The words are a module of
their own, and without them the tool does not begin."""


@pytest.fixture
def visit(browser: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Open a page without some scripts: `visit(path, without=…, wait=…)`."""
    contexts = []

    def open_page(path: str, without: str = "", wait: str = "load", base: str = served, **options: Any) -> Any:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **options))
        page = contexts[-1].new_page()
        if without:
            page.route(f"**/{without}", lambda route: route.abort())
        page.goto(base + path, wait_until=wait)
        return page

    yield open_page
    for context in contexts:
        context.close()


def asks(page: Any, leave: Callable[[], None]) -> bool:
    """Whether the page asks before it is left so; the answer is to leave."""
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(dialog.type), dialog.accept()))
    page.on("framenavigated", lambda frame: seen.append("left"))
    leave()
    comes(page, lambda: "left" in seen)
    return seen == ["beforeunload", "left"]


def is_a_form_to_print(page: Any) -> None:
    """The page says at once that nothing is kept, offers nothing that it cannot do, and asks before typed words are lost."""
    assert LOST in page.locator("#t-saved").inner_text()
    assert page.locator("#t-saved").is_visible()
    alert = page.locator(".tool [role=alert]:visible")
    assert alert.count() == 1 and LOST in alert.inner_text()
    for part in ("#t-json", "#t-new", "[name=t-keep]", "#t-own", "#t-neutral"):
        assert not page.locator(part).count() or not page.locator(part).first.is_visible(), part
    assert "three times" not in page.locator(".tool-privacy").inner_text()
    title = page.locator("[data-part=scope] [name=title]")
    title.click()
    title.press_sequentially("An hour of work")
    assert title.input_value() == "An hour of work"
    assert asks(page, lambda: page.evaluate("setTimeout(() => location.assign('../about/'))"))


@pytest.mark.parametrize(("path", "missing"), MISSING)
def test_a_tool_without_one_of_its_modules_says_that_nothing_is_saved(visit: Any, path: str, missing: str) -> None:
    is_a_form_to_print(visit(path, without=missing))


@pytest.mark.parametrize("path", TOOLS)
def test_a_tool_opened_from_a_disk_says_that_nothing_is_saved(visit: Any, site: Path, path: str) -> None:
    is_a_form_to_print(visit(f"{path}index.html", base=f"{site.as_uri()}/"))


@pytest.mark.parametrize("path", TOOLS)
def test_a_tool_whose_script_breaks_says_that_nothing_is_saved(visit: Any, path: str) -> None:
    """Loaded, but stopped half way: as in a browser that lacks something."""
    page = visit(path, without="tools/desk.js", wait="commit")
    page.unroute("**/tools/desk.js")
    body = "export function open() { throw new Error('not here'); }"
    page.route("**/tools/desk.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    page.goto(page.url)
    is_a_form_to_print(page)


@pytest.mark.parametrize("path", TOOLS)
def test_while_the_modules_are_on_their_way_nothing_can_be_typed_and_lost(visit: Any, browser: Any, path: str) -> None:
    """On a slow line the form is there long before what keeps it."""
    page = visit("about/")
    held: list[Any] = []
    page.route("**/tools/storage.js", lambda route: held.append(route))
    page.goto(page.url.replace("about/", path), wait_until="commit")
    page.wait_for_selector("#t-schema", state="attached")
    assert LOST in page.locator("#t-saved").inner_text()
    assert page.locator("#t-form").evaluate("e => e.inert")
    comes(page, lambda: held)  # the request may be later than the form
    held[0].continue_()
    page.wait_for_load_state("load")
    assert LOST not in page.locator("#t-saved").inner_text()
    assert not page.locator("#t-form").evaluate("e => e.inert")
    assert "three times" in page.locator(".tool-privacy").inner_text()


@pytest.mark.parametrize("path", TOOLS)
def test_leaving_quickly_never_asks(visit: Any, path: str) -> None:
    """Also where only the link is left of the way out."""
    page = visit(path, without="tools/desk.js")
    page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere", content_type="text/html"))
    page.locator("[data-part=scope] [name=title]").press_sequentially("Words")
    assert not asks(page, lambda: page.locator("#t-leave").click(no_wait_after=True))
    page.wait_for_url("https://www.wikipedia.org/")


@pytest.mark.parametrize("path", TOOLS)
def test_leaving_asks_where_the_browser_refused_to_keep_the_last_words(visit: Any, path: str) -> None:
    page = visit(path)
    page.get_by_label("On this device").check()
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    page.locator("[data-part=scope] [name=title]").press_sequentially("Words")
    page.wait_for_selector("#t-problem:visible")
    assert asks(page, lambda: page.evaluate("setTimeout(() => location.assign('../about/'))"))


@pytest.mark.parametrize(("path", "script"), FILTERS.items())
def test_a_page_whose_script_does_not_come_keeps_no_place_for_it_and_no_dead_button(
    visit: Any, path: str, script: str
) -> None:
    """What only a script can do is offered by that script alone; without it the page is as it is without scripts."""
    page = visit(path, without=script)
    for form in page.locator("form.filters").all():
        assert form.evaluate("e => e.offsetHeight") == 0
    buttons = page.locator("main button:visible")
    assert not [
        b.inner_text() for b in buttons.all() if b.get_attribute("data-print") is None and not b.get_attribute("class")
    ]


@pytest.mark.parametrize("missing", ["search.js", "js/words.js", "words/page.en.js"])
def test_without_its_script_the_search_keeps_no_place(visit: Any, missing: str) -> None:
    assert visit("about/", without=missing).locator("#kb-search").evaluate("e => e.offsetHeight") == 0
