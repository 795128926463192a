"""One YAML file as values and places, without the surprises of YAML 1.1.

Text stays text: `NO`, `12:30`, `0123` and dates are not turned into other values. Only true, false, plain decimal
numbers and null have a meaning of their own. Whatever would be lost or turned without a word is a problem with a place: a
key given twice, a comment behind a value, an anchor, an alias, a tag, an invisible character, an open conflict of git, another
encoding than UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path as FilePath
from typing import Any

import yaml

from ..facts.characters import INVISIBLE
from . import syntax
from .files import IN_AN_EDITOR, content, decoded, is_there, place
from .problems import DataError, Problem

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions from the top."""

_KEPT = {
    "tag:yaml.org,2002:null": (re.compile(r"^(?:~|null|)$"), ["~", "n", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|false)$"), ["t", "f"]),
    "tag:yaml.org,2002:int": (re.compile(r"^-?(?:0|[1-9][0-9]{0,39})$"), list("-0123456789")),
    "tag:yaml.org,2002:float": (re.compile(r"^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6}$"), list("-0123456789")),
}
"""Decimal numbers only as long as a float holds them exactly as they are written."""
# These two begin with the character itself and look back from it, so that a search passes quickly over all other text.
_SUSPECT = re.compile(r"[&*!](?<![^\s\[{,:-][&*!])(?:(?<=!)|(?=\S))")
_UNSAID = re.compile(r"""[#?%](?:(?<=[ \t\[\]{},'"]#)|(?<=\?)(?<![^\s\[{,]\?)|(?<=%)(?<![^\n]%))""")
"""Where YAML may read less than what is written: a comment, the mark of a key, a directive."""
_HEAD = re.compile(r"(?:#.*\n)*")
"""The lines above the first value that are wholly a comment."""
_SAID = re.compile(r"[^\n]")
_CONFLICT = re.compile(r"^ *(?:(?:<{7}|>{7})(?= |$)|\|{7} |={7}$)", re.MULTILINE)
_SPACES = r"\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HARD_SPACE = re.compile(rf"^ *([{_SPACES}])|^ *(?:- )?[\w-]+:([{_SPACES}])", re.MULTILINE)
_UNSEEN = re.compile(f"[{INVISIBLE}\U000e0000-\U000e0fff]")
_JOINER = re.compile("[\u200c\u200d]")
_ODD = re.compile(rf"[{_SPACES}{INVISIBLE}\u200c\u200d\U000e0000-\U000e0fff]")
"""What one of the three before is about; most files have none of it."""
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u109f\u1780-\u17ff\u1800-\u18af]")
"""Scripts in which a joiner changes how letters look, so that it is a part of the word."""


class _Loader(yaml.CSafeLoader):
    """The C parser with only those plain words resolved that mean the same to everybody."""

    yaml_implicit_resolvers = {}  # noqa: RUF012

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node, as PyYAML finds it but without the steps for paths and wildcards: it is asked for every value."""
        if kind is not yaml.ScalarNode:
            return super().resolve(kind, value, implicit)
        if implicit[0]:
            for tag, regexp in self.yaml_implicit_resolvers.get(value[:1], ()):
                if regexp.match(value):
                    return tag
        return self.DEFAULT_SCALAR_TAG


for _tag, (_regexp, _first) in _KEPT.items():
    _Loader.add_implicit_resolver(_tag, _regexp, _first)


@dataclass(slots=True)
class Document:
    """What a file says (`value`), and the lines of its keys down to the second level (`lines`)."""

    path: str
    text: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    empty: list[Path] = field(default_factory=list)
    """Where a field is named and nothing is said, but not in lists."""
    tree: yaml.Node | None = field(default=None, repr=False)
    file: FilePath | None = field(default=None, repr=False)

    def complain(self, line: int, column: int, what: str, allowed: str, cure: str) -> None:
        """Note a problem of form."""
        self.problems.append(Problem(self.path, line, column, what=what, allowed=allowed, cure=cure))

    def place(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `path` (of its key with `key`), or of the nearest one above it."""
        if self.tree is None:  # made once, and only where something is wrong
            self.tree = yaml.compose(self.text, Loader=_Loader)
        node = self.tree
        mark = node.start_mark if node else None
        for step in path:
            found = None
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                found = (node.value[step], node.value[step])
            if not found:
                break
            node = found[1]
            mark = (found[0] if key and step == path[-1] else node).start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def find(self, words: str, line: int) -> tuple[int, int] | None:
        """Where these words first stand, from this line on."""
        for number, text in enumerate(self.text.split("\n")[line - 1 :], line):
            if words in text:
                return number, text.index(words) + 1
        return None


def read(file: FilePath, shown: str) -> Document:
    """Read one YAML file; `shown` is its path for people. Every problem of form is in `problems`."""
    document = Document(shown, "", file=file)
    text = _text(file, document)
    if text is None:
        return document
    document.text = text
    for index, what, allowed, cure in _unseen(text):
        document.complain(*place(text, index), what, allowed, cure)
    if not document.problems and _SUSPECT.search(text):
        _refuse_anchors_and_tags(document)
    if not document.problems:
        _parse(document)
    return document


def read_if_there(file: FilePath, shown: str, problems: list[Problem]) -> Document | None:
    """A file that need not be there; None where it is not, or cannot be read. What is wrong with its form goes to `problems`."""
    if not is_there(file):
        return None
    document = read(file, shown)
    problems += document.problems
    return None if document.problems else document


def _text(file: FilePath, document: Document) -> str | None:
    """What stands in the file, None where it cannot be read as text."""
    try:
        raw = content(file, document.path)
    except DataError as error:
        document.problems += error.problems
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        what = "the file begins with a byte order mark"
        document.complain(1, 1, what, "UTF-8 without it", "save as “UTF-8”, not “UTF-8 with BOM”")
        raw = raw[3:]
    try:
        text = decoded(raw, document.path)
    except DataError as error:
        document.problems += error.problems
        return None
    if "\r" in text:
        windows = "\r\n" in text
        what = "lines end in the Windows way (CRLF)" if windows else "lines end in the way of old Macs (CR)"
        cure = f"set the line ends of the file to LF{IN_AN_EDITOR.format('CRLF') if windows else ', or save it anew in another editor'}"
        document.complain(place(text, text.index("\r"))[0], 1, what, "line ends LF only", cure)
        return None
    return text


def _parse(document: Document) -> None:
    text = document.text
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is not None:
            document.value = _value(node, (), document)
            if _UNSAID.search(text, _HEAD.match(text).end()):  # type: ignore[union-attr]  # it matches nothing, too
                for index, what, allowed, cure in _unsaid(text, node):
                    document.complain(*place(text, index), what, allowed, cure)
    except yaml.MarkedYAMLError as error:
        _syntax(error, document)
    except yaml.reader.ReaderError as error:
        index = len(text.encode()[: error.position].decode(errors="ignore"))  # the parser counts bytes
        what = f"a control character stands in the text (U+{ord(text[index]):04X})"
        document.complain(*place(text, index), what, "printable characters", "delete the character")
    except RecursionError:
        what, allowed = "the file is nested too deeply", "a record as the other files of its folder have it"
        document.complain(1, 1, what, allowed, "take away the surplus brackets or indents")
    finally:
        loader.dispose()


def _unseen(text: str) -> Iterator[tuple[int, str, str, str]]:
    """What an editor cannot see or took for something else, before the parser meets it: index, what, what is allowed, cure."""
    if any(sign * 7 in text for sign in "<>|=") and (found := _CONFLICT.search(text)):
        what = "an open conflict of git stands here: two versions of the same lines"
        yield (
            found.end() - len(found[0].lstrip(" ")),
            what,
            "one version",
            "keep the right one, and delete the lines with <<<<<<<, ======= and >>>>>>>",
        )
        return
    if text.isascii():
        return
    if _ODD.search(text):
        yield from _odd(text)
    if not unicodedata.is_normalized("NFC", text):
        index = next(
            i for i in range(1, len(text)) if unicodedata.normalize("NFC", text[i - 1 : i + 1]) != text[i - 1 : i + 1]
        )
        what = f"{text[index - 1 : index + 1]} is written as a letter and an accent apart, so that a search does not find the word"
        yield index - 1, what, "composed characters (Unicode NFC)", "type the letter anew"


def _odd(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Spaces that are none to YAML, and characters without a shape."""
    for found in _HARD_SPACE.finditer(text):
        index = found.start(found.lastindex or 0)
        yield (
            index,
            f"a hard space (U+{ord(text[index]):04X}) stands where YAML needs a plain one",
            "the space bar",
            "type the space anew",
        )
    for found in _UNSEEN.finditer(text):
        name = unicodedata.name(found[0], "control character").lower()
        what = f"an invisible character stands in the text (U+{ord(found[0]):04X}, {name})"
        yield found.start(), what, "characters that can be seen", "delete it: type the word anew instead of pasting it"
    for found in _JOINER.finditer(text):
        beside = (text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1])
        if not all(_JOINING.match(letter) for letter in beside):
            what = f"an invisible character stands in the text (U+{ord(found[0]):04X}, {unicodedata.name(found[0]).lower()})"
            yield (
                found.start(),
                what,
                "joiners only between letters of a script that joins them",
                "delete it: type the word anew instead of pasting it",
            )


def _unsaid(text: str, node: yaml.Node) -> Iterator[tuple[int, str, str, str]]:
    """Text that YAML passes over: a comment behind or inside a value, a question mark, a directive.

    Whatever belongs to no value is looked at: there only punctuation of YAML and lines that are wholly a comment may stand.
    """
    values = list(_values(node, 0))
    rest, last = [], 0
    for value, _ in values:
        start, end = value.start_mark.index, value.end_mark.index
        if value.style in ("|", ">"):  # a comment behind the character that opens a block is none of its text
            start = text.index("\n", start) if "\n" in text[start:end] else end
        rest += [text[last:start], _SAID.sub("x", text[start:end])]
        last = end
    rest.append(text[last:])
    plain = [(value.end_mark.index, column) for value, column in values if not value.style and value.value]
    index = 0
    for line in "".join(rest).split("\n"):
        hash_ = line.find("#")
        if hash_ == 0 or (hash_ > 0 and not line[:hash_].strip()):
            at = bisect_right(plain, index + hash_, key=itemgetter(0))
            end, column = plain[at - 1] if at else (0, len(line))
            goes_on = hash_ > column and not text[end:index].strip()
        else:
            goes_on = hash_ > 0
        if goes_on:
            lost = text[index + hash_ : index + len(line)].strip()
            what = f"YAML takes what stands behind # for a comment and does not read it: {lost if len(lost) <= 60 else lost[:57] + '…'}"
            yield (
                index + hash_,
                what,
                "values without a comment",
                'put the whole text in straight quotation marks ("…"), or delete the comment',
            )
        if "?" in (line[:hash_] if hash_ >= 0 else line):
            yield (
                index + line.index("?"),
                "YAML does not read a question mark at the head of a value or a name",
                "",
                "put the text in quotation marks",
            )
        if line.startswith("%"):
            yield (
                index,
                "a line that begins with % is an instruction to YAML, and is not read",
                "fields and values",
                "delete the line",
            )
        index += len(line) + 1


def _values(node: yaml.Node, column: int) -> Iterator[tuple[yaml.ScalarNode, int]]:
    """Every value and name in a file in its order, with the column from which its lines are indented."""
    if isinstance(node, yaml.ScalarNode):
        yield node, column
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _values(child, column if node.flow_style else node.start_mark.column)
    else:
        for key, child in node.value:
            yield from _values(key, column)
            yield from _values(child, key.start_mark.column)


def _start(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _value(node: yaml.Node, path: Path, document: Document) -> Any:
    """The value of a node; notes lines of keys and complains of keys given twice."""
    if isinstance(node, yaml.ScalarNode):
        match node.tag:
            case "tag:yaml.org,2002:int":
                return int(node.value)
            case "tag:yaml.org,2002:null":
                return None
            case "tag:yaml.org,2002:bool":
                return node.value == "true"
            case "tag:yaml.org,2002:float":
                return float(node.value)
            case _:
                return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, index), document) for index, child in enumerate(node.value)]
    values: dict[str, Any] = {}
    again: list[yaml.ScalarNode] = []
    shallow = len(path) < 2
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            what = "a list or group stands where the name of a field belongs"
            document.complain(*_start(key), what, "", "name the field in one word")
            continue
        name = key.value
        if name in values:
            again.append(key)
            continue
        here = (*path, name)
        if shallow:
            document.lines[here] = key.start_mark.line + 1
        values[name] = value = _value(child, here, document)
        if value is None:
            document.empty.append(here)
    if again:
        _given_twice(again, path, document)
    return values


def _given_twice(again: list[yaml.ScalarNode], path: Path, document: Document) -> None:
    """Fields that stand twice in one record: each by itself, or, where several follow, the record to which they belong."""
    names = list(dict.fromkeys(key.value for key in again))
    if len(names) > 2:
        what = f"{', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''} stand twice"
        what += f" in {path[-1]}" if path else ""
        if path:
            where = "where the line with the id of a record was deleted"
            cure = "write that line again above the fields of the second record"
        elif document.path.count("/") == 1:  # a file of several records, where only ids stand at the margin
            where, cure = "where the fields of records are not indented", "put two spaces before each field"
        else:
            where, cure = "where a second record was pasted", "give it a file of its own"
        document.complain(
            *_start(again[0]),
            f"{what}, from here on, as {where}",
            "each field once in a record",
            f"{cure}, or delete what stands twice",
        )
        return
    for key in again:
        first = document.lines.get((*path, key.value))
        what = f"{key.value} is given twice" + (f" (first on line {first})" if first else "")
        document.complain(*_start(key), what, "each field once", "keep one of the two")


def _refuse_anchors_and_tags(document: Document) -> None:
    try:
        for event in yaml.parse(document.text, Loader=_Loader):
            mark = event.start_mark
            if mark is None:
                continue
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                document.complain(
                    mark.line + 1,
                    mark.column + 1,
                    "an anchor (&) or alias (*) of YAML stands here",
                    "each value written out",
                    "write the value itself, or put the text in quotation marks",
                )
            elif getattr(event, "tag", None) is not None:
                document.complain(
                    mark.line + 1,
                    mark.column + 1,
                    "a tag (!) of YAML stands here",
                    "plain values",
                    "delete the tag, or put the text in quotation marks",
                )
    except yaml.YAMLError:
        return  # the parser proper says it better


def _syntax(error: yaml.MarkedYAMLError, document: Document) -> None:
    line, column, what, cure = syntax.explain(document.text, error)
    document.complain(line, column, f"not readable as YAML: {what}", "", cure)
