"""The Khmer search: sixty questions of readers, half of them held out, and every name however it is typed. Node runs the script as a browser does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from prevention_kb import KnowledgeBase
from prevention_kb.exports import search_index
from prevention_kb.languages import khmer

from ..conftest import ROOT

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(not NODE, reason="Node runs the script as a browser does")
ASKED: dict[str, dict[str, list[str]]] = yaml.load((Path(__file__).parents[1] / "questions.km.yaml").read_text("utf-8"), yaml.CSafeLoader)  # fmt: skip
NAMED = ("countries", "organisations", "terms", "treaties")
PROGRAM = """
const { module, index, queries } = JSON.parse(require("fs").readFileSync(0, "utf8"));
import(module).then(({ finder }) => {
  const { find } = finder(index);
  console.log(JSON.stringify(queries.map((query) => find(query, 3).found.map((entry) => entry.a))));
});
"""


@pytest.fixture(scope="module")
def index(kb: KnowledgeBase) -> dict[str, Any]:
    return search_index.index_of_language(kb, "km", True)


def answers(index: dict[str, Any], queries: list[str]) -> list[list[str]]:
    """The addresses that the script gives first for each query, three at most."""
    assert NODE
    given = {"module": (ROOT / "docs/assets/js/search/khmer.js").as_uri(), "index": index, "queries": queries}
    done = subprocess.run([NODE, "-e", PROGRAM], input=json.dumps(given), capture_output=True, text=True, check=True)
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("asked", "first", "three"), [("tuned", 0.9, 0.95), ("held_out", 0.9, 0.95), ("more_tuned", 0.6, 0.85)]
)
def test_a_question_finds_what_answers_it(index: dict[str, Any], asked: str, first: float, three: float) -> None:
    """Shares of the questions whose answer comes first, and among the first three."""
    questions = ASKED[asked]
    found = answers(index, list(questions))
    places = {
        question: next((place for place, address in enumerate(three) if address.removeprefix("km/") in right), 3)
        for (question, right), three in zip(questions.items(), found, strict=True)
    }
    late = {question: place for question, place in places.items() if place}
    assert sum(place == 0 for place in places.values()) / len(places) >= first, late
    assert sum(place < 3 for place in places.values()) / len(places) >= three, late


def test_no_question_has_its_answer_wired(index: dict[str, Any]) -> None:
    assert len(ASKED["tuned"]) == len(ASKED["held_out"]) == 30 and not set(ASKED["tuned"]) & set(ASKED["held_out"])
    there = {entry["a"] for entry in index["entries"]}
    script = (ROOT / "docs/assets/js/search/khmer.js").read_text("utf-8")
    for questions in ASKED.values():
        for question, right in questions.items():
            assert {f"km/{address}" for address in right} <= there, question
            assert question not in script


def typed(name: str) -> dict[str, str]:
    """A name as other keyboards, other hands and hasty ones write it."""
    middle = len(name) // 2
    return {
        "as it is": name,
        "without spaces": name.replace(" ", ""),
        "spaces without width": "\u200b".join(name[at : at + 4] for at in range(0, len(name), 4)),
        "DA for TA": name.replace("\u17d2\u178f", "\u17d2\u178a"),
        "the vowel before the subscript": as_it_looks(name),
        "one sign missing": name[:middle] + name[middle + 1 :],
        "one sign too many": f"{name[:middle]}\u17b6{name[middle:]}",
    }


def as_it_looks(name: str) -> str:
    """A name with each subscript typed behind its vowel, as it looks."""
    return SUBSCRIPT.sub(r"\2\1", name)


SUBSCRIPT = re.compile(f"({khmer.COENG}[\u1780-\u17a2])([\u17b6-\u17c5])")


def test_a_name_is_found_however_it_is_typed(index: dict[str, Any]) -> None:
    queries = [
        (how, query, entry["a"])
        for entry in index["entries"]
        if entry["k"] in NAMED and len(entry["t"]) > 5 and "\u1780" <= entry["t"][0] <= "\u17b3"
        for how, query in typed(entry["t"]).items()
    ]
    assert len(queries) > 300
    found = answers(index, [query for _, query, _ in queries])
    late = [(how, query) for (how, query, address), first in zip(queries, found, strict=True) if address not in first]
    assert len(late) <= 0.01 * len(queries), late
    assert not [query for how, query in late if how == "as it is"], late


@pytest.mark.parametrize(
    ("name", "digits"), [("អនុសញ្ញា", "១៩៧៩"), ("อนุสัญญา", "๑๙๗๙"), ("ສົນທິສັນຍາ", "໑໙໗໙"), ("စာချုပ်", "၁၉၇၉")]
)
def test_each_language_without_spaces_has_its_digits_and_letters(name: str, digits: str) -> None:
    """A year is found in either digits, a name before Latin letters that nothing is called."""
    entries = [{"k": "terms", "t": name, "a": "name"}, {"k": "events", "t": f"{name[0]} 1979", "a": "year"}]
    given = {"kinds": {kind: {"one": kind} for kind in ("terms", "events")}, "entries": entries}
    assert answers(given, [name[:-1], digits, "1979", f"{name}ICC"]) == [["name"], ["year"], ["year"], ["name"]]
