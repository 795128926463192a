"""What an editor reads who made a mistake: exact messages for each of mistakes.py.

`pytest --bless` accepts the present messages; read the diff aloud. test_the_very_place_is_named has the numbers of lines.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from prevention_kb import DataError, load
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.reading import messages
from prevention_kb.reading.problems import Problem

from ..conftest import TINY
from ..mistakes import BROKEN, FINE, MISTAKES, QUOTED, shown


@pytest.mark.parametrize("name", MISTAKES)
def test_messages(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    MISTAKES[name].make(tmp_path)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    head = str(caught.value).split("\n")[0]
    found = f"{head}\n{shown(caught.value.problems, tmp_path)}"
    expected = BROKEN / f"{name}.txt"
    if request.config.getoption("--bless"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("name", FINE)
def test_what_is_allowed_is_not_refused(name: str, tmp_path: Path) -> None:
    FINE[name].make(tmp_path)
    load(tmp_path)


def messages_of(name: str) -> list[str]:
    """The messages of a mistake, without the lines that they name."""
    return [row for row in (BROKEN / f"{name}.txt").read_text("utf-8").split("\n")[1:-1] if not row.startswith(QUOTED)]


def test_messages_and_mistakes_belong_together() -> None:
    assert {file.stem for file in BROKEN.iterdir()} == set(MISTAKES)
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize("name", MISTAKES)
def test_every_message_names_a_place_and_a_cure(name: str) -> None:
    head = (BROKEN / f"{name}.txt").read_text("utf-8").splitlines()[0]
    rows = messages_of(name)
    assert head == ("1 problem in the data" if len(rows) == 1 else f"{len(rows)} problems in the data")
    for row in rows:
        place, _, said = row.strip().partition(": ")
        assert place.startswith(("data/", "docs/")) and said.count(";") >= 1, row


PLACES = """\
# The line of the editor comes first.

hybrid:
  term: Hybrid court
  definition: A court with [judges](people/nobody) of two kinds.
  sources:
    - paper
    - papers
  see: [organisations/court, organisations/cort]
  checked: 2026-11-22
  review_by: 2026-11-22
immune: {term: 7, definition: Being out of reach., sources: [],
  checked: 2026-11-31, review_by: 2027-05-31}
second:
  definition: It has no name.
  sources: []
  spelt: wrongly
  checked: 2026-11-22
  review_by: 2027-05-31
third: Nothing but words.
"""


def test_the_very_place_is_named(workplace: Path) -> None:
    """Line and column of a value, a key, an entry of a list, a record, of what is missing, in the order of the file."""
    (workplace / "data/terms.yaml").write_text(PLACES, "utf-8")
    with pytest.raises(DataError) as caught:
        load(workplace)
    assert re.findall(r"data/terms.yaml:(\d+:\d+: [\w.]+)", str(caught.value)) == [
        "5:35: definition",
        "8:7: sources.2",
        "9:30: see.2",
        "11:14: review_by",
        "12:16: term",
        "13:12: checked",
        "15:3: term",
        "17:3: spelt",
        "20:8: third",
    ]


def test_problems_stand_in_the_order_of_the_files() -> None:
    later, first = Problem("b", 1, 1, what="x"), Problem("a", 10, 2, what="what", allowed="allowed", cure="cure")
    found = DataError(
        [
            later,
            Problem("a", 0, 0, what="all of it", allowed="", cure="cure"),
            first,
            Problem("a", 9, 9, what="y"),
            later,
        ]
    )
    assert str(found) == (
        "4 problems in the data\n  a: all of it; cure\n  a:9:9: y\n  a:10:2: what; allowed; cure\n  b:1:1: x"
    )
    assert str(DataError([later])) == "1 problem in the data\n  b:1:1: x"


def _literals(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str, tuple[str, ...]]]:
    """Every field of a kind, or of its parts, that takes one of several words."""
    for name, info in model.model_fields.items():
        for inner in (info.annotation, *get_args(info.annotation)):
            if get_origin(inner) is Literal:
                yield model, name, get_args(inner)
            for part in (inner, *get_args(inner)):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    yield from _literals(part)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_allowed_words_are_named_once(collection: str) -> None:
    """In the list of words or in the description of the field, and not in both."""
    for model, name, words in _literals(COLLECTIONS[collection]):
        description = (model.model_fields[name].description or "").rstrip(".")
        expected = ", ".join(f"'{word}'" for word in words)
        refused = messages.Refused("zzz", "literal_error", "", {"expected": expected}, model, name, description)
        said = "; ".join(messages._words(refused))
        listed = [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said)]
        assert not listed, (model.__name__, name, listed)
        assert description not in said or "allowed are" not in said, (model.__name__, name)


def test_no_message_says_the_same_twice() -> None:
    for name in MISTAKES:
        for row in messages_of(name):
            parts = [part.strip(" .").lower() for part in row.split("; ")]
            assert len(parts) == len(set(parts)), row


FILES = sorted(file.relative_to(TINY) for file in (TINY / "data").rglob("*.yaml"))


@pytest.mark.parametrize("name", FILES, ids=Path.as_posix)
def test_consequences_of_an_unreadable_file_stay_silent(name: Path, workplace: Path) -> None:
    """Each file of the tiny facts cut short, in another encoding, empty, or called otherwise is the only thing that is told."""

    def told() -> list[str]:
        with pytest.raises(DataError) as caught:
            load(workplace)
        return [problem.path for problem in caught.value.problems]

    for spoilt in (b"a: : b\n", b"\xff\xfe", b""):
        (workplace / name).write_bytes(spoilt)
        assert told() == [name.as_posix()]
    other = name.with_suffix(".yml")
    (workplace / name).rename(workplace / other)
    assert told() == [other.as_posix()]


@pytest.mark.parametrize("collection", [name for name, model in COLLECTIONS.items() if model.keyed])
def test_consequences_of_an_unreadable_record_stay_silent(collection: str, tmp_path: Path) -> None:
    """A record of a file of several that has one unknown field."""
    for record_id in load(TINY).records[collection]:
        project = tmp_path / record_id
        shutil.copytree(TINY, project)
        file = project / "data" / f"{collection}.yaml"
        file.write_text(
            re.sub(rf"^({re.escape(record_id)}:\n)", r"\1  zzz: 1\n", file.read_text("utf-8"), flags=re.M), "utf-8"
        )
        with pytest.raises(DataError) as caught:
            load(project)
        assert [problem.what for problem in caught.value.problems] == ["zzz: unknown field"], str(caught.value)
