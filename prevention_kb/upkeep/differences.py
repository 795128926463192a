"""Two states of the data compared, field by field; older ones come from git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..derived.released import Change, Difference, FieldChange
from ..facts.kinds import COLLECTIONS
from ..facts.moved import MOVED
from ..reading import yaml_file as source
from ..reading.files import left_behind, own
from ..reading.problems import DataError, Problem

_NAMES = ("short", "name", "title", "term", "restated", "summary", "text")

Facts = dict[str, tuple[str, Any]]
"""Every record as collection/id, with what it is called and what its file says."""


def difference(old: Facts, new: Facts) -> Difference:
    """From the old facts to the new ones."""
    changed = [
        Change(ref, new[ref][0], fields)
        for ref in sorted(old.keys() & new.keys())
        if (fields := list(_fields(old[ref][1], new[ref][1], "")))
    ]
    return Difference(
        [(ref, new[ref][0]) for ref in sorted(new.keys() - old.keys())],
        changed,
        [(ref, old[ref][0]) for ref in sorted(old.keys() - new.keys())],
    )


def _fields(old: Any, new: Any, at: str) -> Iterator[FieldChange]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _fields(old.get(key), new.get(key), f"{at}.{key}" if at else str(key))
    elif (
        isinstance(old, list)
        and isinstance(new, list)
        and len(old) == len(new)
        and any(isinstance(i, dict) for i in old)
    ):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _fields(before, after, f"{at}.{index + 1}")
    else:
        yield FieldChange(at, old, new)


def facts_in(data: Path) -> Facts:
    """What the files of a data folder say, whatever shape the records had then; DataError where a file cannot be read."""
    found: Facts = {}
    problems: list[Problem] = []
    for file in own(data, ".yaml"):
        name = file.parent.name if file.parent != data else file.stem
        if f"data/{file.name}" == MOVED or name not in COLLECTIONS:
            continue
        document = source.read(file, f"data/{file.relative_to(data).as_posix()}")
        problems += document.problems
        value = document.value if isinstance(document.value, dict) else {}
        entries = value if file.parent == data else {file.stem: value}
        for record_id, entry in entries.items():
            called = next((str(entry[n]) for n in _NAMES if isinstance(entry, dict) and n in entry), record_id)
            found[f"{name}/{record_id}"] = (called, entry)
    if problems:
        raise DataError(problems)
    return found


def at_revision(root: Path, revision: str) -> Facts:
    """What data/ said at a revision of git; DataError where git does not know it."""
    import io  # slow to import, and no other command needs them
    import tempfile
    import zipfile

    if is_repository(root) and not _knows(root, revision):
        what, cure = f"git knows no revision {revision!r}", "git log --oneline, git branch and git tag name them"
        if is_shallow(root):
            cure = UNSHALLOW
        allowed = "a commit, a branch or a tag of this project"
        raise DataError([Problem("git", 0, 0, what=what, allowed=allowed, cure=cure)])
    archive = _git(root, "archive", "--format=zip", revision, "data")
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:  # no path of it can lead out of the folder
            packed.extractall(folder)
        return facts_in(Path(folder) / "data")


def _git(root: Path, *arguments: str) -> bytes:
    import subprocess

    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, env={**os.environ, "LC_ALL": "C"})
    except FileNotFoundError:
        raise DataError([Problem("git", 0, 0, what="the command git is not installed", cure="install git")]) from None
    if done.returncode and b"not a git repository" in done.stderr:
        what, cure = "this copy has no history of git", "clone the project with git to compare revisions"
        raise DataError([Problem("git", 0, 0, what=what, allowed="a clone of the project", cure=cure)])
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = said[-1].removeprefix("fatal: ") if said else f"git {arguments[0]} failed"
        cure = UNSHALLOW if "rev-parse" not in arguments and is_shallow(root) else "see git log"
        raise DataError(
            [Problem("git", 0, 0, what=what, allowed="a revision of this project: a commit, branch or tag", cure=cure)]
        )
    return done.stdout


UNSHALLOW = "this copy has only the end of the history: run git fetch --unshallow"


def uncommitted(root: Path, folder: str) -> list[str]:
    """The files of a folder that git does not have as they are, by their paths from the top of the project; not what an editor left behind."""
    said = _git(
        root, "-c", "status.relativePaths=true", "status", "--porcelain", "--no-renames", "-uall", "-z", "--", folder
    )
    files = [entry[3:] for entry in said.decode("utf-8", "replace").split("\0") if entry]
    return [file for file in files if not any(map(left_behind, file.split("/")))]


def _knows(root: Path, revision: str) -> bool:
    try:
        return bool(_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"))
    except DataError:
        return False


def is_repository(root: Path) -> bool:
    """Whether this copy has a history of git, be it a cut-off one."""
    try:
        return bool(_git(root, "rev-parse", "--git-dir"))
    except DataError:
        return False


def is_shallow(root: Path) -> bool:
    """Whether the history of this copy is cut off: its oldest commit then passes for the origin of every file."""
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except DataError:
        return False  # no repository at all
