"""One YAML file as values and places, without the surprises of YAML 1.1.

Text stays text: `NO`, `12:30`, `0123` and dates are not turned into other values. Only true, false, plain decimal
numbers of up to 40 digits and null have a meaning of their own. A key given twice, an anchor, an alias, a tag or another encoding
than UTF-8 is a problem with a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from .problems import Problem

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions from the top."""

_KEPT = {
    "tag:yaml.org,2002:null": (re.compile(r"^(?:~|null|)$"), ["~", "n", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"^(?:true|false)$"), ["t", "f"]),
    "tag:yaml.org,2002:int": (re.compile(r"^-?(?:0|[1-9][0-9]{0,39})$"), list("-0123456789")),
    "tag:yaml.org,2002:float": (re.compile(r"^-?(?:0|[1-9][0-9]{0,39})\.[0-9]{1,40}$"), list("-0123456789")),
}
_SUSPECT = re.compile(r"(?:^|[\s\[{,:-])[&*!]\S", re.MULTILINE)
_PLAIN_ENGLISH = {
    "found character that cannot start any token": "a tab or another sign stands where YAML allows none",
    "mapping values are not allowed in this context": "a colon stands where none can: the text of this line holds one, or the line is not indented like its neighbours",
    "could not find expected ':'": "a colon is missing behind the name of a field",
    "did not find expected key": "this line is not indented like its neighbours, or a quotation mark is missing",
    "did not find expected '-' indicator": "this line is not indented like the other entries of the list",
    "found unexpected end of stream": "a quotation mark or bracket is opened and never closed",
    "did not find expected ',' or ']'": "a comma or the closing bracket of a list is missing",
    "block sequence entries are not allowed in this context": "a list cannot begin on the line of its field",
    "found a tab character": "a tab stands where YAML allows only spaces",
    "found another document": "a line “---” begins a second document",
    "control characters are not allowed": "a control character stands in the text",
}
_PLAIN_CURES = {
    "mapping values": "put text with a colon in quotation marks, or indent the line like its neighbours",
    "cannot start any token": "indent with spaces; put text that begins with @, ` or % in quotation marks",
    "tab character": "indent with spaces",
    "found another document": "delete the line “---”",
}
_CLOSED_EARLY = re.compile(r""":\s*(["']).*\1\s*$""")


class _Loader(yaml.CSafeLoader):
    """The C parser with only those plain words resolved that mean the same to everybody."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


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
    tree: yaml.Node | None = field(default=None, repr=False)

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


def read(file: FilePath, shown: str) -> Document:
    """Read one YAML file; `shown` is its path for people. Every problem of form is in `problems`."""
    document = Document(shown, "")

    def problem(line: int, column: int, what: str, allowed: str = "", cure: str = "") -> None:
        document.problems.append(Problem(shown, line, column, what, allowed, cure))

    raw = file.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        problem(
            1,
            1,
            "the file begins with a byte order mark",
            "UTF-8 without it",
            "save as “UTF-8”, not “UTF-8 with BOM”",
        )
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        problem(line, column, "the file is not UTF-8", "UTF-8 only", "save the file with the encoding UTF-8")
        return document
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        problem(
            line,
            1,
            "lines end in the Windows way (CRLF)",
            "line ends LF only",
            "set the line ends of the file to LF",
        )
        return document
    document.text = text
    if _SUSPECT.search(text):
        _refuse_anchors_and_tags(document, problem)
        if document.problems:
            return document
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is not None:
            document.value = _value(node, (), document)
    except yaml.MarkedYAMLError as error:
        _syntax(error, text, problem)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        problem(
            before.count("\n") + 1,
            error.position - (before.rfind("\n") + 1) + 1,
            "a control character stands in the text",
            "printable characters",
            "delete the character",
        )
    except RecursionError:
        problem(
            1,
            1,
            "the file is nested too deeply",
            "a record as the other files of its folder have it",
            "take away the surplus brackets or indents",
        )
    finally:
        loader.dispose()
    return document


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
    shallow = len(path) < 2
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            mark = key.start_mark
            document.problems.append(
                Problem(
                    document.path,
                    mark.line + 1,
                    mark.column + 1,
                    "a list or group stands where the name of a field belongs",
                    "",
                    "name the field in one word",
                )
            )
            continue
        name = key.value
        if name in values:
            mark = key.start_mark
            first = document.lines.get((*path, name))
            document.problems.append(
                Problem(
                    document.path,
                    mark.line + 1,
                    mark.column + 1,
                    f"{name} is given twice" + (f" (first on line {first})" if first else ""),
                    "each field once",
                    "keep one of the two",
                )
            )
            continue
        here = (*path, name)
        if shallow:
            document.lines[here] = key.start_mark.line + 1
        values[name] = _value(child, here, document)
    return values


def _refuse_anchors_and_tags(document: Document, problem: Any) -> None:
    try:
        for event in yaml.parse(document.text, Loader=_Loader):
            mark = event.start_mark
            if mark is None:
                continue
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                problem(
                    mark.line + 1,
                    mark.column + 1,
                    "an anchor (&) or alias (*) of YAML stands here",
                    "each value written out",
                    "write the value itself, or put the text in quotation marks",
                )
            elif getattr(event, "tag", None) and getattr(event, "implicit", (True,))[:1] != (True,):
                problem(
                    mark.line + 1,
                    mark.column + 1,
                    "a tag (!) of YAML stands here",
                    "plain values",
                    "delete the tag, or put the text in quotation marks",
                )
    except yaml.YAMLError:
        return  # the parser proper says it better


def _syntax(error: yaml.MarkedYAMLError, text: str, problem: Any) -> None:
    mark = error.problem_mark or error.context_mark
    said = (error.problem or error.context or "this is not YAML").strip()
    what = next((words for known, words in _PLAIN_ENGLISH.items() if known in said), said)
    cure = next(
        (words for known, words in _PLAIN_CURES.items() if known in said),
        "compare the line and the one above it with a neighbouring file",
    )
    context = (
        f" (the part began on line {error.context_mark.line + 1})"
        if error.context_mark and mark and error.context_mark.line != mark.line
        else ""
    )
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    before = "".join(text.split("\n")[line - 1 : line])[: column - 1]
    if "did not find expected key" in said and _CLOSED_EARLY.search(before):
        what = "the text goes on behind its closing quotation mark"
        cure = "inside the text write “ ” and ’, or put the other kind of mark around it"
    problem(line, column, f"not readable as YAML: {what}{context}", "", cure)
