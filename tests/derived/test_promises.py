"""Promises: what counts as evidence for them, and that a text that promises changes no word about those that claim."""

from __future__ import annotations

from typing import get_args

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived import citation, translated
from prevention_kb.derived.evidence import evidence
from prevention_kb.derived.passages import passage_name
from prevention_kb.derived.speakers import claiming, who
from prevention_kb.facts.documents import Document, Paragraph
from prevention_kb.facts.promises import Promise, State
from prevention_kb.facts.sources import Source
from prevention_kb.pages.views.promises import STATES


def test_the_text_that_promises_is_no_evidence_of_what_became_of_it(tiny: KnowledgeBase) -> None:
    assert evidence(tiny.get(Promise, "write")) == ["speech"]
    assert evidence(tiny.get(Promise, "report")) == ["charter"], "that it was promised at all, the text alone can tell"


def test_every_state_has_its_sign() -> None:
    assert [*STATES] == [*get_args(State)]


def test_every_promise_of_the_site_rests_on_others(kb: KnowledgeBase) -> None:
    promises = kb.all(Promise).values()
    assert promises
    for promise in promises:
        assert promise.document and promise.document.checked_for == "promises"
        told = evidence(promise) or []
        assert promise.state in ("not-due", "not-established") or promise.document.source not in told
        assert all(kb.get(Source, source).read != "none" for source in told)


def test_a_text_that_promises_changes_no_word_about_one_that_claims(kb: KnowledgeBase) -> None:
    documents = kb.all(Document)
    assert len(documents) > 1 and [document.id for document in claiming(kb)] == ["op-ed"]
    assert documents["op-ed"].alone and not documents["five-point-consensus"].alone
    assert who(kb)["speakers"] == [documents["op-ed"].voice]
    assert passage_name(kb.get(Paragraph, "P4")).id == "passage.paragraph"
    assert passage_name(kb.get(Paragraph, "five-point-consensus-4")).id == "passage.point-of"


def test_what_became_of_a_promise_stands_with_it_where_it_is_cited(tiny: KnowledgeBase) -> None:
    said = citation.title(tiny.get(Promise, "dispute"))
    assert said == "Promise of the charter (not done): The dispute will end"
    alone = tiny.get(Promise, "dispute").model_copy(update={"paragraphs": []})
    alone._document = None
    assert citation.title(alone) == "Promise of a document (not done): The dispute will end"


@pytest.mark.parametrize("field", ["finding", "done.0.text", "not_done.1.text", "would_settle", "note"])
def test_reasons_are_never_shown_as_a_draft(field: str, tiny: KnowledgeBase) -> None:
    promise = tiny.get(Promise, "dispute")
    assert not translated.may_be_a_draft(tiny, promise, field, "It goes on.")
    assert translated.may_be_a_draft(tiny, promise, "restated", "The dispute will end.")
