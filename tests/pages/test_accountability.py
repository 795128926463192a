"""What the page of the tribunal draws and lists: its own acts, none of other courts, and no crime as an act of a case."""

from __future__ import annotations

from prevention_kb import KnowledgeBase
from prevention_kb.facts.events import Case
from prevention_kb.pages.page import Page
from prevention_kb.pages.site import Site
from prevention_kb.pages.views import accountability


def test_no_act_of_another_court_is_listed_as_one_of_the_tribunal(kb: KnowledgeBase) -> None:
    found = {event.id for event in accountability.around(Page(kb, Site(), "accountability/"), "eccc")}
    assert {"letter-to-un-1997", "criminal-code-2009", "prt-1979", "eccc-law-2001"} <= found
    assert not found & {
        "duterte-arrest-2025",
        "icc-warrant-request-2024",
        "icj-jurisdiction-2022",
        "indonesia-human-rights-courts-2000",
    }


def test_the_line_of_a_case_begins_with_an_act_of_the_court(kb: KnowledgeBase) -> None:
    page = Page(kb, Site(), "accountability/")
    for case in kb.all(Case).values():
        assert all(event.date.lower.year > 1998 for event in accountability.acts_of(page, case)), case.id
    listed = accountability.events_of(page, kb.get(Case, "case-002-02"))
    assert "forced-marriages-1975" in {event.id for event in listed}, "the crimes stand in the list of the case"
