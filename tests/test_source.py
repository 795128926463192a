"""One YAML file as values and places."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_kb import source


def read(tmp_path: Path, text: str | bytes) -> source.Document:
    file = tmp_path / "x.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return source.read(file, "data/x.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("no", "no"), ("Yes", "Yes"), ("on", "on"), ("true", True), ("false", False), ("True", "True"),
        ("12:30", "12:30"), ("0123", "0123"), ("0x1f", "0x1f"), ("1_000", "1_000"), ("1e5", "1e5"), ("12", 12), ("-3", -3),
        ("1.5", 1.5), ("1.10", 1.1), ("2023-01-05", "2023-01-05"), ("2023-01-05T10:00:00Z", "2023-01-05T10:00:00Z"),
        ("~", None), ("null", None), ("", None), ("NULL", "NULL"), ("'12'", "12"), ('"true"', "true"), ("<<", "<<"),
        ("=", "="), (".inf", ".inf"), (".5", ".5"),
    ],
)  # fmt: skip
def test_plain_words_mean_what_they_say(tmp_path: Path, text: str, value: object) -> None:
    document = read(tmp_path, f"key: {text}\n")
    assert not document.problems
    assert document.value == {"key": value}
    assert type(document.value["key"]) is type(value)


def test_lines_of_keys_to_the_second_level(tmp_path: Path) -> None:
    document = read(tmp_path, "# head\na: 1\nb:\n  c:\n    d: 2\n  e: [x, y]\n")
    assert document.lines == {("a",): 2, ("b",): 3, ("b", "c"): 4, ("b", "e"): 6}


def test_place_of_values_and_keys(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\nb:\n  c:\n    - x\n    - y: 2\n")
    assert document.place(("b", "c", 1, "y")) == (5, 10)
    assert document.place(("b", "c", 1, "y"), key=True) == (5, 7)
    assert document.place(("b", "missing")) == (3, 3)
    assert document.place(()) == (1, 1)


def test_several_keys_given_twice_are_all_told(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(p.line, p.what) for p in document.problems] == [
        (2, "a is given twice (first on line 1)"),
        (5, "c is given twice (first on line 4)"),
    ]


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: !!str 1\n", "a: !secret 1\n", "<<: &d {a: 1}\n", "a: [*x]\n"])
def test_anchors_aliases_and_tags_are_refused(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).problems


@pytest.mark.parametrize(
    "text", ["a: R&D and P&L\n", "a: 'x & y'\n", "a: really!\n", "a: a *starred* word\n", 'a: "&x"\n', "a: [b, 'c!']\n"]
)
def test_the_same_signs_in_text_are_welcome(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, text).problems


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_give_a_value_or_a_problem_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    document = read(tmp_path_factory.mktemp("fuzz"), data)
    for problem in document.problems:
        assert problem.line >= 1 and problem.column >= 1 and problem.what


VALUES = st.recursive(
    st.text("abc é៛", max_size=12) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_in_plain_yaml_is_read_back(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    text = yaml.safe_dump({"value": value}, allow_unicode=True)
    if "&" in text or "!" in text:  # the writer of PyYAML used an anchor or a tag
        return
    document = read(tmp_path_factory.mktemp("dump"), text)
    assert not document.problems
    assert document.value == {"value": value}
