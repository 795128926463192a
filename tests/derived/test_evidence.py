"""The op-ed is no evidence for itself: what its claims rest on, and what is left of it in every answer that says how far a source was read."""

from __future__ import annotations

from typing import get_args

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived.evidence import at_another_time, evidence, looked, published, read_words
from prevention_kb.exports import plain
from prevention_kb.facts.actors import Term
from prevention_kb.facts.dates import When
from prevention_kb.facts.documents import Claim, Paragraph
from prevention_kb.facts.shape import Record
from prevention_kb.facts.sources import Source
from prevention_kb.reading.catalogue import english

OP_ED = "op-ed"
VERDICTS = get_args(Claim.model_fields["verdict"].annotation)
JUDGED = {"confirmed", "imprecise", "contradicted", "unverified"}


def claim(tiny: KnowledgeBase, verdict: str, sources: list[str]) -> Claim:
    return tiny.get(Claim, "toll").model_copy(update={"verdict": verdict, "sources": sources})


def test_the_verdicts_are_those_that_are_tested_here() -> None:
    assert set(VERDICTS) == JUDGED | {"not-checkable"}


def test_each_document_is_no_evidence_for_its_own_claims_and_may_be_for_those_of_others(tiny: KnowledgeBase) -> None:
    repeated = tiny.get(Claim, "repeated")
    assert repeated.document and repeated.document.id == "speech" and repeated.sources == ["speech", OP_ED]
    assert evidence(repeated) == [OP_ED]
    assert evidence(claim(tiny, "confirmed", ["speech", OP_ED])) == ["speech"]
    found = plain.checking(tiny, repeated)
    assert found and found["state"] == "whole"
    alone = plain.checking(tiny, repeated.model_copy(update={"sources": ["speech"]}))
    assert alone and alone["state"] == "none"


@pytest.mark.parametrize("verdict", sorted(JUDGED))
def test_what_is_judged_rests_on_others(verdict: str, tiny: KnowledgeBase) -> None:
    assert evidence(claim(tiny, verdict, [OP_ED])) == []
    assert evidence(claim(tiny, verdict, ["paper", OP_ED, "tables"])) == ["paper", "tables"]
    assert evidence(claim(tiny, verdict, ["tables"])) == ["tables"]
    assert evidence(claim(tiny, verdict, [])) == []


def test_a_view_rests_on_those_who_hold_it(tiny: KnowledgeBase) -> None:
    assert evidence(claim(tiny, "not-checkable", [OP_ED, "paper"])) == [OP_ED, "paper"]
    assert evidence(tiny.get(Claim, "praise")) == [OP_ED]


def test_what_is_no_claim_rests_on_all_that_it_cites(tiny: KnowledgeBase) -> None:
    assert evidence(tiny.get(Term, "immune")) == [OP_ED]
    assert evidence(tiny.records["events"]["fall"]) == ["paper"]


@pytest.mark.parametrize(("kind", "record_id"), [(Source, OP_ED), (Source, "paper"), (Paragraph, "P1")])
def test_sources_and_paragraphs_rest_on_nothing(kind: type[Record], record_id: str, tiny: KnowledgeBase) -> None:
    assert evidence(tiny.get(kind, record_id)) is None


def test_what_is_given_away_is_not_the_state_of_the_op_ed(tiny: KnowledgeBase) -> None:
    """The op-ed was read whole; a claim that nothing else supports was not."""
    assert tiny.get(Source, OP_ED).read == "whole"
    found = plain.checking(tiny, tiny.get(Claim, "said"))
    assert found and found["state"] == "none"
    held = plain.checking(tiny, tiny.get(Claim, "praise"))
    assert held and held["state"] == "whole"


@pytest.mark.parametrize(
    ("held", "elsewhen"),
    [("2009", True), ("2009/2025-03-31", True), ("2009/2025-04-01", False), ("2025-04", False), ("2025-05-01", True), ("2025-04-30/2026", False), ("2009/..", False)],
)  # fmt: skip
def test_a_claim_is_judged_as_of_its_publication(held: str, elsewhen: bool, tiny: KnowledgeBase) -> None:
    toll = tiny.get(Claim, "toll").model_copy(update={"held": When.parse(held)})
    assert at_another_time(toll) is elsewhen
    assert not at_another_time(toll.model_copy(update={"held": None}))


def test_a_claim_of_no_document_was_never_published() -> None:
    assert published(Claim.model_construct(id="of-nobody")) is None


def test_the_day_of_looking_is_that_of_the_sources(tiny: KnowledgeBase) -> None:
    assert looked(tiny, ["paper", "unread"]) == "2026-11-22"
    assert looked(tiny, ["unread"]) is None and looked(tiny, []) is None


def test_of_several_sources_none_speaks_for_the_others(tiny: KnowledgeBase) -> None:
    """A badge that tells the best of ten says of nine what is not so."""
    read = {name: source.read for name, source in tiny.all(Source).items()}
    assert (read["tables"], read["paper"], read["unread"]) == ("whole", "opening", "none")
    assert read_words(english(), tiny, ["tables"]) == "read in full"
    assert read_words(english(), tiny, ["tables", OP_ED], "piece.read") == "Source read in full"
    assert (
        read_words(english(), tiny, ["unread", "tables", "paper"])
        == "1 read in full, 1 read in part and 1 not read yet"
    )
    assert read_words(english(), tiny, []) == "no source read yet"
    found = plain.checking(tiny, tiny.get(Claim, "toll").model_copy(update={"sources": ["paper", "tables"]}))
    assert found and found["words"] == "1 read in full and 1 read in part"
