"""data/asked.yaml as it is read: the words in which readers ask for a record, a page or a part of a page that says the thing otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ..facts.asked import ALLOWED, ASKED, WORD
from ..facts.knowledge import KnowledgeBase
from . import yaml_file as source
from .files import is_there
from .problems import Problem


class Asked(NamedTuple):
    """The words of each thing, by collection/id or by the address of a page; what is wrong in the file."""

    words: Mapping[str, str] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    document: source.Document = source.Document(ASKED, "")

    def place(self, ref: str) -> tuple[int, int]:
        """Line and column where a thing is named."""
        return self.document.place((ref,), key=True)


def of(kb: KnowledgeBase) -> Asked:
    """What is asked for in the project of these facts; nothing without the file."""
    file = kb.root / ASKED
    if not is_there(file):
        return Asked()
    found = file.stat() if file.is_file() else file.lstat()
    return _read(file, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(file: Path, changed: int, size: int) -> Asked:
    document = source.read(file, ASKED)
    if document.problems or document.value is None:
        return Asked(problems=tuple(document.problems))
    if not isinstance(document.value, dict):
        wrong = Problem(ASKED, 1, 1, what="it is no list of things and words", allowed=ALLOWED, cure="write it so, a thing a line")  # fmt: skip
        return Asked(problems=(wrong,))
    return Asked(MappingProxyType(document.value), tuple(_wrong(document.value, document)), document)


def _wrong(said: Mapping[str, object], document: source.Document) -> Iterator[Problem]:
    for ref, words in said.items():
        if what := _no_words(words):
            yield Problem(ASKED, *document.place((ref,)), what=f"{ref}: {what}", allowed=ALLOWED, cure="mend the line")


def _no_words(said: object) -> str:
    """Why these are no different words in small letters; an empty text where they are."""
    if not isinstance(said, str) or not said.strip():
        return "no words stand behind it"
    words = said.split()
    for at, word in enumerate(words):
        if not re.fullmatch(WORD, word):
            return f"{word!r} is no word in small letters"
        if word in words[:at]:
            return f"{word} stands there twice"
    return ""
