"""Every kind of fact by its name, and what refers to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .actors import Office, Organisation, Person, Term
from .documents import Claim, Document, Paragraph, Proposal
from .events import Case, Event
from .findings import Finding
from .framework import Commitment, Guidance, Measure, RiskFactor
from .mechanisms import Mechanism
from .promises import Promise
from .shape import Record, RefTo
from .sources import Source
from .states import Country, Vote
from .treaties import Treaty

COLLECTIONS: dict[str, type[Record]] = {
    model.collection: model
    for model in (
        Event, Treaty, Country, RiskFactor, Measure, Proposal, Claim, Promise, Document, Paragraph, Organisation, Person, Term, Source,
        Vote, Case, Office, Finding, Mechanism, Guidance, Commitment,
    )
}  # fmt: skip
"""Every kind of record by the name of its folder or file in data/."""

INTERNAL = {"votes", "cases", "offices", "findings", "mechanisms", "guidance", "commitments"}
"""Kinds that stand beside the collections: others refer to them, or a page shows them; their tables support the rest."""


@cache
def field_of(model: type[BaseModel], name: str) -> FieldInfo | None:
    """The declaration of a field, by its name or alias."""
    for key, info in model.model_fields.items():
        if name in (key, info.alias):
            return info
    return None


def _unwrap(annotation: Any) -> Iterator[tuple[str, Any]]:
    """The types inside Optional, list and dict: ("one" | "list" | "dict" | "keys", type)."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _unwrap(args[0])
    elif origin is list:
        yield "list", args[0]
    elif origin is dict:
        yield "keys", args[0]
        yield "dict", args[1]
    elif origin is not None and type(None) in args:
        for arg in args:
            if arg is not type(None):
                yield from _unwrap(arg)
    else:
        yield "one", annotation


def _ref_in(annotation: Any, metadata: tuple[Any, ...] = ()) -> RefTo | None:
    """The reference mark of a text type, also inside Optional."""
    if get_origin(annotation) is Annotated:
        metadata = (*metadata, *annotation.__metadata__)
    for arg in (*metadata, *(a for a in get_args(annotation) if get_origin(a) is Annotated)):
        if isinstance(arg, RefTo):
            return arg
        if get_origin(arg) is Annotated and (found := _ref_in(arg)):
            return found
    return None


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, RefTo | None, type[BaseModel] | None], ...]:
    """For each field that holds references or parts: its name, shape, reference mark, and model of the parts."""
    steps: list[tuple[str, str, RefTo | None, type[BaseModel] | None]] = []
    for name, info in model.model_fields.items():
        if (
            found := _ref_in(info.annotation, tuple(info.metadata))
            if get_origin(info.annotation) not in (list, dict)
            else None
        ):
            steps.append((name, "one", found, None))
            continue
        for shape, inner in _unwrap(info.annotation):
            part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
            mark = _ref_in(inner)
            if part or mark:
                steps.append((name, shape, mark, part))
    return tuple(steps)


def references(
    part: BaseModel | dict[str, Any], at: tuple[str | int, ...] = (), model: type[BaseModel] | None = None
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every reference in a record: where it stands, the collection, and the id.

    `part` may also be what a file says, not yet validated; then `model` tells what it should be, and whatever has the
    wrong shape is passed over.
    """
    said = part if isinstance(part, dict) else vars(part)
    for name, shape, mark, inner in _plan(model or type(part)):
        value = said.get(name)
        if not value:
            continue
        here = (*at, name)
        values: list[tuple[tuple[str | int, ...], Any]] = []
        if shape == "one":
            values = [(here, value)]
        elif shape == "list" and isinstance(value, list):
            values = [((*here, index), item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            values = [((*here, key), key if shape == "keys" else item) for key, item in value.items()]
        for place, item in values:
            if mark and isinstance(item, str):
                yield place, *_target(mark, item)
            elif inner and isinstance(item, (dict, BaseModel)):
                yield from references(item, place, inner)


def _target(mark: RefTo, value: str) -> tuple[str, str]:
    """Collection and id that a reference names."""
    if mark.collection != "*":
        return mark.collection, value
    collection, _, record_id = value.partition("/")
    return collection, record_id


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
"""A Markdown link in prose: to https://… or to a record as collection/id."""
