"""What readers wait for: the weight of pages, and the time until a page answers on a processor slowed four times.

An answer is the time from the press of a key or button until the frame that shows the last change it caused. What comes after a pause
of 300 ms is not counted: notes that something was saved and announcements to screen readers are held back on purpose until the typing stops.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import chromium as found
from tests.serving import host

from .grow import grow

PLAIN = re.compile(r"\.(html|css|js|json|svg|xml|txt|md|csv)$|/$")
WATCH = """
window.timing = { from: null, until: 0 };
const shown = () => (timing.until && performance.now() - timing.until > 300) || requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => { timing.until = performance.now(); }; c.port2.postMessage(0); });
for (const name of ["input", "change", "click", "keydown"])
  addEventListener(name, (e) => { if (e.isTrusted && timing.from === null) { timing.from = e.timeStamp; shown(); } }, true);
new MutationObserver((all) => {
  if (timing.from !== null && all.some((m) => !(m.target.closest ?? m.target.parentElement?.closest)?.call(m.target.closest ? m.target : m.target.parentElement, "[role=status], [aria-live]"))) shown();
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
"""


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, found as the tests find it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found.find(), args=found.ARGUMENTS)


def build(project: Path, site: Path) -> None:
    """The site of a project."""
    environment = {**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1", "KB_STRICT": "false"}
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(site)]
    subprocess.run(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def weights(started: Any, site: Path, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The heaviest first visit and the heaviest later page, as a host sends them: text with gzip, fonts and pictures as they are."""

    def size(url: str) -> int:
        name = url.removeprefix(address).split("?")[0].split("#")[0]
        file = site / name / "index.html" if not name or name.endswith("/") else site / name
        return len(gzip.compress(file.read_bytes(), 6)) if PLAIN.search(name or "/") else file.stat().st_size

    def fetched(page: Any, name: str) -> list[str]:
        asked: list[str] = []
        note = lambda request: asked.append(request.url) if request.url.startswith(address) else None  # noqa: E731
        page.on("request", note)
        page.goto(address + name, wait_until="networkidle")
        page.remove_listener("request", note)
        return list(dict.fromkeys(asked))

    names = [f.relative_to(site).as_posix().removesuffix("index.html") for f in sorted(site.rglob("index.html"))]
    kinds = {
        re.sub(r"^(\w\w\w?/)?(treaties|countries|risk-factors|proposals|timeline|claims|sources)/.+", r"\1\2/*", n): n
        for n in sorted(names, key=lambda n: size(address + n))
    }
    first, later = {}, {}
    homes = {n: set() for n in names if re.fullmatch(r"(\w\w\w?/)?", n)}
    for home in homes:  # whoever comes to a later page has been on one in its language
        page = started.new_context().new_page()
        homes[home] = set(fetched(page, home))
        page.context.close()
    for name in kinds.values():
        common = homes.get(name.split("/")[0] + "/", homes[""])
        page = started.new_context().new_page()
        asked = fetched(page, name)
        first[name] = sum(map(size, asked))
        later[name] = sum(size(url) for url in asked if url not in common or url == address + name)
        page.context.close()
    heaviest = max(first, key=first.__getitem__)
    middle = sorted(size(address + n) for n in names)[len(names) // 2]
    return (
        {"page": f"/{heaviest}", "kilobytes": round(first[heaviest] / 1000)},
        {
            "kinds": len(later),
            "over": {f"/{n}": round(s / 1000) for n, s in later.items() if s > 30_000},
            "rest": round(max(s for s in later.values() if s <= 30_000) / 1000),
            "median": round(middle / 1000),
        },
    )


def answer(page: Any, act: Any) -> float:
    """Milliseconds until the page has answered to what `act` does."""
    page.evaluate("timing.from = null; timing.until = 0")
    act()
    page.wait_for_timeout(900)
    if page.query_selector("dialog[open]:not(.kb-find)"):  # a question back, as before all is cleared
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
    return float(page.evaluate("timing.from === null ? -1 : timing.until - timing.from"))


NAME = """(e) => { const named = (e.labels?.[0] ?? e).cloneNode(true);
named.querySelectorAll(".hint, .paper, select, textarea").forEach((part) => part.remove());
return named.textContent.trim().split("\\n")[0].slice(0, 40) }"""
"""The name of a control: its label, without the hint, the choices and the line for paper that stand in it."""


def controls(page: Any, most: int = 14) -> Iterator[tuple[str, Any]]:
    """The fields and buttons of a page that a reader would use, each with what uses it; of a short list each choice, of a long one the next."""

    def choose(element: Any, place: int) -> None:
        """Come to a choice by its key, from the one beside it; how that one was come to is not timed."""
        element.focus()
        element.select_option(index=place - 1 if place else 1)
        page.wait_for_timeout(700)
        page.keyboard.press("ArrowDown" if place else "ArrowUp")

    for element in page.query_selector_all("main :is(select, input, textarea, button[type=reset])")[:200]:
        if most == 0 or not element.is_visible() or not element.is_enabled():
            continue
        kind = element.get_attribute("type") or element.evaluate("(e) => e.localName")
        name = element.evaluate(NAME)
        most -= 1
        if element.evaluate("(e) => e.localName") == "select":
            choices = element.evaluate("(e) => [...e.options].map((option) => option.textContent.trim())")
            if len(choices) > 6:
                yield name, lambda e=element: (e.focus(), page.keyboard.press("ArrowDown"))
            for place, choice in enumerate(choices if 2 <= len(choices) <= 6 else []):
                yield f"{name}: {choice}", lambda e=element, place=place: choose(e, place)
        elif kind in ("checkbox", "radio", "reset"):
            yield name, lambda e=element: e.click()
        elif kind in ("search", "text", "textarea"):
            yield name, lambda e=element: (e.focus(), page.keyboard.press("g"))
        elif kind in ("number", "date"):
            yield name, lambda e=element: (e.focus(), page.keyboard.press("ArrowUp"))


def opened(started: Any, address: str, name: str) -> Any:
    """A watched page with its first folded parts open."""
    page = started.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(WATCH)
    page.goto(address + name, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('main details').forEach((d, i) => { if (i < 2) d.open = true; })")
    return page


def slow(page: Any) -> None:
    """From now on the processor is four times as slow."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})


def used(started: Any, address: str, name: str, only: Container[str] = ()) -> dict[str, float]:
    """Milliseconds of each control of a fresh page, or of those named: the middle one of three uses."""
    page = opened(started, address, name)
    acts = [(label, act) for label, act in controls(page) if not only or label in only]
    slow(page)
    found = {label: statistics.median(answer(page, act) for _ in range(3)) for label, act in acts}
    page.context.close()
    return found


def typed(started: Any, address: str) -> dict[str, float]:
    """Milliseconds of each letter of two words in the search of a fresh page, the index being there."""
    page = opened(started, address, "")
    page.locator("#kb-search button").click()
    field = page.locator("#kb-find-field")
    field.fill("x")
    page.wait_for_timeout(1500)
    field.fill("")
    slow(page)
    found = {
        f"letter {place} of {word}": answer(page, lambda letter=letter: page.keyboard.press(letter))
        for word in ("genocide", "tribunal")
        for place, letter in enumerate(word, 1)
    }
    page.context.close()
    return found


def answers(started: Any, address: str, events: int, rounds: int = 5) -> Iterator[dict[str, Any]]:
    """The slowest answer of each tool. All controls are used on one fresh page, the three slowest on as many more as there are rounds left; a control
    counts with the median of its pages."""
    for what, name in (
        ("Timeline filter", "timeline/"),
        ("Matrix", "treaties/"),
        ("Worksheet", "assess/"),
        ("Filter of the claims", "claims/"),
        ("Search", ""),
    ):
        if what == "Search":
            pages = [typed(started, address) for _ in range(rounds)]
            slowest = list(pages[0])
        else:
            pages = [used(started, address, name)]
            slowest = sorted(pages[0], key=pages[0].__getitem__)[-3:]
            pages += [used(started, address, name, slowest) for _ in range(rounds - 1)]
        found = {label: statistics.median(page[label] for page in pages) for label in slowest}
        worst = max(found, key=found.__getitem__)
        yield {
            "what": what,
            "events": events,
            "milliseconds": round(found[worst]),
            "worst": worst,
            "used": len(pages[0]),
            "pages": [round(page[worst]) for page in pages],
        }


def measure(root: Path, rounds: int = 5) -> dict[str, Any]:
    """Weights at the shipped size; answers there and with ten times the events."""
    with tempfile.TemporaryDirectory() as name, chromium() as started:
        folder, found = Path(name), []
        for times in (1, 10):
            project = folder / f"project-{times}"
            grow(root, project, times, {"events"})
            build(project, folder / f"site-{times}")
            with host(folder / f"site-{times}") as address:
                if times == 1:
                    first, later = weights(started, folder / "site-1", address)
                found += answers(started, address, sum(1 for _ in (project / "data/events").iterdir()), rounds)
        return {"first_visit": first, "later_page": later, "answers": found}
