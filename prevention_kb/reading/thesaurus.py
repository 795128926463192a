"""languages/en/thesaurus.yaml: what the search takes for the same; DataError with every mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from . import yaml_file as source
from .catalogue import ENGLISH, FOLDER
from .files import is_there
from .problems import DataError, Problem, any_of, nearest

FILE = "thesaurus.yaml"
SHOWN = f"languages/{ENGLISH}/{FILE}"
WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""A word in small letters."""
MOST = 4
"""So many words may belong together at most: what is longer is a question."""
_ALLOWED = {
    "asking": "words of a question, as [what, when]",
    "forms": "forms of one word, two or more a line, as - [die, death]",
    "alike": "words that mean the same, two or more a line, as - [jail, prison, life sentence]",
}
_TOGETHER = {"asking": 1, "forms": 1, "alike": MOST}
"""How many words may stand for one."""

Groups = tuple[tuple[str, ...], ...]


class Thesaurus(NamedTuple):
    """Words that make a sentence a question, forms of one word that its endings do not show, and words by which readers may mean the same."""

    asking: tuple[str, ...] = ()
    forms: Groups = ()
    alike: Groups = ()


def english(folder: Path = FOLDER) -> Thesaurus:
    """That of English; empty without the file."""
    file = folder / ENGLISH / FILE
    if not is_there(file):
        return Thesaurus()
    found = file.stat() if file.is_file() else file.lstat()
    return _read(file, found.st_mtime_ns, found.st_size)


def problems(folder: Path = FOLDER) -> list[Problem]:
    """What is wrong in the file."""
    try:
        english(folder)
    except DataError as error:
        return list(error.problems)
    return []


@lru_cache(maxsize=2)
def _read(file: Path, changed: int, size: int) -> Thesaurus:
    document = source.read(file, SHOWN)
    if document.problems:
        raise DataError(document.problems)
    said: dict[str, Any] = document.value if isinstance(document.value, dict) else {}
    if wrong := list(_wrong(said, document)):
        raise DataError(wrong)
    return Thesaurus(tuple(said["asking"]), *(tuple(map(tuple, said[name])) for name in ("forms", "alike")))


def _wrong(said: Mapping[str, Any], document: source.Document) -> Iterator[Problem]:
    """Every mistake of the three lists."""
    for name in said.keys() - _ALLOWED.keys():
        place, close = document.place((name,), key=True), nearest(name, _ALLOWED)
        cure = f"did you mean {close}?" if close else "delete it"
        yield Problem(SHOWN, *place, what=f"{name}: nothing reads it", allowed=any_of(_ALLOWED), cure=cure)
    for name, allowed in _ALLOWED.items():
        found = said.get(name)
        groups = [((name,), found)] if name == "asking" else [((name, i), one) for i, one in _numbered(found)]
        for at, group in groups:
            if what := _no_group(group, _TOGETHER[name]):
                place = document.place(at)
                yield Problem(SHOWN, *place, what=f"{name}: {what}", allowed=allowed, cure="mend the line")


def _numbered(found: object) -> Iterator[tuple[int, object]]:
    """The groups of a list with their places; where there is no list, a group that is none."""
    return iter(enumerate(found if isinstance(found, list) else [None]))


def _no_group(group: object, most: int) -> str:
    """Why this is no list of different words, or expressions of at most so many words; an empty text where it is one."""
    said = group if isinstance(group, list) else []
    for at, one in enumerate(said):
        if not (isinstance(one, str) and re.fullmatch(f"{WORD}(?: {WORD})*", one)):
            return f"{one!r} is no word in small letters"
        if one.count(" ") >= most:
            return f"{one!r} is of more than {most} {'word' if most == 1 else 'words'}"
        if one in said[:at]:
            return f"{one} stands there twice"
    return "" if len(said) > 1 else "fewer than two words"
