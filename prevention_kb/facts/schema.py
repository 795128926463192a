"""JSON Schema for editors and for the open data, generated from the kinds of facts."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from . import asked
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


def schema_of_asked() -> dict[str, Any]:
    """The JSON Schema of data/asked.yaml."""
    words = {"type": "string", "pattern": f"^{asked.WORD}( {asked.WORD})*$", "description": asked.ALLOWED}
    return {"$schema": DRAFT, "title": "asked", "type": "object", "additionalProperties": words}


def _file(model: type[BaseModel], title: str, keys: str) -> dict[str, Any]:
    """The schema of a file that holds one group of fields, or several under names of the pattern `keys`."""
    generated = model.model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_ForEditors
    )
    definitions = generated.pop("$defs", {})
    generated["properties"].pop("id", None)
    for part in (generated, *definitions.values()):
        _part_from_refs(part)
    if keys:
        record = {**generated, "title": model.__name__}
        generated = {
            "title": title,
            "type": "object",
            "propertyNames": {"pattern": keys},
            "additionalProperties": {"$ref": f"#/definitions/{model.__name__}"},
        }
        definitions = {model.__name__: record, **definitions}
    return {"$schema": DRAFT, **generated, "definitions": definitions}


class _ForEditors(GenerateJsonSchema):
    """Without what an editor has no use for: generated titles, and null, which no file may hold."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        found.pop("title", None)
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if "default" in found and found["default"] is None:
            found.pop("default")
        return found


def _part_from_refs(part: Any) -> None:
    """Draft-07 reads nothing beside $ref: what stands there goes around it."""
    if isinstance(part, dict):
        if "$ref" in part and len(part) > 1:
            part["allOf"] = [{"$ref": part.pop("$ref")}]
        for value in part.values():
            _part_from_refs(value)
    elif isinstance(part, list):
        for value in part:
            _part_from_refs(value)


def texts() -> dict[str, str]:
    """Every schema file of schema/ by its name."""
    found = {name: schema(model) for name, model in COLLECTIONS.items()}
    found |= {"asked": schema_of_asked(), "moved": schema_of_moved()}
    return {f"{name}.json": json.dumps(said, indent=2, ensure_ascii=False) + "\n" for name, said in found.items()}
