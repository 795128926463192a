"""Files that git has and this copy has no more, of a kind that need not be there: nothing else would tell of them.

What a reader would miss are translations, the words in which readers ask, and the releases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..facts.asked import ASKED
from ..facts.knowledge import KnowledgeBase
from ..facts.moved import MOVED
from ..reading import overlays
from ..reading.problems import Problem
from .differences import _git, is_repository


def problems(kb: KnowledgeBase) -> Iterator[Problem]:
    """One problem for each such file, and one for a folder that is gone as a whole; none in a copy without git."""
    if not is_repository(kb.root):
        return
    said = _git(kb.root, "ls-files", "--deleted", "-z", "--", "data", overlays.FOLDER, "releases").decode(
        "utf-8", "replace"
    )
    files = [file for file in said.split("\0") if file]
    missed = {_whole(kb.root, file) for file in files if _is_missed(kb, file)}
    gone = Counter(_whole(kb.root, file) for file in files)
    for path, count in sorted((path, gone[path]) for path in missed):
        what = (
            "git has it, and this copy no more" if count == 1 else f"git has {count} files in it, and this copy no more"
        )
        cure = f"restore it: git restore {path}; or, where it is meant to go: git rm -r {path}"
        yield Problem(path, 0, 0, what=what, allowed="what was committed", cure=cure)


def _is_missed(kb: KnowledgeBase, file: str) -> bool:
    """Whether somebody would miss it: not the translation of a record or page that is gone too; of records themselves rules tell."""
    first, *rest = file.split("/")
    if first == "data":
        return file in (ASKED, MOVED)
    if first == overlays.FOLDER and len(rest) > 2:
        kind, name = rest[1], "/".join(rest[2:])
        if kind == overlays.PAGES:
            return (kb.root / "docs" / name).exists()
        return name.removesuffix(".yaml") in kb.records.get(kind, {})
    return True


def _whole(root: Path, file: str) -> str:
    """The topmost folder above a file that is not there either, or the file."""
    above = [parent for parent in PurePosixPath(file).parents if parent.name and not (root / parent).exists()]
    return above[-1].as_posix() if above else file
