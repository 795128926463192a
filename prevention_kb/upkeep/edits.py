"""Edits of a YAML file at the very place: every other byte stays as somebody wrote it.

Each edit finds its place in the parsed file, changes the text there, and the result is parsed again and compared with what was meant.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ..reading.yaml_file import Path as At

WIDTH = 100
"""A list on one line is no longer than this; longer ones have a line for each entry."""


class Unsure(Exception):
    """An edit whose place is not as these files have it; it has to be made by hand."""


@dataclass(frozen=True, slots=True)
class Set:
    """A field gets a value; a field that is missing is put before `before`, or at the end."""

    at: At
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """A group of fields is put in the place of the one that stands there, or before `before`, or at the end."""

    at: At
    fields: Mapping[str, str]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A source is put first in the `sources` of what stands at `at`."""

    at: At
    source: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A group of fields becomes entry number `index` of a list."""

    at: At
    index: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Add:
    """A record is added to a file of several, in the order of the ids."""

    id: str
    fields: Mapping[str, Any]


Edit = Set | Put | Cite | Insert | Add


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; Unsure where one has no safe place."""
    value = _value(text)
    for edit in edits:
        try:
            meant = _meant(value, edit)
        except (LookupError, TypeError) as missing:
            raise Unsure(f"there is no such place in the file: {missing}") from None
        if meant == value:
            continue
        root = _tree(text)
        match edit:
            case Set():
                text = _set(text, root, edit)
            case Put():
                text = _put(text, root, edit)
            case Cite():
                text = _cite(text, root, edit)
            case Insert():
                text = _insert(text, root, edit)
            case Add():
                text = _add(text, root, edit)
        if _value(text) != meant:
            place = () if isinstance(edit, Add) else edit.at
            raise Unsure(f"{'.'.join(map(str, place))}: the edit would change more than it should")
        value = meant
    return text


def _value(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)


def _tree(text: str) -> yaml.Node:
    root: yaml.Node | None = yaml.compose(text, Loader=yaml.CBaseLoader)
    if root is None:
        raise Unsure("the file is empty")
    return root


def _meant(value: Any, edit: Edit) -> Any:
    """What the file should say after an edit."""
    value = copy.deepcopy(value)
    if isinstance(edit, Add):
        return {**value, edit.id: dict(edit.fields)}
    *way, last = edit.at if isinstance(edit, (Set, Put)) else (*edit.at, None)
    part = value
    for step in way:
        part = part[step]
    if isinstance(edit, Set):
        part[last] = edit.value
    elif isinstance(edit, Put):
        part[last] = dict(edit.fields)
    elif isinstance(edit, Insert):
        part.insert(edit.index, dict(edit.fields))
    elif edit.source not in part["sources"]:
        part["sources"].insert(0, edit.source)
    return value


def _find(root: yaml.Node, at: At) -> yaml.Node | None:
    node: yaml.Node | None = root
    for step in at:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _needed(root: yaml.Node, at: At) -> yaml.Node:
    if (node := _find(root, at)) is None:
        raise Unsure(f"{'.'.join(map(str, at))} is not in the file")
    return node


def _end(text: str, node: yaml.Node) -> int:
    """Where the text of a node ends; the parser counts empty lines behind a block to it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return (
        len(text[: node.end_mark.index].rstrip("\n "))
        if getattr(node, "style", None) in ("|", ">")
        else node.end_mark.index
    )


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _after_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def _set(text: str, root: yaml.Node, edit: Set) -> str:
    if node := _find(root, edit.at):
        if not isinstance(node, yaml.ScalarNode):
            raise Unsure(f"{'.'.join(map(str, edit.at))} is no single value")
        return text[: node.start_mark.index] + _scalar(edit.value) + text[_end(text, node) :]
    return _new_field(text, root, edit, f" {_scalar(edit.value)}\n")


def _put(text: str, root: yaml.Node, edit: Put) -> str:
    parent = _needed(root, edit.at[:-1])
    inner = " " * (parent.start_mark.column + 2)
    value = "\n" + "".join(f"{inner}{name}: {_scalar(said)}\n" for name, said in edit.fields.items())
    if isinstance(parent, yaml.MappingNode) and (node := _find(root, edit.at)):
        key = next(key for key, _ in parent.value if key.value == edit.at[-1])
        return f"{text[: key.end_mark.index]}:{value}{text[_after_line(text, _end(text, node)) :]}"
    return _new_field(text, root, edit, value)


def _new_field(text: str, root: yaml.Node, edit: Set | Put, value: str) -> str:
    """The text with a field that was missing, before the one that the edit names, or last."""
    parent = _needed(root, edit.at[:-1])
    if not isinstance(parent, yaml.MappingNode) or parent.flow_style or not parent.value:
        raise Unsure(f"{'.'.join(map(str, edit.at[:-1]))} is written on one line")
    before = next((key for key, _ in parent.value if key.value == edit.before), None)
    if before is not None and parent.value[0][0] is before:
        raise Unsure(f"{edit.before} is the first field")
    place = _line_start(text, before.start_mark.index) if before else _after_line(text, _end(text, parent))
    return f"{text[:place]}{' ' * parent.start_mark.column}{edit.at[-1]}:{value}{text[place:]}"


def _cite(text: str, root: yaml.Node, edit: Cite) -> str:
    node = _needed(root, (*edit.at, "sources"))
    if not isinstance(node, yaml.SequenceNode):
        raise Unsure("sources is no list")
    if not node.flow_style:
        first = node.value[0]
        start = _line_start(text, first.start_mark.index)
        return f"{text[:start]}{text[start : first.start_mark.index]}{edit.source}\n{text[start:]}"
    start = _line_start(text, node.start_mark.index)
    ids = [edit.source, *(entry.value for entry in node.value)]
    key = text[start : node.start_mark.index].rstrip()
    line = f"{key} [{', '.join(ids)}]"
    if len(line) > WIDTH:
        indent = " " * (len(key) - len(key.lstrip("- ")) + 2)
        line = "\n".join([key, *(f"{indent}- {entry}" for entry in ids)])
    return text[:start] + line + text[node.end_mark.index :]


def _insert(text: str, root: yaml.Node, edit: Insert) -> str:
    node = _needed(root, edit.at)
    if not isinstance(node, yaml.SequenceNode):
        raise Unsure(f"{'.'.join(map(str, edit.at))} is no list")
    if not node.value:
        start = _line_start(text, node.start_mark.index)
        key = text[start : node.start_mark.index].rstrip()
        entry = _entry(edit.fields, len(key) - len(key.lstrip()) + 2)
        return f"{text[:start]}{key}\n{entry.rstrip()}{text[node.end_mark.index :]}"
    if node.flow_style:
        raise Unsure(f"{'.'.join(map(str, edit.at))} is written on one line")
    entry = _entry(edit.fields, node.start_mark.column)
    if edit.index < len(node.value):
        place = _line_start(text, node.value[edit.index].start_mark.index)
    else:
        place = _after_line(text, _end(text, node))
    return text[:place] + entry + text[place:]


def _entry(fields: Mapping[str, Any], indent: int) -> str:
    pad = " " * indent
    rows = [f"{name}: {_flow(value)}" for name, value in fields.items()]
    return "".join(f"{pad}{'  ' if number else '- '}{row}\n" for number, row in enumerate(rows))


def _add(text: str, root: yaml.Node, edit: Add) -> str:
    record = f"{edit.id}:\n" + "".join(f"  {name}: {_flow(value)}\n" for name, value in edit.fields.items())
    later = next((key for key, _ in root.value if key.value > edit.id), None)
    if later is None:
        return text.rstrip("\n") + f"\n\n{record}"
    place = _line_start(text, later.start_mark.index)
    return f"{text[:place]}{record}\n{text[place:]}"


def _flow(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else _scalar(str(value))


def _scalar(text: str) -> str:
    """A value on one line, in quotation marks only where YAML needs them, or where it would be a number with a point: 1.3 is a name here."""
    if re.fullmatch(r"[0-9]+\.[0-9]+", text):
        return f'"{text}"'
    dumped = yaml.dump(text, Dumper=_Dumper, width=10**6, allow_unicode=True).removesuffix("\n...\n").rstrip("\n")
    return dumped if not dumped.startswith("'") else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Dumper(yaml.SafeDumper):
    """Days, numbers and yes are plain text here, as the reader of these files has them."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, regexp) for tag, regexp in pairs if tag.endswith((":null", ":merge"))]
        for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
