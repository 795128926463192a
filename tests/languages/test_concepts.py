"""One word for one concept: what another language calls it, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.facts.texts import texts
from prevention_kb.facts.translation import Concept, Overlay, Translation, digest
from prevention_kb.reading import concepts
from prevention_kb.reading.problems import Problem
from prevention_kb.rules import translations

from ..conftest import ROOT

PREVENTION = Concept("prevention", "ការបង្ការ", also=("បង្ការ",), english=("prevent",), avoid=("ការទប់ស្កាត់",))


def saying(kb: KnowledgeBase, said: str, collection: str = "proposals", path: str = "title") -> KnowledgeBase:
    """The tiny facts with one text in Khmer."""
    record = next(iter(kb.records[collection].values()))
    english = dict(texts(record))[path]
    one = Translation({path: said}, {path: digest(english)}, path="languages/km/x.yaml", lines={path: 3})
    concept = replace(PREVENTION, english=(english.split()[0],))
    overlay = Overlay("km", {(collection, record.id): one}, concepts={"prevention": concept})
    return replace(kb, overlays={"km": overlay})


def test_a_word_that_is_not_used_for_a_concept_is_a_problem_with_its_place(tiny: KnowledgeBase) -> None:
    (problem,) = translations.check(saying(tiny, "ផែនការសម្រាប់ការទប់ស្កាត់"))
    assert (problem.path, problem.line) == ("languages/km/x.yaml", 3)
    assert "ការទប់ស្កាត់ stands for prevention" in problem.what and "ការបង្ការ" in problem.allowed


def test_elsewhere_the_word_may_stand(tiny: KnowledgeBase) -> None:
    """Where the English speaks of something else, and inside a name that a source gives."""
    kb = saying(tiny, "ផែនការសម្រាប់ការទប់ស្កាត់")
    other = replace(kb.overlays["km"], concepts={"prevention": replace(PREVENTION, english=("zebra",))})
    assert translations.check(replace(kb, overlays={"km": other})) == []
    name = tiny.records["treaties"]["covenant"].names["km"].name  # type: ignore[attr-defined]
    named = replace(saying(tiny, f"តាម{name}").overlays["km"], concepts={"x": replace(PREVENTION, english=("",), avoid=(name[:4],))})  # fmt: skip
    assert translations.check(replace(tiny, overlays={"km": named})) == []


def test_a_text_without_the_word_is_listed_and_no_problem(tiny: KnowledgeBase) -> None:
    for said, listed in (("ផែនការ", True), ("ផែនការបង្ការ", False)):
        kb = saying(tiny, said)
        assert translations.check(kb) == []
        assert bool(list(translations.called_otherwise(kb, kb.overlays["km"]))) is listed


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("x", "it holds no fields"),
        ("{word: ក}", "english is missing"),
        ("{english: [a]}", "word is missing"),
        ("{word: ក, english: [a], words: ខ}", "words is no field of a concept"),
        ("{word: ក, english: a}", "english is no list of words"),
        ("{word: ក, english: [a], avoid: ['']}", "avoid is no list of words"),
        ("{word: [ក], english: [a]}", "word is no text"),
        ("{word: កខ, english: [a], avoid: [ខ]}", "ខ is avoided, and is wanted"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, entry: str, what: str) -> None:
    file = tmp_path / "concepts.yaml"
    file.write_text(f"good: {{word: ក, english: [a]}}\nbroken: {entry}\n", "utf-8")
    problems: list[Problem] = []
    assert list(concepts.read(file, "concepts.yaml", problems)) == ["good"]
    (problem,) = problems
    assert problem.line == 2 and what in problem.what and "word:" in problem.allowed


def test_the_conflicts_that_were_found_are_settled() -> None:
    """Each with the text on which it rests."""
    problems: list[Problem] = []
    found = concepts.read(ROOT / "languages/km/concepts.yaml", "concepts.yaml", problems)
    assert not problems
    assert found["prevention"].word == "ការបង្ការ" and "ការទប់ស្កាត់" in found["prevention"].avoid
    assert found["appeal"].word == "បណ្តឹងសាទុក្ខ" and found["timor-leste"].word == "ទីម័រឡេស្តេ"
    text = (ROOT / "languages/km/concepts.yaml").read_text("utf-8")
    assert text.count("\n  word:") == text.count("\n  note:") == len(found)
