"""What describes the data: the Frictionless Data Package (version 2) and the JSON Schema of every kind of record as exported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from ..derived.citation import LICENCE_NAME, LICENCE_URL, Edition
from ..facts.kinds import COLLECTIONS
from ..facts.shape import Record
from ..reading.catalogue import english
from .plain import STATES
from .tables import Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def datapackage(
    edition: Edition,
    named: tuple[str, str],
    base: str,
    tables: list[Table],
    texts: dict[str, bytes],
    cited: str,
    status: str = "",
) -> dict[str, Any]:
    """The descriptor: every table with its columns. `texts` holds the files by name, for sizes and digests; `cited` says how the
    whole is cited; `named` is the version and the day of what it holds; `status` says first of all that it is a preview, where it is one."""
    return {
        "$schema": PROFILE,
        "name": "atrocity-prevention-cambodia-asean",
        "title": edition.title,
        "description": " ".join(filter(None, [status, edition.abstract, english().say("open-data.guard")])),
        **({"homepage": base} if base else {}),
        "version": named[0],
        "created": f"{named[1]}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": LICENCE_NAME, "path": LICENCE_URL}],
        "contributors": [{"title": author, "roles": ["author"]} for author in edition.authors],
        **({"keywords": list(edition.keywords)} if edition.keywords else {}),
        "citation": cited,
        "resources": [
            {
                "name": table.name.replace("_", "-"),
                "type": "table",
                "path": table.file,
                "title": table.title,
                "description": table.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(texts[table.file]),
                "hash": f"sha256:{hashlib.sha256(texts[table.file]).hexdigest()}",
                "schema": _renamed(table.schema()),
            }
            for table in tables
        ],
    }


def _renamed(schema: dict[str, Any]) -> dict[str, Any]:
    """Names of resources have hyphens."""
    for key in schema.get("foreignKeys", ()):
        key["reference"]["resource"] = key["reference"]["resource"].replace("_", "-")
    return schema


_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_SOURCE = _object(
    id=_TEXT, title=_TEXT, publisher=_TEXT, issued=_TEXT_OR_NULL, URL=_TEXT_OR_NULL, read={"enum": ["whole", "opening", "excerpt", "none"]}
)  # fmt: skip
_BESIDE: dict[str, Any] = {
    "id": _TEXT,
    "collection": _TEXT,
    "url": _TEXT,
    "label": _TEXT,
    "sources": {"type": "array", "items": _SOURCE},
    "other_sources": {"type": "array", "items": _SOURCE},
    "checking": {
        "anyOf": [
            _object(state={"enum": list(STATES)}, words=_TEXT, checked=_TEXT_OR_NULL, review_by=_TEXT_OR_NULL),
            {"type": "null"},
        ]
    },
    "dates": {
        "type": "object",
        "additionalProperties": _object(
            edtf=_TEXT, lower=_TEXT_OR_NULL, upper=_TEXT_OR_NULL, precision={"enum": ["day", "month", "year", "decade", "span"]}, words=_TEXT
        ),
    },
    "positions": {
        "type": "object",
        "additionalProperties": _object(
            phase=_TEXT, words=_TEXT, since=_TEXT_OR_NULL, in_force_lower=_TEXT_OR_NULL, in_force_upper=_TEXT_OR_NULL,
            in_force_basis={"enum": ["recorded", "computed", "no-source", None]}, as_of=_TEXT_OR_NULL, looked=_TEXT_OR_NULL, read={"type": "boolean"}, reason=_TEXT,
        ),
    },
    "true_at_another_time": {"type": "boolean"},
    "referred_by": {"type": "array", "items": _TEXT},
    "generated_from": _TEXT,
    "citation": _object(short=_TEXT, full=_TEXT, bibtex=_TEXT, ris=_TEXT, csl={"type": "object"}),
}  # fmt: skip
_ONLY = {"positions": ("treaties", "countries"), "true_at_another_time": ("claims",)}
"""What stands beside the fields of some collections alone."""


def _meaning(key: str) -> str:
    return english().say(f"code-book.key.{key}")


def json_schema(model: type[Record], base: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as exported; every key is always there."""
    found = model.model_json_schema(by_alias=True, mode="serialization")
    properties = found["properties"]
    for name, schema in _BESIDE.items():
        if model.collection not in _ONLY.get(name, (model.collection,)):
            continue
        properties[name] = {"description": _meaning(name), **schema}
    for part in (found, *found.get("$defs", {}).values()):
        part["required"] = list(part["properties"])
        for schema in part["properties"].values():
            schema.pop("title", None)
            schema.pop("default", None)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}data/schema/{model.collection}.json",
    }
    return dict(json.loads(json.dumps((head if base else {"$schema": head["$schema"]}) | found)))


@lru_cache(maxsize=1)
def schemas(base: str) -> Mapping[str, bytes]:
    """Every schema by the name of its file."""
    return {f"{name}.json": to_json(json_schema(model, base), indent=1) + b"\n" for name, model in COLLECTIONS.items()}
