"""Texts that stay English on purpose: each is a text of a record, has a reason, and is told to readers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived.translated import every_text
from prevention_kb.facts.texts import texts
from prevention_kb.facts.translation import Kept, Overlay, Translation
from prevention_kb.reading import kept
from prevention_kb.reading.problems import Problem
from prevention_kb.rules import translations


def keeping(kb: KnowledgeBase, *ref: str, said: Translation | None = None) -> KnowledgeBase:
    """The tiny facts with one text that stays English."""
    collection, record_id, path = ref
    records = {(collection, record_id): said} if said else {}
    left = {(collection, record_id, path): Kept("No name in use was found.", "languages/km/kept.yaml", 4)}
    return replace(kb, overlays={"km": Overlay("km", records, kept=left)})


def test_what_is_kept_is_counted_as_such_with_its_reason(tiny: KnowledgeBase) -> None:
    kb = keeping(tiny, "treaties", "statute", "summary")
    assert translations.check(kb) == []
    (text,) = [text for text in every_text(kb, kb.overlays["km"]) if text.state == "kept"]
    assert (text.record.id, text.path, text.why) == ("statute", "summary", "No name in use was found.")


TWICE = "delete the line here, or the translation"
OF_A_PAGE = "write pages/<page>: {body: why}"
RECORD = "delete it, or name a record of data/"
OF_NOTHING: dict[tuple[str, str, str], tuple[str, str, str]] = {
    ("treaties", "statut", "summary"): ("there is no record treaties/statut", "", "did you mean treaties/statute?"),
    ("treaties", "zzz", "summary"): ("there is no record treaties/zzz", "", RECORD),
    ("treatise", "statute", "summary"): ("there is no record treatise/statute", "", RECORD),
    ("sources", "paper", "title"): ("there is no record sources/paper", "", "did you mean sources/paper?"),
    ("events", "fall", "sumary"): ("events/fall has no text sumary", "{}", "did you mean summary?"),
    ("events", "fall", "zzz"): ("events/fall has no text zzz", "{}", "delete the line"),
    ("pages", "nowhere", "body"): ("there is no page pages/nowhere: body", "", OF_A_PAGE),
    ("pages", "article", "title"): ("there is no page pages/article: title", "", OF_A_PAGE),
    ("treaties", "covenant", "title"): ("treaties/covenant: title is said to stay English, and is translated", "", TWICE),
    ("claims", "said", "finding"): ("claims/said: finding is never shown as a draft, so that no reason need be given", "", "delete the line"),
    ("people", "scholar", "name"): ("people/scholar: name is never shown as a draft, so that no reason need be given", "", "delete the line"),
}  # fmt: skip


@pytest.mark.parametrize("ref", OF_NOTHING)
def test_what_is_kept_of_nothing_is_a_problem_with_its_place(tiny: KnowledgeBase, ref: tuple[str, str, str]) -> None:
    what, allowed, cure = OF_NOTHING[ref]
    english = ", ".join(dict(texts(tiny.records["events"]["fall"])))
    expected = Problem("languages/km/kept.yaml", 4, 1, what=what, allowed=allowed.format(english), cure=cure)
    assert translations.check(keeping(tiny, *ref)) == [expected]


def test_what_is_kept_of_nothing_hides_nothing_behind_it(tiny: KnowledgeBase) -> None:
    """Every entry is asked, also behind one of a record that cannot be read."""
    kb = replace(tiny, broken={"events": frozenset({"lost"})})
    left = {(ref[0], ref[1], ref[2]): Kept("Why.", "k", 1) for ref in [("events", "lost", "title"), *OF_NOTHING]}
    found = translations.check(replace(kb, overlays={"km": Overlay("km", kept=left)}))
    assert [problem.what for problem in found] == [what for what, _, _ in OF_NOTHING.values()]


def test_what_is_translated_is_not_kept(tiny: KnowledgeBase) -> None:
    """A text of a record, and the prose of a page."""

    def twice(ref: str) -> list[Problem]:
        what = f"{ref} is said to stay English, and is translated"
        return [Problem("languages/km/kept.yaml", 4, 1, what=what, cure=TWICE)]

    kb = keeping(tiny, "treaties", "statute", "summary", said=Translation({"summary": "ក"}))
    assert translations.check(kb) == twice("treaties/statute: summary")
    page = keeping(tiny, "pages", "article", "body").overlays["km"]
    assert translations.check(replace(tiny, overlays={"km": page})) == []
    said = replace(page, pages={"article.md": Translation({"body": "ក"})})
    assert translations.check(replace(tiny, overlays={"km": said})) == twice("pages/article: body")


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
