"""The table of a review: what differs is seen at once, and no value can break out of its cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from prevention_kb.derived.released import Change, Difference, FieldChange
from prevention_kb.upkeep import diff_table

LONG = " ".join(f"word{n}" for n in range(60))


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("1980-10-17", "1981-10-17", "~~1980-10-17~~", "**1981-10-17**"),
        ("one two three", "one 2 three", "one ~~two~~ three", "one **2** three"),
        (None, "new", "*nothing*", "new"),
        (["a", "b"], ["a"], "~~a, b~~", "**a**"),
        (3, 4, "~~3~~", "**4**"),
        (f"{LONG} old.", f"{LONG} new.", "… word52 word53 word54 word55 word56 word57 word58 word59 ~~old.~~", None),
        (LONG, f"{LONG} more", "… word52 word53 word54 word55 word56 word57 word58 word59", None),
        (f"a {LONG} b", f"A {LONG} B", None, "**A** word0 word1 word2 word3 word4 word5 word6 word7 … word52 word53 word54 word55 word56 word57 word58 word59 **B**"),
    ],
)  # fmt: skip
def test_old_beside_new(old: object, new: object, left: str | None, right: str | None) -> None:
    found = diff_table.beside(old, new)
    assert left is None or found[0] == left
    assert right is None or found[1] == right


def test_the_whole_table() -> None:
    what = Difference(
        [("events/new", "Something new")],
        [Change("treaties/iccpr", "ICCPR", [FieldChange("clause.months", 3, 4)])],
        [("terms/old", "An old term")],
    )
    assert diff_table.table(what).splitlines() == [
        "**1 added, 1 changed, 1 removed**",
        "",
        "| fact | field | old | new |",
        "| --- | --- | --- | --- |",
        "| Something new<br>`events/new` | *new record* | | |",
        "| ICCPR<br>`treaties/iccpr` | `clause.months` | ~~3~~ | **4** |",
        "| An old term<br>`terms/old` | *removed* | | |",
    ]
    with_facts = diff_table.table(what, {"events/new": ("Something new", {"title": "Something new", "sources": []})})
    assert "| | `title` | | Something new |\n| | `sources` | | an empty list |" in with_facts
    assert diff_table.table(Difference()) == "No fact has changed."


@given(st.text("ab |*_`<>&@#[]()~\\\n\r\t!", max_size=40), st.text("ab |*_`<>&@#[]()~\\\n\r\t!", max_size=40))
def test_no_value_breaks_out_of_its_cell(old: str, new: str) -> None:
    what = Difference([], [Change("events/x", old or "x", [FieldChange("note", old, new)])], [])
    row = diff_table.table(what).split("\n", 4)[4]
    html = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(f"| a | b | c | d |\n| - | - | - | - |\n{row}\n")
    )
    assert "\n" not in row and html.count("<td>") == 4 and html.count("<tr>") == 2
    assert "<a " not in html and "<img" not in html
