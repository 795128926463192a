"""The copy of the site on a device: the network off, broken off, full, changed in the middle; the copy damaged; the site in another folder.

A small site, cut from the built one, so that each test keeps it within a second; the whole site is kept once, for `make audit`.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.exports import offline

from ..conftest import counted, settled
from ..webdriver import firefox, until, webkit

pytestmark = pytest.mark.browser

FOLDER = "/a/base/"
PAGES = (
    "",
    "offline/",
    "about/",
    "treaties/",
    "timeline/",
    "assess/",
    "plan/",
    "print/assess/",
    "print/plan/",
    "data/",
)
KEEP, DELETE, STATE, SAID = (f"[data-keep={name}]" for name in ("keep", "delete", "state", "status"))
WHOLE = "The whole site is kept on this device."
TITLE = "[data-part=scope] [name=title]"


class Line:
    """A host and the line to it, which can be cut."""

    def __init__(self, site: Path) -> None:
        self.site, self.folder, self.answers = site, FOLDER, self.whole
        self.asked: list[str] = []
        line = self

        class Host(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path: str) -> str:
                inside = path.removeprefix(line.folder) if path.startswith(line.folder) else "outside"
                return str(line.site / inside.split("?")[0])

            def do_GET(self) -> None:
                line.asked.append(self.path)
                if line.answers(self.path):
                    super().do_GET()
                else:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{self.folder}"

    @staticmethod
    def whole(path: str) -> bool:
        return True

    def cut(self) -> None:
        self.answers = lambda path: False

    def mend(self) -> None:
        self.answers = self.whole

    def only(self, count: int) -> None:
        """Answer so often, and then no more."""
        left = iter(range(count))
        self.answers = lambda path: "offline/" in path or next(left, None) is not None


@pytest.fixture(scope="module")
def small(site: Path, kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline") / "site"
    for page in PAGES:
        (folder / page).mkdir(parents=True, exist_ok=True)
        shutil.copy(site / page / "index.html", folder / page / "index.html")
    shutil.copytree(site / "assets", folder / "assets", ignore=shutil.ignore_patterns("*.map", "javascripts"))
    shutil.copy(site / "service-worker.js", folder)
    offline.write(kb, folder)
    return folder


@pytest.fixture
def line(small: Path, tmp_path: Path) -> Iterator[Line]:
    shutil.copytree(small, tmp_path / "site")
    found = Line(tmp_path / "site")
    yield found
    found.server.shutdown()


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def page(context: Any, line: Line) -> Any:
    opened = context.new_page()
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.goto(line.address + "offline/")
    opened.locator(f"{KEEP}:visible").wait_for()
    return opened


def keep(page: Any, said: str = WHOLE) -> None:
    page.click(KEEP)
    page.locator(SAID, has_text=said).wait_for()


def publish(line: Line, kb: KnowledgeBase, word: str = "Second version") -> None:
    """Another version of the site: every page and the style sheet are others."""
    for file in [*line.site.rglob("*.html"), line.site / "assets/css/site.css"]:
        mark = f"<!-- {word} -->" if file.suffix == ".html" else f"/* {word} */"
        file.write_text(file.read_text("utf-8").replace("</h1>", f" {word}</h1>") + mark, "utf-8")
    offline.write(kb, line.site)


BROKEN_OFF = "net::ERR_ABORTED"
"""What a request ends with that was under way when the reader went on to another page."""


def heading(page: Any, address: str) -> str:
    page.goto(address)
    return str(page.inner_text("h1"))


def test_nothing_is_kept_until_the_reader_asks(context: Any, line: Line) -> None:
    opened = counted(context.new_page())
    for path in ("", "offline/", "assess/"):
        opened.goto(line.address + path)
        settled(opened)
        state = opened.evaluate("Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])")
        assert [len(part) for part in state] == [0, 0], path
    scripts = [path for path in line.asked if "offline/keep.js" in path or path.endswith("service-worker.js")]
    assert len(scripts) == 1, "loaded by its own page alone"


def test_the_button_names_what_is_fetched_and_the_room_that_it_takes(page: Any) -> None:
    fetched, room = re.findall(r"[\d.]+(?= MB)", page.inner_text(KEEP))
    assert 0 < float(fetched) < float(room)
    keep(page)
    assert f"{room} MB on this device" in page.inner_text("[data-keep=state]")


def test_the_day_of_a_copy_is_that_of_the_reader(browser: Any, line: Line) -> None:
    """At one in the morning in Phnom Penh it is still the day before in Greenwich; what was kept keeps its moment."""
    context = browser.new_context(timezone_id="Asia/Phnom_Penh")
    context.clock.set_fixed_time("2026-11-30T01:00:00+07:00")
    page = context.new_page()
    page.goto(line.address + "offline/")
    page.locator(f"{KEEP}:visible").wait_for()
    keep(page)
    said = [page.inner_text("[data-keep=state]")]
    page.goto(line.address + "about/")
    said.append(page.inner_text("p[role=note] >> nth=0"))
    context.close()
    assert all("30 November 2026" in text and "29 November" not in text for text in said), said


def test_every_page_the_search_and_both_tools_work_without_a_network(page: Any, context: Any, line: Line) -> None:
    keep(page)
    line.cut()
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("requestfailed", lambda r: None if r.failure == BROKEN_OFF else problems.append(f"{r.url}: {r.failure}"))
    for path in PAGES:
        opened.goto(line.address + path)
        note = opened.locator("p[role=note]").first
        assert "kept on this device" in note.inner_text(), path
        look = note.evaluate(
            "(note) => [note, note.querySelector('a')].map(getComputedStyle).map((style) => [parseFloat(style.fontSize), style.textDecorationLine])"
        )
        assert look[0][0] >= 12 and look[1] == [look[0][0], "underline"], f"{path}: {look}"
    problems[:] = [problem for problem in problems if "ERR_EMPTY" not in problem and "version.json" not in problem]
    opened.goto(line.address + "treaties?on=1990-01-01")
    assert opened.url.endswith("/treaties/?on=1990-01-01")
    opened.get_by_role("button", name="Search").click()
    with opened.expect_response("**/search-sources.json") as sources:  # who left before would break the request off
        opened.locator("#kb-find-field").fill("genocid")
    assert sources.value.ok and sources.value.finished() is None
    opened.locator("#kb-find-list a[href]").first.wait_for()
    for path in ("assess/", "plan/"):
        opened.goto(line.address + path)
        opened.get_by_label("On this device").check()
        opened.fill(TITLE, "Kept without a network")
        opened.get_by_text("Kept on this device.", exact=True).wait_for()
        opened.reload()
        assert opened.input_value(TITLE) == "Kept without a network"
    assert not problems and not page.problems


@pytest.mark.audit
def test_a_page_that_is_not_kept_says_so_plainly(page: Any, line: Line) -> None:
    keep(page)
    line.cut()
    assert heading(page, line.address + "countries/") == "Not on this device"
    assert "is not part of the copy" in page.inner_text("main")
    page.click("main a")
    assert page.url == line.address


@pytest.mark.audit
@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_the_way_out_and_the_neutral_title_hold(page: Any, line: Line, path: str) -> None:
    keep(page)
    line.cut()
    page.route(re.compile("^https:"), lambda route: route.fulfill(body="elsewhere"))
    page.goto(line.address + path)
    page.check("#t-neutral")
    assert "prevention" not in page.title().lower()
    page.reload()
    page.wait_for_function("() => !document.title.toLowerCase().includes('prevention')")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(lambda address: not address.startswith(line.address))


def test_a_download_that_breaks_off_leaves_nothing_in_use_and_goes_on_where_it_stopped(page: Any, line: Line) -> None:
    line.only(20)
    keep(page, "The site does not answer.")
    assert "is not whole yet" in page.inner_text(STATE)
    line.mend()
    page.reload()
    assert page.locator("p[role=note]").count() == 0, "half a copy is never used"
    before = len(line.asked)
    page.get_by_role("button", name="Go on fetching").click()
    page.locator(SAID, has_text=WHOLE).wait_for()
    again = [
        path
        for path in line.asked[before:]
        if path in line.asked[:before] and "offline/" not in path and "assets" in path
    ]
    assert (
        len(line.asked) - before
        < sum(map(len, json.loads((line.site / offline.LIST).read_text())["sets"].values())) - 10
    ), again


def test_an_update_takes_the_place_of_the_whole_and_open_pages_stay_as_they_were(
    page: Any, context: Any, line: Line, kb: KnowledgeBase
) -> None:
    keep(page)
    other = context.new_page()
    other.goto(line.address + "treaties/")
    publish(line, kb)
    page.reload()
    page.locator(STATE, has_text="The site has a newer version").wait_for()
    keep(page, "The copy is now the present version")
    style = "fetch(new URL('../assets/css/site.css', location)).then((answer) => answer.text())"
    assert "Second version" not in other.evaluate(style), "the page that was open loads its own version"
    line.cut()
    assert "Second version" in heading(page, line.address + "treaties/")
    assert "Second version" in page.evaluate(style)
    assert "Second version" not in other.evaluate(style), "and still does without a network"
    other.close()


@pytest.mark.audit
def test_an_update_that_fails_leaves_the_old_copy_whole(page: Any, line: Line, kb: KnowledgeBase) -> None:
    keep(page)
    publish(line, kb)
    line.only(3)
    page.reload()
    page.locator(STATE, has_text="The site has a newer version").wait_for()
    keep(page, "The site does not answer.")
    for path in PAGES:
        assert "Second version" not in heading(page, line.address + path), path
        assert page.locator("p[role=note]").count(), path


@pytest.mark.audit
def test_a_site_that_is_published_in_the_middle_of_the_download_is_kept_as_the_new_one(
    page: Any, line: Line, kb: KnowledgeBase
) -> None:
    begun = threading.Event()

    def publish_once(path: str) -> bool:
        if path.endswith("treaties/") and not begun.is_set():
            begun.set()
            publish(line, kb)
        return True

    line.answers = publish_once
    keep(page)
    line.cut()
    for path in PAGES:
        assert "Second version" in heading(page, line.address + path), path


@pytest.mark.audit
def test_a_site_that_does_not_fit_its_list_is_not_kept(page: Any, line: Line) -> None:
    file = line.site / "about/index.html"
    whole = file.read_text("utf-8")
    file.write_text("half published", "utf-8")
    keep(page, "about/ is not what the list says")
    file.unlink()
    file.parent.rmdir()
    keep(page, "The site did not give about/ (answer 404)")
    assert page.evaluate("fetch('../treaties/').then((answer) => answer.ok)")
    file.parent.mkdir()
    file.write_text(whole, "utf-8")
    keep(page)


@pytest.mark.audit
def test_a_full_disk_changes_nothing_and_says_what_is_missing(page: Any, line: Line, kb: KnowledgeBase) -> None:
    session = page.context.new_cdp_session(page)
    origin = line.address[: line.address.index("/", 8)]
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1_500_000})
    keep(page, "This device has no room for it")
    assert page.inner_text(STATE) == "Nothing is kept on this device."
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    keep(page)
    publish(line, kb)
    usage = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": usage + 200_000})
    # What a browser says of its room is a guess, so that it can also fill while the copy is written.
    page.reload()
    page.evaluate("() => { navigator.storage.estimate = undefined; StorageManager.prototype.estimate = undefined; }")
    page.locator(STATE, has_text="The site has a newer version").wait_for()
    keep(page, "This device has no room for it")
    line.cut()
    assert "Second version" not in heading(page, line.address + "treaties/")


@pytest.mark.audit
def test_two_tabs_do_not_write_at_once(page: Any, context: Any, line: Line) -> None:
    go = threading.Event()
    line.answers = lambda path: "timeline" not in path or go.wait(20)
    other = context.new_page()
    other.goto(line.address + "offline/")
    page.click(KEEP)
    page.locator(SAID, has_text="MB").wait_for()
    keep(other, "Another tab is at it already.")
    go.set()
    page.locator(SAID, has_text=WHOLE).wait_for()


CORRUPT = """async (part) => {
  const store = await caches.open((await caches.keys())[0]);
  const list = await (await store.match((await store.keys()).find(({ url }) => url.endsWith("/list")))).json();
  const [digest] = Object.values(list.sets).find((set) => part in set)[part];
  const at = (await store.keys()).find(({ url }) => url.endsWith(digest));
  await store.put(at, new Response("<h1>Something else</h1>", { headers: { "Content-Type": "text/html" } }));
}"""


@pytest.mark.audit
def test_a_damaged_page_is_never_shown_and_mends_itself(page: Any, line: Line) -> None:
    keep(page)
    page.evaluate(CORRUPT, "treaties/")
    line.cut()
    assert heading(page, line.address + "treaties/") == "Not on this device"
    assert "is damaged in the copy" in page.inner_text("main")
    assert heading(page, line.address + "timeline/") != "Not on this device"
    line.mend()
    good = heading(page, line.address + "treaties/")
    line.cut()
    assert heading(page, line.address + "treaties/") == good != "Something else"


@pytest.mark.audit
def test_a_damaged_copy_of_an_older_version_gives_way_to_the_site(page: Any, line: Line, kb: KnowledgeBase) -> None:
    keep(page)
    page.evaluate(CORRUPT, "treaties/")
    publish(line, kb)
    assert "Second version" in heading(page, line.address + "treaties/")
    assert "Second version" in heading(page, line.address + "timeline/"), "no page of the copy is used any more"
    page.goto(line.address + "offline/")
    page.locator(STATE, has_text="was damaged and could not be mended").wait_for()
    keep(page, "The copy is now the present version")
    line.cut()
    assert "Second version" in heading(page, line.address + "treaties/")


@pytest.mark.audit
def test_a_site_that_moves_to_another_folder_leaves_the_copy_readable_and_deletable(page: Any, line: Line) -> None:
    keep(page)
    old, line.folder = line.address, "/b/"
    assert heading(page, old + "treaties/"), "the copy at the old address is still read"
    page.goto(old + "offline/")
    page.locator(SAID, has_text="gone from this address").wait_for()
    page.goto(line.address + "offline/")
    page.locator(STATE, has_text="Nothing is kept").wait_for()
    assert old in page.inner_text("[data-keep=elsewhere]")
    page.locator("[data-keep=elsewhere] button").click()
    page.locator(SAID, has_text="Deleted.").wait_for()
    assert page.locator("[data-keep=elsewhere]").is_hidden()
    assert page.goto(old + "treaties/").status == 404
    page.goto(line.address + "offline/")
    keep(page)


@pytest.mark.audit
def test_what_is_deleted_is_gone(page: Any, line: Line) -> None:
    keep(page)
    page.reload()
    page.click(DELETE)
    page.locator(SAID, has_text="Deleted.").wait_for()
    assert page.evaluate("Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])") == [[], []]
    page.goto(line.address + "treaties/")
    assert page.locator("p[role=note]").count() == 0


REFUSED: dict[str, str] = {
    "no-worker": "delete Navigator.prototype.serviceWorker",
    "refused": "CacheStorage.prototype.keys = () => Promise.reject(new DOMException('no', 'SecurityError'))",
}


@pytest.mark.parametrize("why", REFUSED)
def test_where_nothing_can_be_kept_the_page_says_so(context: Any, line: Line, why: str) -> None:
    opened = context.new_page()
    opened.add_init_script(REFUSED[why])
    opened.goto(line.address + "offline/")
    opened.locator(STATE, has_text="This browser cannot keep it here.").wait_for()
    assert not opened.locator("button", has_text="Keep").count()


def test_without_scripts_the_page_names_the_other_way(browser: Any, line: Line) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(line.address + "offline/")
    assert opened.locator("noscript .note, .note").first.is_visible()
    assert opened.locator("[data-keep=tool]").is_hidden()
    context.close()


def test_an_address_that_is_not_ours_becomes_no_worker(page: Any, line: Line) -> None:
    """The policy of the page knows one policy of types, and that one address."""
    tried: Callable[[str], Any] = page.evaluate
    assert "TrustedScriptURL" in tried("navigator.serviceWorker.register('/a/base/assets/js/site.js').catch(String)")
    assert (
        "policy"
        in tried(
            "(() => { try { trustedTypes.createPolicy('other', {}); } catch (error) { return String(error); } })()"
        ).lower()
    )
    assert (
        "policy"
        in tried(
            "(() => { try { trustedTypes.createPolicy('kb-service-worker', {}); } catch (error) { return String(error); } })()"
        ).lower()
    )


@pytest.mark.machine
@pytest.mark.parametrize("start", [firefox, webkit], ids=["firefox", "webkit"])
def test_in_other_engines_too(line: Line, start: Callable[[], Any]) -> None:
    with start() as reader:
        reader.open(line.address + "offline/")
        until(lambda: reader.ask("!document.querySelector('[data-keep=keep]').hidden"))
        reader.click(KEEP)
        until(lambda: WHOLE in reader.ask(f"document.querySelector('{SAID}').textContent"))
        line.cut()
        for path in PAGES:

            def kept(path: str = path) -> bool:
                """Opened again where it comes without the note: while WebKit looks for a newer worker, which fails without a line, it may
                answer from its own store for a moment."""
                reader.open(line.address + path)
                note = "document.querySelector('p[role=note]')?.textContent ?? ''"
                with contextlib.suppress(AssertionError):  # WebKit says that a page is there before it is read
                    return bool(until(lambda: "kept on this device" in reader.ask(note), 3))
                return False

            assert any(kept() for _ in range(4)), path
        reader.open(line.address + "countries/")
        assert reader.ask("document.querySelector('h1').textContent") == "Not on this device"


@pytest.mark.audit
def test_the_whole_site_is_kept_and_read_without_a_network(browser: Any, site: Path, pages: dict[str, Any]) -> None:
    line = Line(site)
    context = browser.new_context()
    page = context.new_page()
    page.goto(line.address + "offline/")
    page.set_default_timeout(60_000)
    keep(page)
    line.cut()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(f"{page.url}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("requestfailed", lambda r: problems.append(r.url))
    for path in pages:
        if path not in ("404.html", "offline/"):  # which asks the site itself
            page.goto(line.address + path)
            assert "kept on this device" in page.locator("p[role=note]").first.inner_text(), path
    assert not problems
    context.close()
    line.server.shutdown()
