"""What changed: between two revisions, from one release to the next, and which addresses must stay.

A release is a version of the data, named by its day. `kb release` compares the facts with those of the last release and
writes releases/<version>.json (what was added, changed, removed), releases/ids.txt (every id ever released with its address
and a digest), and the version in CITATION.cff. Pages and feed come from these files, so that a build needs no git history.

An id that was released never vanishes without a word: data/moved.yaml says for it where the fact is now (`moved_to`) or
why it is gone (`withdrawn`).
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, PrivateAttr, ValidationError, model_validator
from pydantic_core import to_json

from . import citation, links, source
from .dates import calendar_day
from .files import own
from .load import MOVED, KnowledgeBase
from .models import COLLECTIONS, AnyId, Model, Prose, Record
from .problems import DataError, Problem, nearest
from .writing import write_whole

FOLDER = "releases"
IDS = f"{FOLDER}/ids.txt"
_NAMES = ("short", "name", "title", "term", "restated", "summary", "text")

Facts = dict[str, tuple[str, Any]]
"""Every record as collection/id, with what it is called and what its file says."""


# Two states of the data --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record: its path (as clause.days or status.cambodia.acts), the old and the new value, None for none."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was changed."""

    record: str
    label: str
    fields: list[FieldChange]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was added, changed and removed: (collection/id, what it is called), changes field by field."""

    added: list[tuple[str, str]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def count(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed"

    def text(self) -> str:
        """For the terminal."""
        rows = [f"added    {ref}: {label}" for ref, label in self.added]
        for change in self.changed:
            rows.append(f"changed  {change.record}: {change.label}")
            rows += [f"           {f.field}: {in_words(f.old)} → {in_words(f.new)}" for f in change.fields]
        rows += [f"removed  {ref}: {label}" for ref, label in self.removed]
        return "\n".join([*rows, self.count])


def in_words(value: Any) -> str:
    """A value of a file on one line; a missing one is said so."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or "an empty list"
    return json.dumps(value, ensure_ascii=False)


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
    import tarfile
    import tempfile

    archive = _git(root, "archive", "--format=tar", revision, "data")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        return facts_in(Path(folder) / "data")


def _git(root: Path, *arguments: str) -> bytes:
    import subprocess

    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True)
    except FileNotFoundError:
        raise DataError([Problem("git", 0, 0, "the command git is not installed", "", "install git")]) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = said[-1].removeprefix("fatal: ") if said else f"git {arguments[0]} failed"
        cure = UNSHALLOW if "rev-parse" not in arguments and is_shallow(root) else "see git log"
        raise DataError([Problem("git", 0, 0, what, "a revision of this project: a commit, branch or tag", cure)])
    return done.stdout


UNSHALLOW = "this copy has only the end of the history: run git fetch --unshallow"


def is_shallow(root: Path) -> bool:
    """Whether the history of this copy is cut off: its oldest commit then passes for the origin of every file."""
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except DataError:
        return False  # no repository at all


# Ids for ever ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Released:
    """A record as it was released: its address, and a digest of what it said."""

    address: str
    digest: str


def digest(record: Record) -> str:
    """Twelve characters that change when the record's file says something else."""
    return hashlib.sha256(to_json(record.model_dump(mode="json", exclude_unset=True))).hexdigest()[:12]


def released(root: Path) -> Mapping[str, Released]:
    """Every id that was ever released, as collection/id; none before the first release."""
    file = root / IDS
    return _released(file, (s := file.stat()).st_mtime_ns, s.st_size) if file.is_file() else {}


@lru_cache(maxsize=4)
def _released(file: Path, changed: int, size: int) -> Mapping[str, Released]:
    rows = (line.split() for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {row[0]: Released(row[1], row[2]) for row in rows if len(row) == 3}


@lru_cache(maxsize=2)
def changed_since_release(kb: KnowledgeBase) -> frozenset[str]:
    """The records that are new or not as they were released; none before the first release."""
    before = released(kb.root)
    if not before:
        return frozenset()
    return frozenset(
        ref
        for name, records in kb.records.items()
        for record in records.values()
        if (old := before.get(ref := f"{name}/{record.id}")) is None or old.digest != digest(record)
    )


def is_changed(kb: KnowledgeBase, record: Record) -> bool:
    """Whether a record is new or not as it was released."""
    return f"{record.collection}/{record.id}" in changed_since_release(kb)


class Moved(Model):
    """What became of an id that no record bears any more."""

    moved_to: AnyId | None = Field(default=None, description="The record that holds the fact now, as collection/id.")
    withdrawn: Prose | None = Field(default=None, description="Why the fact is gone, in one sentence.")
    _line: int = PrivateAttr(default=1)

    @model_validator(mode="after")
    def _one(self) -> Moved:
        if (self.moved_to is None) == (self.withdrawn is None):
            raise ValueError("moved_to or withdrawn, one of the two")
        return self


def moved(root: Path) -> tuple[dict[str, Moved], list[Problem]]:
    """What data/moved.yaml says, by collection/id of old, and what is wrong with it."""
    file = root / MOVED
    if not file.is_file():
        return {}, []
    document = source.read(file, MOVED)
    found: dict[str, Moved] = {}
    problems = list(document.problems)
    if not problems and not isinstance(document.value, (dict, type(None))):
        allowed = "lines of the form collection/id: {moved_to: collection/id}"
        problems.append(Problem(MOVED, 1, 1, "the file is not a list of ids", allowed, "write one id a line"))
    for ref, entry in (document.value if isinstance(document.value, dict) else {}).items():
        try:
            found[ref] = Moved.model_validate(entry)
        except ValidationError:
            found[ref] = Moved.model_construct()  # something is said of it, if not rightly
            allowed = "moved_to: collection/id of the record, or withdrawn: why it is gone"
            what = f"{ref}: what became of it is said in neither of the two ways"
            problems.append(Problem(MOVED, *document.place((ref,), key=True), what, allowed, "write one of the two"))
        found[ref]._line = document.lines.get((ref,), 1)
    return found, problems


def check(kb: KnowledgeBase) -> list[Problem]:
    """What is wrong with ids that were released, with data/moved.yaml, with the releases and with CITATION.cff."""
    gone, problems = moved(kb.root)
    unreadable = bool(problems) and not gone  # whatever it says of an id, nobody knows
    for reading in (citation.edition, history):
        try:
            reading(kb.root)
        except DataError as error:
            problems += error.problems
    before = released(kb.root)
    for ref, what in gone.items():
        name, _, record_id = ref.partition("/")
        if name not in kb.records:
            problems.append(
                _about(ref, what, "there is no such collection", "collection/id", "mend the part before the slash")
            )
        elif record_id in kb.records[name]:
            problems.append(
                _about(ref, what, "there is a record of this id", "ids that no record bears", "delete the entry")
            )
        if what.moved_to:
            target, _, target_id = what.moved_to.partition("/")
            if target not in kb.records or not kb.knows(target, target_id):
                close = nearest(target_id, kb.records.get(target, {}))
                cure = f"did you mean {target}/{close}?" if close else "name the record that holds the fact now"
                problems.append(
                    _about(ref, what, f"there is no record {what.moved_to}", "collection/id of a record", cure)
                )
        page = links.stub(name, record_id) if name in kb.records else None
        if page and not (kb.root / page).is_file():
            cure = f"write {page} with a title and {{{{ moved() }}}}"
            problems.append(_about(ref, what, "its old page is missing", "a page that leads on", cure))
    for ref, old in before.items():
        name, _, record_id = ref.partition("/")
        if unreadable and (name not in kb.records or record_id not in kb.records[name]):
            continue
        if name not in kb.records or (not kb.knows(name, record_id) and ref not in gone):
            cure = f"add to {MOVED}: {ref}: {{moved_to: collection/id}} or {{withdrawn: why}}; or restore the record"
            problems.append(Problem(IDS, 0, 0, f"{ref} was released and is gone", "ids stay for ever", cure))
        elif record_id in kb.records[name] and links.address(name, record_id) != old.address:
            cure = f"keep {old.address}, which readers and other sites use"
            problems.append(Problem(IDS, 0, 0, f"{ref} was released as {old.address}", "addresses stay for ever", cure))
    return problems


def _about(ref: str, said: Moved, what: str, allowed: str, cure: str) -> Problem:
    return Problem(MOVED, said._line, 1, f"{ref}: {what}", allowed, cure)


# Releases ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the data: its id in the feed, its day, a note for readers, how many records it has, and what changed."""

    id: str
    version: str
    date: str
    note: str
    counts: dict[str, int]
    first: bool
    difference: Difference

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def history(root: Path) -> list[Release]:
    """Every release, newest first; DataError where the file of one cannot be read."""
    found = []
    for file in own(root / FOLDER, ".json"):
        try:
            found.append(_release(json.loads(file.read_text("utf-8"))))
        except (ValueError, KeyError, TypeError) as error:
            line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
            why = f"{error} is missing" if isinstance(error, KeyError) else getattr(error, "msg", error)
            what, path = f"the release cannot be read: {why}", f"{FOLDER}/{file.name}"
            problem = Problem(path, line, column, what, "a file as kb release writes it", "restore it from git")
            raise DataError([problem]) from None
    return sorted(found, key=lambda release: (release.date, len(release.version), release.version), reverse=True)


def _release(said: dict[str, Any]) -> Release:
    changed = [
        Change(c["record"], c["label"], [FieldChange(f["field"], f["old"], f["new"]) for f in c["fields"]])
        for c in said["changed"]
    ]
    pairs = [[(entry["record"], entry["label"]) for entry in said[key]] for key in ("added", "removed")]
    what = Difference(pairs[0], changed, pairs[1])
    return Release(said.get("id", ""), said["version"], said["date"], said["note"], said["counts"], said["first"], what)


def last_release(root: Path) -> str | None:
    """The commit that holds the last release: the newest one that touched the list of ids; DataError where it may be cut off."""
    if is_shallow(root):
        what = "the last release cannot be found, since the history of this copy is cut off"
        cure = f"{UNSHALLOW}; or name the commit of the last release: --since REV"
        raise DataError([Problem("git", 0, 0, what, "the whole history", cure)])
    return _git(root, "log", "-1", "--format=%H", "--", IDS).decode().strip() or None


def release(kb: KnowledgeBase, day: str, note: str = "", since: str | None = None) -> Release:
    """Make a version of the facts as they are, dated `day`; DataError where nothing has changed.

    Writes all files or none that it can foresee to fail: everything is composed before the first is written.
    """
    root = kb.root
    feed = citation.edition(root).feed
    calendar_day(day)
    before = released(root)
    base = since or (last_release(root) if before else None)
    if before and base is None:
        what = "the last release is not in git yet"
        raise DataError([Problem(IDS, 0, 0, what, "a committed release", "commit it, or name a revision: --since REV")])
    new = facts_in(root / "data")
    what_changed = difference(at_revision(root, base), new) if base else Difference()
    if base and not what_changed:
        raise DataError([Problem("data", 0, 0, f"no fact has changed since {base[:12]}", "", "nothing to release")])
    plain = day.replace("-", ".")
    taken = {r.version for r in history(root)}
    version = next(v for v in (plain, *(f"{plain}.{n}" for n in range(2, 1000))) if v not in taken)
    made = Release(
        entry_id(feed, version),
        version,
        day,
        note,
        {n: len(r) for n, r in kb.records.items() if r},
        base is None,
        what_changed,
    )
    cited = citation.with_feed((root / citation.FILE).read_text("utf-8"), feed)
    texts = {
        root / FOLDER / f"{version}.json": json.dumps(_plain(made), ensure_ascii=False, indent=1) + "\n",
        root / IDS: ids_text(kb, before),
        root / citation.FILE: _with_version(cited, version, day),
    }
    log = root / "CHANGELOG.md"
    if log.is_file():
        texts[log] = re.sub(
            r"^## Unreleased\n", f"## Unreleased\n\n## {version}\n", log.read_text("utf-8"), count=1, flags=re.M
        )
    (root / FOLDER).mkdir(exist_ok=True)
    for file, text in texts.items():
        write_whole(file, text)
    return made


def entry_id(feed: str, version: str) -> str:
    """The id of a release in the feed."""
    return uuid.uuid5(uuid.UUID(feed), version).urn


def ids_text(kb: KnowledgeBase, before: Mapping[str, Released]) -> str:
    """The list of ids: those of now, and those that were ever released."""
    now = {
        f"{name}/{record.id}": Released(links.of(record), digest(record))
        for name, records in kb.records.items()
        for record in records.values()
    }
    rows = [f"{ref} {entry.address} {entry.digest}" for ref, entry in sorted({**before, **now}.items())]
    head = "# Every id that was ever released, its address, and a digest of what it said. Written by kb release."
    return "\n".join([head, *rows]) + "\n"


def _with_version(text: str, version: str, day: str) -> str:
    text = re.sub(r"^version:.*$", f"version: {version}", text, flags=re.M)
    return re.sub(r"^date-released:.*$", f"date-released: {day}", text, flags=re.M)


def _plain(made: Release) -> dict[str, Any]:
    what = made.difference
    return {
        "id": made.id,
        "version": made.version,
        "date": made.date,
        "note": made.note,
        "first": made.first,
        "counts": made.counts,
        "added": [{"record": ref, "label": label} for ref, label in what.added],
        "changed": [
            {
                "record": c.record,
                "label": c.label,
                "fields": [{"field": f.field, "old": f.old, "new": f.new} for f in c.fields],
            }
            for c in what.changed
        ],
        "removed": [{"record": ref, "label": label} for ref, label in what.removed],
    }
