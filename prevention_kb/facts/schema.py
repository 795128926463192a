"""JSON Schema for editors and for the open data, generated from the kinds of facts."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from . import moved as moved_ids
from .kinds import COLLECTIONS
from .shape import ANY_REF, Record

DRAFT = "http://json-schema.org/draft-07/schema#"
"""What the schemas are written in, which every editor reads."""


def schema(model: type[Record]) -> dict[str, Any]:
    """The JSON Schema (draft-07) of a file of this kind, as an editor sees it: without the id, which is the file name."""
    return _file(model, model.collection, model.id_pattern if model.keyed else "")


def schema_of_moved() -> dict[str, Any]:
    """The JSON Schema of data/moved.yaml."""
    return _file(moved_ids.Moved, "moved", ANY_REF)


def _file(model: type[BaseModel], title: str, keys: str) -> dict[str, Any]:
    """The schema of a file that holds one group of fields, or several under names of the pattern `keys`."""
    generated = model.model_json_schema(by_alias=True)
    definitions = generated.pop("$defs", {})
    generated["properties"].pop("id", None)
    for part in (generated, *definitions.values()):
        _tidy(part)
    if keys:
        record = {**generated, "title": model.__name__}
        generated = {
            "title": title,
            "type": "object",
            "propertyNames": {"pattern": keys},
            "additionalProperties": {"$ref": f"#/definitions/{model.__name__}"},
        }
        definitions = {model.__name__: record, **definitions}
    text = json.dumps({"$schema": DRAFT, **generated, "definitions": definitions})
    return dict(json.loads(text.replace("#/$defs/", "#/definitions/")))


def _tidy(part: Any) -> None:
    """Take out what an editor has no use for: generated titles, and null, which no file may hold."""
    if isinstance(part, dict):
        options = part.get("anyOf")
        if isinstance(options, list) and {"type": "null"} in options:
            kept = [option for option in options if option != {"type": "null"}]
            part.pop("anyOf")
            if len(kept) == 1:
                for key, value in kept[0].items():
                    part.setdefault(key, value)
            else:
                part["anyOf"] = kept
            if part.get("default", 0) is None:
                part.pop("default")
        if isinstance(part.get("title"), str):
            part.pop("title")
        if "$ref" in part and len(part) > 1:  # draft-07 reads nothing beside $ref
            part["allOf"] = [{"$ref": part.pop("$ref")}]
        for value in part.values():
            _tidy(value)
    elif isinstance(part, list):
        for value in part:
            _tidy(value)


def texts() -> dict[str, str]:
    """Every schema file of schema/ by its name."""
    found = {name: schema(model) for name, model in COLLECTIONS.items()} | {"moved": schema_of_moved()}
    return {f"{name}.json": json.dumps(said, indent=2, ensure_ascii=False) + "\n" for name, said in found.items()}
