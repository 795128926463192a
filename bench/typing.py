"""How long the worksheet needs for a keystroke and a choice with everything open, on a CPU slowed four times: python -m bench.typing SITE.

SITE is a built site. The figures are those of the browser's own Event Timing: from the event to the next paint, in milliseconds,
in steps of 8. They include the load of the machine; read them beside `empty_page`, the same keystrokes in an empty page, and
beside `worst_own_script_ms`, the longest that the scripts of the worksheet ran in one frame that took more than 50 ms.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests import chromium
from tests.serving import host

WATCH = """
window.seen = [];
new PerformanceObserver((list) => list.getEntries().forEach((e) => seen.push([e.name, e.duration]))).observe({type: "event", durationThreshold: 16, buffered: true});
"""
WATCH += """
window.own = [];
new PerformanceObserver((list) => list.getEntries().forEach((e) => own.push(e.scripts.filter((s) => s.sourceURL.includes("/tools/")).reduce((sum, s) => sum + s.duration, 0)))).observe({type: "long-animation-frame", buffered: true});
"""
WORDS = "Two provincial reports of June name the same three villages. "
LIMIT = 100


def durations(page: Any, names: tuple[str, ...], act: Any, events: int) -> dict[str, Any]:
    """What the browser measured while `act` ran; events faster than 16 ms are not reported and count as 8."""
    page.evaluate("seen.length = own.length = 0")
    act()
    page.wait_for_timeout(1500)
    seen = [d for name, d in page.evaluate("seen") if name in names]
    seen += [8] * max(0, events - len(seen))
    return {"events": events, "median_ms": statistics.median(seen), "p98_ms": sorted(seen)[int(len(seen) * 0.98) - 1], "worst_ms": max(seen), "worst_own_script_ms": round(max([0, *page.evaluate("own")])), "under_limit": max(seen) < LIMIT}  # fmt: skip


def main() -> None:
    """Open everything, slow the CPU, type and choose, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.typing")
    parser.add_argument("site")
    parser.add_argument("--slower", type=int, default=4)
    arguments = parser.parse_args()

    with host(Path(arguments.site)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(WATCH)
        empty = context.new_page()
        empty.goto(f"{address}404.html")
        empty.evaluate("const t = document.createElement('textarea'); document.body.prepend(t); t.focus()")
        context.new_cdp_session(empty).send("Emulation.setCPUThrottlingRate", {"rate": arguments.slower})
        idle = durations(empty, ("keydown", "input", "keyup"), lambda: empty.keyboard.type(WORDS * 2, delay=60), 3 * len(WORDS) * 2)  # fmt: skip
        page = context.new_page()
        page.goto(f"{address}assess/")
        page.locator("[name=t-keep][value=device]").check()
        page.evaluate(
            """words => {
              document.querySelectorAll("#t-form details").forEach((e) => { e.open = true; });
              for (const field of document.querySelectorAll("#t-form textarea")) { field.value = words; field.dispatchEvent(new Event("input", {bubbles: true})); }
            }""",
            WORDS * 3,
        )
        page.wait_for_timeout(4000)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": arguments.slower})
        field = page.locator(".ind[data-i='7.3'] [name=evidence_for]")
        field.scroll_into_view_if_needed()
        field.focus()
        page.wait_for_timeout(3000)
        typing = durations(page, ("keydown", "input", "keyup"), lambda: page.keyboard.type(WORDS * 2, delay=60), 3 * len(WORDS) * 2)  # fmt: skip
        page.locator(".ind[data-i='7.4']").scroll_into_view_if_needed()
        page.wait_for_timeout(2000)
        choosing = durations(
            page,
            ("click", "pointerup", "input", "change", "mouseup"),
            lambda: [page.locator(f".ind[data-i='7.{n}'] input[value=present]").click() for n in range(1, 9)],
            8,
        )
        indicators = page.locator(".ind").count()
        kept = page.evaluate("Object.values(localStorage).reduce((sum, text) => sum + text.length, 0)")
        browser.close()
    print(json.dumps({"slower": arguments.slower, "indicators_open": indicators, "kept_characters": kept, "limit_ms": LIMIT, "empty_page": idle, "typing": typing, "choosing": choosing}, indent=2))  # fmt: skip


if __name__ == "__main__":
    main()
