"""JSON Schema of files of translations, for editors: what may be said anew, and what it says in English or is for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..derived.translation_form import SCHEMAS
from ..facts.dates import DAY
from ..facts.schema import DRAFT
from ..facts.shape import Record
from ..facts.texts import paths
from ..facts.translation import LENGTH
from ..languages.language import CATEGORIES, Text
from ..reading import concepts, overlays, thesaurus
from ..reading.catalogue import ABOUT, ALONE, FILE, english
from ..reading.translations import OF, READ

DIGITS = "What stands for the digits 0 to 9 in dates and counts, where it is not these."
LETTERS = (
    "The first and the last letter of a script that writes no spaces between its words, as ក-៓; left out for any other."
)
_TEXT = {"type": "string", "pattern": r"\S"}


def texts() -> dict[str, str]:
    """Every schema of records that another language can say, and of its concepts, by its path from the top of the project."""
    found = {name: of_records(model) for name, model in overlays.TRANSLATED.items()} | {
        "concepts": of_concepts(),
        "kept": of_kept(),
        "thesaurus": of_thesaurus(),
    }
    return {f"{SCHEMAS}/{name}.json": _json(said) for name, said in found.items()}


def of_interface() -> dict[str, str]:
    """The schema of the messages, by its path."""
    return {f"{SCHEMAS}/{FILE.removesuffix('.yaml')}.json": _json(of_messages(english().messages))}


def of_records(model: type[Record]) -> dict[str, Any]:
    """The schema of translations of this kind of record: of one, or of several by their ids."""
    said: dict[str, Any] = {"properties": {}, "patternProperties": {}}
    for pattern, description in paths(model):
        plain = pattern.replace(r"\.", ".")
        group, name = ("properties", plain) if re.fullmatch(r"[a-z_.]+", plain) else ("patternProperties", f"^{pattern}$")  # fmt: skip
        said[group][name] = {**_TEXT, "description": description}
    one = _group(**said, **{OF: _digests([f"^{pattern}$" for pattern, _ in paths(model)]), READ: _reading()})
    if not model.keyed:
        return {"$schema": DRAFT, **one}
    return {"$schema": DRAFT, "type": "object", "propertyNames": {"pattern": model.id_pattern}, "additionalProperties": one}  # fmt: skip


def of_concepts() -> dict[str, Any]:
    """The schema of the one word for each concept."""
    words = {"type": "array", "items": _TEXT}
    fields = {
        name: {**(words if name in concepts.LISTS else _TEXT), "description": what}
        for name, what in concepts.FIELDS.items()
    }
    one = {"type": "object", "properties": fields, "required": ["word", "english"], "additionalProperties": False}
    return {"$schema": DRAFT, "type": "object", "additionalProperties": one}


def of_thesaurus() -> dict[str, Any]:
    """The schema of the ordinary words by which readers may mean the same."""

    def groups(what: str, most: int) -> dict[str, Any]:
        word = {"type": "string", "pattern": f"^{thesaurus.WORD}(?: {thesaurus.WORD}){{0,{most - 1}}}$"}
        group = {"type": "array", "items": word, "minItems": 2, "uniqueItems": True}
        return {"description": what, "type": "array", "items": group}

    asking = {
        "description": "Words that make a sentence a question.",
        "type": "array",
        "items": {"type": "string", "pattern": f"^{thesaurus.WORD}$"},
        "uniqueItems": True,
    }
    forms = groups("Forms of one word that its endings do not show.", 1)
    alike = groups("Words by which readers may mean the same.", thesaurus.MOST)
    said = _group({"asking": asking, "forms": forms, "alike": alike}, {})
    return {"$schema": DRAFT, **said, "required": ["asking", "forms", "alike"]}


def of_kept() -> dict[str, Any]:
    """The schema of what stays English on purpose."""
    why = {**_TEXT, "description": "Why it stays English."}
    refs = {
        f"^{name}/(?:{model.id_pattern.strip('^$')})$": _group(
            {}, {"^(" + "|".join(p for p, _ in paths(model)) + ")$": why}
        )
        for name, model in overlays.TRANSLATED.items()
    }
    refs[f"^{overlays.PAGES}/.+$"] = _group({overlays.BODY: why}, {})
    return {"$schema": DRAFT, **_group({}, refs)}


def of_messages(messages: Mapping[str, Text]) -> dict[str, Any]:
    """The schema of the interface in another language: its groups, each message with the English."""
    tree: dict[str, Any] = {}
    for id, text in messages.items():
        if id.startswith(ALONE):
            continue
        *above, last = id.split(".")
        group = tree
        for step in above:
            group = group.setdefault(step, {})
        group[last] = text if isinstance(text, str) else dict(text)
    whole = _branch(tree | {"language": {**tree["language"], "digits": DIGITS, "letters": LETTERS}})
    about = _group({}, {}, **{OF: _digests([r"^[a-z0-9_.-]+$"]), READ: _reading()})
    whole["properties"][ABOUT] = about
    return {"$schema": DRAFT, **whole}


def _branch(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"type": "string", "description": value}
    if set(value) <= set(CATEGORIES) and "other" in value:
        forms = {form: _branch(value.get(form, value["other"])) for form in CATEGORIES}
        return {
            "type": ["object", "string"],
            "description": value["other"],
            "properties": forms,
            "additionalProperties": False,
            "required": ["other"],
        }
    return {"type": "object", "properties": {key: _branch(entry) for key, entry in value.items()}, "additionalProperties": False}  # fmt: skip


def _group(properties: Mapping[str, Any], patternProperties: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A group of texts with what it says of itself."""
    found = {"type": "object", "properties": {**properties, **more}, "additionalProperties": False}
    return {**found, "patternProperties": dict(patternProperties)} if patternProperties else found


def _digests(patterns: list[str]) -> dict[str, Any]:
    one = {"type": "string", "pattern": f"^[0-9a-f]{{{LENGTH}}}$"}
    return {
        "type": "object",
        "description": "Of which English wording each text was made; `kb translate --stamp` writes it.",
        "patternProperties": dict.fromkeys(patterns, one),
        "additionalProperties": False,
    }


def _reading() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Who, as a native reader, has read the texts and found them right, and on which day.",
        "properties": {
            "by": {**_TEXT, "description": "The name of the reader."},
            "on": {"type": "string", "pattern": DAY, "description": "The day, as 2026-12-10."},
            "texts": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Which texts, where it was not all.",
            },
        },
        "required": ["by", "on"],
        "additionalProperties": False,
    }


def _json(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
