"""One YAML file as values and places."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_kb.reading import yaml_file as source


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
    assert document.place(("a", 0)) == (1, 4)
    assert document.place(("b", "c", "x")) == document.place(("b", "c", 2)) == (4, 5)
    assert document.place(("b", "c", 0)) == (4, 7)


def test_in_a_file_that_is_no_text_everything_stands_at_the_top(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"a: \xff\n")
    assert source.read(tmp_path / "x.yaml", "x.yaml").place(("a",)) == (1, 1)


def test_several_keys_given_twice_are_all_told(tmp_path: Path) -> None:
    document = read(tmp_path, "a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(p.line, p.what) for p in sorted(document.problems)] == [
        (2, "a is given twice (first on line 1)"),
        (5, "c is given twice (first on line 4)"),
    ]


def test_a_group_in_the_place_of_a_name_hides_no_mistake_behind_it(tmp_path: Path) -> None:
    found = read(tmp_path, "[a, b]: 1\ntitle: A\ntitle: B\n")
    assert [problem.what.split(" (")[0] for problem in found.problems] == [
        "a list or group stands where the name of a field belongs",
        "title is given twice",
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


@pytest.mark.parametrize(
    "text", ["a: ព្រះ\u200cរាជា\n", "a: क\u094d\u200dष\n", "a: Việt Nam, 5\u00a0km\n", "a: ‘x’ – “y”…\n"]
)
def test_what_a_script_needs_is_welcome(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, text).problems


@pytest.mark.parametrize("text", ["a: 1.1234567890123\n", "a: 12345678901.5\n"])
def test_numbers_that_a_float_would_change_stay_text(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).value == {"a": text[3:-1]}


SAID: dict[str | bytes, list[str]] = {
    "title: Resolution #5 and the fall\n": [
        '1:19: YAML takes what stands behind # for a comment and does not read it: #5 and the fall; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "note: See case #002 of the court.\n": [
        '1:16: YAML takes what stands behind # for a comment and does not read it: #002 of the court.; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "note: See case\n  #002 of the court.\n": [
        '2:3: YAML takes what stands behind # for a comment and does not read it: #002 of the court.; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "note: See case\n  of the court\n  # 002, which found otherwise.\n": [
        '3:3: YAML takes what stands behind # for a comment and does not read it: # 002, which found otherwise.; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: [x, y] # both\n": [
        '1:11: YAML takes what stands behind # for a comment and does not read it: # both; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: 'x' # said so\n": [
        '1:8: YAML takes what stands behind # for a comment and does not read it: # said so; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a:\n  - x #1\n  - y\n": [
        '2:7: YAML takes what stands behind # for a comment and does not read it: #1; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a:\n  - x\n    #1\n  - y\n": [
        '3:5: YAML takes what stands behind # for a comment and does not read it: #1; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: >- # folded\n  x\n": [
        '1:7: YAML takes what stands behind # for a comment and does not read it: # folded; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a:\t#x\n  b: 1\n": [
        '1:4: YAML takes what stands behind # for a comment and does not read it: #x; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "also_named: [?x]\n": [
        "1:14: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks"
    ],
    "a: { ?foo: bar }\n": [
        "1:6: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks"
    ],
    "? a\n: b\n": [
        "1:1: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks"
    ],
    "%YAML 1.1\n---\na: b\n": [
        "1:1: a line that begins with % is an instruction to YAML, and is not read; fields and values; delete the line"
    ],
    "a: geno\u200bcide\n": [
        "1:8: an invisible character stands in the text (U+200B, zero width space); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a: geno\xadcide\n": [
        "1:8: an invisible character stands in the text (U+00AD, soft hyphen); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a: x\nb: https://x.example/a\u200e\n": [
        "2:23: an invisible character stands in the text (U+200E, left-to-right mark); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a\u2060b: x\n": [
        "1:2: an invisible character stands in the text (U+2060, word joiner); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a: geno\u200dcide\n": [
        "1:8: an invisible character stands in the text (U+200D, zero width joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it"
    ],
    "a: x\x85y\nb: z\n": [
        "1:5: an invisible character stands in the text (U+0085, control character); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a: x\u2028y\nb: z\n": [
        "1:5: an invisible character stands in the text (U+2028, line separator); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a: x\ufffdy\n": [
        "1:5: an invisible character stands in the text (U+FFFD, replacement character); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a: x\U000e0041\n": [
        "1:5: an invisible character stands in the text (U+E0041, tag latin capital letter a); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "a:\n\xa0 - id\n": [
        "2:1: a hard space (U+00A0) stands where YAML needs a plain one; the space bar; type the space anew"
    ],
    "title:\xa0Fall\n": [
        "1:7: a hard space (U+00A0) stands where YAML needs a plain one; the space bar; type the space anew"
    ],
    "a:\n  - b:\u202fx\n": [
        "2:7: a hard space (U+202F) stands where YAML needs a plain one; the space bar; type the space anew"
    ],
    "a: Nguye\u0302\u0303n\n": [
        "1:8: ê is written as a letter and an accent apart, so that a search does not find the word; composed characters (Unicode NFC); type the letter anew"
    ],
    "a: x\n<<<<<<< HEAD\nb: y\n=======\nb: z\n>>>>>>> main\n": [
        "2:1: an open conflict of git stands here: two versions of the same lines; one version; keep the right one, and delete the lines with <<<<<<<, ======= and >>>>>>>"
    ],
    "a: &x 1\nb: *x\n": [
        "1:4: an anchor (&) or alias (*) of YAML stands here; each value written out; write the value itself, or put the text in quotation marks",
        "2:4: an anchor (&) or alias (*) of YAML stands here; each value written out; write the value itself, or put the text in quotation marks",
    ],
    "a: !!str 1\n": [
        "1:4: a tag (!) of YAML stands here; plain values; delete the tag, or put the text in quotation marks"
    ],
    "a: [!!map {b: c}]\n": [
        "1:5: a tag (!) of YAML stands here; plain values; delete the tag, or put the text in quotation marks"
    ],
    "&a b: c\n": [
        "1:1: an anchor (&) or alias (*) of YAML stands here; each value written out; write the value itself, or put the text in quotation marks"
    ],
    "a: x\n# c\n  y: z\n": [
        "3:3: not readable as YAML: this line is not indented like its neighbours, or a quotation mark is missing (the part began on line 1); compare the line and the one above it with a neighbouring file"
    ],
    "a: x # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: x # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: x # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: [x, # y\n  z]\n": [
        '1:8: YAML takes what stands behind # for a comment and does not read it: # y; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: {b: c} # d\n": [
        '1:11: YAML takes what stands behind # for a comment and does not read it: # d; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: 'b\n  c' # d\n": [
        '2:6: YAML takes what stands behind # for a comment and does not read it: # d; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: |\n  # kept\n  x\n# on b\nb: y # lost\n": [
        '5:6: YAML takes what stands behind # for a comment and does not read it: # lost; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: >- # x ? y\n  b\nc: ?d\ne: [f, ?g, ?h]\n": [
        '1:7: YAML takes what stands behind # for a comment and does not read it: # x ? y; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment',
        "4:8: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks",
    ],
    "a: b\n\n  # c\n": [
        '3:3: YAML takes what stands behind # for a comment and does not read it: # c; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: b\n>>>>>>> other\n": [
        "2:1: an open conflict of git stands here: two versions of the same lines; one version; keep the right one, and delete the lines with <<<<<<<, ======= and >>>>>>>"
    ],
    "# head\na: b # c\nd: e\n": [
        '2:6: YAML takes what stands behind # for a comment and does not read it: # c; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: c\n   # d\nb: e\n": [
        '2:4: YAML takes what stands behind # for a comment and does not read it: # d; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    b"\xef\xbb\xbfa: b # c\n": [
        "1:1: the file begins with a byte order mark; UTF-8 without it; save as “UTF-8”, not “UTF-8 with BOM”"
    ],
    b"\xef\xbb\xbfa: \xff\n": [
        "1:1: the file begins with a byte order mark; UTF-8 without it; save as “UTF-8”, not “UTF-8 with BOM”",
        "1:4: the file is not UTF-8; UTF-8 only; save the file with the encoding UTF-8",
    ],
    b"a: b\nc: \xff\n": ["2:4: the file is not UTF-8; UTF-8 only; save the file with the encoding UTF-8"],
    b"\xff": ["1:1: the file is not UTF-8; UTF-8 only; save the file with the encoding UTF-8"],
    b"\n\xff": ["2:1: the file is not UTF-8; UTF-8 only; save the file with the encoding UTF-8"],
    b"a: b\nc: d\ne: \xff\n": ["3:4: the file is not UTF-8; UTF-8 only; save the file with the encoding UTF-8"],
    "a: b\r\nc: d\r\n": [
        "1:1: lines end in the Windows way (CRLF); line ends LF only; set the line ends of the file to LF (in VS Code: click “CRLF” in the bar at the bottom)"
    ],
    "a: b\nc: d\r\n": [
        "2:1: lines end in the Windows way (CRLF); line ends LF only; set the line ends of the file to LF (in VS Code: click “CRLF” in the bar at the bottom)"
    ],
    "a: b\n\rc": [
        "2:1: lines end in the way of old Macs (CR); line ends LF only; set the line ends of the file to LF, or save it anew in another editor"
    ],
    "a: \u200d\n": [
        "1:4: an invisible character stands in the text (U+200D, zero width joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it"
    ],
    "a: x\u200d\u200cy\n": [
        "1:5: an invisible character stands in the text (U+200D, zero width joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it",
        "1:6: an invisible character stands in the text (U+200C, zero width non-joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it",
    ],
    "\u200da: b\n": [
        "1:1: an invisible character stands in the text (U+200D, zero width joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it"
    ],
    "a: \u1780\u200d\n": [
        "1:5: an invisible character stands in the text (U+200D, zero width joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it"
    ],
    "a: \u1780\u200d\u200c\u1781\n": [
        "1:5: an invisible character stands in the text (U+200D, zero width joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it",
        "1:6: an invisible character stands in the text (U+200C, zero width non-joiner); joiners only between letters of a script that joins them; delete it: type the word anew instead of pasting it",
    ],
    "a: e\u0301 o\u0308\n": [
        "1:4: é is written as a letter and an accent apart, so that a search does not find the word; composed characters (Unicode NFC); type the letter anew"
    ],
    "e\u0301: x\n": [
        "1:1: é is written as a letter and an accent apart, so that a search does not find the word; composed characters (Unicode NFC); type the letter anew"
    ],
    "a: b\n>>>>>>> x\n<<<<<<< y\n": [
        "2:1: an open conflict of git stands here: two versions of the same lines; one version; keep the right one, and delete the lines with <<<<<<<, ======= and >>>>>>>"
    ],
    "<<<<<<<\n": [
        "1:1: an open conflict of git stands here: two versions of the same lines; one version; keep the right one, and delete the lines with <<<<<<<, ======= and >>>>>>>"
    ],
    "a: \x01\n": ["1:4: a control character stands in the text (U+0001); printable characters; delete the character"],
    "a: b\n\tc: d\n": [
        "2:1: not readable as YAML: a tab stands where YAML allows only spaces (the part began on line 1); indent with spaces"
    ],
    "a: b: c\n": [
        "1:5: not readable as YAML: a colon stands where none can: the text of this line holds one, or the line is not indented like its neighbours; put text with a colon in straight quotation marks, or indent the line like its neighbours"
    ],
    "- a\nb: c\n": [
        "2:1: not readable as YAML: this line is not indented like the other entries of the list (the part began on line 1); indent it like the other entries, and begin it with a dash and a space"
    ],
    "a: [b\n": [
        '1:4: not readable as YAML: the bracket [ is opened here and never closed; write ] behind the last entry; put the whole text in straight quotation marks ("…") where it is text'
    ],
    "a: 'b\n": [
        "1:4: not readable as YAML: the quotation mark ' is opened here and never closed; close it: write ' behind the last word of the text"
    ],
    "a: b\n--- c\n": [
        "2:1: not readable as YAML: a line “---” begins a second document (the part began on line 1); delete the line “---”"
    ],
    "a:\n- b\n c: d\n": [
        "3:3: not readable as YAML: a colon stands where none can: the text of this line holds one, or the line is not indented like its neighbours; put text with a colon in straight quotation marks, or indent the line like its neighbours"
    ],
    'a: "b" c\n': [
        "1:8: not readable as YAML: the text goes on behind its closing quotation mark; inside the text write “ ” and ’, or put the other kind of mark around it"
    ],
    'a: "b "c" d"\n': [
        "1:8: not readable as YAML: the text goes on behind its closing quotation mark; inside the text write “ ” and ’, or put the other kind of mark around it"
    ],
    "a: 'b's'\n": [
        "1:7: not readable as YAML: the text goes on behind its closing quotation mark; inside the text write “ ” and ’, or put the other kind of mark around it"
    ],
    "a: @b\n": [
        '1:4: not readable as YAML: a text cannot begin with @; put the whole text in straight quotation marks ("…")'
    ],
    "a: `b\n": [
        '1:4: not readable as YAML: a text cannot begin with `; put the whole text in straight quotation marks ("…")'
    ],
    "a: %b\n": [
        '1:4: not readable as YAML: a text cannot begin with %; put the whole text in straight quotation marks ("…")'
    ],
    "a\nb: c\n": [
        "2:2: not readable as YAML: a colon stands where none can: the text of this line holds one, or the line is not indented like its neighbours; put text with a colon in straight quotation marks, or indent the line like its neighbours"
    ],
    "a: - b\n": [
        "1:4: not readable as YAML: a list cannot begin on the line of its field; write [one, two], or each entry on a line of its own below, as “- one”"
    ],
    "a: {b: c\nd: e\n": [
        '1:4: not readable as YAML: the bracket { is opened here and never closed; write } behind the last entry; put the whole text in straight quotation marks ("…") where it is text'
    ],
    "a: [b c]: d\n": [
        "1:9: not readable as YAML: a colon stands where none can: the text of this line holds one, or the line is not indented like its neighbours; put text with a colon in straight quotation marks, or indent the line like its neighbours"
    ],
    "[a]: b\n": ["1:1: a list or group stands where the name of a field belongs; name the field in one word"],
    "{a: b}: c\n": ["1:1: a list or group stands where the name of a field belongs; name the field in one word"],
    "a: 1\nb: 2\na: 3\nb: 4\n": [
        "3:1: a is given twice (first on line 1); each field once; keep one of the two",
        "4:1: b is given twice (first on line 2); each field once; keep one of the two",
    ],
    "a:\n  b:\n    c: 1\n    c: 2\n": ["4:5: c is given twice; each field once; keep one of the two"],
    "a: {b: {c: 1, c: 2}}\n": ["1:15: c is given twice; each field once; keep one of the two"],
    "- a: 1\n  a: 2\n": ["2:3: a is given twice (first on line 1); each field once; keep one of the two"],
    'a: "\\x"\n': [
        "1:7: not readable as YAML: a backslash in a text with double quotation marks means something else to YAML; write the backslash twice, or single quotation marks around the text"
    ],
    "a: b\nc\n": [
        "2:1: not readable as YAML: this line is no field, and is not indented like a text that goes on; indent it by two spaces if it goes on the text above, or write the name of a field and a colon before it"
    ],
    'a: "b\nc: d\n': [
        '1:4: not readable as YAML: the quotation mark " is opened here and never closed; close it: write " behind the last word of the text'
    ],
    'a: \'b\nc: "d"\n': [
        "1:4: not readable as YAML: the quotation mark ' is opened here and never closed; close it: write ' behind the last word of the text"
    ],
    "title:a\n\nb: c\n": ["1:6: not readable as YAML: a space is missing behind the colon; write title: a"],
    "a: b\ndate:1975\nc: d\n": ["2:5: not readable as YAML: a space is missing behind the colon; write date: 1975"],
    "a: b\nhttp:x\nc: d\n": [
        "2:1: not readable as YAML: this line is no field, and is not indented like a text that goes on; indent it by two spaces if it goes on the text above, or write the name of a field and a colon before it"
    ],
    "a: b\ndate\uff1a1975\nc: d\n": [
        "2:5: not readable as YAML: the colon is another character (：, U+FF1A); write date: with the colon of the keyboard and a space behind it"
    ],
    "a\ufe55\n  b: c\n": [
        "1:2: not readable as YAML: the colon is another character (﹕, U+FE55); write a: with the colon of the keyboard and a space behind it"
    ],
    "a\n  b: c\n": ["1:2: not readable as YAML: a colon is missing behind a; write a:"],
    "a: b\n\n\nx-y\n  b: c\n": ["4:4: not readable as YAML: a colon is missing behind x-y; write x-y:"],
    "date 1975\nb: c\n": ["1:5: not readable as YAML: a colon is missing behind date; write date: 1975"],
    "a: b\nb c\nc: d\n": [
        "2:1: not readable as YAML: this line is no field, and is not indented like a text that goes on; indent it by two spaces if it goes on the text above, or write the name of a field and a colon before it"
    ],
    "a:\n  - b\n  c\nd: e\n": ["3:3: not readable as YAML: a dash is missing before this entry; write - c"],
    "a:\n  - b\n\n  -c\nd: e\n": ["4:3: not readable as YAML: a space is missing behind the dash; write - c"],
    "a: *b* c\n": [
        '1:4: not readable as YAML: a text cannot begin with *; put the whole text in straight quotation marks ("…")'
    ],
    "a: & b\n": [
        '1:4: not readable as YAML: a text cannot begin with &; put the whole text in straight quotation marks ("…")'
    ],
    "- *b* c\n": [
        '1:3: not readable as YAML: a text cannot begin with *; put the whole text in straight quotation marks ("…")'
    ],
    "a: [b,, c]\n": ["1:7: not readable as YAML: a comma stands here with no entry before it; delete the comma"],
    "a: [, c]\n": ["1:5: not readable as YAML: a comma stands here with no entry before it; delete the comma"],
    "a: >- b\n": [
        '1:4: not readable as YAML: a text cannot begin with > on the line of its field; put the whole text in straight quotation marks ("…"), or, where > is meant as a sign of YAML, begin the text on the next line'
    ],
    "a: {b}c\n": [
        '1:4: not readable as YAML: a text cannot begin with {; put the whole text in straight quotation marks ("…")'
    ],
    'a: "\\q"\n': [
        "1:5: not readable as YAML: a backslash in a text with double quotation marks means something else to YAML; write the backslash twice, or single quotation marks around the text"
    ],
    "a: [b: {c\nd: e\n": [
        '1:8: not readable as YAML: the bracket { is opened here and never closed; write } behind the last entry; put the whole text in straight quotation marks ("…") where it is text'
    ],
    "a:\n\tb: c\n": ["2:1: not readable as YAML: a tab stands where YAML allows only spaces; indent with spaces"],
    "a: [b\n\n": [
        '1:4: not readable as YAML: the bracket [ is opened here and never closed; write ] behind the last entry; put the whole text in straight quotation marks ("…") where it is text'
    ],
    "a: ]\n": [
        '1:4: not readable as YAML: a text cannot begin with ]; put the whole text in straight quotation marks ("…")'
    ],
    "a: b\n...\nc: d\n": [
        "3:1: not readable as YAML: a line “...” ends the file for YAML, and more stands below it; delete the line “...”"
    ],
    "a: |x\n": [
        '1:4: not readable as YAML: a text cannot begin with | on the line of its field; put the whole text in straight quotation marks ("…"), or, where | is meant as a sign of YAML, begin the text on the next line'
    ],
    "a: 'b'\n  c: d\n": [
        "2:1: not readable as YAML: this line is indented more than the field above it; write it below the other: “c: d”"
    ],
    "a: ,b\n": [
        '1:4: not readable as YAML: a text cannot begin with ,; put the whole text in straight quotation marks ("…")'
    ],
    "a: }\n": [
        '1:4: not readable as YAML: a text cannot begin with }; put the whole text in straight quotation marks ("…")'
    ],
    "? a\n": [
        "1:1: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks"
    ],
    "a: b\n? c\n": [
        "2:1: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks"
    ],
    "a:\xa0b\n": ["1:3: a hard space (U+00A0) stands where YAML needs a plain one; the space bar; type the space anew"],
    " \xa0a: b\n": [
        "1:2: a hard space (U+00A0) stands where YAML needs a plain one; the space bar; type the space anew"
    ],
    "- a:\u2003b\n": [
        "1:5: a hard space (U+2003) stands where YAML needs a plain one; the space bar; type the space anew"
    ],
    "a: [b]c\n": [
        '1:4: not readable as YAML: a text cannot begin with [; put the whole text in straight quotation marks ("…")'
    ],
    'x: y\na: "b" c\n': [
        "2:8: not readable as YAML: the text goes on behind its closing quotation mark; inside the text write “ ” and ’, or put the other kind of mark around it"
    ],
    "[#5\n  x]\n": [
        '1:2: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: [#5\n  x]\n": [
        '1:5: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: [b,#5\n  x]\n": [
        '1:7: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: {#5\n  x: y}\n": [
        '1:5: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: 'b'#5\n": [
        '1:7: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: {b: c}#5\n": [
        '1:10: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: [b]#5\n": [
        '1:7: YAML takes what stands behind # for a comment and does not read it: #5; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "\na: b\u200b\n": [
        "2:5: an invisible character stands in the text (U+200B, zero width space); characters that can be seen; delete it: type the word anew instead of pasting it"
    ],
    "some words\n # lost\n": [
        '2:2: YAML takes what stands behind # for a comment and does not read it: # lost; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: | # c\n  x\n": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # c; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "b: c # d\na: |": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # d; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "b: c\na: >- # x\n  d\n": [
        '2:7: YAML takes what stands behind # for a comment and does not read it: # x; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: b # c # d\n": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # c # d; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "?\n: c\n": [
        "1:1: YAML does not read a question mark at the head of a value or a name; put the text in quotation marks"
    ],
    "a: b # c\n# why?\n": [
        '1:6: YAML takes what stands behind # for a comment and does not read it: # c; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
    "a: [b,\n  c\n  # d\n  ]\n": [
        '3:3: YAML takes what stands behind # for a comment and does not read it: # d; values without a comment; put the whole text in straight quotation marks ("…"), or delete the comment'
    ],
}
"""Texts that are no good, with the whole of what is said of them: place, what is wrong, what is allowed, the cure."""


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_the_whole_message(tmp_path: Path, text: str | bytes, said: list[str]) -> None:
    problems = read(tmp_path, text).problems
    assert [str(problem) for problem in problems] == [f"data/x.yaml:{one}" for one in said]
    assert sorted(problems)[0].allowed is not None


def test_nothing_is_nested_without_end(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "[" * 5000).problems
    assert problem.what == "not readable as YAML: brackets stand in brackets in brackets without end"
    (problem,) = read(tmp_path, f"a: {'[' * 990}{']' * 990}\n").problems  # read to its end, and deeper than Python goes
    assert str(problem) == (
        "data/x.yaml:1:1: the file is nested too deeply; a record as the other files of its folder have it; "
        "take away the surplus brackets or indents"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b\n\n# c\n  # d\n", {"a": "b"}),
        ("a:\n  b: c\n # d\n", {"a": {"b": "c"}}),
        ("a: ''\n  # d\n", {"a": ""}),
        ("a: 'b'\n  # d\n", {"a": "b"}),
        ("  # head\na: b\n", {"a": "b"}),
        ("a: '#5'\n", {"a": "#5"}),
        ('a: ["#5", b]\n', {"a": ["#5", "b"]}),
        ("a: <<<<<<< b\n", {"a": "<<<<<<< b"}),
        ("<<<<<<<x: b\n", {"<<<<<<<x": "b"}),
        ("a: b\u00a0c\n", {"a": "b\u00a0c"}),
        ("", None),
        ("# nothing\n", None),
        ("-12: 0\n", {"-12": 0}),
    ],
)
def test_what_stands_there_is_the_value(tmp_path: Path, text: str, value: object) -> None:
    document = read(tmp_path, text)
    assert (
        not document.problems and document.value == value and document.text == text and document.path == "data/x.yaml"
    )
