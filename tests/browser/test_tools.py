"""The worksheet and the plan builder: pure functions in node, whole journeys in a real browser under a strict Content Security Policy."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from prevention_kb import KnowledgeBase
from prevention_kb.facts.documents import Proposal
from prevention_kb.facts.framework import Measure, RiskFactor
from prevention_kb.reading.catalogue import english

from .. import axe
from ..conftest import PATIENCE, ROOT, SITE_URL, counted, settled
from ..serving import host

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
FOLDER = "/some/folder/"
SCHEMAS = {
    name: json.loads((ROOT / f"schema/exchange/{name}.json").read_text("utf-8")) for name in ("assessment", "plan")
}
HOSTILE = "<img src=x onerror=\"document.title='pwned'\"> <script>document.title='pwned'</script> [a](javascript:alert(1)) | **b** {{ 7 }} =1+1 ខ្មែរ"


# Without a browser -----------------------------------------------------------------------------------------------


def test_the_pure_functions() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(map(int, version[1:].split(".")[:2])) < (20, 19):
        pytest.skip(f"node {version} does not take ES modules without a package.json; 20.19 does")
    files = sorted(str(file) for file in (ROOT / "tests/js").glob("*.test.js"))
    result = subprocess.run([node, "--test", *files], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_the_schemas_are_schemas_and_explain_every_field() -> None:
    def walk(part: Any, where: str) -> None:
        if isinstance(part, dict):
            for name, field in part.get("properties", {}).items():
                assert field.get("description"), f"{where}.{name}"
            for name, field in part.items():
                walk(field, f"{where}.{name}")

    for name, schema in SCHEMAS.items():
        jsonschema.Draft7Validator.check_schema(schema)
        walk(schema, name)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    return {
        p: BeautifulSoup((site / p / "index.html").read_text("utf-8"), "lxml")
        for p in ("assess", "plan", "print/assess", "print/plan")
    }


@pytest.mark.site
def test_the_form_holds_every_indicator_labelled(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    """On the page that holds the whole form; the worksheet begins with the first factor and names the others."""
    soup = pages["print/assess"]
    begun = pages["assess"].select(".factor")
    assert [section["data-factor"] for section in begun] == [s["data-factor"] for s in soup.select(".factor")]
    assert [bool(section.select(".ind")) for section in begun] == [True] + [False] * (len(begun) - 1)
    for factor in kb.all(RiskFactor).values():
        section = soup.find(attrs={"data-factor": factor.id})
        text = " ".join(section.get_text(" ").split())
        assert factor.title in text
        assert all(re.sub(r"[\[\]()*]", "", question)[:40] in text for question in factor.questions)
        rows = {row["data-i"]: row for row in section.select(".ind")}
        assert list(rows) == [i.number for i in (*factor.indicators, *factor.own_signs)]
        for indicator in factor.indicators:
            row = rows[indicator.number]
            assert english().say(f"framework.reading-begin.{indicator.read}") in " ".join(
                row.find("p", class_="reading").get_text().split()
            )
        for row in rows.values():
            assert [r["value"] for r in row.select("[type=radio]")] == [
                "absent",
                "emerging",
                "present",
                "unknown",
                "not-assessed",
            ]
            names = {field["name"] for field in row.select("textarea, select")}
            assert names == {"trend", "evidence_for", "evidence_against", "source", "confidence", "would_change"}
    for name in ("assess", "plan", "print/assess"):
        form = pages[name].find(class_="tool-form")
        for field in form.find_all(["input", "textarea", "select"]):
            assert field.find_parent("label"), field
        assert form["autocomplete"] == "off" and form["spellcheck"] == "false"
        assert not form.find("button", attrs={"type": "submit"})


@pytest.mark.site
def test_every_measure_and_proposal_is_offered(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    offers = {o["data-origin"]: o for o in pages["print/plan"].select(".offer")}
    named = [o["data-origin"] for o in pages["plan"].select(".offer")]
    assert named == list(offers)
    records = [*kb.all(Measure).values(), *kb.all(Proposal).values()]
    assert set(offers) == {f"{r.collection}/{r.id}" for r in records}
    for record in records:
        offer = offers[f"{record.collection}/{record.id}"]
        assert offer["data-factors"].split() == record.risk_factors
        assert set(record.sources) <= {a["href"].partition("#")[2] for a in offer.select(".named-sources a")}


@pytest.mark.site
def test_no_inline_script_and_lean(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    for name, soup in pages.items():
        for element in soup.find_all(True):
            assert not [a for a in element.attrs if a.startswith("on") or a == "style"], element
        for script in soup.find_all("script"):
            assert script.get("src") or script["type"] in ("application/json", "application/ld+json")
        assert len(gzip.compress((site / name / "index.html").read_bytes(), 9)) < 30_000
    modules = sorted((ROOT / "docs/assets/js/tools").glob("*.js"))
    assert sum(len(gzip.compress(m.read_bytes())) for m in modules) < 35_000
    for module in modules:
        text = module.read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttp|sendBeacon|\bimport\(",
            text,
        ), module


# In a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    """The site in a folder of a host that allows nothing but its own files, and no inline script or style."""

    with host(site, FOLDER, lambda path: {"Content-Security-Policy": POLICY}) as address:
        yield address


class Desk:
    """One reader: a browser profile whose pages note every request and every complaint."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "accept_downloads": True, **options}
        )
        self.base = base
        self.problems: list[str] = []
        self.requests: list[str] = []

    def open(self, path: str) -> Any:
        page = self.context.new_page()
        page.on("console", lambda m: self.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(self.base + path)
        whole(page)
        page.on("request", lambda r: None if r.url.startswith("blob:") else self.requests.append(r.url))
        page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1 }")
        page.evaluate("window.print = () => {}")
        return page


@pytest.fixture
def desk(browser: Any, strict: str) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def new(**options: Any) -> Desk:
        made.append(Desk(browser, strict, **options))
        return made[-1]

    yield new
    for each in made:
        each.context.close()


def until(test: Callable[[], Any], seconds: float = PATIENCE / 1000) -> None:
    """Wait for something to become true, without asking the page to evaluate text, which its policy forbids."""
    end = time.monotonic() + seconds
    while not test():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.05)


WHOLE = "Ready to use without a connection"


def whole(page: Any) -> None:
    """Wait for all that a tool fetches; the network itself would have to be silent for half a second to be called idle."""
    if page.locator("#t-ready").count():
        until(lambda: WHOLE in page.inner_text("#t-ready"))


def saved(page: Any) -> None:
    until(
        lambda: page.evaluate(
            "document.getElementById('t-saved').textContent.startsWith('Kept') && !document.getElementById('t-saved').textContent.includes('saving')"
        )
    )


def take(page: Any, button: str) -> str:
    with page.expect_download() as waiting:
        page.click(button)
    return Path(waiting.value.path()).read_text("utf-8")


def fill(page: Any, title: str = "First look", text: str = "Two reports") -> None:
    """A short assessment: scope, three indicators, one conclusion."""
    page.fill("[data-part=scope] [name=title]", title)
    page.fill("[data-part=scope] [name=area]", "Two provinces")
    page.get_by_label("Crimes against humanity").check()
    page.locator(".ind[data-i='1.1'] input[value=present]").check()
    page.locator(".ind[data-i='1.1'] summary").click()
    page.locator(".ind[data-i='1.1'] [name=evidence_for]").fill(text)
    page.locator(".ind[data-i='1.2'] input[value=unknown]").check()
    page.locator("#f-1 .whole [name=conclusion]").fill("Signs in three districts")


def upload(page: Any, text: str, field: str = "#t-file") -> None:
    page.set_input_files(field, {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})


browser_test = pytest.mark.browser


def take_away(page: Any, kb: KnowledgeBase) -> Any:
    """The filled form in each of its forms; what the JSON says."""
    assert page.locator("#t-jump li").first.locator(".so-far").inner_text() == "Present 1.1; Unknown 1.2"

    first = json.loads(take(page, "#t-json"))
    jsonschema.validate(first, SCHEMAS["assessment"])
    assert [len(f["indicators"]) for f in first["factors"]] == [
        len(f.indicators) + len(f.own_signs) for f in sorted(kb.all(RiskFactor).values(), key=lambda f: f.number)
    ]
    assert first["factors"][13]["indicators"][0]["number"] == "14.a"
    assert first["factors"][13]["indicators"][0]["state"] == "not-assessed"
    rows = list(csv.reader(io.StringIO(take(page, "#t-csv").removeprefix("\ufeff"))))
    assert sum(row[0] == "indicator" for row in rows) == sum(len(f.indicators) for f in kb.all(RiskFactor).values())
    assert "Two reports" in take(page, "#t-markdown")
    return first


def compare_with_a_copy(page: Any) -> None:
    page.click("#t-copy")
    page.locator(".ind[data-i='1.2'] input[value=emerging]").check()
    saved(page)
    until(lambda: page.evaluate("document.querySelectorAll('#t-a option').length === 2"))
    page.click("#t-compare")
    told = page.inner_text("#t-difference")
    assert page.evaluate("document.activeElement.id") == "t-difference"
    assert "Unknown" in told and "Emerging" in told and "1.2" in told and "(copy)" in told


def delete_all(page: Any) -> None:
    page.click("#t-clear")
    assert page.evaluate("document.activeElement.id") == "t-no"
    page.keyboard.press("Escape")
    assert page.locator("#t-open option").count() == 2
    page.click("#t-clear")
    page.click("#t-yes")
    until(lambda: page.evaluate("localStorage.length === 0"))
    assert page.input_value("[data-part=scope] [name=area]") == ""
    assert "Everything is deleted" in page.inner_text("#t-status")


def make_a_plan(plan: Any, kb: KnowledgeBase) -> None:
    """Answer what the assessment found, and take the plan away in each form."""
    plan.click("#t-take")
    assert "1 factor found" in plan.inner_text("#t-status")
    assert "Signs in three districts" in plan.inner_text("#t-findings")
    assert plan.locator("[name=plan-factors]:checked").count() == 1
    shown = plan.locator(".offer:visible")
    assert 0 < shown.count() < plan.locator(".offer").count()
    assert "no measure answers them: Situations of armed conflict" in plan.inner_text("#t-checks")
    plan.locator(".offer[data-origin='proposals/national-plan'] summary").click()
    plan.locator(".offer[data-origin='proposals/national-plan'] [data-add]").click()
    assert plan.evaluate("document.activeElement.name") == "why"
    saved(plan)
    until(lambda: "no measure answers" not in plan.inner_text("#t-checks"))
    made = json.loads(take(plan, "#t-json"))
    jsonschema.validate(made, SCHEMAS["plan"])
    proposal = kb.get(Proposal, "national-plan")
    assert [s["what"] for s in made["measures"][0]["steps"]] == proposal.steps
    found = {s["id"]: s["address"] for s in made["measures"][0]["sources"]}
    assert found.keys() >= set(proposal.sources)
    assert all(address == f"{SITE_URL}sources/{source[0]}/#{source}" for source, address in found.items())
    assert "## Sources used" in take(plan, "#t-markdown")
    words = BeautifulSoup(take(plan, "#t-html"), "lxml")
    assert words.find("table") and [h.name for h in words.find_all(re.compile("^h[1-3]$"))][:2] == ["h1", "h2"]
    plan.reload()
    saved(plan)
    assert plan.locator(".measure").count() == 1


@browser_test
def test_an_assessment_from_beginning_to_plan(desk: Callable[..., Desk], kb: KnowledgeBase) -> None:
    """Fill, reload, export, delete, import, compare, plan, export; no request, no complaint, all the way."""
    me = desk()
    page = me.open("assess/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.get_by_label("On this device").check()
    fill(page)
    saved(page)
    me.requests.clear()
    first = take_away(page, kb)
    assert me.requests == []

    page.reload()
    assert page.input_value("[data-part=scope] [name=area]") == "Two provinces"
    assert page.locator(".ind[data-i='1.1'] input[value=present]").is_checked()
    assert page.get_by_label("Crimes against humanity").is_checked()

    compare_with_a_copy(page)
    delete_all(page)

    page.get_by_label("On this device").check()
    upload(page, json.dumps(first))
    until(lambda: page.evaluate("document.querySelector('[data-part=scope] [name=area]').value === 'Two provinces'"))
    assert json.loads(take(page, "#t-json")) == first

    plan = me.open("plan/")
    me.requests.clear()
    make_a_plan(plan, kb)
    assert me.problems == []
    assert [r for r in me.requests if not r.startswith(me.base)] == []


@browser_test
def test_no_request_while_it_is_used_and_it_works_offline(desk: Callable[..., Desk]) -> None:
    me = desk()
    for path in ("assess/", "plan/"):
        page = me.open(path)
        me.context.set_offline(True)
        page.get_by_label("In this tab only").check()
        page.fill("[data-part=scope] [name=title]", "Without a net")
        if path == "assess/":
            fill(page)
            page.click("#t-compare")
        else:
            page.click("#t-own")
            page.keyboard.type("A measure")
            page.click("#t-example")
        saved(page)
        for button in ("#t-json", "#t-markdown", "#t-csv", "#t-html"):
            assert take(page, button)
        page.click("#t-print")
        page.click("#t-new")
        me.context.set_offline(False)
    assert me.requests == []
    assert me.problems == []


LATER = re.compile(r"/print/|-rest\.js$")
"""What a tool does not need to begin."""


class Held:
    """The requests of a page for what comes later, which are answered only when a test lets them."""

    def __init__(self, page: Any) -> None:
        self.page, self.routes, self.open = page, [], False
        page.route(LATER, lambda route: route.continue_() if self.open else self.routes.append(route))

    def let(self) -> None:
        self.open = True
        for route in self.routes:
            route.continue_()
        until(lambda: WHOLE in self.page.inner_text("#t-ready"))


@browser_test
@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_it_begins_with_forty_kilobytes(desk: Callable[..., Desk], site: Path, path: str) -> None:
    """All that a later visit fetches until one can type, compressed; the rest is held back, and what was typed stays when it comes."""
    me = desk()
    page = counted(me.context.new_page())
    seen: set[str] = set()
    page.on("request", lambda request: seen.add(request.url.removeprefix(me.base).split("#")[0]))
    page.goto(me.base)
    settled(page)
    known = set(seen)
    held = Held(page)
    page.goto(me.base + path, wait_until="commit")
    until(lambda: page.evaluate("document.documentElement?.dataset.tool === 'ready'"))
    assert not page.evaluate("document.getElementById('t-form').inert")
    needed = {name for name in seen - known if not LATER.search(name)}
    assert needed >= {path, "assets/css/tools.css", f"assets/js/tools/{path.strip('/')}.js"}
    sizes = {
        name: len(gzip.compress((site / name / "index.html" if name == path else site / name).read_bytes(), 9))
        for name in needed
    }
    assert sum(sizes.values()) <= 40_000, sizes
    page.get_by_label("In this tab only").check()
    page.fill("[data-part=scope] [name=title]", "Begun")
    if path == "assess/":
        page.locator(".ind[data-i='1.1'] input[value=present]").check()
    else:
        page.click("#t-own")
        page.keyboard.type("A measure")
    assert page.locator("#t-json").is_hidden(), "not before all of it is there"
    held.let()
    saved(page)
    made = json.loads(take(page, "#t-json"))
    jsonschema.validate(made, SCHEMAS["assessment" if path == "assess/" else "plan"])
    assert made["scope"]["title"] == "Begun"
    if path == "assess/":
        assert made["factors"][0]["indicators"][0]["state"] == "present"
        assert all(factor["indicators"] for factor in made["factors"])
    else:
        assert made["measures"][0]["title"] == "A measure"


@browser_test
def test_a_worksheet_saved_before_opens_whole(desk: Callable[..., Desk]) -> None:
    """Before the rest of the form has come, and after it; nothing typed in between takes anything from it."""
    me = desk()
    page = me.open("assess/")
    page.get_by_label("On this device").check()
    fill(page)
    page.click("#t-jump a[href='#f-14']")
    page.locator("#f-14 .ind input[value=emerging]").first.check()
    saved(page)
    before = json.loads(take(page, "#t-json"))
    page.close()
    page = me.context.new_page()
    held = Held(page)
    page.goto(me.base + "assess/", wait_until="commit")
    until(lambda: page.evaluate("document.documentElement?.dataset.tool === 'ready'"))
    assert page.input_value("[data-part=scope] [name=title]") == "First look"
    assert page.locator(".ind[data-i='1.1'] input[value=present]").is_checked()
    page.locator(".ind[data-i='1.3'] input[value=absent]").check()
    saved(page)
    held.let()
    assert page.locator("#f-14 .ind input[value=emerging]").first.is_checked()
    after = json.loads(take(page, "#t-json"))
    before["factors"][0]["indicators"][2]["state"] = "absent"
    assert after["factors"] == before["factors"] and after["scope"] == before["scope"]


@browser_test
@pytest.mark.parametrize("width", [360, 1280])
def test_one_factor_at_a_time(desk: Callable[..., Desk], kb: KnowledgeBase, width: int) -> None:
    """With the keyboard: the way on and back, the list; the heading has the focus and says where one is."""
    me = desk(viewport={"width": width, "height": 800})
    page = me.open("assess/")
    shown = page.locator(".factor:visible")
    last = len(kb.all(RiskFactor))
    for number in range(1, last + 1):
        assert shown.count() == 1 and shown.get_attribute("id") == f"f-{number}"
        assert f"Factor {number} of {last}" in shown.locator("h4").inner_text()
        if number > 1:
            seen = page.evaluate("[document.activeElement.tagName, document.activeElement.getBoundingClientRect().top]")
            assert seen[0] == "H4" and 0 < seen[1] < 400, seen
            assert page.evaluate("location.hash") == f"#f-{number}"
        assert page.evaluate("document.documentElement.scrollHeight / 800") <= 15, number
        if number < last:
            page.locator("#t-next").press("Enter")
    assert page.locator("#t-next").is_disabled()
    page.locator("#t-back").press("Enter")
    assert shown.get_attribute("id") == f"f-{last - 1}"
    page.locator("#t-jump").evaluate("(list) => { list.open = true; }")
    page.locator("#t-jump a").nth(2).press("Enter")
    assert page.evaluate("document.activeElement.closest('.factor').id") == "f-3"
    assert page.locator("#t-jump a[aria-current=step]").get_attribute("href") == "#f-3"
    page.locator("#f-3 .ind input[value=present]").first.check()
    assert "Present 3.1" in page.locator("#t-jump li").nth(2).evaluate("(item) => item.textContent")
    page.reload()
    until(lambda: WHOLE in page.inner_text("#t-ready"))
    assert shown.get_attribute("id") == "f-3"
    assert page.evaluate("history.length") <= 3, "no factor is a step of the way back"
    assert me.problems == []


@browser_test
@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_when_it_says_so_no_connection_is_needed(desk: Callable[..., Desk], path: str) -> None:
    """The network goes at the very moment at which the page says that none is needed."""
    me = desk()
    page = me.context.new_page()
    page.on("pageerror", lambda error: me.problems.append(str(error)))
    page.goto(me.base + path)
    until(lambda: WHOLE in page.inner_text("#t-ready"), 20)
    me.context.set_offline(True)
    failed: list[str] = []
    page.on("request", lambda r: None if r.url.startswith("blob:") else failed.append(r.url))
    page.evaluate("window.print = () => {}")
    page.get_by_label("On this device").check()
    page.fill("[data-part=scope] [name=title]", "Without a net")
    if path == "assess/":
        for section in range(14):
            page.locator(".factor:visible .ind input[value=present]").first.check()
            if section < 13:
                page.click("#t-next")
    else:
        page.locator(".offer summary").first.click()
        page.locator(".offer [data-add]").first.click()
        assert page.locator(".measure [name=title]").input_value()
    saved(page)
    for button in ("#t-json", "#t-markdown", "#t-csv", "#t-html"):
        assert take(page, button)
    page.click("#t-print")
    page.click("#t-paper")
    assert not failed and not me.problems


@browser_test
def test_without_a_connection_the_rest_comes_when_there_is_one(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.context.new_page()
    cut = True
    page.route("**/print/assess/", lambda route: route.abort() if cut else route.continue_())
    page.goto(me.base + "assess/")
    until(lambda: "as soon as there is a connection" in page.inner_text("#t-ready"))
    page.fill("[data-part=scope] [name=title]", "A broken line")
    page.click("#t-next")
    assert page.evaluate("document.activeElement.closest('.factor').id") == "f-2"
    cut = False
    page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: WHOLE in page.inner_text("#t-ready"))
    assert page.evaluate("document.activeElement.closest('.factor').id") == "f-2"
    assert page.locator("#f-2 .ind").first.is_visible()
    assert page.input_value("[data-part=scope] [name=title]") == "A broken line"


@browser_test
def test_hostile_text_stays_text(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.open("assess/")
    page.get_by_label("In this tab only").check()
    fill(page, HOSTILE, HOSTILE)
    saved(page)
    file = json.loads(take(page, "#t-json"))
    for factor in file["factors"]:
        factor["title"] = factor["conclusion"] = HOSTILE
    file["factors"].append({**file["factors"][0], "id": "elsewhere"})
    upload(page, json.dumps(file))
    until(lambda: page.evaluate("!document.getElementById('t-left').hidden"))
    page.click("#t-compare")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.title() != "pwned"
    assert page.locator("#t-assess img, #t-assess .facts script, #t-report a[href^='javascript']").count() == 0
    assert HOSTILE in page.inner_text("#t-left").replace("\u00a0", " ") or HOSTILE in page.text_content("#t-left")
    rendered = BeautifulSoup(MarkdownIt("commonmark").enable("table").render(take(page, "#t-markdown")), "lxml")
    assert rendered.find(["img", "script", "a"]) is None
    assert HOSTILE in rendered.get_text()
    words = BeautifulSoup(take(page, "#t-html"), "lxml")
    assert words.find(["img", "script", "a"]) is None and HOSTILE in words.get_text()
    plan = me.open("plan/")
    upload(plan, json.dumps(file), "#t-from-file")
    until(lambda: plan.evaluate("document.querySelectorAll('[name=plan-factors]:checked').length > 0"))
    assert plan.locator("#t-plan img").count() == 0 and plan.title() != "pwned"
    assert me.problems == []


@browser_test
def test_a_bad_file_says_what_is_wrong_and_loses_nothing(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.open("assess/")
    page.get_by_label("On this device").check()
    fill(page)
    saved(page)
    before = take(page, "#t-json")
    good = json.loads(before)
    for text, said in [
        (before[:3000], "not complete JSON"),
        ("", "empty"),
        ('{"name": "layer", "versions": {"layer": "4.5"}}', "from something else"),
        (json.dumps({**good, "version": 7}), "version 7"),
        (json.dumps({**good, "scope": {**good["scope"], "crimes": ["theft"]}}), '"theft" is not one of'),
        (json.dumps({**good, "kind": "atrocity-prevention-plan"}), "holds a plan"),
    ]:
        upload(page, text)
        until(lambda said=said: said in page.text_content("#t-problem"))
        assert page.locator("#t-problem[role=alert]").is_visible()
        assert take(page, "#t-json") == before
        assert page.locator("#t-open option").count() == 1
    assert me.problems == []


@browser_test
def test_this_tab_only_leaves_nothing_on_the_device(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.open("assess/")
    page.get_by_label("In this tab only").check()
    fill(page)
    saved(page)
    page.reload()
    assert page.input_value("[data-part=scope] [name=area]") == "Two provinces"
    assert page.evaluate("localStorage.length") == 0
    other = me.open("assess/")
    assert other.input_value("[data-part=scope] [name=area]") == ""


@browser_test
def test_kept_work_survives_a_crash(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.open("assess/")
    page.get_by_label("On this device").check()
    fill(page)
    saved(page)
    page.locator("#f-1 .whole [name=open_questions]").press_sequentially("Who?")
    page.wait_for_timeout(2500)
    with contextlib.suppress(Exception):  # the page that should answer is gone
        page.goto("chrome://crash", timeout=5000)
    again = me.open("assess/")
    assert again.input_value("[data-part=scope] [name=area]") == "Two provinces"
    assert again.locator("#f-1 .whole [name=open_questions]").input_value() == "Who?"
    keys = again.evaluate("Object.keys(localStorage)")
    assert all(key.startswith("kb-tools:%2Fsome%2Ffolder%2F:") for key in keys)


@browser_test
def test_two_tabs_on_one_assessment_overwrite_nothing(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.open("assess/")
    page.get_by_label("On this device").check()
    fill(page)
    saved(page)
    other = me.open("assess/")
    other.fill("[data-part=scope] [name=period]", "2028")
    saved(other)
    page.fill("[data-part=scope] [name=period]", "2027")
    until(lambda: page.evaluate("!document.getElementById('t-problem').hidden"))
    assert "Another tab changed" in page.inner_text("#t-problem")
    texts = page.evaluate("Object.values(localStorage)")
    periods = {json.loads(t)["scope"]["period"] for t in texts if t.startswith("{")}
    assert periods == {"2027", "2028"}


@browser_test
@pytest.mark.parametrize("path", ["assess/", "plan/"])
def test_days_are_those_of_the_reader(desk: Callable[..., Desk], path: str) -> None:
    """At one in the morning in Phnom Penh it is still the day before in Greenwich."""
    me = desk(timezone_id="Asia/Phnom_Penh")
    me.context.clock.set_fixed_time("2026-11-30T01:00:00+07:00")
    page = me.open(path)
    page.get_by_label("On this device").check()
    page.fill("[data-part=scope] [name=title]", "Night shift")
    saved(page)
    until(lambda: "Night shift" in page.inner_text("#t-open"))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = [page.inner_text("#t-open"), page.evaluate("document.getElementById('t-report').textContent")]
    if path == "assess/":
        shown.append(page.inner_text("#t-a"))
        page.click("#t-copy")
        page.fill("[data-part=scope] [name=title]", "Other")
        saved(page)
        until(lambda: page.evaluate("document.querySelectorAll('#t-a option').length === 2"))
        page.click("#t-compare")
        shown.append(page.evaluate("document.getElementById('t-difference').textContent"))
        shown.append(me.open("plan/").inner_text("#t-from"))
    shown += [take(page, "#t-markdown"), take(page, "#t-html")]
    for text in shown:
        assert "2026-11-30" in text.replace("\\", "") and "2026-11-29" not in text, text


@browser_test
def test_a_file_in_another_encoding_is_refused_and_the_open_work_stays(desk: Callable[..., Desk]) -> None:
    """Re-saved by an editor of Windows: é is one byte there, and no letter in UTF-8."""
    me = desk()
    page = me.open("assess/")
    page.get_by_label("In this tab only").check()
    fill(page, title="Prévention à Kandal")
    saved(page)
    text = take(page, "#t-json")
    plan = me.open("plan/")
    for each, field, problem in ((page, "#t-file", "#t-problem"), (plan, "#t-from-file", "#t-problem")):
        before = each.input_value("[data-part=scope] [name=title]")
        for encoding, opens in (("cp1252", False), ("utf-16", True), ("utf-8-sig", True)):
            file = {"name": "x.json", "mimeType": "application/json", "buffer": text.encode(encoding)}
            each.set_input_files(field, file)
            if opens:
                until(lambda each=each: each.locator("#t-problem").is_hidden())
            else:
                until(lambda each=each, problem=problem: "UTF-8" in each.inner_text(problem))
                assert each.input_value("[data-part=scope] [name=title]") == before
    assert "Prévention à Kandal" in plan.inner_text("#t-findings") and me.problems == []


@browser_test
def test_leave_quickly_and_neutral_title(desk: Callable[..., Desk]) -> None:
    me = desk()
    me.context.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere", content_type="text/html")
    )
    for leave in ("button", "keys"):
        page = me.open("about/")
        page.goto(me.base + "assess/")
        whole(page)
        page.get_by_label("Show this tab as “Notes”").check()
        assert page.title() == "Notes"
        page.reload()
        assert page.title() == "Notes"
        if leave == "button":
            page.click("#t-leave")
        else:
            page.click("[data-part=scope] [name=title]")
            page.keyboard.press("Shift+A")
            page.keyboard.press("Shift+B")
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("https://www.wikipedia.org/")
        page.go_back()
        page.wait_for_url(me.base + "about/")
        page.close()


@browser_test
def test_more_presses_of_shift_do_not_start_the_way_out_anew(desk: Callable[..., Desk]) -> None:
    """A frightened reader goes on pressing before the other page is there: the way out is taken once."""
    me = desk()
    me.context.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere", content_type="text/html")
    )
    page = me.open("assess/")
    taken = """(presses) => {
      for (let i = 0; i < presses; i += 1) dispatchEvent(new KeyboardEvent("keyup", { key: "Shift" }));
      return document.querySelectorAll("meta[name=referrer][content=no-referrer]").length;
    }"""
    before = page.evaluate(taken, 2)
    assert page.evaluate(taken, 6) == before + 1
    page.wait_for_url("https://www.wikipedia.org/")


@browser_test
def test_the_plan_is_built_by_keyboard_and_focus_never_gets_lost(desk: Callable[..., Desk]) -> None:
    me = desk()
    page = me.open("plan/")
    page.locator("[name=t-keep]").first.focus()
    page.keyboard.press("Space")
    page.locator("#t-own").focus()
    for title in ("One", "Two"):
        page.locator("#t-own").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == "title"
        page.keyboard.type(title)
    card = page.locator(".measure").nth(1)
    card.locator("[data-do=add-step]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "what"
    page.keyboard.type("Second step")
    card.locator("[data-do=drop-step]").nth(0).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "Second step"
    card.locator("[data-do=up]").focus()
    page.keyboard.press("Enter")
    assert page.locator(".measure [name=title]").first.input_value() == "Two"
    assert page.evaluate("document.activeElement.dataset.do") == "down"
    page.locator(".measure").first.locator("[data-do=drop]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "One"
    page.locator(".measure [data-do=drop]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "t-own"
    assert "removed" in page.inner_text("#t-status")
    assert me.problems == []


@browser_test
def test_every_stop_of_the_keyboard_is_seen(desk: Callable[..., Desk]) -> None:
    """Each stop has an outline and does not lie under the bar that stays in sight."""
    page = desk().open("assess/")
    page.locator("#t-neutral").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
          const e = document.activeElement, r = e.getBoundingClientRect(), bar = document.querySelector(".tool-bar").getBoundingClientRect();
          return [e.outerHTML.slice(0, 80), getComputedStyle(e).outlineStyle, e.closest(".tool-bar") !== null || r.bottom > bar.bottom];
        }""")
        assert seen[1] != "none" and seen[2], seen
        if page.evaluate("document.activeElement.name") == "1.1":
            break
    page.keyboard.press("ArrowLeft")
    assert page.locator("#t-jump li").first.locator(".so-far").inner_text() == "Unknown 1.1"


@browser_test
def test_the_example_is_marked_as_invented(desk: Callable[..., Desk], kb: KnowledgeBase) -> None:
    page = desk().open("plan/")
    page.click("#t-example")
    assert page.locator("#t-invented").is_visible()
    text = take(page, "#t-json")
    plan = json.loads(text)
    jsonschema.validate(plan, SCHEMAS["plan"])
    own = json.dumps(
        [plan["scope"], plan["assessment"], [{**m, "precedents": "", "sources": []} for m in plan["measures"]]]
    )
    assert not [c.name for c in kb.records["countries"].values() if c.name in own]
    assert all(m["origin"] in {f"measures/{i}" for i in kb.records["measures"]} for m in plan["measures"])
    assert set(plan["factors"]) <= set(kb.records["risk_factors"])
    assert "Invented example" in take(page, "#t-markdown")


@browser_test
@pytest.mark.parametrize("dark", axe.IN_DARK)
@pytest.mark.parametrize("path", ["assess/", "plan/", "assess/help/"])
def test_accessible_when_filled_and_open(desk: Callable[..., Desk], path: str, dark: tuple[str, ...]) -> None:
    """On a wide screen and on a narrow one, in light colours and in dark ones."""
    me = desk()
    page = me.open(path)
    if path == "assess/":
        page.get_by_label("In this tab only").check()
        fill(page)
        saved(page)
        page.click("#t-copy")
        upload(page, "{")
        until(lambda: page.evaluate("!document.getElementById('t-problem').hidden"))
        page.click("#t-compare")
    elif path == "plan/":
        page.click("#t-example")
        page.locator(".offer:visible").first.locator("summary").click()
        page.locator(".measure .answers summary").first.click()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(
            "document.querySelector('.factor:not([hidden])')?.scrollIntoView()"
        )  # laid out anew, not at its old height
        assert not axe.violations_in_both_colours(page, dark), width
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert me.problems == []


@browser_test
def test_an_offer_is_taken_before_its_sources_are_passed(desk: Callable[..., Desk]) -> None:
    """By keyboard: the button stands before the links of the sources, of which there may be twenty."""
    me = desk()
    first = """[...document.querySelectorAll(".offer")].map((offer) => {
        const [add, source] = [offer.querySelector("[data-add]"), offer.querySelector(".named-sources a")];
        return source ? Boolean(add.compareDocumentPosition(source) & Node.DOCUMENT_POSITION_FOLLOWING) : true;
    })"""
    order = me.open("plan/").evaluate(first)
    assert len(order) > 40 and all(order)
    assert me.problems == []


@browser_test
def test_without_scripts_it_is_a_form_to_print(desk: Callable[..., Desk], kb: KnowledgeBase) -> None:
    me = desk(java_script_enabled=False)
    page = me.context.new_page()
    for path, parts in (("assess/", ".ind"), ("plan/", ".measure")):
        page.goto(me.base + path)
        assert page.locator(f"#t-form {parts}").first.is_visible()
        assert page.locator("#t-json").is_hidden() and page.locator("#t-new").is_hidden()
        assert "Without scripts this page is a form to print" in page.inner_text("#t-saved")
        assert "keep the work in this tab" not in page.inner_text("main"), "nothing is kept without scripts"
        page.emulate_media(media="print")
        assert page.locator("#t-leave").is_hidden()
        page.emulate_media(media="screen")
    page.goto(me.base + "assess/")
    page.get_by_role("link", name="the whole form on one page").click()
    page.wait_for_url("**/print/assess/")
    page.emulate_media(media="print")
    assert page.locator(".ind [name=evidence_for]").last.is_visible()
    assert page.locator(".ind .paper").last.is_visible()
    lines = sum(len(f.indicators) + len(f.own_signs) for f in kb.all(RiskFactor).values())
    assert page.locator(".ind").count() == lines


@browser_test
def test_print_gives_the_report_or_the_empty_form(desk: Callable[..., Desk]) -> None:
    page = desk().open("assess/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".ind [name=source]").last.is_visible() and page.locator("#t-report").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    fill(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    report = page.inner_text("#t-report")
    assert page.locator("#t-form").is_hidden()
    for words in (
        "First look",
        "Profile",
        "Gaps and open questions",
        "Two reports",
        "Do not add up",
        "our own question, not known to be an indicator of the United Nations",
    ):
        assert words in report, words
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#t-report").is_hidden()
    page.click("#t-paper", force=True) if page.locator("#t-paper").is_visible() else page.evaluate(
        "document.getElementById('t-paper').click()"
    )
    assert page.locator(".ind [name=source]").last.is_visible()
    colour = page.locator(".ind[data-i='1.1'] [name=evidence_for]").evaluate("e => getComputedStyle(e).color")
    assert colour == "rgba(0, 0, 0, 0)"
