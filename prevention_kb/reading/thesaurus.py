"""languages/en/thesaurus.yaml: what the search takes for the same; DataError with every mistake in it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from . import yaml_file as source
from .catalogue import ENGLISH, FOLDER
from .problems import DataError, Problem

FILE = "thesaurus.yaml"
WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""A word in small letters."""
MOST = 4
"""So many words may belong together at most: what is longer is a question."""
_ASKING = "words of a question in small letters, each once, as [what, when]"
_ALLOWED = {
    "forms": "forms of one word, a group a line, as - [die, death]; small letters, each word once",
    "alike": f"words that mean the same, a group a line, as - [jail, prison, life sentence]; small letters, each once, {MOST} words together at most",
}

Groups = tuple[tuple[str, ...], ...]


class Thesaurus(NamedTuple):
    """Words that make a sentence a question, forms of one word that its endings do not show, and words by which readers may mean the same."""

    asking: tuple[str, ...] = ()
    forms: Groups = ()
    alike: Groups = ()


def english(folder: Path = FOLDER) -> Thesaurus:
    """That of English; empty without the file."""
    file = folder / ENGLISH / FILE
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else Thesaurus()


def problems(folder: Path = FOLDER) -> list[Problem]:
    """What is wrong in the file."""
    try:
        english(folder)
    except DataError as error:
        return list(error.problems)
    return []


@lru_cache(maxsize=2)
def _read(file: Path, changed: int) -> Thesaurus:
    shown = f"languages/{ENGLISH}/{FILE}"
    document = source.read(file, shown)
    if document.problems:
        raise DataError(document.problems)
    said: dict[str, Any] = document.value if isinstance(document.value, dict) else {}
    wrong = []
    asking = said.get("asking")
    if not _right(asking, 1):
        place = document.place(("asking",))
        wrong.append(Problem(shown, *place, what="asking: no words", allowed=_ASKING, cure="mend the list"))
    for name, allowed in _ALLOWED.items():
        groups = said.get(name)
        places = enumerate(groups) if isinstance(groups, list) else [(0, None)]
        wrong += [
            Problem(shown, *document.place((name, at)), what=f"{name}: no group", allowed=allowed, cure="mend the line")
            for at, group in places
            if not _right(group, 1 if name == "forms" else MOST)
        ]
    if wrong:
        raise DataError(wrong)
    return Thesaurus(tuple(said["asking"]), *(tuple(map(tuple, said[name])) for name in _ALLOWED))


def _right(group: object, most: int) -> bool:
    """At least two different words, or expressions of at most so many words."""
    said = group if isinstance(group, list) else []
    word = re.compile(f"{WORD}(?: {WORD}){{0,{most - 1}}}")
    return (
        len(said) > 1
        and all(isinstance(one, str) and word.fullmatch(one) for one in said)
        and len(set(said)) == len(said)
    )
