"""languages/en/thesaurus.yaml: ordinary words by which readers may mean the same, for the search; DataError with every mistake in it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from . import yaml_file as source
from .catalogue import ENGLISH, FOLDER
from .problems import DataError, Problem

FILE = "thesaurus.yaml"
WORD = r"[a-z0-9]+(?:[ '-][a-z0-9]+)*"
"""A word, or a few that belong together, in small letters."""
LEAST, MOST = 2, 4
"""A group has so many words at least; so many words may belong together at most, since what is longer is a question."""
_ALLOWED = (
    f"a group a line, as - [jail, prison]; at least {LEAST} words in small letters, each once, of {MOST} words at most"
)


def groups(folder: Path = FOLDER) -> tuple[tuple[str, ...], ...]:
    """The groups of words that mean the same; none without the file."""
    file = folder / ENGLISH / FILE
    return _groups(file, file.stat().st_mtime_ns) if file.is_file() else ()


def problems(folder: Path = FOLDER) -> list[Problem]:
    """What is wrong in the file."""
    try:
        groups(folder)
    except DataError as error:
        return list(error.problems)
    return []


@lru_cache(maxsize=2)
def _groups(file: Path, changed: int) -> tuple[tuple[str, ...], ...]:
    shown = f"languages/{ENGLISH}/{FILE}"
    document = source.read(file, shown)
    found: list[Any] = document.value if isinstance(document.value, list) else [None]
    wrong = list(document.problems) or [
        Problem(shown, *document.place((at,)), what="this is no group of words", allowed=_ALLOWED, cure="mend the line")
        for at, group in enumerate(found)
        if not _right(group)
    ]
    if wrong:
        raise DataError(wrong)
    return tuple(tuple(group) for group in found)


def _right(group: object) -> bool:
    return (
        isinstance(group, list)
        and len(group) >= LEAST
        and all(isinstance(word, str) and re.fullmatch(WORD, word) and len(word.split()) <= MOST for word in group)
        and len(set(group)) == len(group)
    )
