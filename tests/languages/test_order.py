"""The order of letters of a language, and the letter under which a word stands."""

from __future__ import annotations

from markupsafe import Markup

from prevention_kb import KnowledgeBase
from prevention_kb.derived.translated import in_language
from prevention_kb.facts.events import Case
from prevention_kb.languages import khmer, marks
from prevention_kb.pages.page import Page
from prevention_kb.pages.site import Site
from prevention_kb.pages.views.accountability import cases
from prevention_kb.pages.views.positions import countries
from prevention_kb.reading.catalogue import english, language


def test_english_words_stand_by_their_letters_and_digits_together() -> None:
    spoken = english()
    assert sorted(["“b”", "A", "61 states", "(c)"], key=spoken.order) == ["61 states", "A", "“b”", "(c)"]
    assert [spoken.initial(word) for word in ("“b”", "61 states", "(c)")] == ["B", "0–9", "C"]


def test_khmer_words_stand_by_theirs_whatever_marks_they_bear() -> None:
    spoken = language("km")
    words = [marks.translated("ខ្មែរ", "draft"), marks.english("treaty"), marks.translated("កម្ពុជា", "official")]
    assert [marks.plain(word) for word in sorted(words, key=spoken.order)] == ["treaty", "កម្ពុជា", "ខ្មែរ"]
    assert [spoken.initial(word) for word in words] == ["ខ", "T", "ក"]


def test_lists_of_a_page_stand_by_letters_whatever_the_state_of_a_name(kb: KnowledgeBase) -> None:
    """States with an official name stood behind those whose name a newspaper gives, and drafts before both."""
    page = Page(in_language(kb, "km", drafts=True), Site(), language=language("km"), within="km/")
    states = [marks.plain(state.name) for state in countries(page)]
    assert states[0] == "កម្ពុជា" and states == sorted(states, key=khmer.key)
    assert [case.id for case in cases(page)] == sorted(kb.all(Case))


def test_a_list_holds_nothing_that_nobody_sees() -> None:
    """The Unicode CLDR joins Khmer lists with a space that has no width, which applications show or search as a real one."""
    assert language("km").listed(["ក", "ខ"]) == "ក និងខ"
    assert language("km").listed([Markup("<a>A</a>"), Markup("<a>B</a>")]) == "<a>A</a> និង <a>B</a>"
