"""Edits of YAML: what is meant changes, every other byte stays."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from prevention_kb.upkeep.edits import Add, Cite, Edit, Insert, Put, Set, Unsure, apply

from ..conftest import ROOT

FILES = sorted((ROOT / "data").rglob("*.yaml"))
TREATIES = [file for file in FILES if file.parent.name == "treaties"]
TEXT = """# A comment.
title: A thing   # behind it
status:
  cambodia:
    acts: []
    # about the next field
    confidence: high
    sources: [one]
  malaysia:
    acts:
      - act: signature
        date: 1980-10-17
        note: >-
          A long note
          on two lines.

      - act: accession
        date: "1992"
    as_of: 2023-12
    confidence: low
    sources:
      - one

checked: 2026-11-22
"""


def said(node: Any, at: tuple[str | int, ...] = ()) -> list[Edit]:
    """An edit for every value and every list of sources, that says what the file says."""
    if isinstance(node, dict):
        own: list[Edit] = [Cite(at, node["sources"][0])] if node.get("sources") else []
        return [*own, *(e for key, value in node.items() for e in said(value, (*at, key)))]
    if isinstance(node, list):
        return [e for index, value in enumerate(node) for e in said(value, (*at, index))]
    return [Set(at, node)] if at and isinstance(at[-1], str) else []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_an_edit_without_a_difference_leaves_the_bytes_alone(file: Any) -> None:
    text = file.read_text("utf-8")
    edits = said(yaml.load(text, yaml.CBaseLoader))
    few = edits if len(text) < 20_000 else edits[:3]  # the whole file is parsed again for each
    assert apply(text, few[:40]) == text


@pytest.mark.parametrize("file", TREATIES, ids=lambda f: f.stem)
def test_on_every_treaty_only_the_meant_lines_change(file: Any) -> None:
    text = file.read_text("utf-8")
    value = yaml.load(text, yaml.CBaseLoader)
    state, status = next(iter(value["status"].items()))
    at = ("status", state)
    new = apply(
        text,
        [
            Insert((*at, "acts"), len(status["acts"]), {"act": "withdrawal-notified", "date": "2027-03-04"}),
            Set((*at, "as_of"), "2027-03-10", before="confidence"),
            Cite(at, "untc-new"),
            Set(("checked",), "2027-03-11"),
        ],
    )
    gone = [line[2:] for line in difflib.ndiff(text.splitlines(), new.splitlines()) if line.startswith("- ")]
    assert all(line.split(":")[0].strip() in ("acts", "as_of", "sources", "checked") for line in gone), gone
    assert all(line in new.splitlines() for line in text.splitlines() if line.startswith("#") or not line.strip())


def test_each_kind_of_edit() -> None:
    new = apply(
        TEXT,
        [
            Set(("title",), "Another: thing"),
            Set(("status", "cambodia", "as_of"), "2027-03-10", before="confidence"),
            Insert(("status", "cambodia", "acts"), 0, {"act": "accession", "date": "2027-03-04"}),
            Cite(("status", "cambodia"), "two"),
            Insert(("status", "malaysia", "acts"), 1, {"act": "ratification", "date": "1985-01-01"}),
            Insert(("status", "malaysia", "acts"), 3, {"act": "withdrawal-notified", "date": "1999-01-01"}),
            Set(("status", "malaysia", "acts", 2, "date"), "1992-05-26"),
            Cite(("status", "malaysia"), "two"),
            Set(("status", "malaysia", "note"), "yes"),
        ],
    )
    assert new == TEXT.replace("title: A thing", 'title: "Another: thing"').replace(
        "    acts: []\n", "    acts:\n      - act: accession\n        date: 2027-03-04\n"
    ).replace("    # about the next field\n    confidence", "    # about the next field\n    as_of: 2027-03-10\n    confidence").replace(
        "[one]", "[two, one]"
    ).replace("      - act: accession\n        date: \"1992\"\n", "      - act: ratification\n        date: 1985-01-01\n      - act: accession\n"
              "        date: 1992-05-26\n      - act: withdrawal-notified\n        date: 1999-01-01\n").replace(
        "      - one\n", "      - two\n      - one\n    note: yes\n"
    )  # fmt: skip


def test_a_group_of_fields_is_put_or_put_anew() -> None:
    first = {"by": "A. Reader: herself", "day": "2026-11-22", "part": "1.3"}
    lines = '  by: "A. Reader: herself"\n  day: 2026-11-22\n  part: "1.3"\n'
    new = apply(TEXT, [Put(("reviewed",), first)])
    assert new == f"{TEXT}reviewed:\n{lines}"
    assert apply(new, [Put(("reviewed",), {"by": "B"})]) == f"{TEXT}reviewed:\n  by: B\n"
    inner = apply(TEXT, [Put(("status", "malaysia", "reviewed"), {"by": "B"}, before="confidence")])
    assert "    reviewed:\n      by: B\n    confidence: low\n" in inner
    assert apply(inner, [Put(("status", "malaysia", "reviewed"), {"by": "C"})]) == inner.replace("by: B", "by: C")
    assert (
        apply(TEXT + "last: 1\n", [Put(("reviewed",), {"by": "B"}, before="last")])
        == TEXT + "reviewed:\n  by: B\nlast: 1\n"
    )


def test_a_record_comes_at_its_place() -> None:
    text = "# Head.\n\na-one:\n  title: One\n\nc-three:\n  title: Three\n"
    assert apply(text, [Add("b-two", {"title": "Two: it", "sources": ["x", "y"]})]) == text.replace(
        "c-three", 'b-two:\n  title: "Two: it"\n  sources: [x, y]\n\nc-three'
    )
    assert apply(text, [Add("d", {"title": "Last"})]) == f"{text}\nd:\n  title: Last\n"


def test_a_long_list_gets_a_line_for_each() -> None:
    ids = [f"source-number-{n}" for n in range(6)]
    new = apply(f"sources: [{', '.join(ids)}]\nlast: 1\n", [Cite((), "new")])
    assert new == "sources:\n" + "".join(f"  - {entry}\n" for entry in ["new", *ids]) + "last: 1\n"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("", Set(("a",), "b")),
        ("a: {b: c}\n", Set(("a", "d"), "e")),
        ("a: [b]\n", Set(("a",), "c")),
        ("a: [{b: c}]\n", Insert(("a",), 1, {"b": "d"})),
        ("a: b\n", Set(("a", "c"), "d", before="x")),
    ],
)
def test_an_edit_without_a_safe_place_is_not_made(text: str, edit: Edit) -> None:
    with pytest.raises(Unsure):
        apply(text, [edit])


@given(
    value=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=60)
)
def test_any_text_can_be_a_value(value: str) -> None:
    """The result is parsed again and compared by `apply` itself."""
    new = apply(TEXT, [Set(("title",), value)])
    assert yaml.load(new, yaml.CBaseLoader)["title"] == value
    assert new.splitlines()[2:] == TEXT.splitlines()[2:]
