"""What every template knows."""

from __future__ import annotations

import pytest

from prevention_kb import KnowledgeBase, Page
from prevention_kb.facts.shape import Subpage
from prevention_kb.pages.environment import link

from .test_views import SITE


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


def test_what_is_only_mentioned_has_a_name_and_an_address(tiny: KnowledgeBase) -> None:
    page = Page(tiny, SITE, "countries/cambodia/")
    assert page.label(Subpage("timeline/1970s/", "decade", "1970")) == "The 1970s"
    assert page.links_to("organisations", ["court"]) == ['<a href="../../actors/#court">The Court</a>']
    assert page.links_to("paragraphs", ["P1"]) == ['<a href="../../article/#P1">P1</a>']
