"""Which files of a folder are the project's own: what systems and editors leave behind is passed over, as MkDocs does."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

LEFT_BEHIND = (".*", "*~", "#*#", "~$*", "Thumbs.db", "desktop.ini", "Desktop.ini")
"""Names of locks, backups and folder settings: dot files (.DS_Store, Emacs' .#x.yaml, Vim's .x.yaml.swp), x.yaml~, #x.yaml#, ~$x."""


def left_behind(name: str) -> bool:
    """Whether a file or folder of this name was left by a system or an editor."""
    return any(fnmatch(name, pattern) for pattern in LEFT_BEHIND)


def own(folder: Path, ending: str = "") -> Iterator[Path]:
    """The files below a folder whose names end so, in order of their paths, without what was left behind; links are followed once."""
    yield from _below(folder, ending, frozenset())


def _below(folder: Path, ending: str, above: frozenset[Path]) -> Iterator[Path]:
    here = folder.resolve()
    if here in above or not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if left_behind(entry.name):
            continue
        if entry.is_dir():
            yield from _below(entry, ending, above | {here})
        elif entry.name.endswith(ending):
            yield entry
