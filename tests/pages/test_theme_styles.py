"""The theme's style sheets lose only what no page of the site meets: every element looks as it does with all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import material
import pytest

from prevention_kb.pages import theme_styles

from ..conftest import settled

PAGE = '<body class="a b" data-md-look="calm" style="color:var(--asked-by-a-page)"><p class=\'c\'></p></body>'
SCRIPT = 'element.classList.toggle("from-script"); look = "wild";'
WHOLE = Path(material.__file__).parent / "templates" / theme_styles.THEME


def used(sheet: str, pages: str = PAGE, scripts: str = SCRIPT, styles: str = "") -> str:
    file = Path("main.css")
    return theme_styles.used({file: sheet}, [pages], [scripts], [styles])[file]


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (".a{x:y}.z{x:y}", ".a{x:y}"),
        (".a.z{x:y}.a .b>.c{x:y}", ".a .b>.c{x:y}"),
        (".z,.a,p .z{x:y}", ".a{x:y}"),
        (".a:not(.z){x:y}", ".a:not(.z){x:y}"),
        (".a:is(.z,.b){x:y}.a:is(.y,.z){x:y}", ".a:is(.z,.b){x:y}"),
        (":where(.z .a){x:y}p:has(>.z){x:y}p:has(>.c){x:y}", "p:has(>.c){x:y}"),
        (".from-script{x:y}", ".from-script{x:y}"),
        ("[data-md-look=calm]{x:y}[data-md-look=loud]{x:y}[data-md-look=wild]{x:y}", "[data-md-look=calm]{x:y}[data-md-look=wild]{x:y}"),
        ('[data-md-look="loud"]{x:y}[data-md-look]{x:y}[type=loud]{x:y}', "[data-md-look]{x:y}[type=loud]{x:y}"),
        ("@media print{.z{x:y}}@media print{.z{x:y}.a{x:y}}", "@media print{.a{x:y}}"),
        ('@charset "utf-8";@keyframes k{to{x:y}}@font-face{x:y}', '@charset "utf-8";@keyframes k{to{x:y}}@font-face{x:y}'),
        (r".a\:z{x:y}.a::before{content:'}.z{'}", '.a::before{content:"}.z{"}'),
        ("a:hover,html,::selection{x:y!important}", "a:hover,html,::selection{x:y!important}"),
        ("/* c */ .a { x : y ; u:v }\n", ".a {x:  y ;u:v}"),
    ],
)  # fmt: skip
def test_a_rule_stays_where_it_may_match(written: str, sent: str) -> None:
    assert used(written).replace(" ", "") == sent.replace(" ", "")


def test_a_custom_property_stays_where_something_asks_for_it() -> None:
    """The page, a script, another style sheet, or what stays itself; what only a property asks for that goes, goes too."""
    names = ("own", "by-a-page", "by-a-script", "elsewhere", "nobody", "chain", "first", "second")
    sheet = ":root{--own:1;--asked-by-a-page:2;--by-a-script:3;--elsewhere:4;--nobody:var(--chain);--chain:5;--first:var(--second);--second:6}p{x:var(--own) var(--first, red)}"
    found = used(sheet, scripts='get("--by-a-script")', styles=".own{x:var(--elsewhere)}")
    assert [name for name in names if f"{name}:" in found] == [
        "own", "by-a-page", "by-a-script", "elsewhere", "first", "second",
    ]  # fmt: skip
    assert used(":root{--nobody:1}@media print{p{--nobody:1}}p{x:y}") == "p{x:y}"


@pytest.mark.site
def test_the_built_site_sends_what_it_uses(site: Path) -> None:
    for file in (site / theme_styles.THEME).glob("*.css"):
        whole = (WHOLE / file.name).read_bytes()
        assert len(file.read_bytes()) < len(whole) / 4
        assert b"sourceMappingURL" not in file.read_bytes() and not file.with_name(f"{file.name}.map").exists()


LOOKS = """() => [...document.querySelectorAll("*")].flatMap((element) => [null, "::before", "::after", "::marker", "::placeholder"].map((part) => {
  const style = getComputedStyle(element, part);
  const nothing = part && part !== "::placeholder" && ["none", "normal"].includes(style.content);
  return nothing || (part === "::placeholder" && !element.placeholder) ? "" : [...style].filter((name) => !name.startsWith("--")).map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
}))"""


DROPPED = """async (addresses) => {
  const selectors = (rules) => [...rules].flatMap((rule) => (rule.selectorText ? (looks(rule) ? parted(rule.selectorText) : []) : rule.cssRules ? selectors(rule.cssRules) : []));
  const looks = ({ style }) => [...style].some((name) => !name.startsWith("--"));
  const parted = (text) => text.split(/,(?![^(]*[)])/).map((one) => one.trim());
  const sent = [...document.styleSheets].filter(({ href }) => href.includes("assets/stylesheets/"));
  const kept = new Set(sent.flatMap((sheet) => selectors(sheet.cssRules)));
  const whole = addresses.map((text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return sheet; });
  const dropped = [...new Set(whole.flatMap((sheet) => selectors(sheet.cssRules)))].filter((one) => !kept.has(one));
  const still = (one) => one.replace(/::[a-z-]+(?:[(][^)]*[)])?|:(?:hover|active|focus(?:-visible|-within)?|visited|target|checked|placeholder-shown|before|after)(?![a-z-])/g, ":not(kb-none)");
  return [dropped.length, dropped.filter((one) => document.querySelector(still(one)))];
}"""
"""How many selectors of the whole theme are not sent, and which of them an element of the page meets, in whatever state a reader brings it;
of custom properties alone, test_a_custom_property_stays_where_something_asks_for_it tells."""


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    ["", "claims/p4/", "assess/", "countries/cambodia/", "data/", "about/maintain/", "print/plan/", "km/article/"],
)
def test_no_element_of_a_page_meets_a_rule_that_is_not_sent(glance: Any, path: str) -> None:
    page = glance(path)
    settled(page)
    count, met = page.evaluate(DROPPED, [file.read_text("utf-8") for file in sorted(WHOLE.glob("*.css"))])
    assert count > 1_000 and met == []


@pytest.mark.audit
@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "claims/p4/", "assess/"])
@pytest.mark.parametrize(("width", "scheme", "media"), [(1280, "light", "screen"), (360, "dark", "print")])
def test_every_element_looks_as_it_does_with_the_whole_theme(
    look: Any, path: str, width: int, scheme: str, media: str
) -> None:
    page = look(path, width, scheme)
    page.emulate_media(media=media)
    page.reload()
    sent = looks(page)
    page.context.route("**/assets/stylesheets/*.css", lambda route: route.fulfill(path=whole_of(route.request.url)))
    page.reload()
    rules = page.evaluate("[...document.styleSheets[0].cssRules].map((rule) => rule.cssText)")
    assert any("md-nav" in rule for rule in rules), "the whole theme"
    whole = looks(page)
    assert len(sent) == len(whole) > 500 and sum(map(len, sent)) > 1_000_000
    assert not [different(one, other) for one, other in zip(sent, whole, strict=True) if one != other][:3]


def different(one: str, other: str) -> list[str]:
    return sorted(set(one.split(";")) ^ set(other.split(";")))


def whole_of(address: str) -> Path:
    return WHOLE / address.rpartition("/")[2]


def looks(page: Any) -> list[str]:
    """How each element of a page looks, with all that is folded, once the page has come whole."""
    settled(page)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    return page.evaluate(LOOKS)
