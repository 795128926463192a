"""The schemas are current, and say what the loader says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel, Strict

from prevention_kb import load
from prevention_kb.facts import actors, documents, findings, moved, schema, shape
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.reading import messages
from prevention_kb.reading import yaml_file as source

from ..conftest import ROOT, TINY
from ..mistakes import MISTAKES


def test_schemas_are_current() -> None:
    found = {file.name: file.read_text("utf-8") for file in (ROOT / "schema").glob("*.json")}
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


@cache
def validator_of(name: str) -> jsonschema.Draft7Validator:
    beside = {"asked": schema.schema_of_asked, "moved": schema.schema_of_moved}
    return jsonschema.Draft7Validator(beside[name]() if name in beside else schema.schema(COLLECTIONS[name]))


def accepts(file: Path) -> bool:
    document = source.read(file, file.name)
    return not document.problems and validator_of(collection_of(file)).is_valid(document.value)


@pytest.mark.parametrize("root", [ROOT, TINY], ids=["real", "tiny"])
def test_schema_accepts_what_the_loader_accepts(root: Path) -> None:
    for file in sorted((root / "data").rglob("*.yaml")):
        assert accepts(file), file


SHAPE_ONLY = {
    "needs another record": {
        "promise-by-a-treaty",
        "reference-unknown", "reference-unknown-near", "reference-unknown-file", "link-unknown-record", "link-dangerous",
        "title-repeated", "source-unused", "source-address-twice", "source-address-twice-with-a-place", "source-address-twice-with-its-way", "source-address-twice-in-capitals", "source-address-twice-in-codes", "state-missing", "vote-twice", "vote-where-none-was-held",
        "verdict-without-source", "paragraph-without-claim", "claim-of-another-paragraph", "promise-of-another-passage", "reference-any-kind", "address-shared", "address-of-the-frame",
        "address-of-a-heading", "link-behind-a-good-one", "link-with-title", "link-without-host", "name-repeated", "verdict-on-the-op-ed-alone",
        "verdict-on-an-unread-source", "passage-of-no-document", "passages-out-of-order", "passage-named-twice", "passage-of-another-document", "section-unknown", "document-of-another-source", "speaker-a-state", "paragraph-of-no-claim", "as-of-newer-than-source-inside", "as-of-too-precise-inside", "confirmed-for-another-time", "finding-without-source", "finding-on-an-unread-source", "finding-of-nobody", "none-found-nowhere", "institution-found-nowhere", "case-less-final", "case-more-final", "conviction-without-its-end", "conviction-in-a-claim-without-its-end", "conviction-on-a-page-without-its-end", "conviction-at-a-place-without-its-end", "charge-without-its-end", "conviction-in-an-event-without-cases", "charge-in-a-term-without-its-end", "charge-of-somebody-else-without-its-end", "conviction-of-somebody-else-without-its-end", "guilt-of-somebody-else", "guilt-on-a-page", "guilt-of-an-accused", "reference-far", "vote-of-nobody", "link-on-a-later-line", "repost-without-reason", "mechanism-clause-unread", "mechanism-statement-unread", "mechanism-standing-unread", "mechanism-of-no-proposal",
        "name-in-khmer-unread", "name-in-khmer-official-by-the-press", "name-in-khmer-cldr-by-the-press", "person-named-in-two-records",
        "promise-development-unread", "promise-development-of-its-own-text", "promise-of-the-op-ed", "passage-without-promise",
        "promise-due-before-it-was-made", "promise-done-before-it-was-made", "promise-as-of-before-it-was-made", "proposal-status-before-its-document",
    },
    "compares two fields": {
        "promise-as-of-before-its-evidence", "promise-told-out-of-order", "language-of-another-script", "meaning-is-the-title", "meaning-of-a-title-of-ours",
        "promise-done-untold", "promise-in-part-of-one-side", "promise-state-undated", "promise-not-due-any-more", "promise-not-due-without-a-day",
        "promise-not-done-before-its-time", "promise-not-established-without-cure",
        "reference-twice", "reference-unknown-in-many-places", "link-unknown-record-in-many-places", "reference-four-times", "source-not-read-on-a-day",
        "review-before-check", "review-later-than-checked", "date-order", "acts-out-of-order", "acts-twice", "acts-incomplete", "as-of-before-act",
        "as-of-without-source", "quote-without-paragraph", "source-read-nowhere", "verdict-of-an-opinion",
        "unverified-without-cure", "date-after-check", "date-after-check-of-all-on-a-page", "figure-ends-swapped", "unit-in-two-spellings", "state-with-the-code-of-another", "author-without-name", "author-named-twice", "date-newer-than-source", "date-too-precise", "source-newer-than-reading",
        "accession-withdrawn-alone", "act-before-adoption", "acts-of-consent-twice", "as-of-newer-than-check", "author-literal-and-given",
        "confidence-without-source", "entry-into-force-alone", "fact-not-checkable", "figure-above-its-range", "figure-below-its-range",
        "in-force-before-adoption", "part-with-wrong-date", "review-on-the-day-of-check", "source-read-without-day", "title-without-its-meaning", "title-in-english-twice", "sources-without-as-of",
        "verdict-of-a-proposal", "withdrawal-effective-alone", "withdrawal-notified-alone", "finding-paragraph-without-document", "finding-appeal-without-trial", "finding-final-otherwise", "finding-final-without-appeal", "imprecise-without-weight", "weight-of-another-verdict", "verdict-not-changed", "verdict-changed-after-check", "mechanism-untold-with-source", "mechanism-standing-undated", "review-of-nobody", "review-of-two", "review-held-after-check", "copy-unmarked", "copy-named-unmarked", "name-in-khmer-empty", "person-named-twice", "person-not-told-of",
    },
    "reads words, or days of the calendar": {
        "text-of-signs", "text-to-come", "two-blanks-in-a-text", "line-with-emphasis", "line-with-code", "line-with-a-link", "meaning-not-in-english", "meaning-in-brackets", "title-of-ours-in-another-script",
        "day-to-come", "title-in-no-language", "toll-bare", "toll-without-rivals", "opinion-without-speaker", "summary-without-authors", "summary-without-its-speaker", "quote-too-long", "date-impossible", "date-span-backwards", "date-end-less-precise", "date-open-beginning", "date-open-beginning-of-a-treaty", "day-impossible", "text-ends-with-a-blank", "text-ends-with-a-hard-blank", "text-begins-with-a-blank", "name-in-khmer-marks", "name-in-khmer-latin", "person-in-khmer-marks",
    },
    "is about the file, not its values": {
        "id-capitals", "id-underscore", "extension-wrong", "folder-unknown", "file-unknown", "page-missing", "document-whose-page-is-gone", "page-title-differs",
        "document-not-on-its-page", "part-missing", "part-left-over", "part-title-differs", "page-without-call", "page-left-out", "sources-misnamed", "state-misnamed",
        "id-device", "id-index", "id-too-long", "file-copied", "kind-of-an-unknown-folder", "kind-of-no-folder", "kinds-of-another-file",
    },
}  # fmt: skip
"""Mistakes that the loader finds and a JSON Schema cannot, each with the reason."""


def test_schema_refuses_what_the_loader_refuses(tmp_path: Path) -> None:
    passed = set()
    for name, mistake in MISTAKES.items():
        touched = mistake.write(tmp_path / name)
        if touched.suffix != ".yaml" or collection_of(touched) not in COLLECTIONS or accepts(touched):
            passed.add(name)
    excused = set().union(*SHAPE_ONLY.values())
    assert passed - excused == set(), "the schema lets pass what the loader refuses"
    assert excused - passed == set(), "an excuse that is not needed"


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Every kind of fact and part of one."""
    for kind in model.__subclasses__():
        yield kind
        yield from _below(kind)


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
    kinds = {kind for kind in _below(shape.Model) if kind.__module__.startswith("prevention_kb.")} - {moved.Moved}
    abstract = {
        shape.Model,
        shape.Record,
        shape.Named,
        shape.Checked,
        shape.Fact,
        findings.Stage,
        actors.Actor,
        documents.Said,
    }
    assert {m.__name__: sorted(set(m.model_fields) - used.get(m, set())) for m in kinds if m not in abstract} == {
        m.__name__: [] for m in kinds if m not in abstract
    }


def test_schema_files_are_json() -> None:
    for file in (ROOT / "schema").glob("*.json"):
        assert json.loads(file.read_text("utf-8"))["$schema"].startswith("http://json-schema.org/draft-07")


def test_true_and_false_have_no_other_words() -> None:
    """yes or on in a file is a text; pydantic would take it for true without being told, and the schema would not."""
    fields = [
        (part.__name__, name, info)
        for model in COLLECTIONS.values()
        for part in {model, *_parts(model)}
        for name, info in part.model_fields.items()
        if info.annotation is bool
    ]
    assert len(fields) >= 3
    assert all(any(isinstance(mark, Strict) for mark in info.metadata) for *_, info in fields), fields


def _parts(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The groups of fields inside a model, at whatever depth."""
    for info in model.model_fields.values():
        for part in messages.models_in(info.annotation):
            yield part
            yield from _parts(part)
