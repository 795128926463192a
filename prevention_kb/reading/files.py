"""Which files of a folder are the project's own, as MkDocs takes them: not what systems and editors leave behind; and their text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path

from .problems import DataError, Problem

LEFT_BEHIND = (".*", "*~", "#*#", "~$*", "[Tt]humbs.db", "ehthumbs.db", "[Dd]esktop.ini", "Icon\r", "__MACOSX")
"""Names of locks, backups and folder settings: dot files (.DS_Store, Emacs' .#x.yaml, Vim's .x.yaml.swp), x.yaml~, #x.yaml#, ~$x; a ZIP of
macOS has a folder __MACOSX, and a folder with a picture of its own a file Icon with a carriage return behind it."""
_LEFT_BEHIND = re.compile("|".join(map(translate, LEFT_BEHIND)))


def left_behind(name: str) -> bool:
    """Whether a file or folder of this name was left by a system or an editor."""
    return _LEFT_BEHIND.match(name) is not None


def own(folder: Path, ending: str = "") -> Iterator[Path]:
    """The files below a folder whose names end so, in order of their paths, without what was left behind; links are followed once."""
    yield from _below(folder, ending, frozenset())


Folder = tuple[int, int]
"""A folder by whatever path one came to it: disk and number."""


def _below(folder: Path, ending: str, above: frozenset[Folder]) -> Iterator[Path]:
    if not folder.is_dir():
        return
    found_at = folder.stat()
    here = (found_at.st_dev, found_at.st_ino)
    if here in above:
        return
    with os.scandir(folder) as entries:
        found = sorted((entry.name, entry.is_dir()) for entry in entries if not left_behind(entry.name))
    for name, is_folder in found:
        if is_folder:
            yield from _below(folder / name, ending, above | {here})
        elif name.endswith(ending):
            yield folder / name


def is_there(file: Path) -> bool:
    """Whether there is a file, or a link in its place: that one leads to nothing is told when it is read."""
    return file.is_file() or file.is_symlink()


def text_of(root: Path, path: str) -> str:
    """The text of a file of the project; DataError where it is in another encoding than UTF-8, or a link to nothing."""
    try:
        raw = (root / path).read_bytes()
    except FileNotFoundError:
        raise DataError([leads_nowhere(root / path, path)]) from None
    try:
        return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise DataError([not_utf8(path, raw, error)]) from None


def leads_nowhere(file: Path, shown: str) -> Problem:
    """That a link leads to nothing; FileNotFoundError where there is no link either."""
    if not file.is_symlink():
        raise FileNotFoundError(file)
    what = f"the link leads to {file.readlink()}, which is not there"
    cure = "restore what it leads to, or delete the link"
    return Problem(shown, 0, 0, what=what, allowed="a file, or a link to one", cure=cure)


def not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """That a file is in another encoding, at its first byte that is none of UTF-8; `raw` is what `error` counts in."""
    line = raw.count(b"\n", 0, error.start) + 1
    column = error.start - raw.rfind(b"\n", 0, error.start)
    cure = "save the file with the encoding UTF-8"
    return Problem(path, line, column, what="the file is not UTF-8", allowed="UTF-8 only", cure=cure)
