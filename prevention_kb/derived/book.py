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
    def words(self) -> str:
        """The type in words."""
        one = {
            "id": f"id of {self.refers_to.replace('_', ' ')}" if self.refers_to != "*" else "collection/id",
            "part": "group of fields",
            "choice": "one of these words",
            "date": "date (EDTF)",
            "day": "day",
            "true-or-false": "true or false",
            "integer": "whole number",
        }.get(self.kind, self.kind)
        return {"one": one, "list": f"list: {one}", "dict": f"by id: {one}"}[self.many]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the code book. `path` names the field, with [] behind a list and the name of what a group is keyed by."""

    path: str
    name: str
    shape: Shape
    required: bool
    meaning: str
    example: str = ""

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
    parts = [part for group in groups for part in group]
    for name, alias, info, found in fields(model):
        path = f"{before}{alias}"
        values = [value for part in parts if (value := getattr(part, name)) not in (None, [], {})]
        yield Entry(
            path, alias, found, info.is_required(), info.description or "", _example(values[0]) if values else ""
        )
        if found.part:
            inner = [list(v.values()) if isinstance(v, dict) else v if isinstance(v, list) else [v] for v in values]
            mark = {"one": ".", "list": "[].", "dict": ".<id>."}[found.many]
            yield from _entries(found.part, path + mark, inner)


def _example(value: Any) -> str:
    if isinstance(value, BaseModel):
        return ""
    if isinstance(value, dict):
        return next(iter(value))
    if isinstance(value, list):
        if isinstance(value[0], BaseModel):
            return f"{len(value)} of them"
        return _example(value[0]) + (" …" if len(value) > 1 else "")
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1].rsplit(" ", 1)[0] + " …"


BESIDE = {
    "id": "Id of the record in its collection; it stays for ever.",
    "collection": "Name of the collection.",
    "url": "Address of the record's page or of its place on a page.",
    "label": "What the record is called where it is only mentioned.",
    "sources": "The sources of the record, each with id, title, publisher, date, address and how far it was read.",
    "other_sources": "The same for sources that only a part of the record names; the part holds their ids.",
    "checking": "State of checking: how far the best-read source was read (for risk factors and guidance, the wording behind the paraphrase), in one word and in words, the day of checking "
    "and the day by which to check again. null for records that rest on no source.",
    "dates": "For each date of the record, by the path of its field: the EDTF text, its first and last possible day "
    "(null where an end is open), how precise it is, and the date in words.",
    "positions": "Worked out from the acts, for each state (or treaty): the last known phase, since when the treaty is in force for the "
    "state, whether that day is recorded or computed, up to when the source says so (as_of), and on which day we looked (looked).",
    "true_at_another_time": "For claims: whether what it says is shown for a time (`held`) that does not reach the day of publication.",
    "referred_by": "Records that refer to this one, as collection/id.",
    "generated_from": "The file of the repository that holds the record.",
    "citation": "How to cite the record: short, full, BibTeX, RIS and CSL-JSON, with the version of the data.",
}
"""What stands in a record's JSON beside the fields of its model, with what it means."""
