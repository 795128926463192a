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


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n", "a: !!str 1\n", "a: !secret 1\n", "<<: &d {a: 1}\n", "a: [*x]\n", "a: !!seq [x]\n", "a: !!seq\n  - x\n",
        "a: !Membership {b: c}\n", "a: !Membership\n  b: c\n", 'a: !!python/object/apply:os.system ["id"]\n', "a: ! x\n", "a: !\n  b: c\n",
        "!!map\na: b\n", "a: !!set {x}\n", "a: [!!map {b: c}]\n", "!!str a: b\n",
    ],
)  # fmt: skip
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


LOST = {
    "title: Resolution #5 and the fall\n": (1, 19, "#5 and the fall"),
    "note: See case #002 of the court.\n": (1, 16, "#002 of the court."),
    "note: See case\n  #002 of the court.\n": (2, 3, "#002 of the court."),
    "note: See case\n  of the court\n  # 002, which found otherwise.\n": (3, 3, "# 002, which found otherwise."),
    "a: [x, y] # both\n": (1, 11, "# both"),
    "a: 'x' # said so\n": (1, 8, "# said so"),
    "a:\n  - x #1\n  - y\n": (2, 7, "#1"),
    "a:\n  - x\n    #1\n  - y\n": (3, 5, "#1"),
    "a: >- # folded\n  x\n": (1, 7, "# folded"),
    "a:\t#x\n  b: 1\n": (1, 4, "#x"),
    "also_named: [?x]\n": (1, 14, "question mark"),
    "a: { ?foo: bar }\n": (1, 6, "question mark"),
    "? a\n: b\n": (1, 1, "question mark"),
    "%YAML 1.1\n---\na: b\n": (1, 1, "instruction"),
}


@pytest.mark.parametrize(("text", "expected"), LOST.items())
def test_what_would_be_lost_without_a_word_is_refused(
    tmp_path: Path, text: str, expected: tuple[int, int, str]
) -> None:
    (problem,) = read(tmp_path, text).problems
    assert (problem.line, problem.column) == expected[:2]
    assert expected[2] in problem.what and problem.cure


@pytest.mark.parametrize(
    "text",
    [
        "# head\na: x\n", "a: x\n# between\nb: y\n", "a:\n  # on b\n  b: 1\n  # on c\n  c: 2\n", "a:\n  - x\n  # on y\n  - y\n",
        "a: 'see #5'\n", 'a: "see #5"\n', "a: C#5\n", "a: >-\n  see #5\n  # 6\n", "a: |\n  # 7\nb: x\n", "a: why?\n", "a: ?x\n",
        "a:\n  - b: x\n    # on c\n    c: y\n", "a: it's 5 %\n", "a: x\n\n# end\n",
    ],
)  # fmt: skip
def test_what_is_not_lost_is_welcome(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, text).problems


UNSEEN = {
    "a: geno\u200bcide\n": (1, 8, "U+200B, zero width space"),
    "a: geno\u00adcide\n": (1, 8, "U+00AD, soft hyphen"),
    "a: x\nb: https://x.example/a\u200e\n": (2, 23, "U+200E"),
    "a\u2060b: x\n": (1, 2, "U+2060"),
    "a: geno\u200dcide\n": (1, 8, "U+200D, zero width joiner"),
    "a: x\x85y\nb: z\n": (1, 5, "U+0085"),
    "a: x\u2028y\nb: z\n": (1, 5, "U+2028"),
    "a: x\ufffdy\n": (1, 5, "U+FFFD"),
    "a: x\U000e0041\n": (1, 5, "U+E0041"),
    "a:\n\u00a0 - id\n": (2, 1, "hard space"),
    "title:\u00a0Fall\n": (1, 7, "hard space"),
    "a:\n  - b:\u202fx\n": (2, 7, "hard space"),
    "a: Nguye\u0302\u0303n\n": (1, 8, "accent apart"),
    "a: x\n<<<<<<< HEAD\nb: y\n=======\nb: z\n>>>>>>> main\n": (2, 1, "conflict of git"),
}


@pytest.mark.parametrize(("text", "expected"), UNSEEN.items())
def test_what_nobody_sees_is_named_at_its_place(tmp_path: Path, text: str, expected: tuple[int, int, str]) -> None:
    (problem,) = read(tmp_path, text).problems
    assert (problem.line, problem.column) == expected[:2]
    assert expected[2] in problem.what and problem.cure


@pytest.mark.parametrize(
    "text", ["a: ព្រះ\u200cរាជា\n", "a: क\u094d\u200dष\n", "a: Việt Nam, 5\u00a0km\n", "a: ‘x’ – “y”…\n"]
)
def test_what_a_script_needs_is_welcome(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, text).problems


@pytest.mark.parametrize("text", ["a: 1.1234567890123\n", "a: 12345678901.5\n"])
def test_numbers_that_a_float_would_change_stay_text(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).value == {"a": text[3:-1]}
