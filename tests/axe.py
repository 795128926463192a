"""axe-core with every rule of WCAG 2.0 to 2.2, A and AA, also those that it leaves out unless asked, and its best practices beside them."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ALSO = ("target-size", "aria-roledescription", "audio-caption", "css-orientation-lock", "hidden-content", "label-content-name-mismatch", "p-as-heading",
    "table-fake-caption", "td-has-header")  # fmt: skip
"""Rules that are off, or experimental, in axe-core 4.12 and belong to one of the tags; a test asks axe-core itself."""


ONCE = """(() => {
  const colour = axe.commons.color.Color.prototype, parseColour = colour.parseString, colours = new Map();
  colour.parseString = function (text) {
    if (!colours.has(text)) colours.set(text, (({ r, g, b, alpha }) => ({ r, g, b, alpha }))(parseColour.call(this, text)));
    return Object.assign(this, colours.get(text));
  };
  const parser = axe.imports.CssSelectorParser.prototype, parse = parser.parse, selectors = new Map();
  parser.parse = function (text) {
    if (!selectors.has(text)) selectors.set(text, parse.call(this, text));
    return selectors.get(text);
  };
  axe.configure({ noHtml: true });
})();"""
"""A page has ten colours and thousands of words, for each of which axe-core reads them anew, and so the selectors of its own rules; and it
copies the HTML of each element, which nobody reads here. All this is a quarter of its time."""
FIELDS = """class {
  key = Symbol();
  has(owner) { return this.key in owner; }
  get(owner) { return owner[this.key]; }
  set(owner, value) { owner[this.key] = value; return this; }
  add(owner) { return this.set(owner, true); }
}"""
"""What axe-core takes for its WeakMap and WeakSet: it makes thousands of colours, and the private fields of each are kept in such maps, which costs
a tenth of its time and more. Here they are kept in the colour itself."""
ITSELF = Axe().axe_script
SCRIPT = f"((WeakMap, WeakSet) => {{{ITSELF}}})(...Array(2).fill({FIELDS}));{ONCE}"
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a change of colours alone can break: the quick tests run these, once the page is dark that passed all rules while it was light."""
IN_DARK = [pytest.param(COLOURS, id="colours"), pytest.param((), id="all-rules", marks=pytest.mark.audit)]
"""What is run in dark colours; `make audit` runs all rules, in case that more than the colours changed."""


def violations(page: Any, only: tuple[str, ...] = ()) -> list[tuple[str, list[Any]]]:
    """The rules that a page breaks, each with the first places; of all of them, or of some `only`."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}  # to name the places of what passes takes longest
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    else:
        options["rules"] = {rule: {"enabled": True} for rule in ALSO}
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


def violations_in_both_colours(page: Any, dark: tuple[str, ...]) -> dict[str, list[tuple[str, list[Any]]]]:
    """What a page breaks that is open in light colours, and what it breaks of the rules `dark` once the reader wants dark colours."""
    found = {}
    for scheme, body, only in (("light", "default", ()), ("dark", "slate", dark)):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_selector(f"body[data-md-color-scheme={body}]")
        if broken := violations(page, only):
            found[scheme] = broken
    return found


def left_out(page: Any) -> list[str]:
    """The rules of these levels that axe-core does not run by itself, on a page on which it has run."""
    return page.evaluate(
        """tags => axe._audit.rules.filter(rule => rule.tags.some(tag => tags.includes(tag)) &&
        (rule.enabled === false || rule.tags.includes("experimental"))).map(rule => rule.id).sort()""",
        list(TAGS),
    )
