"""Files to records to one KnowledgeBase, or every problem at once."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from . import assets, conflicts, ids, messages, pages, source
from .files import own
from .models import COLLECTIONS, Record, references
from .problems import DataError, Problem, any_of, nearest

R = TypeVar("R", bound=Record)
MOVED = "data/moved.yaml"
"""What became of ids that no record bears any more: no collection, see changes.py."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A record with mistakes of shape: its kind, its file, where it stands in it, and what it says."""

    model: type[Record]
    path: str
    at: tuple[str, ...]
    entry: dict[str, Any]


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """All records, frozen, by collection and id, and who refers to whom."""

    records: Mapping[str, Mapping[str, Record]]
    root: Path = field(default_factory=Path)
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids of records that exist and cannot be read, by collection; “*” where a file of several records cannot."""
    unread: tuple[Unread, ...] = ()
    """What the files say of the records that cannot be read."""

    def __repr__(self) -> str:
        """Short: mkdocs-macros writes out whatever its macros hold, which took half of a build."""
        return f"KnowledgeBase({sum(map(len, self.records.values()))} records)"

    def all(self, model: type[R]) -> Mapping[str, R]:
        """The records of one kind by id."""
        return cast(Mapping[str, R], self.records[model.collection])

    def knows(self, collection: str, record_id: str) -> bool:
        """Whether there is such a record, be it readable or not."""
        broken = self.broken.get(collection, frozenset())
        return record_id in self.records[collection] or record_id in broken or "*" in broken

    def get(self, model: type[R], record_id: str) -> R:
        """One record; LookupError with the nearest id where there is none."""
        found = self.all(model).get(record_id)
        if found is None:
            close = nearest(record_id, self.all(model))
            raise LookupError(
                f"no record {record_id!r} in {model.collection}" + (f"; did you mean {close!r}?" if close else "")
            )
        return found

    def checks(self) -> Iterator[tuple[Record, str, str]]:
        """Every record that has been checked, with the day of it and the day by which to check again."""
        for records in self.records.values():
            for record in records.values():
                said = vars(record)
                if checked := said.get("checked"):
                    yield record, checked, said["review_by"]

    @cached_property
    def named(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """For each record, as (collection, id), the records that it refers to, each once, in the order of its fields."""
        return {
            (name, record.id): tuple(dict.fromkeys((kind, target) for _, kind, target in references(record)))
            for name, records in self.records.items()
            for record in records.values()
        }

    @cached_property
    def referrers(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        """For each record, as (collection, id), the other records that refer to it; computed, never typed."""
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for (name, record_id), targets in self.named.items():
            for target in targets:
                if target != (name, record_id):
                    found[target].append(self.records[name][record_id])
        return {target: tuple(by) for target, by in found.items()}

    def citing(self, record: Record) -> tuple[Record, ...]:
        """The records that refer to `record`."""
        return self.referrers.get((record.collection, record.id), ())


def load(root: Path) -> KnowledgeBase:
    """The facts of the project in `root`; DataError with every problem where they cannot be used.

    The result is kept until a file of data/ or docs/ changes, so that a running server sees every edit.
    """
    return _load(root.resolve(), _signature(root.resolve()))


def _signature(root: Path) -> tuple[tuple[str, int, int], ...]:
    watched = [
        *own(root / "data"),
        *(file for file in own(root / "docs") if file.suffix in pages.ENDINGS),
        *own(root / "releases"),
        root / "CITATION.cff",
        root / pages.SETTINGS,
    ]
    return tuple((str(f), (s := f.stat()).st_mtime_ns, s.st_size) for f in watched if f.is_file())


@lru_cache(maxsize=2)
def _load(root: Path, signature: object) -> KnowledgeBase:
    from . import changes  # both need the KnowledgeBase
    from .rules import check, pages_left_over

    with _without_collector():
        kb, problems, documents = read_all(root)
        problems += check(kb, documents)
        problems += changes.check(kb)
        problems += pages_left_over(kb)
    problems += pages.of(kb).problems
    problems += assets.missing(root)
    unfinished = {problem.path: problem for problem in conflicts.left_over(root)}
    problems = [*(problem for problem in problems if problem.path not in unfinished), *unfinished.values()]
    if problems:
        raise DataError(problems)
    return kb


@contextmanager
def _without_collector() -> Iterator[None]:
    """Records stay: walking them again and again in search of garbage took a sixth of a large build."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def require_project(root: Path) -> None:
    """DataError where `root` is no folder of a project."""
    if not (root / "data").is_dir():
        cure = "run the command in the folder of the project"
        raise DataError([Problem("data", 0, 0, "the folder data is missing", "", cure)])


def read_all(root: Path) -> tuple[KnowledgeBase, list[Problem], dict[str, source.Document]]:
    """Every record that has a good shape, and every problem of shape."""
    data = root / "data"
    problems: list[Problem] = []
    documents: dict[str, source.Document] = {}
    records: dict[str, dict[str, Record]] = {name: {} for name in COLLECTIONS}
    broken: dict[str, set[str]] = {name: set() for name in COLLECTIONS}
    unread: list[Unread] = []
    require_project(root)
    for file in own(data):
        shown = file.relative_to(root).as_posix()
        if shown == MOVED:
            continue
        if problem := _misplaced(file, data, shown):
            problems.append(problem)
            for name in _meant(file, data):
                broken[name].add("*" if COLLECTIONS[name].keyed else _stem(file))
            continue
        model = COLLECTIONS[file.parent.name if file.parent != data else file.stem]
        document = documents[shown] = source.read(file, shown)
        problems += document.problems
        if not document.problems:
            for record in _records(model, file, document, problems, broken[model.collection], unread):
                records[model.collection][record.id] = record
        else:
            broken[model.collection].add("*" if model.keyed else file.stem)
    if not any(records.values()) and not any(broken.values()):
        problems.append(Problem("data", 0, 0, "there is no record in data", "", "restore the folder from git"))
    unreadable = {name: frozenset(ids) for name, ids in broken.items() if ids}
    return KnowledgeBase(MappingProxyType(records), root, unreadable, tuple(unread)), problems, documents


FOLDERS = [name for name, model in COLLECTIONS.items() if not model.keyed]
FILES = [name for name, model in COLLECTIONS.items() if model.keyed]
"""Kinds with a folder in data/, one record a file, and kinds with a file of all records."""


def _misplaced(file: Path, data: Path, shown: str) -> Problem | None:
    """A file that is no home of records."""
    if file.suffix != ".yaml":
        meant = f"{_stem(file)}.yaml"
        return Problem(
            shown,
            0,
            0,
            f"a file with the ending {file.suffix or 'none'} lies in data",
            "only .yaml files",
            f"delete it, or move it out of data: {meant} stands beside it"
            if (file.parent / meant).exists()
            else f"rename it to {meant}, or move it out of data",
        )
    if file.parent == data:
        if file.stem in FILES:
            return None
        close = nearest(file.stem, FILES + FOLDERS)
        return Problem(
            shown,
            0,
            0,
            f"{file.name} is no file of this knowledge base",
            f"{any_of(f'{f}.yaml' for f in FILES)} stand here",
            f"did you mean {close}.yaml?" if close in FILES else f"move it into data/{close or '<kind>'}/",
        )
    if file.parent.parent != data or file.parent.name not in FOLDERS:
        close = nearest(file.parent.name, FOLDERS)
        return Problem(
            shown,
            0,
            0,
            f"the folder {file.parent.name} holds no kind of fact",
            f"folders are {any_of(FOLDERS)}",
            f"did you mean data/{close}/?" if close else "move the file into the folder of its kind",
        )
    return None


def _stem(file: Path) -> str:
    """The name without all of its endings: fall for fall.yaml.orig."""
    return file.name.partition(".")[0]


def _meant(file: Path, data: Path) -> list[str]:
    """The collections to which a misplaced file may belong, so that what refers to its record is not called wrong."""
    name = _stem(file) if file.parent == data else file.relative_to(data).parts[0]
    close = name if name in COLLECTIONS else nearest(name, COLLECTIONS)
    return [close] if close else [kind for kind, model in COLLECTIONS.items() if model.keyed == (file.parent == data)]


def _records(
    model: type[Record],
    file: Path,
    document: source.Document,
    problems: list[Problem],
    broken: set[str],
    unread: list[Unread],
) -> Iterator[Record]:
    """The records of one file; what is wrong with them goes to `problems`, their ids to `broken`, the rest to `unread`."""
    value = document.value
    if value is None:
        problems.append(
            Problem(document.path, 1, 1, "the file holds no record", "", "write the record, or delete the file")
        )
    elif not isinstance(value, dict):
        problems.append(
            Problem(
                document.path,
                1,
                1,
                "the file is not a list of fields",
                "lines of the form field: value",
                "compare a neighbouring file",
            )
        )
    if not isinstance(value, dict):
        broken.add("*" if model.keyed else file.stem)
        return
    entries: dict[tuple[str, ...], Any] = (
        {(key,): entry for key, entry in value.items()} if model.keyed else {(): value}
    )
    lines: dict[str, dict[tuple[str | int, ...], int]] = defaultdict(dict)
    if model.keyed:
        for path, line in document.lines.items():
            lines[str(path[0])][path[1:]] = line
    for at, entry in entries.items():
        record_id = at[0] if at else file.stem
        found = list(_misshaped(model, record_id, entry, at, document))
        if not found:
            try:
                record = model.model_validate({**entry, "id": record_id})
            except ValidationError as error:
                found = [messages.explain(model, details, at, document) for details in error.errors(include_url=False)]
        if found:
            problems += found
            broken.add(
                record_id if re.fullmatch(model.id_pattern, record_id) else "*"
            )  # under which id others name it, nobody knows
            if isinstance(entry, dict):
                unread.append(Unread(model, document.path, at, entry))
            continue
        record._path = document.path
        record._lines = lines[record_id] if at else document.lines
        record._lines.setdefault((), document.lines.get(at, 1))
        yield record


def _misshaped(
    model: type[Record], record_id: str, entry: Any, at: tuple[str, ...], document: source.Document
) -> Iterator[Problem]:
    """What is wrong with the id of a record, or with it being no group of fields."""
    if allowed := ids.instead(model, record_id):
        yield Problem(
            document.path,
            *document.place(at, key=True),
            f"{record_id!r} cannot be an id",
            allowed,
            f"rename the {'key' if at else 'file'}",
        )
    if not isinstance(entry, dict):
        yield Problem(
            document.path,
            *document.place(at),
            f"{record_id} is not a list of fields",
            "lines of the form field: value, indented by two spaces",
            "compare its neighbours",
        )
    elif "id" in entry:
        yield Problem(
            document.path,
            *document.place((*at, "id"), key=True),
            "id is written in the file",
            f"the id is the {'key' if at else 'name of the file'}",
            "delete the line",
        )
