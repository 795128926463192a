"""The tree of roles and names that a browser hands to a screen reader, on one page of each kind, with all that folds unfolded."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from .. import chromium
from ..conftest import settled
from .test_browser import PAGES

pytestmark = pytest.mark.browser

CONTROLS = {
    "button", "checkbox", "combobox", "DisclosureTriangle", "DisclosureTriangleGrouped", "link", "listbox", "menuitem", "option", "radio", "searchbox", "slider", "spinbutton", "switch",
    "tab", "textbox", "Date", "DateTime", "InputTime", "ColorWell",
}  # fmt: skip
NAMED = {"image", "img", "dialog", "region", "group"}
"""What else is announced by its name; a fieldset or a picture without one says only that something is there."""
ONCE = ("banner", "main", "contentinfo")
UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"


@pytest.fixture(scope="module")
def browser(browser: Any) -> Iterator[Any]:
    """A Chromium that believes a screen reader is there: only then does it hand over what is out of sight and not laid out yet."""
    started = browser.browser_type.launch(
        executable_path=chromium.quick(), args=[*chromium.ARGUMENTS, *chromium.LEAN, "--force-renderer-accessibility"]
    )
    yield started
    started.close()


class Tree:
    """The nodes that a screen reader meets, in order, each with what lies above it."""

    def __init__(self, page: Any) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Accessibility.enable")
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        self._nodes = {node["nodeId"]: node for node in nodes}
        self.nodes = list(self._walk(nodes[0]["nodeId"], ()))

    def _walk(self, key: str, above: tuple[str, ...]) -> Iterator[tuple[str, str, dict[str, Any], tuple[str, ...]]]:
        node = self._nodes[key]
        role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()
        if not node["ignored"]:
            if role == "group" and self._first(node).startswith("DisclosureTriangle"):
                role = "details"  # which is named by what unfolds it
            yield role, name, {p["name"]: p["value"].get("value") for p in node.get("properties", [])}, above
            above = (*above, role)
        for child in node.get("childIds", []):
            if child in self._nodes:
                yield from self._walk(child, above)

    def _first(self, node: dict[str, Any]) -> str:
        """The role of the first node within that is not passed over."""
        for key in node["childIds"]:
            child = self._nodes[key]
            if role := self._first(child) if child["ignored"] else str(child["role"]["value"]):
                return role
        return ""

    def names(self, *roles: str) -> list[str]:
        return [name for role, name, _, _ in self.nodes if role in roles]


def faults(page: Any) -> list[tuple[str, Any]]:
    tree = Tree(page)
    found: list[tuple[str, Any]] = []
    found += [
        ("has no name", (role, above[-4:])) for role, name, _, above in tree.nodes if role in CONTROLS and not name
    ]
    found += [("has no name", (role, above[-4:])) for role, name, _, above in tree.nodes if role in NAMED and not name]
    found += [
        ("has no name", (role, above[-4:]))
        for role, name, _, above in tree.nodes
        if role == "table" and not name and "region" not in above  # a region around it has the name, since it scrolls
    ]
    found += [("not once", role) for role in ONCE if len(tree.names(role)) != 1]
    for role in ("navigation", "form", "region", "complementary"):
        found += [("twice by one name", (role, name)) for name, count in Counter(tree.names(role)).items() if count > 1]
    levels = [properties["level"] for role, _, properties, _ in tree.nodes if role == "heading"]
    found += [("level passed over", pair) for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
    if levels[:1] != [1] or levels.count(1) != 1:
        found.append(("first heading", levels[:3]))
    found += [
        ("a heading without words", above) for role, name, _, above in tree.nodes if role == "heading" and not name
    ]
    places = {"banner", "main", "contentinfo", "navigation", "complementary", "region", "dialog"}
    found += [
        ("outside every landmark", name)
        for role, name, _, above in tree.nodes
        if role == "StaticText" and not places & set(above) and name != "Skip to content"
    ]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_part_has_its_role_and_its_name(glance: Any, path: str) -> None:
    page = glance(path)
    page.evaluate(UNFOLD)
    settled(page)
    assert not faults(page)


def test_the_open_search(glance: Any) -> None:
    page = glance("glossary/")
    page.get_by_role("button", name="Search").click()
    page.locator("#kb-find-field").fill("tribunal")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    tree = Tree(page)
    assert tree.names("dialog") == ["Search"]
    assert tree.names("combobox") == ["Search the facts"]
    assert all(tree.names("option")) and tree.names("option")
    assert "main" not in [role for role, *_ in tree.nodes], "what lies behind an open dialog is not read"
    (found,) = [properties for role, _, properties, _ in tree.nodes if role == "combobox"]
    assert found["expanded"] and "activedescendant" in found


def test_a_worksheet_that_is_filled(glance: Any) -> None:
    page = glance("assess/")
    page.evaluate(UNFOLD)
    page.locator(".ind[data-i='1.1'] input[value=present]").check()
    page.locator(".ind[data-i='1.2'] input[value=unknown]").check()
    assert not faults(page)


def test_a_plan_that_is_filled(glance: Any) -> None:
    page = glance("plan/")
    page.click("#t-example")
    page.evaluate(UNFOLD)
    assert not faults(page)


@pytest.mark.parametrize(
    ("path", "field", "value"), [("timeline/", "theme", "accountability"), ("claims/", "verdict", "confirmed")]
)
def test_a_list_that_is_narrowed(glance: Any, path: str, field: str, value: str) -> None:
    """Where a filter is in use, what is far down the page is laid out late."""
    page = glance(path)
    page.focus(f"#filter-{field}")
    page.select_option(f"#filter-{field}", value)
    page.wait_for_timeout(500)
    assert not faults(page)


def test_a_matrix_that_is_turned(glance: Any) -> None:
    page = glance("treaties/?on=2019-03-16&by=state")
    page.wait_for_selector("table.by-state")
    assert not faults(page)


def test_what_is_wrong_is_seen(look: Any) -> None:
    page = look("about/")
    page.evaluate("""() => {
      const main = document.getElementById("kb-content");
      for (const name of ["button", "h5", "nav", "fieldset"]) main.append(document.createElement(name));
      main.querySelector("h5").textContent = "Too deep";
      main.querySelector("fieldset").textContent = "Which?";
      document.body.append("Beside everything");
    }""")
    said = [what for what, _ in faults(page)]
    assert sorted(said) == ["has no name", "has no name", "level passed over", "outside every landmark"]
