"""axe-core with every rule of WCAG 2.0 to 2.2, A and AA, also those that it leaves out unless asked, and its best practices beside them."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ALSO = ("target-size", "aria-roledescription", "audio-caption", "css-orientation-lock", "hidden-content", "label-content-name-mismatch", "p-as-heading",
    "table-fake-caption", "td-has-header")  # fmt: skip
"""Rules that are off, or experimental, in axe-core 4.12 and belong to one of the tags; a test asks axe-core itself."""


def violations(page: Any) -> list[tuple[str, list[Any]]]:
    """The rules that a page breaks, each with the first places."""
    asked = {rule: {"enabled": True} for rule in ALSO}
    options = {"rules": asked, "resultTypes": ["violations"]}  # to name the places of what passes takes longest
    found = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


def left_out(page: Any) -> list[str]:
    """The rules of these levels that axe-core does not run by itself, on a page on which it has run."""
    return page.evaluate(
        """tags => axe._audit.rules.filter(rule => rule.tags.some(tag => tags.includes(tag)) &&
        (rule.enabled === false || rule.tags.includes("experimental"))).map(rule => rule.id).sort()""",
        list(TAGS),
    )
