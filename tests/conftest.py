"""What several tests share: the real facts, the tiny ones, the built site, a browser."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

from prevention_kb import DataError, KnowledgeBase, load
from prevention_kb.pages import compiled
from prevention_kb.reading.problems import Problem

from . import chromium
from .serving import host

ROOT = Path(__file__).parent.parent
TINY = Path(__file__).parent / "tiny"
SITE_URL = "https://kb.example/base/"
REPOSITORY = "https://code.example/kb"

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of the hundred commands of the tests compiles it all

settings.register_profile("kb", deadline=None)  # no test asserts a time
settings.load_profile("kb")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="accept the present output as golden; read the diff")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the built site stands first, and of that the files whose tests read all pages: of two workers, each of which begins with
    a half, one builds the site and reads the pages, while the other has what needs neither."""

    def place(item: pytest.Item) -> int:
        if item.path in reading:
            return 0
        return 1 if "site" in getattr(item, "fixturenames", ()) else 2

    reading = {item.path for item in items if "pages" in getattr(item, "fixturenames", ())}
    items.sort(key=place)


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The real facts."""
    return load(ROOT)


@pytest.fixture(scope="session")
def tiny() -> KnowledgeBase:
    """The smallest facts that use every field."""
    return load(TINY)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A copy of the tiny project to break."""
    shutil.copytree(TINY, tmp_path / "project", copy_function=shutil.copyfile)
    return tmp_path / "project"


def told(project: Path) -> list[Problem]:
    """All that is wrong with a project; nothing where it can be used."""
    try:
        load(project)
    except DataError as error:
        return list(error.problems)
    return []


def build(site: Path, config: str = "mkdocs.yml", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the real `mkdocs build` of the project, or of another one by its settings, into `site`."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "KB_SITE_URL": SITE_URL,
        "KB_REPOSITORY": REPOSITORY,
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(ROOT / config), "-d", str(site)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def quick_project(folder: Path) -> Path:
    """The real frame with the tiny facts and one more page, so that a build is quick."""
    shutil.copytree(TINY, folder)
    for name in ("mkdocs.yml", "macros.py", "hooks.py"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("overrides", "prevention_kb", "languages/en", "checks", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name)
    if (ROOT / compiled.FOLDER).is_dir():  # else each build of such a project compiles the frame anew
        shutil.copytree(ROOT / compiled.FOLDER, folder / compiled.FOLDER)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    before, after = config[: config.index("nav:")], config[config.index("theme:") :]
    (folder / "mkdocs.yml").write_text(f'{before}not_in_nav: "*"\n{after}', "utf-8")
    (folder / "docs/index.md").write_text("---\ntitle: Home\n---\n\n# Home\n\n{{ treaty_list() }}\n", "utf-8")
    return folder


HERE = {"TZ": "Asia/Phnom_Penh", "PYTHONHASHSEED": "1"}
"""Where and how the shared site is built; test_proof_same.py builds it once more, elsewhere and otherwise."""


def midnight(at: float) -> int:
    """The second with which the day of this moment begins, at Greenwich: another day already in the east than in the west."""
    return int(at) // 86400 * 86400


def built(tmp_path_factory: pytest.TempPathFactory, name: str, **settings: str) -> Path:
    """A site with these settings, built once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            result = build(folder, **settings)
            assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site; KB_TEST_SITE names one that is built already, while you work on a test."""
    ready = os.environ.get("KB_TEST_SITE")
    return (
        Path(ready) if ready else built(tmp_path_factory, "site", **HERE, SOURCE_DATE_EPOCH=str(midnight(time.time())))
    )


OTHERS = tuple(
    f"{path.parent.name}/" for path in (ROOT / "languages").glob("*/interface.yaml") if path.parent.name != "en"
)
"""Where the pages in other languages begin."""


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every page in English of the built site by its address from the top; to read them takes seconds, so they are shared, and no test
    changes one."""
    return parsed(
        site, (file for file in site.rglob("*.html") if not file.relative_to(site).as_posix().startswith(OTHERS))
    )


def parsed(site: Path, files: Iterable[Path]) -> dict[str, BeautifulSoup]:
    """These pages by their address from the top."""
    gc.disable()
    found = {
        file.relative_to(site).as_posix().removesuffix("index.html"): BeautifulSoup(file.read_text("utf-8"), "lxml")
        for file in sorted(files)
    }
    gc.freeze()  # millions of small things that stay: to look through them again and again would slow every later test
    gc.enable()
    return found


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the built site on this machine, in a folder as SITE_URL has it."""
    with host(site, urlparse(SITE_URL).path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A real Chromium."""
    from playwright.sync_api import expect, sync_playwright

    path = chromium.quick()
    assert path, "no Chromium; run python tests/chromium.py"
    expect.set_options(timeout=PATIENCE / 3)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*chromium.ARGUMENTS, *chromium.LEAN])
        yield started
        started.close()


PATIENCE = 90_000
"""Milliseconds that a page may take where the machine has other work; for what comes sooner nobody waits longer."""


def counted(page: Any) -> Any:
    """The page, which counts from now on what it has asked for and not yet got, for `settled`."""
    page.under_way = set()
    page.on("request", lambda asked: page.under_way.add(asked))
    page.on("requestfinished", lambda asked: page.under_way.discard(asked))
    page.on("requestfailed", lambda asked: page.under_way.discard(asked))
    return page


def settled(page: Any) -> None:
    """Wait until a counted page has had nothing under way for half a second.

    Playwright's own "networkidle" now and then never comes where the machine has other work, though all has arrived; its manual advises
    against it in tests.
    """
    until, calm = time.monotonic() + PATIENCE / 1000, 0
    while calm < 5:
        page.wait_for_timeout(100)
        calm = 0 if page.under_way else calm + 1
        assert time.monotonic() < until, [request.url for request in page.under_way]


def comes(page: Any, test: Callable[[], Any]) -> Any:
    """What the test gives once it gives something; the page and what listens to it go on meanwhile."""
    end = time.monotonic() + PATIENCE / 1000
    while not (found := test()):
        assert time.monotonic() < end, "it did not come"
        page.wait_for_timeout(20)
    return found


def watched(page: Any, served: str) -> Any:
    """The page, which notes from now on what goes wrong on it."""
    counted(page).set_default_timeout(PATIENCE)
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((served, "data:")) else page.problems.append(r.url))
    return page


@pytest.fixture
def look(browser: Any, served: str) -> Iterator[Any]:
    """Open a page and note what goes wrong on it: `look(path, width=…, scheme=…, scripts=…, before=…)`, the last a script that runs first."""
    contexts = []

    def open_page(
        path: str, width: int = 1280, scheme: str = "light", scripts: bool = True, before: str = "", **options: Any
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        page = watched(context.new_page(), served)
        if before:
            page.add_init_script(before)
        page.goto(served + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def windows(browser: Any, served: str) -> Iterator[dict[bool, Any]]:
    """Two pages that stay open, with scripts and without: a new one for each look costs three times as much as the look."""
    contexts = {scripts: browser.new_context(java_script_enabled=scripts) for scripts in (True, False)}
    yield {scripts: watched(context.new_page(), served) for scripts, context in contexts.items()}
    for context in contexts.values():
        context.close()


def opened(page: Any, served: str, path: str, width: int, scheme: str) -> Any:
    """The page of a window that is kept, at this address, as if it were new: with nothing kept in it and nothing noted."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": served[: served.index("/", 8)], "storageTypes": "all"})
    session.detach()
    page.goto("about:blank")
    page.set_viewport_size({"width": width, "height": 900 if width > 400 else 800})
    page.emulate_media(color_scheme=scheme)
    page.problems.clear()
    page.under_way.clear()  # of what was left behind, nothing is told any more
    page.goto(served + path)
    return page


@pytest.fixture
def glance(windows: dict[bool, Any], served: str, look: Any) -> Any:
    """As `look`, in a window that is kept, with nothing kept in it; for tests that put nothing into the page or before it.

    What a window cannot be told later (`options`), and a second look in the same test, get a page of their own.
    """
    used = set()

    def open_page(path: str, width: int = 1280, scheme: str = "light", scripts: bool = True, **options: Any) -> Any:
        if options or scripts in used:
            return look(path, width, scheme, scripts, **options)
        used.add(scripts)
        return opened(windows[scripts], served, path, width, scheme)

    return open_page
