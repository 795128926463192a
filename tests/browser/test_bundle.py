"""The copy for a stick, opened from a folder whose path has spaces and Khmer letters: every link leads to a file, and what works on the site works."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase
from prevention_kb.exports import bundle, classic
from prevention_kb.pages import settings
from prevention_kb.pages.page import Page

from ..conftest import SITE_URL
from ..webdriver import Browser, firefox, until, webkit

pytestmark = pytest.mark.browser
LIMIT = 6_000_000
PAGES = (
    "",
    "claims/",
    "timeline/",
    "treaties/",
    "treaties/genocide/",
    "countries/",
    "risk-factors/",
    "assess/",
    "plan/",
    "print/assess/",
    "print/plan/",
    "offline/",
)
TITLE = "[data-part=scope] [name=title]"


def zipped(kb: KnowledgeBase, site: Path) -> bytes:
    return bundle.Bundle(site, Page(kb, settings.read(kb.root, SITE_URL)), SITE_URL).zipped("2026-11-26")


def unpacked(content: bytes, folder: Path) -> Path:
    """The folder of a stick, at a path with spaces and Khmer letters."""
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder / "my stick ឯកសារ 2")
    (found,) = (folder / "my stick ឯកសារ 2").iterdir()
    return found


@pytest.fixture(scope="module")
def whole(kb: KnowledgeBase, site: Path) -> bytes:
    """The whole site, for `make audit`."""
    return zipped(kb, site)


@pytest.fixture(scope="module")
def whole_stick(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(whole, tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def stick(kb: KnowledgeBase, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, cut from the built one, so that it is made within a second."""
    small = tmp_path_factory.mktemp("small") / "site"
    for file in (site / f"{page}index.html" for page in PAGES):
        (small / file.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, small / file.relative_to(site))
    for file in (site / "timeline").glob("*/index.html"):
        shutil.copytree(file.parent, small / "timeline" / file.parent.name)
    shutil.copytree(site / "assets", small / "assets", ignore=shutil.ignore_patterns("*.map", "javascripts"))
    (small / bundle.DATA).parent.mkdir()
    (small / bundle.DATA).write_bytes(b"")
    return unpacked(zipped(kb, small), tmp_path_factory.mktemp("stick"))


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.problems = []
    page.on(
        "console", lambda m: page.problems.append(f"{page.url}: {m.text}") if m.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: page.problems.append(f"{page.url}: {error}"))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else page.problems.append(r.url))
    yield page
    context.close()


@pytest.mark.audit
def test_it_is_small(whole: bytes) -> None:
    assert len(whole) <= LIMIT


def leads_nowhere(stick: Path) -> list[tuple[str, str]]:
    """Links that lead neither to a file of the copy nor to the web."""
    wrong = []
    for file in stick.rglob("*.html"):
        for link in set(re.findall(r"<(?!use)[a-z]+ [^>]*?(?:href|src|action)=\"([^\"]*)\"", file.read_text("utf-8"))):
            parts = urlsplit(html.unescape(link))
            local = parts.scheme not in ("http", "https", "mailto", "data") and parts.path
            if local and not (file.parent / unquote(parts.path)).is_file():
                wrong.append((file.relative_to(stick).as_posix(), link))
    return wrong


def test_every_link_leads_to_a_file_of_it_or_to_the_web(stick: Path) -> None:
    assert not leads_nowhere(stick)


@pytest.mark.audit
def test_every_link_of_the_whole_does(whole_stick: Path) -> None:
    assert not leads_nowhere(whole_stick)


def test_every_anchor_of_the_start_file_is_in_it(stick: Path) -> None:
    soup = BeautifulSoup((stick / bundle.START).read_text("utf-8"), "lxml")
    ids = [str(element["id"]) for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not [
        a["href"]
        for a in soup.find_all("a", href=True)
        if str(a["href"]).startswith("#") and str(a["href"])[1:] not in ids
    ]
    assert not soup.find_all(["script", "link", "img", "iframe"]), "it needs no other file"
    assert not re.search(r"url\((?!data:|#|[\"']?data:)", "".join(style.text for style in soup.find_all("style")))


def test_search_filters_and_tools_work_from_a_folder(opened: Any, stick: Path) -> None:
    at = (stick / bundle.PAGES).as_uri()
    opened.goto(f"{at}/claims/index.html?verdict=contradicted")
    assert re.match(r"1 of \d+ claims", opened.inner_text("form output"))
    opened.select_option("#filter-verdict", "confirmed")
    opened.wait_for_function("() => location.search === '?verdict=confirmed'")
    opened.get_by_role("button", name="Search").click()
    opened.locator("#kb-find-field").fill("ទួលស្លែង")
    opened.locator(".kb-find-help").get_by_text("Nothing found").or_(opened.locator(".kb-find-count")).first.wait_for()
    assert not opened.locator(".kb-find-help [role=alert]").count(), "the Khmer index is not in this copy"
    opened.locator("#kb-find-field").fill("genocide convention")
    opened.locator("#kb-find-list a[href]").first.wait_for()
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/treaties/genocide/index.html")
    for tool in ("assess", "plan"):
        opened.goto(f"{at}/{tool}/index.html")
        assert not opened.locator(".problem:visible").count()
        assert "Ready to use without a connection" in opened.inner_text("#t-ready")
        if tool == "assess":
            assert opened.locator(".factor").count() == 14 and not opened.locator(".factor:not(:has(.ind))").count()
        opened.get_by_label("On this device").check()
        opened.fill(TITLE, "From a stick")
        opened.get_by_text("Kept on this device.", exact=True).wait_for()
        opened.reload()
        assert opened.input_value(TITLE) == "From a stick"
    opened.goto(f"{at}/offline/index.html")
    assert "copy on a disk" in opened.inner_text("[data-keep=state]")
    opened.goto(f"{at}/timeline/index.html")
    opened.locator(".to-evidence a").first.evaluate(
        "(link) => { link.closest('details')?.setAttribute('open', ''); link.click(); }"
    )
    opened.wait_for_url(re.compile(r"/timeline/\d+s/index\.html"))
    assert not opened.problems


def test_the_start_file_alone_on_a_phone(browser: Any, stick: Path, tmp_path: Path) -> None:
    """Copied without its folder, as a phone hands one file to the browser."""
    alone = tmp_path / bundle.START
    alone.write_bytes((stick / bundle.START).read_bytes())
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, device_scale_factor=3
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text))
    page.on("request", lambda r: None if r.url.startswith((alone.as_uri(), "data:")) else problems.append(r.url))
    page.goto(alone.as_uri())
    for name in ("claims", "timeline", "treaties", "countries", "risk-factors"):
        page.locator(f".start #contents a[href='#{name}']").tap()
        assert page.locator(".start>section:visible").count() == 1 and page.locator(f"#{name}").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.locator(f"[id='{name}'] .up a").tap()
    assert page.evaluate("document.fonts.size") and not problems
    context.close()


@pytest.mark.audit
def test_every_page_of_it_opens_without_a_complaint(opened: Any, whole_stick: Path) -> None:
    for file in sorted(whole_stick.rglob("*.html")):
        opened.goto(file.as_uri())
        wrong = opened.evaluate(
            "[...document.querySelectorAll('a[href]')].map((a) => a.href.baseVal ?? a.href).filter((href) => href.startsWith('file:') && !/\\.(html|zip)([?#]|$)/.test(href))"
        )
        assert not wrong, file
    assert not opened.problems


@pytest.mark.machine
@pytest.mark.parametrize("start", [firefox, webkit], ids=["firefox", "webkit"])
def test_in_other_engines_too(start: Any, stick: Path) -> None:
    with start() as browser:
        _read(browser, stick)


def _read(browser: Browser, stick: Path) -> None:
    at = (stick / bundle.PAGES).as_uri()
    browser.open((stick / bundle.START).as_uri())
    browser.click("#contents a[href='#claims']")
    assert browser.ask("getComputedStyle(document.getElementById('claims')).display") == "block"
    browser.open(f"{at}/claims/index.html?verdict=contradicted")
    assert re.match(r"1 of \d+ claims", browser.ask("document.querySelector('form output').textContent"))
    until(lambda: browser.ask("[...document.fonts].some((font) => font.status === 'loaded')"))
    browser.click("#kb-search button")
    browser.type("#kb-find-field", "genocide convention")
    browser.find("#kb-find-list a[href]")
    browser.press("Enter")
    until(lambda: "genocide/index.html" in str(browser.ask("location.href")))
    browser.open(f"{at}/assess/index.html")
    assert not browser.ask("document.querySelectorAll('.problem:not([hidden])').length")
    browser.type(TITLE, "From a stick")
    assert browser.ask("document.documentElement.dataset.tool") == "ready"
    browser.open(f"{at}/treaties/index.html?on=1990-01-01")
    assert "1990" in browser.ask("document.querySelector('main').textContent")


# Modules as one script ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'import "./other.js";',
        'import A, { b } from "./other.js";',
        "export default 1;",
        'export * from "./other.js";',
        'export { a } from "./other.js";',
        "const a = await 1;\nawait a;",
        "import(name);",
        "const here = import.meta.resolve;",
    ],
)
def test_what_is_not_understood_is_refused_by_name(text: str) -> None:
    with pytest.raises(classic.NotClassic, match=r"a/b\.js"):
        classic.script({"a/b.js": text}, "../")


def test_what_is_understood_runs_as_modules_do(browser: Any) -> None:
    modules = {
        "a/one.js": 'import { default as Two, later as soon } from "./two.js";\nimport * as all from "./two.js";\nexport const said = [Two(), all.count, soon()];\nexport { said as again };\nglobalThis.said = [said, all.count];\n',
        "a/two.js": "let number = 1;\nfunction two() { return number; }\nexport let count = 0;\nexport function later() { count += 1; return import.meta.url; }\nexport { two as default };\n",
    }
    page = browser.new_page()
    text = classic.script(modules, "https://kb.example/")
    page.goto("about:blank")
    page.evaluate(
        "(text) => { const script = document.createElement('script'); script.dataset.run = 'a/one.js';"
        " script.textContent = text.replace('document.currentScript.src', '\"https://kb.example/x\"'); document.head.append(script); }",
        text,
    )
    assert page.evaluate("said") == [[1, 0, "https://kb.example/a/two.js"], 1]
    page.close()
