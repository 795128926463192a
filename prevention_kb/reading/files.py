"""Which files of a folder are the project's own, as MkDocs takes them: not what systems and editors leave behind; and their text."""

from __future__ import annotations

import errno
import os
import re
import stat
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
        found = sorted((entry.name, _is_folder(entry)) for entry in entries if not left_behind(entry.name))
    for name, is_folder in found:
        if is_folder:
            yield from _below(folder / name, ending, above | {here})
        elif name.endswith(ending):
            yield folder / name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether one looks for files in it; not in a folder that has the name of a file, as where a program unpacked into it: told where it is read."""
    try:
        return entry.is_dir() and not entry.name.endswith((".yaml", ".md"))
    except OSError:  # a link that leads to itself: told where it is read
        return False


def is_there(file: Path) -> bool:
    """Whether there is a file, or something in its place: that a link leads to nothing, or that it is a pipe, is told when it is read."""
    return os.path.lexists(file)


def text_of(root: Path, path: str) -> str:
    """The text of a file of the project; DataError where it is in another encoding than UTF-8, or cannot be opened."""
    return decoded(content(root / path, path), path).replace("\r\n", "\n").replace("\r", "\n")


def content(file: Path, shown: str) -> bytes:
    """What a file holds; `shown` is its path for people.

    DataError where it cannot be opened, or is a pipe or a device, on which one would wait for ever; FileNotFoundError where nothing is there.
    """
    try:
        if stat.S_ISREG(file.stat().st_mode):
            return file.read_bytes()
        kind = "a folder" if file.is_dir() else "a pipe or a device"
        what, cure = f"this is no file but {kind}", "delete it, or move it elsewhere"
    except FileNotFoundError:
        if not file.is_symlink():
            raise
        what = f"the link leads to {file.readlink()}, which is not there"
        cure = "restore what it leads to, or delete the link"
    except OSError as error:
        what = f"the file cannot be opened ({error.strerror})"
        cure = "allow yourself to read it, or restore it from git"
        if error.errno == errno.ELOOP:
            what, cure = "the link leads to itself", "delete the link, and restore the file from git"
    raise DataError([Problem(shown, 0, 0, what=what, allowed="a file, or a link to one", cure=cure)])


def decoded(raw: bytes, shown: str) -> str:
    """The text of a file in UTF-8; DataError where it is in another encoding, which is named where it can be told."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw.count(0) * 3 > len(raw) > 0:
        what, cure = (
            "the file is in the encoding UTF-16",
            f"save it anew with the encoding UTF-8{IN_AN_EDITOR.format('UTF-16')}",
        )
        raise DataError([Problem(shown, 1, 1, what=what, allowed="UTF-8 only", cure=cure)])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError([not_utf8(shown, raw, error)]) from None


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column of a character, as editors count them."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


IN_AN_EDITOR = " (in VS Code: click “{}” in the bar at the bottom)"
"""How it is done where most do it."""


def not_utf8(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """That a file is in another encoding, at its first byte that is none of UTF-8; `raw` is what `error` counts in."""
    line = raw.count(b"\n", 0, error.start) + 1
    column = error.start - raw.rfind(b"\n", 0, error.start)
    cure = "save the file with the encoding UTF-8"
    return Problem(path, line, column, what="the file is not UTF-8", allowed="UTF-8 only", cure=cure)
