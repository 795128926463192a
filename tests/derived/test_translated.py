"""The facts in another language: what may be shown, what stays English, and what never may be a draft."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived import translated
from prevention_kb.derived.translated import STANDING, standing
from prevention_kb.exports import search_index
from prevention_kb.facts.shape import Named
from prevention_kb.facts.texts import texts, translatable
from prevention_kb.facts.translation import Overlay, Reading, Translation, digest
from prevention_kb.languages import marks
from prevention_kb.project import load

from ..conftest import ROOT

REF = ("events", "rule")


def with_overlay(kb: KnowledgeBase, **more: object) -> KnowledgeBase:
    english = dict(texts(kb.records["events"]["rule"]))
    said = {"title": "របប", "summary": "សង្ខេប"}
    given = {"texts": said, "of": {path: digest(english[path]) for path in said}} | more
    return replace(kb, overlays={"km": Overlay("km", {REF: Translation(**given)})})  # type: ignore[arg-type]


def title(kb: KnowledgeBase, drafts: bool = True) -> str:
    return str(translated.in_language(kb, "km", drafts).records["events"]["rule"].full_name)


def test_a_draft_is_shown_only_where_the_site_shows_drafts(tiny: KnowledgeBase) -> None:
    kb = with_overlay(tiny)
    assert title(kb) == marks.translated("របប", "draft")
    assert title(kb, drafts=False) == marks.english(tiny.records["events"]["rule"].full_name)


def test_what_names_a_person_is_no_draft_be_there_a_record_or_not(tiny: KnowledgeBase) -> None:
    first = tiny.records["events"]["rule"].full_name.split()[0]
    kb = replace(with_overlay(tiny), unrecorded=(first,))
    assert title(kb) == marks.english(tiny.records["events"]["rule"].full_name)
    assert translated.named(kb, f"{first}, and no {first}s") == {first}


def test_what_a_native_reader_has_read_is_always_shown(tiny: KnowledgeBase) -> None:
    kb = with_overlay(tiny, read={"title": Reading("Sok", "2026-12-10")})
    assert title(kb, drafts=False) == marks.translated("របប", "read")


def test_a_changed_original_is_english_again(tiny: KnowledgeBase) -> None:
    kb = with_overlay(tiny, of={"title": digest("Another wording"), "summary": digest("x")})
    assert title(kb) == marks.english(tiny.records["events"]["rule"].full_name)
    states = translated.standing(kb, kb.overlays["km"])["events"]
    assert states["stale"] == 2 and not states["draft"]


def test_a_name_that_a_source_gives_comes_before_any_translation(tiny: KnowledgeBase) -> None:
    kb = replace(tiny, overlays={"km": Overlay("km")})
    found = translated.in_language(kb, "km", False)
    assert found.records["treaties"]["covenant"].full_name == marks.translated("កតិកាសញ្ញា", "official")
    assert found.records["countries"]["cambodia"].full_name.startswith(marks.OFFICIAL)
    assert found.records["people"]["scholar"].full_name == marks.translated("អាន", "attested")


def test_everything_else_is_english_and_says_so(tiny: KnowledgeBase) -> None:
    found = translated.in_language(replace(tiny, overlays={"km": Overlay("km")}), "km", True)
    for records in found.records.values():
        for record in records.values():
            for path, text in texts(record):
                if (record.collection, record.id, path) == ("sources", "charter", "title"):  # printed in French
                    assert text == tiny.records["sources"]["charter"].full_name.partition(" [")[0]
                    continue
                assert (
                    not any("a" <= sign <= "z" for sign in marks.plain(text))
                    or text[0] in marks.ENGLISH + marks.OFFICIAL
                ), (record.id, path)
    assert found.records["sources"]["paper"].full_name.startswith(marks.ENGLISH)


def test_the_english_facts_stay_as_they_are(tiny: KnowledgeBase) -> None:
    before = {(name, id): dict(texts(record)) for name, of in tiny.records.items() for id, record in of.items()}
    translated.in_language(replace(tiny, overlays={"km": Overlay("km")}), "km", True)
    assert before == {(name, id): dict(texts(record)) for name, of in tiny.records.items() for id, record in of.items()}
    said = tiny.records["claims"]["said"]
    assert said.document is tiny.records["documents"]["op-ed"]  # type: ignore[attr-defined]


def test_passages_keep_their_sections(tiny: KnowledgeBase) -> None:
    found = translated.in_language(replace(tiny, overlays={"km": Overlay("km")}), "km", True)
    for document in found.records["documents"].values():
        for passage in document.passages:  # type: ignore[attr-defined]
            assert found.records["paragraphs"][passage].section in document.sections  # type: ignore[attr-defined]


# Never a draft --------------------------------------------------------------------------------------------------------

NEVER = {
    "claims": ("finding", "earlier.0.why", "would_settle", "figures.0.what", "wordings.0.note", "note"),
    "treaties": ("clause.note", "withdrawal", "status.cambodia.reservations", "status.cambodia.acts.0.note"),
    "cases": ("accused", "charges", "outcome"),
    "findings": ("trial.text", "final.text", "mode", "accused.0"),
    "people": ("role", "relevance"),
}


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in NEVER.items() for path in paths])
def test_fields_that_are_never_a_draft(tiny: KnowledgeBase, kind: str, path: str) -> None:
    record = next(iter(tiny.records[kind].values()))
    assert translatable(type(record)).fullmatch(path), "the path is one of this kind"
    assert not translated.may_be_a_draft(tiny, record, path, "Anything.")


SAID = {
    "Ann Scholar wrote so.": False,
    "A guard was convicted.": False,
    "Two men were arrested.": False,
    "The judges acquitted them.": False,
    "Pol Pot died.": False,
    "Charges in the case of the campaign are confirmed": False,
    "ARREST OF A FORMER PRESIDENT": False,
    "The treaty entered into force.": True,
    "States discharged their duty of reporting.": True,
    "A convention on victims.": True,
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_of_a_person_is_never_a_draft(tiny: KnowledgeBase, text: str) -> None:
    kb = replace(tiny, unrecorded=("Pol Pot",))
    assert translated.may_be_a_draft(kb, kb.records["events"]["rule"], "summary", text) is SAID[text]


def test_quotations_cannot_be_translated(tiny: KnowledgeBase) -> None:
    for records in tiny.records.values():
        for record in records.values():
            assert not translatable(type(record)).fullmatch("quote")
            assert not translatable(type(record)).fullmatch("wordings.0.text")


def test_no_shown_draft_of_the_real_facts_names_a_person() -> None:
    """The names of all who have a record or stood accused, looked up in the English of every draft that is shown."""
    kb = load(ROOT)
    shown = [text for text in translated.every_text(kb, kb.overlays["km"]) if text.state == "draft"]
    assert len(shown) > 500
    named = [person.name for person in kb.records["people"].values()]  # type: ignore[attr-defined]
    named += sorted({name for finding in kb.records["findings"].values() for name in finding.accused})  # type: ignore[attr-defined]
    assert not [(text.record.id, text.path) for text in shown for name in named if name in text.english]
    assert not [text.record.id for text in shown if text.record.collection == "people"]
    assert {text.path for text in shown if text.record.collection == "claims"} == {"restated"}  # never a verdict reason


def test_persons_without_a_record_are_known() -> None:
    """Of whom nothing may be said in a draft; a lost list would open the guard in silence."""
    assert {"Pol Pot", "Duterte"} <= set(load(ROOT).unrecorded)


def test_the_counts_of_translations_hold_every_name_once() -> None:
    """What /about/translation/ calls official or attested, counted anew from the records."""
    kb = load(ROOT)
    counted = sum(standing(kb, kb.overlays["km"]).values(), Counter())
    names: Counter[str] = Counter()
    for records in kb.records.values():
        for record in records.values():
            if isinstance(record, Named) and (name := record.names.get("km")):
                fields = ((name.name, record.name_field), (name.short, record.short_field))
                can = translatable(type(record))
                names[STANDING[name.standing]] += sum(bool(form and can.fullmatch(field)) for form, field in fields)
    assert names and {state: counted[state] for state in names} == names


def test_a_name_is_found_in_its_language_and_its_sources_there_alone() -> None:
    kb = load(ROOT)
    khmer = search_index.index_of_language(kb, "km", drafts=True)["entries"]
    found = {form for entry in khmer for form in (entry["t"], *entry.get("n", ()))}
    for records in kb.records.values():
        for record in records.values():
            if isinstance(record, Named) and (name := record.names.get("km")):
                assert set(name.forms) <= found, record.id
    spoken = {entry["t"] for entry in search_index.entries(kb)}
    title = kb.records["sources"]["eccc-km-organs"].full_name
    assert title in found and title not in spoken
