"""languages/ as a whole: what stands there and nothing reads is told, once and with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.reading import catalogue, overlays
from prevention_kb.reading.problems import Problem
from prevention_kb.rules import translations

TWICE = "hybrid: {definition: ក, read: {by: A Reader, on: 2026-12-10, texts: [{a: b}]}}\n"
NAMED = "language:\n  name: Lao\n  locale: lo_LA\n"


@pytest.mark.parametrize(
    ("path", "text", "place", "what"),
    [
        ("person.yaml", "- Pol Pot\n", "languages/person.yaml", "nothing reads a file of this name"),
        ("en/thesuarus.yaml", "a: b\n", "languages/en/thesuarus.yaml", "nothing reads a file of this name"),
        ("KM-kh/terms.yaml", "{}\n", "languages/KM-kh", "no language has this code"),
        ("lo/terms.yaml", "{}\n", "languages/lo/interface.yaml", "the file is missing"),
        ("km/terms.yaml", "- hybrid\n", "languages/km/terms.yaml", "the file holds no records"),
        ("km/terms.yaml", "", "languages/km/terms.yaml", "the file holds no records"),
        ("km/concepts.yaml", "- prevention\n", "languages/km/concepts.yaml", "it is no list of concepts"),
        ("km/concepts.yaml", "a: {word: 'ក ', english: [x]}\n", "languages/km/concepts.yaml", "a: word is no text"),
        ("km/concepts.yaml", "a: {word: ក, english: [' x']}\n", "languages/km/concepts.yaml", "a: english is no list"),
        ("km/terms.yaml", TWICE, "languages/km/terms.yaml", "read: texts names a text that does not stand here"),
        ("km/kept.yaml", "terms/hybrid: {}\n", "languages/km/kept.yaml", "terms/hybrid names no text"),
    ],
)
def test_what_nothing_reads_is_told(workplace: Path, path: str, text: str, place: str, what: str) -> None:
    """And what follows from it is not: that a language without words lacks every page."""
    for code in ("en", "km"):
        (workplace / "languages" / code).mkdir(parents=True)
        (workplace / "languages" / code / "interface.yaml").write_text(NAMED, "utf-8")
    (workplace / "languages/.trash").mkdir()
    (workplace / "languages/.trash/old.yaml").write_text("a: b\n", "utf-8")
    found, problems = overlays.read_all(workplace)
    assert list(found) == ["km"] and not problems
    (workplace / "languages" / path).parent.mkdir(exist_ok=True)
    (workplace / "languages" / path).write_text(text, "utf-8")
    found, problems = overlays.read_all(workplace)
    (problem,) = problems
    assert list(found) == ["km"] and problem.path == place and what in problem.what and problem.cure


def test_concepts_need_not_be_there(workplace: Path) -> None:
    (workplace / "languages/km").mkdir(parents=True)
    (workplace / "languages/km/concepts.yaml").write_text("# none yet\n", "utf-8")
    assert not overlays.read_all(workplace)[1]


def test_words_that_cannot_be_used_hide_no_other_mistake(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it follow from them that a number in the digits of the language is missing."""

    def refuse(code: str) -> None:
        raise DataError([Problem(f"languages/{code}/interface.yaml", 1, 1, what="it cannot be used")])

    (workplace / "languages/km").mkdir(parents=True)
    (workplace / "languages/km/interface.yaml").touch()
    monkeypatch.setattr(catalogue, "translated", refuse)
    spoken = catalogue.language
    monkeypatch.setattr(
        catalogue, "language", lambda code, *more: refuse(code) if code == "km" else spoken(code, *more)
    )
    assert catalogue.digits("km") is None
    event = workplace / "data/events/fall.yaml"
    event.write_text(event.read_text("utf-8") + "zzz: 1\n", "utf-8")
    with pytest.raises(DataError) as caught:
        load(workplace)
    assert "data/events/fall.yaml" in {problem.path for problem in caught.value.problems}
    assert not list(translations._wrong("km", "In 1979.", "១៩៧៩", prose=False))
