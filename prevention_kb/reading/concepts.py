"""languages/<code>/concepts.yaml: for each concept the one word of a language, and words that must not stand for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..facts.translation import Concept
from . import yaml_file as source
from .problems import Problem

FILE = "concepts.yaml"
FIELDS = {
    "word": "The one word for the concept in this language.",
    "also": "Other forms of the same word, as of its verb: they count as the word.",
    "english": "What the English calls it; beginnings of words count, as prevent for prevention.",
    "avoid": "Words that are not used for it, where the English speaks of it.",
    "note": "Why this word: which official or attested text has it.",
}
"""The fields of a concept, each with what it is for."""
ALLOWED = "; ".join(f"{field}: {what}" for field, what in FIELDS.items())
LISTS = ("also", "english", "avoid")


def read(file: Path, shown: str, problems: list[Problem]) -> Mapping[str, Concept]:
    """The concepts of a file by their names; what is wrong goes to `problems`. No file, no concepts."""
    document = source.read_if_there(file, shown, problems)
    if document is None or document.value is None:
        return MappingProxyType({})
    if not isinstance(document.value, dict):
        cure = "write each as a group, as prevention: {word: …, english: [prevent]}"
        problems.append(Problem(shown, 1, 1, what="it is no list of concepts", allowed=ALLOWED, cure=cure))
        return MappingProxyType({})
    found = {}
    for name, entry in document.value.items():
        if wrong := _wrong(entry):
            place = document.place((name,), key=True)
            problems.append(Problem(shown, *place, what=f"{name}: {wrong}", allowed=ALLOWED, cure="mend the entry"))
        else:
            lists = {field: tuple(entry.get(field, ())) for field in LISTS}
            found[name] = Concept(name, entry["word"], **lists, line=document.lines.get((name,), 1))
    return MappingProxyType(found)


def _wrong(entry: Any) -> str:
    """What is wrong with the shape of a concept; an empty text where nothing is."""
    if not isinstance(entry, dict):
        return "it holds no fields"
    if unknown := [field for field in entry if field not in FIELDS]:
        return f"{unknown[0]} is no field of a concept"
    if missing := [field for field in ("word", "english") if not entry.get(field)]:
        return f"{missing[0]} is missing"
    if broken := [f for f in FIELDS if f in entry and not _is_right(f, entry[f])]:
        return f"{broken[0]} is no {'list of words' if broken[0] in LISTS else 'text'}"
    wanted = [entry["word"], *entry.get("also", ())]
    if clash := [word for word in entry.get("avoid", ()) if any(word in one for one in wanted)]:
        return f"{clash[0]} is avoided, and is wanted or a part of what is"
    return ""


def _is_right(field: str, value: Any) -> bool:
    if field in LISTS:
        return isinstance(value, list) and all(_is_word(one) for one in value)
    return _is_word(value)


def _is_word(value: Any) -> bool:
    """A text without blanks at its ends, with which nothing else would be the same."""
    return isinstance(value, str) and value != "" and value == value.strip()
