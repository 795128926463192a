"""The words in which readers ask for a thing that says it otherwise: data/asked.yaml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from prevention_kb import DataError, KnowledgeBase, load
from prevention_kb.derived import links
from prevention_kb.exports import search_index
from prevention_kb.facts.asked import ASKED
from prevention_kb.reading import asked, thesaurus
from prevention_kb.rules.asked import check

from ..conftest import ROOT

QUESTIONS = yaml.load((ROOT / "tests/questions.yaml").read_text("utf-8"), yaml.CSafeLoader)


def with_words(workplace: Path, text: str) -> Path:
    (workplace / ASKED).write_text(text, "utf-8")
    return workplace


def complaints(workplace: Path, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(DataError) as error:
        load(with_words(workplace, text))
    assert all(problem.path == ASKED and problem.allowed for problem in error.value.problems)
    return [(problem.line, problem.what, problem.cure) for problem in error.value.problems]


def test_a_thing_is_found_by_the_words_in_which_readers_ask(workplace: Path) -> None:
    """A record, a page and a part of one; the words are in no other entry."""
    page = workplace / "docs/help.md"
    page.write_text(
        "---\ntitle: Help\ndescription: How to get help.\n---\n\n# Help\n\n## Where to look\n\nHere.\n", "utf-8"
    )
    kb = load(with_words(workplace, "events/fall: everyone marched\nhelp/: stuck\nhelp/#where-to-look: lost\n"))
    found = {entry["a"]: set(entry.get("w", "").split()) for entry in search_index.index(kb)["entries"]}
    for address, words in {
        links.of(kb.records["events"]["fall"]): {"everyone", "marched"} - set(thesaurus.english().asking),
        "help/": {"stuck"},
        "help/#where-to-look": {"lost"},
    }.items():
        assert words and words <= found[address]
        assert not [other for other, its in found.items() if other != address and words & its]


def test_every_line_stands_in_the_index(kb: KnowledgeBase) -> None:
    known = {
        search_index.stem(word) for entry in search_index.index(kb)["entries"] for word in entry.get("w", "").split()
    }
    lines = asked.of(kb).words
    assert len(lines) > 500 and not list(check(kb))
    assert all({search_index.stem(word) for word in words.split()} & known for words in lines.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- fall\n", [(1, "it is no list of things and words", "write it so, a thing a line")]),
        ("events/fall:\n", [(1, "events/fall: no words stand behind it", "mend the line")]),
        ("events/fall: [marched]\n", [(1, "events/fall: no words stand behind it", "mend the line")]),
        ("events/fall: Marched out\n", [(1, "events/fall: 'Marched' is no word in small letters", "mend the line")]),
        ("events/rule: hungry\nevents/fall: out out\n", [(2, "events/fall: out stands there twice", "mend the line")]),
        ("events/fal: out\n", [(1, "there is no record 'fal' in events", "did you mean fall?")]),
        ("event/fall: out\n", [(1, "there is no collection 'event'", "mend the part before the slash")]),
        ("fall: out\n", [(1, "there is no collection 'fall'", "mend the part before the slash")]),
        ("indexx/: out\n", [(1, "there is no page indexx/", "mend it, or delete the line")]),
        ("events/rule: out\nevents/fall: Out\nevents/fal: out\n", [(2, "events/fall: 'Out' is no word in small letters", "mend the line"), (3, "there is no record 'fal' in events", "did you mean fall?")]),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_its_cure(workplace: Path, text: str, found: list[tuple[int, str, str]]) -> None:
    assert complaints(workplace, text) == found


def test_a_page_and_a_part_that_are_meant_are_named(workplace: Path) -> None:
    page = workplace / "docs/help.md"
    page.write_text(
        "---\ntitle: Help\ndescription: How to get help.\n---\n\n# Help\n\n## Where to look\n\nHere.\n", "utf-8"
    )
    assert complaints(workplace, "halp/: stuck\nhelp/#where-to-lock: lost\n") == [
        (1, "there is no page halp/", "did you mean help/?"),
        (2, "help/ has no part where-to-lock", "did you mean help/#where-to-look?"),
    ]


def test_of_a_page_that_cannot_be_read_nothing_else_is_told(workplace: Path) -> None:
    (workplace / "docs/help.md").write_text("---\ntitle: [\n---\n\n# Help\n", "utf-8")
    with pytest.raises(DataError) as error:
        load(with_words(workplace, "help/#where-to-look: lost\n"))
    assert {problem.path for problem in error.value.problems} == {"docs/help.md"}


def test_what_cannot_be_read_is_told_once_and_without_the_file_nothing_is(workplace: Path) -> None:
    assert not asked.of(load(workplace)).words
    ((line, what, _),) = complaints(workplace, "events/fall: out\nevents/fall: again\n")
    assert line == 2 and "twice" in what


def test_no_question_has_its_answer_wired(kb: KnowledgeBase) -> None:
    """No line has all that a question of readers says: the words were written by people who knew none of the questions."""
    small = {*thesaurus.english().asking, *search_index.index(kb)["stop"]}
    lines = [set(words.split()) for words in asked.of(kb).words.values()]
    for questions in QUESTIONS.values():
        for question in questions:
            told = set(re.findall(r"[a-z0-9]+", str(question).lower())) - small
            assert len(told) < 4 or not any(told <= line for line in lines), question
