"""What every template knows."""

from __future__ import annotations

import ast
import re
from typing import get_args

import pytest

from prevention_kb import KnowledgeBase, Page
from prevention_kb.derived.status import SHOWN
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.events import Case
from prevention_kb.facts.shape import Subpage
from prevention_kb.pages.environment import link

from ..conftest import ROOT
from .test_views import SITE

PAGES = ROOT / "prevention_kb/pages"


@pytest.mark.parametrize(
    ("attributes", "tag"),
    [
        ({}, '<a href="a?b&amp;c=&#34;">'),
        ({"rel": "<prev>"}, '<a href="a?b&amp;c=&#34;" rel="&lt;prev&gt;">'),
        ({"data_report": True, "hidden": False}, '<a href="a?b&amp;c=&#34;" data-report>'),
    ],
)
def test_a_link_is_escaped(attributes: dict[str, str | bool], tag: str) -> None:
    assert link('a?b&c="', **attributes) == tag


def test_a_verdict_that_stood_before_is_said_in_words_that_the_page_explains(kb: KnowledgeBase) -> None:
    """The ledger explains “imprecise in wording” and “imprecise in substance”: the bare word says that it was one of the two, and of
    a verdict that stands now, which."""
    page = Page(kb, SITE, "claims/")
    assert page.say("verdict.imprecise") == "Imprecise in wording or in substance"
    changes = [(claim, after) for claim in kb.all(Claim).values() for _, after in claim.changes[-1:]]
    assert changes and all(after == claim.mark for claim, after in changes)


def test_what_is_only_mentioned_has_a_name_and_an_address(tiny: KnowledgeBase) -> None:
    page = Page(tiny, SITE, "countries/cambodia/")
    assert page.label(Subpage("timeline/1970s/", "decade", "1970")) == "The 1970s"
    assert page.links_to("organisations", ["court"]) == ['<a href="../../actors/#court">The Court</a>']
    assert page.links_to("paragraphs", ["P1"]) == ['<a href="../../article/#P1">P1</a>']


def test_a_template_begins_with_what_it_gets() -> None:
    """Whatever a view hands over by name stands in the comment at its head."""
    calls = [
        node
        for file in sorted((PAGES / "views").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render"
    ]
    assert len(calls) > 60
    for call in calls:
        given = [word.arg for word in call.keywords if word.arg]
        if given and isinstance(call.args[0], ast.Constant):
            name = str(call.args[0].value)
            head, _, _ = (PAGES / "templates" / name).read_text("utf-8").partition("#}")
            assert [word for word in given if not re.search(rf"\b{word}\b", head.partition("Gets")[2])] == [], name


def test_each_status_has_a_colour_and_nothing_else_has_one() -> None:
    """What a state is to a treaty, and how far the outcome of a case is final."""
    sheet = (ROOT / "docs/assets/css/records.css").read_text("utf-8")
    rules = re.findall(r"(?<![^\s}])(\.status[.:][^{} ]*)\{color:", sheet)
    coloured = [name for rule in rules for name in re.findall(r"\.([\w-]+)", rule) if name != "status"]
    assert sorted(coloured) == sorted((*SHOWN, *get_args(Case.model_fields["final"].annotation)))
