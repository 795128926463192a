"""What the parser of YAML cannot read, in plain words, at the line that must be mended: seen from the lines themselves, since it notices late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from ..facts.kinds import COLLECTIONS

Words = tuple[int, int, str, str]
"""Line, column, what is wrong, the cure."""

_PLAIN_ENGLISH = {
    "mapping values are not allowed in this context": "a colon stands where none can: the text of this line holds one, or the line is not indented like its neighbours",
    "could not find expected ':'": "this line is no field, and is not indented like a text that goes on",
    "did not find expected key": "this line is not indented like its neighbours, or a quotation mark is missing",
    "did not find expected '-' indicator": "this line is not indented like the other entries of the list",
    "block sequence entries are not allowed in this context": "a list cannot begin on the line of its field",
    "found a tab character": "a tab stands where YAML allows only spaces",
    "found unexpected end of stream": "a quotation mark or bracket is opened here and never closed",
    "found another document": "a line “---” begins a second document",
    "nesting depth": "brackets stand in brackets in brackets without end",
    "expected <document start>": "a line “...” ends the file for YAML, and more stands below it",
    "hexdecimal number": "a backslash in a text with double quotation marks means something else to YAML",
    "unknown escape character": "a backslash in a text with double quotation marks means something else to YAML",
    "control characters are not allowed": "a control character stands in the text",
}
_PLAIN_CURES = {
    "mapping values": "put text with a colon in straight quotation marks, or indent the line like its neighbours",
    "expected ':'": "indent it by two spaces if it goes on the text above, or write the name of a field and a colon before it",
    "tab character": "indent with spaces",
    "'-' indicator": "indent it like the other entries, and begin it with a dash and a space",
    "block sequence": "write [one, two], or each entry on a line of its own below, as “- one”",
    "nesting depth": "take away the surplus brackets",
    "<document start>": "delete the line “...”",
    "hexdecimal number": "write the backslash twice, or single quotation marks around the text",
    "unknown escape": "write the backslash twice, or single quotation marks around the text",
    "end of stream": "close it behind the last word",
    "found another document": "delete the line “---”",
}
_QUOTATION_MARKS = 'put the whole text in straight quotation marks ("…")'
_CURLY = re.compile(r"(\s*(?:- +)?(?:[\w-]+: +)?)([“”„«»‘’‹])(.*)")
"""A text that begins with a quotation mark of print."""
_CLOSED_EARLY = re.compile(r""":\s*(["']).*\1\s*$""")
_FIELD = re.compile(r"\s*(?:- +)?[\w-]+:(?: |$)")
_QUOTED = re.compile(r"""\s*(?:- +)?(?:[\w-]+: +)?(["'])(?!.*\1)""")
"""A line that opens a quotation and does not close it."""
_TIGHT = re.compile(r"\s*(?:- +)?(\w+):([^\s/].*)")
_WIDE = re.compile(r"\s*(?:- +)?([\w-]+) *([\uff1a\ufe55\ua789\u2236;=])")
_BEGINS = re.compile(r"\s*(?:- +)?(?:[\w-]+: +)?")


def explain(text: str, error: yaml.MarkedYAMLError) -> Words:
    """What keeps a file from being read, and how to mend it."""
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    said = (error.problem or error.context or "this is not YAML").strip()
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    began = context.line + 1 if context else line
    lines = text.split("\n")
    lines += [""] * (max(line, began) - len(lines))  # the parser may stop behind the last one
    seen = chain(
        _open_quotation(lines, line, said),
        _open_bracket(lines, began, line, said),
        _curly(lines, line, said),
        _indent(lines, line, column, said),
        _colon(lines, began, line, said),
        _dash(lines, began, line, said),
        _sign(lines, line, column, said),
        _head(lines, said),
    )
    if found := next(seen, None):
        return found
    if context and ("end of stream" in said or "expected ':'" in said):
        line, column = began, context.column + 1
    return line, column, *_otherwise(lines, began, line, column, said)


def _otherwise(lines: list[str], began: int, line: int, column: int, said: str) -> tuple[str, str]:
    """The rest, as the parser says it."""
    if "did not find expected key" in said and _CLOSED_EARLY.search(lines[line - 1][: column - 1]):
        return (
            "the text goes on behind its closing quotation mark",
            "inside the text write “ ” and ’, or put the other kind of mark around it",
        )
    what = next((words for known, words in _PLAIN_ENGLISH.items() if known in said), f"the parser says “{said}”")
    cure = next(
        (words for known, words in _PLAIN_CURES.items() if known in said),
        "compare the line and the one above it with a neighbouring file",
    )
    return f"{what}{f' (the part began on line {began})' if began != line else ''}", cure


def _open_quotation(lines: list[str], last: int, said: str) -> Iterator[Words]:
    """A quotation that is not closed before the next field begins."""
    if "end of stream" not in said and "expected key" not in said:
        return
    for at, line in enumerate(lines[:last]):
        follows = next((later for later in lines[at + 1 :] if later.strip()), "")
        if (opened := _QUOTED.match(line)) and (not follows or _FIELD.match(follows)):
            what = f"the quotation mark {opened[1]} is opened here and never closed"
            yield at + 1, opened.start(1) + 1, what, f"close it: write {opened[1]} behind the last word of the text"


def _open_bracket(lines: list[str], began: int, line: int, said: str) -> Iterator[Words]:
    """A bracket that is not closed on its line."""
    if found := re.search(r"expected ',' or '([\]}])'", said):
        opening = {"]": "[", "}": "{"}[found[1]]
        column = lines[began - 1].rfind(opening) + 1
        if began != line and column:
            what = f"the bracket {opening} is opened here and never closed"
            yield began, column, what, f"write {found[1]} behind the last entry; {_QUOTATION_MARKS} where it is text"
        elif column:
            yield line, column, f"a comma or the closing bracket {found[1]} is missing", "write a comma between entries"


def _curly(lines: list[str], line: int, said: str) -> Iterator[Words]:
    """A text with a colon in quotation marks of print, which are none to YAML."""
    here = lines[line - 1]
    if "mapping values" in said and (found := _CURLY.match(here)) and found[1].strip():
        inner = re.sub(r"[“”„«»‘’‹›]$", "", found[3].rstrip()).replace('"', "”")
        what = f"{found[2]} is no quotation mark to YAML, so that it takes the colon in the text for its own"
        yield line, len(found[1]) + 1, what, f'write straight ones: {found[1].strip()} "{inner}"'


def _indent(lines: list[str], line: int, column: int, said: str) -> Iterator[Words]:
    """A field that is indented more than the one above it, whose value is on its line."""
    here, above = lines[line - 1], lines[(_above(lines, line) or line) - 1]
    own, other = (len(one) - len(one.lstrip()) for one in (here, above))
    stops = here.find(":") if "mapping values" in said else own if "expected key" in said else -1
    if stops == column - 1 and own > other and _FIELD.match(above) and _FIELD.match(here):
        cure = f"write it below the other: “{' ' * other}{here.strip()}”"
        yield line, 1, "this line is indented more than the field above it", cure


def _colon(lines: list[str], began: int, line: int, said: str) -> Iterator[Words]:
    """A colon that is missing, or that is none to YAML."""
    if "expected ':'" not in said and "mapping values" not in said:
        return
    for at in dict.fromkeys((began, line, _above(lines, line))):
        here = lines[at - 1] if at else ""
        column = len(here) - len(here.lstrip()) + 1
        if (found := _TIGHT.match(here)) and found[1] in _fields():
            yield at, found.end(1) + 1, "a space is missing behind the colon", f"write {found[1]}: {found[2]}"
        elif (found := _WIDE.match(here)) and (found[2] not in ";=" or found[1] in _fields()):
            what = f"the colon is another character ({found[2]}, U+{ord(found[2]):04X})"
            yield (
                at,
                found.start(2) + 1,
                what,
                f"write {found[1]}: with the colon of the keyboard and a space behind it",
            )
        elif (first := here.split(maxsplit=1)) and re.fullmatch(r"[\w-]+", first[0]):
            below = next((later for later in lines[at:] if later.strip()), "")
            deeper = len(first) == 1 and len(below) - len(below.lstrip()) > column - 1 and _FIELD.match(below)
            if deeper or first[0] in _fields():
                rest = f" {first[1]}" if len(first) == 2 else ""
                yield at, column + len(first[0]), f"a colon is missing behind {first[0]}", f"write {first[0]}:{rest}"


def _dash(lines: list[str], began: int, line: int, said: str) -> Iterator[Words]:
    """An entry of a list without its dash, or without the space behind it."""
    here, above = lines[line - 1], _above(lines, line)
    if (
        "expected key" in said
        and here.lstrip().startswith("- ")
        and above
        and lines[above - 1].lstrip().startswith("- ")
    ):
        like = lines[above - 1]
        what = "this entry is not indented like the one above it"
        yield line, 1, what, f"write its dash below the other: “{' ' * (len(like) - len(like.lstrip()))}{here.strip()}”"
    here, above = lines[began - 1], _above(lines, began)
    indent = len(here) - len(here.lstrip())
    if "expected ':'" in said and above and re.match(rf" {{{indent}}}- ", lines[above - 1]):
        entry = here.strip()
        missing = (
            "a space is missing behind the dash" if entry.startswith("-") else "a dash is missing before this entry"
        )
        yield began, indent + 1, missing, f"write - {entry.removeprefix('-')}"


def _sign(lines: list[str], line: int, column: int, said: str) -> Iterator[Words]:
    """A character that means something to YAML where it stands."""
    here = lines[line - 1]
    begins = _BEGINS.match(here)
    start = begins.end() if begins else 0
    sign = here[start : start + 1]
    if "cannot start any token" in said:
        sign = here[column - 1 : column]
        if sign == "\t":
            yield line, column, "a tab stands where YAML allows only spaces", "indent with spaces"
        else:
            yield line, column, f"a text cannot begin with {sign}", _QUOTATION_MARKS
    elif "expected comment or line break" in said and sign in ("|", ">"):
        what = f"a text cannot begin with {sign} on the line of its field"
        cure = f"{_QUOTATION_MARKS}, or, where {sign} is meant as a sign of YAML, begin the text on the next line"
        yield line, start + 1, what, cure
    elif ("alphabetic or numeric" in said and sign in ("*", "&")) or (
        "expected key" in said and sign in ("[", "{") and begins and ":" in begins[0]
    ):
        yield line, start + 1, f"a text cannot begin with {sign}", _QUOTATION_MARKS
    elif "expected node content" in said:
        if here[column - 1 : column] == "," and start != column - 1:
            yield line, column, "a comma stands here with no entry before it", "delete the comma"
        elif sign in ("]", "}", ","):
            yield line, start + 1, f"a text cannot begin with {sign}", _QUOTATION_MARKS


def _head(lines: list[str], said: str) -> Iterator[Words]:
    """A file that begins with an indented line, as where the id of its first record was deleted."""
    first = next((at for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")), 0)
    if "<document start>" in said and first and lines[first - 1].startswith(" "):
        what = "this line is indented, and nothing stands above it"
        yield first, 1, what, "write the id of the record and a colon above it, or delete the blanks before it"


def _above(lines: list[str], line: int) -> int:
    """The last line before this one on which something stands; 0 where there is none."""
    return next((at for at in range(line - 1, 0, -1) if lines[at - 1].strip()), 0)


@cache
def _fields() -> frozenset[str]:
    """What fields are called, in records and in parts of them."""
    found: set[str] = set()

    def walk(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            for name, info in annotation.model_fields.items():
                if name not in found:
                    found.add(info.alias or name)
                walk(info.annotation)
        for inner in get_args(annotation):
            walk(inner)

    for model in COLLECTIONS.values():
        walk(model)
    return frozenset(found)
