"""The schemas are current, and say what the loader says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel

from prevention_kb import load, models, schema, source
from prevention_kb.models import COLLECTIONS

from .conftest import ROOT, TINY

BROKEN = Path(__file__).parent / "broken"


def test_schemas_are_current() -> None:
    found = {file.name: file.read_text("utf-8") for file in (ROOT / "schema").iterdir()}
    assert found == schema.texts(), "run kb schema"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema.schema(COLLECTIONS[name]))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_field_explains_itself(name: str) -> None:
    """The description is the hover in the editor and the cure in the message."""

    def walk(part: object, where: str) -> None:
        if isinstance(part, dict):
            for field, value in part.get("properties", {}).items():
                assert value.get("description"), f"{where}.{field}"
            for key, value in part.items():
                walk(value, f"{where}.{key}")

    walk(schema.schema(COLLECTIONS[name]), name)


def collection_of(file: Path) -> str:
    return file.parent.name if file.parent.name != "data" else file.stem


def accepts(file: Path) -> bool:
    document = source.read(file, file.name)
    if document.problems:
        return False
    validator = jsonschema.Draft7Validator(schema.schema(COLLECTIONS[collection_of(file)]))
    return validator.is_valid(document.value)


@pytest.mark.parametrize("root", [ROOT, TINY], ids=["real", "tiny"])
def test_schema_accepts_what_the_loader_accepts(root: Path) -> None:
    for file in sorted((root / "data").rglob("*.yaml")):
        assert accepts(file), file


SHAPE_ONLY = {
    "needs another record": {
        "reference-unknown", "reference-unknown-near", "reference-unknown-file", "link-unknown-record", "link-dangerous",
        "title-repeated", "source-unused", "source-address-twice", "state-missing", "vote-twice", "vote-where-none-was-held",
    },
    "compares two fields": {
        "review-before-check", "date-order", "acts-out-of-order", "acts-twice", "acts-incomplete", "as-of-before-act",
        "as-of-without-source", "quote-without-paragraph", "source-read-nowhere",
    },
    "counts words or days of the calendar": {
        "quote-too-long", "date-impossible", "date-span-backwards", "day-impossible",
    },
    "is about the file, not its values": {
        "id-capitals", "extension-wrong", "folder-unknown", "file-unknown", "page-missing", "page-title-differs", "id-in-file",
    },
}  # fmt: skip
"""Mistakes that the loader finds and a JSON Schema cannot, each with the reason."""


def test_schema_refuses_what_the_loader_refuses(tmp_path: Path) -> None:
    excused = set().union(*SHAPE_ONLY.values())
    passed = set()
    for folder in sorted(BROKEN.iterdir()):
        files = [f for f in folder.rglob("*.yaml") if f.parent.name in COLLECTIONS or f.stem in COLLECTIONS]
        if files and all(accepts(file) for file in files):
            passed.add(folder.name)
    assert passed <= excused, f"the schema lets pass: {passed - excused}"


def test_excuses_are_needed(tmp_path: Path) -> None:
    """An excuse for a mistake that no longer exists fails."""
    assert set().union(*SHAPE_ONLY.values()) <= {folder.name for folder in BROKEN.iterdir()}


def test_tiny_uses_every_field() -> None:
    """Golden pages and messages can only be trusted for fields that the tiny facts have."""
    used: dict[type[BaseModel], set[str]] = {}

    def walk(value: object) -> None:
        if isinstance(value, BaseModel):
            used.setdefault(type(value), set()).update(value.model_fields_set)
            for name in type(value).model_fields:
                walk(getattr(value, name))
        elif isinstance(value, (list, dict)):
            for inner in value.values() if isinstance(value, dict) else value:
                walk(inner)

    for records in load(TINY).records.values():
        for record in records.values():
            walk(record)
    kinds = [m for m in vars(models).values() if isinstance(m, type) and issubclass(m, models.Model)]
    abstract = {models.Model, models.Record, models.Checked, models.Fact}
    assert {m.__name__: sorted(set(m.model_fields) - used.get(m, set())) for m in kinds if m not in abstract} == {
        m.__name__: [] for m in kinds if m not in abstract
    }


def test_schema_files_are_json() -> None:
    for file in (ROOT / "schema").glob("*.json"):
        assert json.loads(file.read_text("utf-8"))["$schema"].startswith("http://json-schema.org/draft-07")
