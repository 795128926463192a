"""Text that means harm, in every field of every kind of fact: refused with a message, or shown as text in a real browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from prevention_kb import DataError, load
from prevention_kb.__main__ import main as kb
from prevention_kb.facts.kinds import COLLECTIONS, _plan
from prevention_kb.pages.page import _inline
from prevention_kb.reading import yaml_file as source
from prevention_kb.reading.problems import Problem
from prevention_kb.reading.records import read_all

from .. import hostile, proof
from ..conftest import TINY
from ..serving import host


def spread(project: Path, make: Any) -> dict[str, set[tuple[str | int, ...]]]:
    """Put `make(text, original)` into every text field; the places by file."""
    places: dict[str, set[tuple[str | int, ...]]] = {}
    for file, value, records in hostile.records(project / "data"):
        shown = file.relative_to(project).as_posix()
        for model, at, entry in records:
            for text in hostile.texts(model, entry):
                if (harm := make(text, hostile.get(entry, text.at))) is not None:
                    hostile.put(entry, text.at, harm)
                    places.setdefault(shown, set()).add((*at, *text.at))
        hostile.write(file, value)
    return places


def complaints(project: Path) -> dict[str, list[Any]]:
    """What `kb check` says, by file."""
    try:
        load(project)
    except DataError as error:
        found: dict[str, list[Any]] = {}
        for problem in error.problems:
            found.setdefault(problem.path, []).append(problem)
        return found
    return {}


def models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    if model not in seen:
        seen.add(model)
        yield model
        for _, _, _, inner in _plan(model):
            if inner:
                yield from models(inner, seen)


def test_no_field_takes_any_text() -> None:
    """Each text has a pattern, or its words are listed; so there is no field that this file does not know."""

    def free(annotation: Any, metadata: tuple[Any, ...]) -> bool:
        if annotation is str:
            return not any(getattr(m, "pattern", None) for m in metadata)
        if hasattr(annotation, "__metadata__"):
            return free(get_args(annotation)[0], (*metadata, *annotation.__metadata__))
        return any(
            free(a, metadata if get_origin(annotation) not in (list, dict) else ())
            for a in get_args(annotation)
            if a is str or get_args(a)
        )

    seen: set[type[BaseModel]] = set()
    for record in COLLECTIONS.values():
        for model in models(record, seen):
            for name, info in model.model_fields.items():
                assert name == "id" or not free(info.annotation, tuple(info.metadata)), f"{model.__name__}.{name}"


@pytest.mark.parametrize("harm", hostile.REFUSED)
def test_refused_in_every_field(workplace: Path, harm: str) -> None:
    """`kb check` names each field, and nothing but the data is wrong."""
    places = spread(workplace, lambda text, original: hostile.REFUSED[harm])
    said = complaints(workplace)
    for file, fields in places.items():
        assert len({(p.line, p.column) for p in said[file]}) >= len(fields), (file, fields)
        for problem in said[file]:
            assert len(problem.what) < 400, "the message stays short"


@pytest.mark.parametrize("harm", hostile.REFUSED_LINKS)
def test_links_to_anything_but_the_web_are_refused(workplace: Path, harm: str) -> None:
    places = spread(workplace, lambda text, original: f"text {hostile.REFUSED_LINKS[harm]}")
    said = complaints(workplace)
    told = [place for problems in said.values() for problem in problems for place in told_of(problem)]
    assert len(told) >= sum(map(len, places.values()))
    named = {place.rpartition(":")[0] for place in told}
    assert any(" more)" in p.what for problems in said.values() for p in problems) or named >= set(places)


def told_of(problem: Problem) -> list[str]:
    """The places of a problem: its own, and those where the same thing stands once more, of which it names some and counts the others."""
    also = re.search(r" \(also in (.*?)(?: and (\d+) more)?\)$", problem.what)
    listed, more = (also[1].split(", "), int(also[2] or 0)) if also else ([], 0)
    return [f"{problem.path}:{problem.line}", *listed, *["others:0"] * more]


def test_links_that_no_rule_would_see_are_refused(workplace: Path) -> None:
    for form in ('[a](//x.example "t")', "[a [b] c](x)", "[a](\nhttps://x.example)"):
        spread(workplace, lambda text, original, form=form: f"A text {form}" if text.prose else None)
        assert all("unusual way" in str(complaints(workplace)) for _ in [0]), form


@pytest.mark.parametrize("address", hostile.REFUSED_URLS)
def test_addresses_that_are_none_are_refused(workplace: Path, address: str) -> None:
    file = workplace / "data/sources.yaml"
    value = source.read(file, "x").value
    key = next(k for k, v in value.items() if "URL" in v)
    value[key]["URL"] = address
    hostile.write(file, value)
    assert any("URL" in p.what for p in complaints(workplace)["data/sources.yaml"])


# The built site ------------------------------------------------------------------------------------------------------


def expected(value: str) -> tuple[str, str]:
    """What a reader should see of a text: the words of prose, or the text as it was typed."""
    shown = BeautifulSoup(str(_inline(value)), "lxml").get_text()
    return " ".join(shown.split()), " ".join(value.split())


Harmed = tuple[Path, dict[str, tuple[str, str]], set[str]]


def over_tiny_facts(project: Path) -> None:
    """The pages of a project call for records of the tiny facts."""
    shutil.rmtree(project / "data")
    for folder in (project / "releases", *(project / "docs/about/changes").glob("20*")):  # they list the real facts
        shutil.rmtree(folder)
    shutil.copytree(TINY / "data", project / "data")
    for name in (
        "treaties",
        "countries",
        "risk-factors",
        "proposals",
        "timeline",
        "claims",
        "sources",
        "actors",
        "documents",
        "learn",
    ):
        for page in (project / "docs" / name).rglob("*.md"):
            if page.name != "index.md":
                page.unlink()
    claims = sorted(file.stem for file in (TINY / "data/claims").glob("*.yaml"))
    for page in (project / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        text = re.sub(r'rival_figures\("[^"]*"', f'rival_figures("{claims[-1]}"', text)
        text = re.sub(r"timeline_overview\([^)]*\)", 'timeline_overview("fall", "rule", "fall")', text)
        text = re.sub(r"tribunal_picture\([^)]*\)", 'tribunal_picture("court", "fall")', text)
        text = re.sub(r'(tribunal_events|court_offices)\("eccc"', r'\1("court"', text)
        text = re.sub(r"claim_findings\([^)]*\)", f'claim_findings("{claims[-1]}")', text)
        text = re.sub(r'\((?:"P\d+"(?:, )?)+\)', '("P1", "P19")', text)
        for link, words, target in re.findall(r"(\[([^\]]*)\]\(([^)#\s]+\.md)[^)]*\))", text):
            if not (page.parent / target).is_file():
                text = text.replace(link, words)
        page.write_text(text, "utf-8")


def obey_rules(project: Path, seen: dict[str, tuple[str, str]]) -> None:
    """What rules compare is the same in both places, and no address is harmed; a text that is seen no more leaves `seen`."""
    file = project / "data/findings.yaml"
    value = source.read(file, "x").value
    for entry in value.values():
        entry["accused"] = ["A guard"]  # as the case names them: a rule compares the two
    hostile.write(file, value)
    for file in (project / "data/cases.yaml", *sorted((project / "data/events").glob("*.yaml"))):
        value = source.read(file, "x").value
        for entry in value.values() if file.stem == "cases" else [value]:  # a person is named where names are given
            entry.setdefault("also", []).extend(person["name"] for person in entry.get("persons", []))
        hostile.write(file, value)
    for file in sorted((project / "data/documents").glob("*.yaml")):
        value = source.read(file, "x").value
        value["voice"] = source.read(TINY / "data/documents" / file.name, "x").value["voice"]  # as the passages name it
        hostile.write(file, value)
        for number, passage in enumerate(value["passages"]):
            own = project / f"data/paragraphs/{passage}.yaml"
            said = source.read(own, "x").value
            seen.pop(re.findall(r"Q\d{4}Q", said["section"])[0])  # a section is named as its document names it
            hostile.write(own, said | {"section": value["sections"][min(number, len(value["sections"]) - 1)]})
    for file in sorted((project / "data/mechanisms").glob("*.yaml")):
        value = source.read(file, "x").value
        for name in ("members", "money"):
            value[name]["sources"] = list(value["basis"]["sources"])  # a text of a statement has a source
        hostile.write(file, value)
    file = project / "data/sources.yaml"
    value = source.read(file, "x").value
    for entry, address in zip(value.values(), hostile.URLS, strict=False):
        entry["URL"] = address
    for entry in value.values():  # a title that is not in Latin letters says in which language it is
        entry.setdefault("language", "km" if re.search("[\u1780-\u17ff]", entry["title"]) else "fr")
        entry.setdefault("in_english", "A title")
    hostile.write(file, value)


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Harmed:
    """The real pages over the tiny facts with harm in every field, built; the text to be seen by its mark; and the marks of other forms of
    names in other languages, of which an English page shows the name alone."""
    project = proof.in_english(
        proof.copy(tmp_path_factory.mktemp("hostile") / "project")
    )  # translations are of real facts
    over_tiny_facts(project)
    seen: dict[str, tuple[str, str]] = {}
    elsewhere = set()

    def harm(text: hostile.Text, original: str) -> str:
        value, mark = hostile.allowed(original, text, len(seen))
        seen[mark] = expected(value)
        if (text.at[0] == "names" and text.at[-1] != "name") or "also" in text.at:
            elsewhere.add(mark)  # the search knows them; some are shown as well
        return value

    spread(project, harm)
    obey_rules(project, seen)
    here = Path.cwd()
    os.chdir(project)
    try:
        kb(["stubs"])
    finally:
        os.chdir(here)
    result = proof.mkdocs(
        project, project / "site", KB_SITE_URL="https://kb.example/", KB_STRICT="false", KB_FAIL_FAST="false"
    )
    assert result.returncode == 0 and "Macro Rendering Error" not in result.stderr, result.stdout + result.stderr
    return project / "site", seen, elsewhere


@pytest.mark.site
def test_the_rules_let_it_pass(harmed: Harmed) -> None:
    """What is built here is what `kb check` allows, so the rest of this file speaks of what editors can do."""
    load(harmed[0].parent)


def addresses(site: Path) -> list[str]:
    return [file.relative_to(site).as_posix().removesuffix("index.html") for file in sorted(site.rglob("*.html"))]


def pages(site: Path) -> Iterator[tuple[str, BeautifulSoup]]:
    for address in addresses(site):
        file = site / (address if address.endswith(".html") else f"{address}index.html")
        yield address, BeautifulSoup(file.read_text("utf-8"), "html.parser")


@pytest.mark.site
def test_no_markup_comes_of_it(harmed: Harmed) -> None:
    site, *_ = harmed
    for address, soup in pages(site):
        for element in soup.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on") or "Q0" in name], (address, element)
            for name in ("href", "src", "action", "xlink:href"):
                target = str(element.get(name, ""))
                assert not re.match(r"\s*(javascript|data|vbscript):", target, re.I), (address, target)
                if name == "src":
                    assert "://" not in target, (address, target)
        assert len(soup.find_all("h1")) == 1 and len(soup.head.find_all("title")) == 1, address
        assert len(soup.find_all("main")) == 1 and len(soup.find_all("body")) == 1, address


@pytest.mark.site
def test_text_shows_as_text(harmed: Harmed) -> None:
    """Wherever a text is shown, it is shown sign for sign, up to its end or to an ellipsis; and nearly every text is shown."""
    site, seen, elsewhere = harmed
    shown, changed = set(), []
    for address, soup in pages(site):
        for element in soup.select("script, .visually-hidden"):
            element.extract()
        words = " ".join(soup.main.get_text().split())
        for mark in set(re.findall(r"Q\d{4}Q", words)):
            forms = [text[text.index(mark) : text.rindex(mark) + len(mark)] for text in seen[mark]]
            if any(form in words for form in forms):
                shown.add(mark)
                continue
            for at in (found.start() for found in re.finditer(mark, words)):
                part = words[at : words.find("…", at)] if "…" in words[at:] else words[at:]
                if not any(form.startswith(part.rstrip()) for form in forms):
                    changed.append((address, part[:120], forms[0][:120]))
    assert not changed
    assert shown & elsewhere
    missing = sorted(
        seen.keys() - shown - elsewhere
    )  # quotations of most kinds, and notes that only certain states of a treaty call for
    assert len(missing) <= len(seen) // 10, [seen[mark][0][:80] for mark in missing]


@pytest.fixture(scope="module")
def harmed_served(harmed: Harmed) -> Iterator[str]:
    with host(harmed[0]) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no-policy"])
def test_nothing_runs_and_nothing_bursts(browser: Any, harmed: Harmed, harmed_served: str, policy: bool) -> None:
    """Every page on a phone, also as if the browser knew no policy: the text alone must be harmless."""
    site, *_ = harmed
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=not policy)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(error.stack or str(error)))
    page.on("request", lambda r: None if r.url.startswith((harmed_served, "data:")) else problems.append(r.url))
    page.on("dialog", lambda d: problems.append("a dialog"))
    wide = []
    for address in addresses(site):
        page.goto(harmed_served + address)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("window.ran") is None, address
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            wide.append((address, page.evaluate(WIDE)))
    context.close()
    assert not problems
    assert not wide


WIDE = """[...document.querySelectorAll('main *, footer *, header *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .filter((e) => { for (let p = e.parentElement; p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return false; return true; })
  .map((e) => `${e.tagName}.${e.className.baseVal ?? e.className}: ${e.textContent.trim().slice(0, 60)}`).slice(0, 12)"""


# Inputs nobody thought of --------------------------------------------------------------------------------------------

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(data=st.data())
def test_any_value_in_any_field_is_a_record_or_a_problem(tmp_path: Path, data: st.DataObject) -> None:
    """The loader never falls over what a file says."""
    name = data.draw(st.sampled_from(sorted(COLLECTIONS)))
    model = COLLECTIONS[name]
    fields = sorted(info.alias or key for key, info in model.model_fields.items() if key != "id")
    entry = data.draw(st.dictionaries(st.sampled_from(fields) | st.text(max_size=8), ANY, max_size=6))
    project = tmp_path / "project"
    shutil.rmtree(project, ignore_errors=True)
    file = project / "data" / (f"{name}.yaml" if model.keyed else f"{name}/one.yaml")
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump({"one": entry} if model.keyed else entry, allow_unicode=True), "utf-8")
    _, problems, _ = read_all(project)
    for problem in problems:
        assert problem.line >= 0 and problem.what and str(problem)


@QUIET
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_document_or_a_problem(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "one.yaml"
    file.write_bytes(raw)
    document = source.read(file, "one.yaml")
    for problem in document.problems:
        assert problem.line >= 1 and problem.column >= 1 and problem.what


@QUIET
@given(text=st.text(max_size=300))
@example(text="a\\\nb")
def test_any_prose_becomes_text_emphasis_and_links(text: str) -> None:
    soup = BeautifulSoup(str(_inline(text)), "html.parser")
    for element in soup.find_all(True):
        assert element.name in ("em", "strong", "a"), (text, element)
        assert element.attrs.keys() <= {"href", "title"}
        assert not re.match(r"\s*(javascript|data|vbscript|file):", str(element.get("href", "")), re.I)
