"""A translation: what a language says instead of the English, what it was made from, and who has read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

LENGTH = 8
"""Hexadecimal digits of a digest: two texts in four thousand million are taken for one another."""


def digest(text: str) -> str:
    """What tells an English text from any other wording of it."""
    return sha256(text.encode()).hexdigest()[:LENGTH]


@dataclass(frozen=True, slots=True)
class Reading:
    """That a native reader has read translations and found them right: who, and on which day."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The texts that one language has for one record, for the interface or for a page, each by its path."""

    texts: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    """The digest of the English that each was made from."""
    read: Mapping[str, Reading] = field(default_factory=dict)
    path: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def fresh(self, path: str, english: str) -> str | None:
        """What stands instead of this English text; None where nothing does, or something that was made from another wording."""
        return self.texts.get(path) if self.of.get(path) == digest(english) else None

    def state(self, path: str) -> str:
        """draft, or read where a native reader has confirmed it."""
        return "read" if path in self.read else "draft"


NOTHING = Translation()
"""What a language has for a record that nobody translated."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What one language calls a concept: the word, other forms of it, what the English calls it, and words that are not used for it."""

    name: str
    word: str
    also: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    line: int = 1

    def is_meant(self, english: str) -> bool:
        """Whether an English text speaks of it."""
        return _beginning(self.english).search(english) is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a text stays English, and where that is said."""

    why: str
    path: str = ""
    line: int = 1


@lru_cache(maxsize=500)
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    """Where one of these begins a word, in small letters or large."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything that one language says over the English: of records, by collection and id, of the prose of pages, by file, what it calls a concept, and what it leaves."""

    code: str
    records: Mapping[tuple[str, str], Translation] = field(default_factory=dict)
    pages: Mapping[str, Translation] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    kept: Mapping[tuple[str, str, str], Kept] = field(default_factory=dict)
    """What stays English on purpose, by collection, id and path."""

    def of(self, collection: str, record_id: str) -> Translation:
        """What there is for a record."""
        return self.records.get((collection, record_id), NOTHING)
