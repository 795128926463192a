"""Records that stand where they do not belong: in the folder of another kind, beside their id, or as a copy that a system made."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ..facts.kinds import COLLECTIONS
from ..facts.shape import Record
from . import yaml_file as source
from .problems import Problem

SURE = 2
"""So many fields more must be unknown here than where the record is thought to belong."""


def kind_of(entry: Any, here: type[Record] | None = None) -> type[Record] | None:
    """The kind of which a group of fields is a record, by their names; None where it may be of the kind that stands `here`, or of none."""
    if not isinstance(entry, dict) or not entry:
        return None
    keys = {str(key) for key in entry}
    unknown = len(keys - _fields(here)) if here else len(keys)
    if unknown < SURE:
        return None
    fitting = min(COLLECTIONS.values(), key=lambda model: (len(keys - _fields(model)), len(_required(model) - keys)))
    strange, missing = len(keys - _fields(fitting)), len(_required(fitting) - keys)
    sure = strange + SURE <= unknown and missing + strange < len(keys) / 2
    return fitting if sure and fitting is not here else None


def kind_of_all(value: Any) -> type[Record] | None:
    """The kind of the record, or of the records, that a whole file holds."""
    if found := kind_of(value):
        return None if found.keyed else found
    kinds = {kind_of(entry) for entry in value.values()} if isinstance(value, dict) and value else {None}
    found = kinds.pop()
    return found if not kinds and found and found.keyed else None


def home(model: type[Record], record_id: str) -> str:
    """Where a record of this kind belongs."""
    return f"data/{model.collection}.yaml" if model.keyed else f"data/{model.collection}/{record_id}.yaml"


def elsewhere(
    file: Path, document: source.Document, at: tuple[str, ...], record_id: str, meant: type[Record]
) -> Problem:
    """That a record stands where another kind does."""
    place = home(meant, record_id)
    root = file.parents[document.path.count("/")]
    cure = f"move it to {place}"
    if not meant.keyed and (root / place).is_file():
        cure = f"delete it, since {place} is there already, or move it there under another name"
    return Problem(
        document.path,
        *(document.place(at, key=True) if at else (0, 0)),
        what=f"{f'{record_id} looks' if at else 'this looks'} like a record of {meant.collection}, by its fields",
        allowed=f"records of {meant.collection} stand in data/{meant.collection}{'.yaml' if meant.keyed else '/'}",
        cure=cure,
    )


def beside_their_id(model: type[Record], document: source.Document) -> Problem | None:
    """That fields of a record stand at the margin, where only ids do."""
    fields = [key for key, value in document.value.items() if key in _fields(model) and not isinstance(value, dict)]
    if len(fields) < SURE:
        return None
    first, last = (document.lines.get((key,), 1) for key in (fields[0], fields[-1]))
    return Problem(
        document.path,
        first,
        1,
        what=f"{', '.join(fields[:3])}{' and more' if len(fields) > 3 else ''} stand at the margin, where only the ids of records do",
        allowed="an id and a colon at the margin; below it the fields, indented by two spaces",
        cure=f"put two spaces before each line of the record, from here to line {last}",
    )


_COPY = re.compile(r"(?:Copy of )?(?P<name>.+?)(?:(?:[ _-]+[Cc]opy)?(?: ?\(\d+\))?(?: \d+)?)")
"""How systems call a copy: “x (1)”, “x copy”, “x copy 2”, “x - Copy”, “Copy of x”, “x 2”."""


def copied(file: Path) -> str | None:
    """The file beside this one of which it is a copy, by its name."""
    found = _COPY.fullmatch(file.stem)
    original = f"{found['name']}{file.suffix}" if found else file.name
    return original if original != file.name and (file.parent / original).is_file() else None


@cache
def _fields(model: type[Record]) -> frozenset[str]:
    return frozenset(info.alias or key for key, info in model.model_fields.items()) - {"id"}


@cache
def _required(model: type[Record]) -> frozenset[str]:
    return frozenset(info.alias or key for key, info in model.model_fields.items() if info.is_required()) - {"id"}
