"""The code book: every field of every kind of fact with its type, allowed values, meaning and an example, from the models."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..facts.dates import DAY, When
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Day, RefTo
from ..languages.language import Message, message
from ..reading.catalogue import english
from .status import PHASES

LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: one, list or dict of `kind` (text, date, day, integer, number, true-or-false, id, part, choice)."""

    many: Literal["one", "list", "dict"]
    kind: str
    optional: bool
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    part: type[BaseModel] | None = None

    @property
    def words(self) -> Message:
        """The type, to be said."""
        kind = "any-id" if self.refers_to == "*" else self.kind
        one = message(f"code-book.kind.{kind}", collection=self.refers_to.replace("_", " "))
        return one if self.many == "one" else message(f"code-book.many.{self.many}", one=one)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the code book. `path` names the field, with [] behind a list and the name of what a group is keyed by."""

    path: str
    name: str
    shape: Shape
    required: bool
    meaning: str
    example: str | Message = ""

    @property
    def choices_untold(self) -> bool:
        """Whether there are allowed words that the meaning does not name."""
        return any(word not in self.meaning for word in self.shape.choices)


def shape(info: FieldInfo) -> Shape:
    """What a field holds, from its declaration."""
    many: Literal["one", "list", "dict"] = "one"
    annotation, optional = _inside(info.annotation)
    metadata = list(info.metadata)
    if get_origin(annotation) is list:
        many, annotation = "list", get_args(annotation)[0]
    elif get_origin(annotation) is dict:
        many, annotation = "dict", get_args(annotation)[1]
    annotation, _ = _inside(annotation)
    while get_origin(annotation) is Annotated:
        if annotation is Day:
            return Shape(many, "day", optional)
        metadata += get_args(annotation)[1:]
        annotation = get_args(annotation)[0]
    refers_to = next((mark.collection for mark in metadata if isinstance(mark, RefTo)), "")
    if refers_to:
        return Shape(many, "id", optional, refers_to=refers_to)
    if get_origin(annotation) is Literal:
        return Shape(many, "choice", optional, tuple(str(word) for word in get_args(annotation)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(many, "part", optional, part=annotation)
    if any(getattr(mark, "pattern", "") == DAY for mark in metadata):
        return Shape(many, "day", optional)
    kind = {When: "date", bool: "true-or-false", int: "integer", str: "text"}.get(annotation, "number")
    return Shape(many, kind, optional)


def _inside(annotation: Any) -> tuple[Any, bool]:
    """The type inside Optional, and whether it was optional; int | float stays whole."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        optional = len(inner) < len(get_args(annotation))
        return (inner[0] if len(inner) == 1 else float), optional
    return annotation, False


@cache
def fields(model: type[BaseModel]) -> tuple[tuple[str, str, FieldInfo, Shape], ...]:
    """The fields of a model but for the id: Python name, name in files, declaration, shape."""
    return tuple(
        (name, info.alias or name, info, shape(info)) for name, info in model.model_fields.items() if name != "id"
    )


def entries(kb: KnowledgeBase, collection: str) -> list[Entry]:
    """The code book of one collection, parts included, with an example from the data."""
    return list(_entries(COLLECTIONS[collection], "", [list(kb.records[collection].values())]))


def _entries(model: type[BaseModel], before: str, groups: list[list[Any]]) -> Iterator[Entry]:
    """`groups` holds the parts of this model that stand in the data, from which examples are taken."""
    parts = [dict(part) for group in groups for part in group]
    for name, alias, info, found in fields(model):
        path = f"{before}{alias}"
        values = [value for part in parts if (value := part[name]) not in (None, [], {})]
        yield Entry(
            path, alias, found, info.is_required(), info.description or "", _example(values[0]) if values else ""
        )
        if found.part:
            inner = [list(v.values()) if isinstance(v, dict) else v if isinstance(v, list) else [v] for v in values]
            mark = {"one": ".", "list": "[].", "dict": ".<id>."}[found.many]
            yield from _entries(found.part, path + mark, inner)


def _example(value: Any) -> str | Message:
    if isinstance(value, BaseModel):
        return ""
    if isinstance(value, dict):
        return next(iter(value))
    if isinstance(value, list):
        if isinstance(value[0], BaseModel):
            return message("code-book.so-many", count=len(value))
        return f"{_example(value[0])} …" if len(value) > 1 else _example(value[0])
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1].rsplit(" ", 1)[0] + " …"


BESIDE = (
    "id",
    "collection",
    "url",
    "label",
    "sources",
    "other_sources",
    "checking",
    "dates",
    "positions",
    "true_at_another_time",
    "referred_by",
    "generated_from",
    "citation",
)
"""What stands in a record's JSON beside the fields of its model; what each means stands under code-book.key in the catalogue."""


# Tables beside those of the kinds ---------------------------------------------------------------------------------


def tables() -> dict[str, dict[str, Message]]:
    """What each column means of the tables that are not those of a kind, in the order of the columns."""
    one = "open-data.positions.one-phase"
    phases = "; ".join(english().say(one, phase=phase, meaning=message(f"phase.{phase}")) for phase in PHASES)
    url = {"record_url": message("code-book.key.url")}
    found = {
        "treaty-status": _shared("instrument")
        | _own("status", "instrument_name")
        | _shared("state")
        | _own("status", "state_name", "state_code", "act", "date", "precision", "first_day", "last_day", "basis", "source", "source_of")
        | _shared("confidence", "as_of")
        | _own("status", "note"),
        "treaty-positions": _shared("instrument")
        | _own("status", "instrument_name")
        | _shared("state")
        | _own("status", "state_name")
        | {"phase": message("open-data.positions.phase", phases=phases)}
        | _own("positions", "since", "in_force_first_day", "in_force_last_day", "in_force_basis")
        | _shared("as_of")
        | _own("positions", "looked", "read")
        | _shared("confidence")
        | _own("positions", "source", "reservations", "note"),
        "due": _key("collection", "id", "label") | _own("due", "checked", "review_by") | url,
        "translations": _key("collection", "id")
        | _own("translations", "language", "path", "text", "state", "standing", "digest", "source", "read_by", "read_on")
        | url,
    }  # fmt: skip
    return {name: _shared("row") | columns for name, columns in found.items()}


def _shared(*names: str) -> dict[str, Message]:
    return {name: message(f"open-data.column.{name}") for name in names}


def _own(table: str, *names: str) -> dict[str, Message]:
    return {name: message(f"open-data.{table}.{name}") for name in names}


def _key(*names: str) -> dict[str, Message]:
    return {name: message(f"code-book.key.{name}") for name in names}
