"""What was released: versions of the data, every id that must stay, and what changed from one version to the next.

Pages and feed come from the files of releases/, so that a build needs no git history.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.sources import Source
from ..languages.language import Language, Message, message
from ..reading import catalogue
from ..reading.files import is_there, own, text_of
from ..reading.problems import DataError, Problem
from . import citation

FOLDER = "releases"
IDS = f"{FOLDER}/ids.txt"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record: its path (as clause.days or status.cambodia.acts), the old and the new value, None for none."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was changed."""

    record: str
    label: str
    fields: list[FieldChange]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was added, changed and removed: (collection/id, what it is called), changes field by field."""

    added: list[tuple[str, str]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def count(self) -> Message:
        """How many of each."""
        return message(
            "changes.difference", added=len(self.added), changed=len(self.changed), removed=len(self.removed)
        )

    def text(self) -> str:
        """For the terminal."""
        english = catalogue.english()
        rows = [f"added    {ref}: {label}" for ref, label in self.added]
        for change in self.changed:
            rows.append(f"changed  {change.record}: {change.label}")
            rows += [
                f"           {f.field}: {in_words(f.old, english)} → {in_words(f.new, english)}" for f in change.fields
            ]
        rows += [f"removed  {ref}: {label}" for ref, label in self.removed]
        return "\n".join([*rows, english.say(self.count)])


def in_words(value: Any, language: Language) -> str:
    """A value of a file on one line; a missing one is said so."""
    if value is None:
        return language.say("changes.no-value")
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return language.say("piece.between").join(value) or language.say("changes.empty-list")
    return _inside(value)


def _inside(value: Any) -> str:
    """A group of fields or a list of them, as they may be written on one line of the file: a: 1; b: (c: 2)."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_nested(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_nested, value))
    return value if isinstance(value, str) else json.dumps(value)


def _nested(value: Any) -> str:
    return f"({_inside(value)})" if isinstance(value, dict | list) else _inside(value)


@dataclass(frozen=True, slots=True)
class Released:
    """A record as it was released: its address, and a digest of what it said."""

    address: str
    digest: str


def digest(record: Record) -> str:
    """Twelve characters that change when the record's file says something else."""
    return hashlib.sha256(to_json(record.model_dump(mode="json", exclude_unset=True))).hexdigest()[:12]


def released(root: Path) -> Mapping[str, Released]:
    """Every id that was ever released, as collection/id; none before the first release. DataError where the list, or a line of it, cannot be read."""
    if not is_there(root / IDS):
        return {}
    found: dict[str, Released] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text_of(root, IDS).splitlines(), 1):
        if row := _ROW.fullmatch(line):
            found[row[1]] = Released(row[2], row[3])
        elif line and not line.startswith("#"):
            what = f"the line says no id, address and digest ({line if len(line) <= 60 else line[:57] + '…'})"
            allowed = "lines as kb release writes them"
            problems.append(Problem(IDS, number, 1, what=what, allowed=allowed, cure="restore the file from git"))
    if problems:
        raise DataError(problems)
    return found


_ROW = re.compile(r"([a-z_]+/\S+) (\S+) ([0-9a-f]+)")


@lru_cache(maxsize=2)
def changed_since_release(kb: KnowledgeBase) -> frozenset[str]:
    """The records that are new or not as they were released; none before the first release."""
    before = released(kb.root)
    if not before:
        return frozenset()
    return frozenset(
        ref
        for name, records in kb.records.items()
        for record in records.values()
        if (old := before.get(ref := f"{name}/{record.id}")) is None or old.digest != digest(record)
    )


def is_changed(kb: KnowledgeBase, record: Record) -> bool:
    """Whether a record is new or not as it was released."""
    return f"{record.collection}/{record.id}" in changed_since_release(kb)


def whole_item(kb: KnowledgeBase, base: str) -> citation.Item:
    """What to cite for the whole: the release, and that it was changed since where a record was."""
    return citation.whole_item(citation.edition(kb.root), base, bool(changed_since_release(kb)))


def version(kb: KnowledgeBase) -> str:
    """The version of the whole in words: that of the release, and that it was changed since."""
    return citation.version(citation.edition(kb.root), bool(changed_since_release(kb)))


def newest(kb: KnowledgeBase) -> str:
    """The last day on which one of these facts was checked, or a source read, where some changed after the release; else the day of the release."""
    released_on = citation.edition(kb.root).released
    if not changed_since_release(kb):
        return released_on
    days = [*(day for _, day, _ in kb.checks()), *(source.accessed for source in kb.all(Source).values())]
    return max([released_on, *(str(day) for day in days if day)])


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the data: its id in the feed, its day, a note for readers, how many records it has, and what changed."""

    id: str
    version: str
    date: str
    note: str
    counts: dict[str, int]
    first: bool
    difference: Difference

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def history(root: Path) -> list[Release]:
    """Every release, newest first; DataError where the file of one cannot be read."""
    found = []
    for file in own(root / FOLDER, ".json"):
        try:
            found.append(_release(json.loads(text_of(root, f"{FOLDER}/{file.name}"))))
        except (ValueError, KeyError, TypeError) as error:
            line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
            why = f"{error} is missing" if isinstance(error, KeyError) else getattr(error, "msg", error)
            what, path = f"the release cannot be read: {why}", f"{FOLDER}/{file.name}"
            problem = Problem(
                path, line, column, what=what, allowed="a file as kb release writes it", cure="restore it from git"
            )
            raise DataError([problem]) from None
    return sorted(found, key=lambda release: (release.date, len(release.version), release.version), reverse=True)


def _release(said: dict[str, Any]) -> Release:
    changed = [
        Change(c["record"], c["label"], [FieldChange(f["field"], f["old"], f["new"]) for f in c["fields"]])
        for c in said["changed"]
    ]
    pairs = [[(entry["record"], entry["label"]) for entry in said[key]] for key in ("added", "removed")]
    what = Difference(pairs[0], changed, pairs[1])
    return Release(said.get("id", ""), said["version"], said["date"], said["note"], said["counts"], said["first"], what)


def entry_id(feed: str, version: str) -> str:
    """The id of a release in the feed."""
    return uuid.uuid5(uuid.UUID(feed), version).urn
