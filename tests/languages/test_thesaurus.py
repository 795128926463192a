"""What the search takes for the same: languages/en/thesaurus.yaml."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from prevention_kb.exports import search_index
from prevention_kb.reading import thesaurus
from prevention_kb.reading.problems import DataError

from ..conftest import ROOT

ASKED = yaml.load((ROOT / "tests/questions.yaml").read_text("utf-8"), yaml.CSafeLoader)


def written(folder: Path, text: str) -> Path:
    (folder / "en").mkdir()
    (folder / "en" / thesaurus.FILE).write_text(text, "utf-8")
    return folder


def test_it_is_read_and_sent_with_the_index() -> None:
    found = thesaurus.english()
    assert "what" in found.asking and ("die", "death", "dead") in found.forms and len(found.alike) > 100
    kb_index = json.loads((ROOT / "schema/languages/thesaurus.json").read_text("utf-8"))
    assert set(kb_index["properties"]) == {"asking", "forms", "alike"}


def test_without_the_file_nothing_is_the_same(tmp_path: Path) -> None:
    assert thesaurus.english(tmp_path) == thesaurus.Thesaurus() and not thesaurus.problems(tmp_path)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("forms:\n- [die, death]\nalike:\n- [jail, prison, life sentence]\n", []),
        ("forms:\n- [die]\nalike:\n- [jail, prison]\n", [2]),
        ("forms:\n- [die, death toll]\nalike:\n- [jail, prison]\n", [2]),
        ("forms:\n- [die, death]\nalike:\n- [jail, jail]\n- [Jail, prison]\n", [4, 5]),
        ("forms:\n- [die, death]\nalike:\n- [toll, how many people have died]\n", [4]),
        ("forms:\n- [die, death]\n", [1]),
        ("- [die, death]\n", [1, 1, 1]),
        ("forms: [\n", [2]),
        ("", [1, 1]),
        ("forms:\n- [die, death]\nalike:\n- [jail, prison]\nalikes:\n- [x, y]\n", [5]),
        ("forms:\n- [die, death]\nalike:\n- [jail, 3]\n- abc\n", [4, 5]),
    ],
)
def test_a_mistake_has_its_place(tmp_path: Path, text: str, places: list[int]) -> None:
    folder = written(
        tmp_path, text if text.startswith("-") or text.endswith("[\n") else f"{text}asking: [what, when]\n"
    )
    found = thesaurus.problems(folder)
    assert [problem.line for problem in found][: len(places)] == places and bool(found) == bool(places)
    assert all(problem.path == "languages/en/thesaurus.yaml" and problem.cure for problem in found)
    if places:
        with pytest.raises(DataError):
            thesaurus.english(folder)


@pytest.mark.parametrize(
    ("group", "what"),
    [
        ("[die, Death]", "forms: 'Death' is no word in small letters"),
        ("[die, death toll]", "forms: 'death toll' is of more than 1 word"),
        ("[die, death, die]", "forms: die stands there twice"),
        ("[die]", "forms: fewer than two words"),
    ],
)
def test_the_word_that_is_wrong_is_named(tmp_path: Path, group: str, what: str) -> None:
    text = f"asking: [what, when]\nforms:\n- {group}\nalike:\n- [jail, life sentence]\n"
    (problem,) = thesaurus.problems(written(tmp_path, text))
    assert (problem.what, problem.line) == (what, 3)


def test_a_link_to_nothing_is_no_thesaurus(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / thesaurus.FILE).symlink_to("elsewhere.yaml")
    (problem,) = thesaurus.problems(tmp_path)
    assert "leads to elsewhere.yaml" in problem.what


def test_it_holds_no_question_and_no_form_twice() -> None:
    """A group is of words that mean the same; whoever wrote a question into it would have wired its answer."""
    found = thesaurus.english()
    said = {word for group in (*found.forms, *found.alike) for word in group}
    questions = {str(question).lower().rstrip("?") for group in ASKED.values() for question in group}
    wired = {question for question in said & questions if len(question.split()) > 3}
    assert not wired
    for one, other in combinations(found.forms, 2):
        assert not {search_index.stem(word) for word in one} & {search_index.stem(word) for word in other}, (one, other)
