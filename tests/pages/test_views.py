"""Every view on the tiny facts, compared whole with golden/; `pytest --bless` accepts, read the diff."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from prevention_kb import KnowledgeBase, Page, Site, exports
from prevention_kb.derived import links, release_pages
from prevention_kb.facts.dates import When
from prevention_kb.facts.events import Event
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.states import Country
from prevention_kb.pages import jsonld, views
from prevention_kb.pages.views.glossary import columns
from prevention_kb.reading.catalogue import english

from ..conftest import ROOT

GOLDEN = Path(__file__).parent.parent / "golden"
SITE = Site(
    "Tiny",
    "https://kb.example/",
    "https://code.example/kb",
    "main",
    "Somebody",
    "somebody@kb.example",
    reply="2026-11-20",
)


ARGUMENTS: dict[str, tuple[object, ...]] = {
    "tribunal_events": ("court", 1970, 1980),
    "tribunal_picture": ("court", "fall"),
    "court_offices": ("court",),
    "timeline_overview": ("fall", "rule", "fall"),
    "home": ("op-ed",),
    "differences": ("op-ed",),
    "standing": ("op-ed",),
    "ways": ("op-ed",),
    "verdict_strip": ("op-ed",),
    "tribunal_claims": ("P1",),
    "rival_figures": ("toll", "One scale."),
    "passages": ("P1", "P19", "speech-1"),
    "claim_findings": ("toll",),
    "commitment_list": ("pillar",),
    "unreleased_list": ("facts",),
    "lesson_events": ("fall",),
    "lesson_claim": ("toll",),
    "lesson_matrix": (["covenant", "statute"], ["cambodia", "malaysia"], "1990-01-01", "2020-01-01"),
}
"""How views that are not about one record are called on the tiny facts."""


OF_NO_PAGE = {"problem_page", "problem_report", "kept_note", "kept_lost", "start_file"}
"""Templates of what is shown in the place of a page, above it, or beside the site."""


def calls(kb: KnowledgeBase) -> list[tuple[str, Callable[..., str], tuple[object, ...], str]]:
    """Each view once; a view of one record for each record of its kind: name, view, arguments, page."""
    kinds = {model.stub: c for c, model in COLLECTIONS.items() if model.stub}
    found: list[tuple[str, Callable[..., str], tuple[object, ...], str]] = []
    for view in views.ALL:
        name = view.__name__
        if name.endswith("_in") and len(inspect.signature(view).parameters) > 1:  # a part of a large collection
            parts = {record.shown_on for record in kb.records[name.removesuffix("_in")].values()}
            found += [(f"{name}-{p.name}", view, (p.name,), p.address) for p in parts]
        elif name.endswith("_listed"):
            lists = {record.listed_on for record in kb.records[name.removesuffix("_listed")].values()}
            found += [(f"{name}-{p.name}", view, (p.name,), p.address) for p in lists if p]
        elif name == "release_part":  # of a release of the project; tests/upkeep/test_changes.py makes some
            found += [(f"{name}-{p.name}", view, (p.name,), p.address) for p in release_pages.of(kb).values()]
        elif len(inspect.signature(view).parameters) == 1 or name in ARGUMENTS:
            found.append((name, view, ARGUMENTS.get(name, ()), "here/"))
        else:
            assert name in kinds, (
                f"{name} has an argument that is no record: say in ARGUMENTS which one the tiny facts give it"
            )
            collection = kinds[name]
            found += [(f"{name}-{i}", view, (i,), links.to(kb, collection, i)) for i in kb.records[collection]]
    return found


@pytest.fixture(scope="module")
def made(tiny: KnowledgeBase, request: pytest.FixtureRequest) -> dict[str, str]:
    """What the views make of the tiny facts, by the name of its golden file."""
    pages = {
        f"{name}.html": view(Page(tiny, SITE, here, downloads=partial(exports.sizes, tiny)), *arguments) + "\n"
        for name, view, arguments, here in calls(tiny)
    }
    if request.config.getoption("--bless"):
        GOLDEN.mkdir(exist_ok=True)
        for old in {file.name for file in GOLDEN.iterdir()} - set(pages):
            (GOLDEN / old).unlink()
        for name, text in pages.items():
            (GOLDEN / name).write_text(text, "utf-8")
    return pages


def test_every_view_has_its_golden(made: dict[str, str]) -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(made)


@pytest.mark.parametrize("name", sorted(file.name for file in GOLDEN.iterdir()))
def test_golden(name: str, made: dict[str, str]) -> None:
    assert name in made and (GOLDEN / name).read_text("utf-8") == made[name]


@pytest.mark.parametrize(
    ("date", "beside", "start", "end"),
    [
        ("1975-04-17", [("1975-04-17", "17 April 1975")], "1975-04-17", None),
        ("1975-04-17/1979-01", [("1975-04-17", "17 April 1975"), ("1979-01", "January 1979")], "1975-04-17", "1979-01"),
        ("1975/1979-01~", [], "1975", None),
        ("1975~/1979-01", [], None, "1979-01"),
        ("1975/..", [], "1975", None),
        ("197X", [], None, None),
    ],
)
def test_machines_read_what_is_sure_of_a_date(
    date: str, beside: list[tuple[str, str]], start: str | None, end: str | None, tiny: KnowledgeBase
) -> None:
    """A span has two machine dates, and what is in doubt has none."""
    event = tiny.get(Event, "rule").model_copy(update={"date": When.parse(date)})
    kb = replace(tiny, records={**tiny.records, "events": {"rule": event}})
    page = Page(kb, SITE, "timeline/1970s/")
    shown = views.timeline.events_in(page, "1970s")
    (element,) = re.findall(r'<li[^>]* data-of="events/rule"[^>]*>(.*?)<i', shown, re.S)
    assert re.findall(r'<time datetime="([^"]+)">([^<]+)</time>', element) == beside
    assert re.sub(r"<[^>]+>", "", element).strip() == english().when(When.parse(date))
    linked = str(jsonld.of(page, event))
    assert re.findall('"startDate":"([^"]+)"', linked) == ([start] if start else [])
    assert re.findall('"endDate":"([^"]+)"', linked) == ([end] if end else [])


def test_a_part_without_a_source_is_told_by_the_name_of_its_field(tiny: KnowledgeBase) -> None:
    """Whether it stands alone, in a list or in a group by language."""
    state = tiny.get(Country, "cambodia")
    unread = {
        "reviews": [review.model_copy(update={"sources": []}) for review in state.reviews],
        "names": {code: name.model_copy(update={"sources": []}) for code, name in state.names.items()},
        "asean": state.asean.model_copy(update={"sources": []}),
    }
    kb = replace(
        tiny,
        records={
            **tiny.records,
            "countries": {**tiny.records["countries"], "cambodia": state.model_copy(update=unread)},
        },
    )
    shown = views.unknown.unknown_list(Page(kb, SITE, "about/unknown/"))
    for part in unread:
        assert english().say(f"gap.part.{part}", why=english().say("gap.unread")).lower() in shown.lower()


def test_text_is_escaped(tiny: KnowledgeBase) -> None:
    html = views.treaties.treaty(Page(tiny, SITE, "treaties/covenant/"), "covenant")
    assert "Keeps <em>things</em> &amp; more" in html
    assert 'href="../statute/"' in html


def test_hostile_text_stays_text(tiny: KnowledgeBase) -> None:
    page = Page(tiny, SITE, "")
    for text in (
        "<b>x</b>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](https://a.example/x.png)",
        "a & b",
        '"quoted"',
    ):
        html = str(page.prose(text))
        assert "<b>" not in html and "<img" not in html and 'href="javascript' not in html and 'href="data' not in html


def test_unknown_id_names_the_nearest(tiny: KnowledgeBase) -> None:
    with pytest.raises(LookupError, match="did you mean 'covenant'"):
        views.treaties.treaty(Page(tiny, SITE, ""), "covenent")


def test_every_view_has_its_template_and_a_page_that_calls_it() -> None:
    templates = {
        file.stem for file in (ROOT / "prevention_kb/pages/templates").glob("*.html") if not file.name.startswith("_")
    }
    prose = "\n".join(file.read_text("utf-8") for file in (ROOT / "docs").rglob("*.md"))
    names = [view.__name__ for view in views.ALL]
    assert len(names) == len(set(names))
    for view in views.ALL:
        assert view.__doc__, view.__name__
        if view.__name__ != "moved":  # called by the page that `kb new` leaves where a record was
            assert f"{{{{ {view.__name__}(" in prose, f"no page calls {view.__name__}"
    assert templates - set(names) == {*OF_NO_PAGE, "term"}, "a template without a view"


@pytest.mark.parametrize(
    ("heights", "first"), [([2], 1), ([2, 2], 1), ([9, 1, 1, 1], 1), ([1, 1, 1, 9], 3), ([3, 2, 2, 3, 4], 3)]
)
def test_columns_of_the_glossary_are_about_as_high(heights: list[int], first: int) -> None:
    entries: list[Any] = [SimpleNamespace(lines=height) for height in heights]
    assert columns(entries) == [column for column in (entries[:first], entries[first:]) if column]
