"""Texts that stay English on purpose: each is a text of a record, has a reason, and is told to readers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived.translated import every_text
from prevention_kb.facts.translation import Kept, Overlay, Translation
from prevention_kb.reading import kept
from prevention_kb.reading.problems import Problem
from prevention_kb.rules import translations


def keeping(kb: KnowledgeBase, *ref: str, texts: Translation | None = None) -> KnowledgeBase:
    """The tiny facts with one text that stays English."""
    collection, record_id, path = ref
    records = {(collection, record_id): texts} if texts else {}
    left = {(collection, record_id, path): Kept("No name in use was found.", "languages/km/kept.yaml", 4)}
    return replace(kb, overlays={"km": Overlay("km", records, kept=left)})


def test_what_is_kept_is_counted_as_such_with_its_reason(tiny: KnowledgeBase) -> None:
    kb = keeping(tiny, "treaties", "statute", "summary")
    assert translations.check(kb) == []
    (text,) = [text for text in every_text(kb, kb.overlays["km"]) if text.state == "kept"]
    assert (text.record.id, text.path, text.why) == ("statute", "summary", "No name in use was found.")


@pytest.mark.parametrize(
    ("ref", "what", "cure"),
    [
        (("treaties", "statut", "summary"), "there is no record treaties/statut", "did you mean treaties/statute?"),
        (("treatise", "statute", "summary"), "there is no record treatise/statute", "name a record"),
        (("treaties", "statute", "sumary"), "treaties/statute has no text sumary", "did you mean summary?"),
        (("pages", "about/nowhere", "body"), "there is no page pages/about/nowhere: body", "write pages/<page>"),
        (("treaties", "covenant", "title"), "treaties/covenant: title is said to stay English", "delete the line"),
    ],
)  # fmt: skip
def test_what_is_kept_of_nothing_is_a_problem_with_its_place(tiny: KnowledgeBase, ref: tuple[str, str, str], what: str, cure: str) -> None:  # fmt: skip
    (problem,) = translations.check(keeping(tiny, *ref))
    assert (problem.path, problem.line) == ("languages/km/kept.yaml", 4)
    assert what in problem.what and cure in problem.cure


def test_what_is_translated_is_not_kept(tiny: KnowledgeBase) -> None:
    kb = keeping(tiny, "treaties", "statute", "summary", texts=Translation({"summary": "ក"}))
    (problem,) = translations.check(kb)
    assert "is said to stay English, and is translated" in problem.what


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("treaties/b: why", "treaties/b names no text"),
        ("treaties/b: {title: ''}", "treaties/b: title has no reason"),
        ("treaties/b: {title: [why]}", "treaties/b: title has no reason"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, entry: str, what: str) -> None:
    file = tmp_path / "kept.yaml"
    file.write_text(f"treaties/a: {{title: No name was found.}}\n{entry}\n", "utf-8")
    problems: list[Problem] = []
    assert list(kept.read(file, "kept.yaml", problems)) == [("treaties", "a", "title")]
    (problem,) = problems
    assert problem.line == 2 and what in problem.what and "<collection>/<id>" in problem.allowed


@pytest.mark.parametrize("text", ["- organisations/aha\n", "organisations/aha\n", "7\n"])
def test_what_is_no_list_of_records_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kept.yaml"
    file.write_text(text, "utf-8")
    problems: list[Problem] = []
    assert not kept.read(file, "kept.yaml", problems)
    (problem,) = problems
    assert "<collection>/<id>" in problem.allowed
