"""Files to records, or every problem of shape at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..facts import ids
from ..facts.asked import ASKED
from ..facts.documents import Document
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase, Unread
from ..facts.moved import MOVED
from ..facts.shape import Record
from ..facts.translation import Overlay
from . import cures, messages, persons, strays
from . import yaml_file as source
from .files import own
from .problems import DataError, Problem, any_of, nearest


def require_project(root: Path) -> None:
    """DataError where `root` is no folder of a project."""
    if not (root / "data").is_dir():
        cure = "run the command in the folder of the project"
        raise DataError([Problem("data", 0, 0, what="the folder data is missing", cure=cure)])


def read_all(
    root: Path, overlays: Mapping[str, Overlay] = MappingProxyType({})
) -> tuple[KnowledgeBase, list[Problem], dict[str, source.Document]]:
    """Every record that has a good shape, and every problem of shape; what other languages say goes along."""
    data = root / "data"
    problems: list[Problem] = []
    documents: dict[str, source.Document] = {}
    records: dict[str, dict[str, Record]] = {name: {} for name in COLLECTIONS}
    broken: dict[str, set[str]] = {name: set() for name in COLLECTIONS}
    unread: list[Unread] = []
    require_project(root)
    for file in own(data):
        shown = file.relative_to(root).as_posix()
        if shown in (ASKED, MOVED):
            continue
        if problem := _misplaced(file, data, shown):
            problem, kinds = _recognised(file, shown, problem) or (problem, _meant(file, data))
            problems.append(problem)
            for name in kinds:
                broken[name].add("*" if COLLECTIONS[name].keyed else _stem(file))
            continue
        model = COLLECTIONS[file.parent.name if file.parent != data else file.stem]
        document = documents[shown] = source.read(file, shown)
        problems += document.problems
        if not document.problems:
            for record in _records(model, file, document, problems, broken, unread):
                records[model.collection][record.id] = record
        else:
            broken[model.collection].add("*" if model.keyed else file.stem)
    if not any(records.values()) and not any(broken.values()):
        problems.append(Problem("data", 0, 0, what="there is no record in data", cure="restore the folder from git"))
    unreadable = {name: frozenset(ids) for name, ids in broken.items() if ids}
    of_documents = cast(Mapping[str, Document], records[Document.collection])
    claiming = [document for document in of_documents.values() if document.checked_for == "claims"]
    for document_read in claiming:
        document_read._alone = len(claiming) == 1 and Document.collection not in unreadable
    found = MappingProxyType(records)
    others = persons.read(root, problems)
    return KnowledgeBase(found, root, unreadable, tuple(unread), overlays, others), problems, documents


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
            what=f"a file with the ending {file.suffix or 'none'} lies in data",
            allowed="only .yaml files",
            cure=f"delete it, or move it out of data: {meant} stands beside it"
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
            what=f"{file.name} is no file of this knowledge base",
            allowed=f"{any_of(f'{f}.yaml' for f in FILES)} stand here",
            cure=f"did you mean {close}.yaml?" if close in FILES else f"move it into data/{close or '<kind>'}/",
        )
    if file.parent.parent != data or file.parent.name not in FOLDERS:
        close = nearest(file.parent.name, FOLDERS)
        return Problem(
            shown,
            0,
            0,
            what=f"the folder {file.parent.name} holds no kind of fact",
            allowed=f"folders are {any_of(FOLDERS)}",
            cure=f"did you mean data/{close}/?" if close else "move the file into the folder of its kind",
        )
    return None


def _recognised(file: Path, shown: str, problem: Problem) -> tuple[Problem, list[str]] | None:
    """The same, where the fields of the file tell where it belongs, and where the kind of file is no other."""
    if file.suffix != ".yaml":
        return None
    document = source.read(file, shown)
    meant = None if document.problems else strays.kind_of_all(document.value)
    if meant is None or re.search(rf"\b{meant.collection}\b", problem.cure):
        return None
    return strays.elsewhere(file, document, (), file.stem, meant), [meant.collection]


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
    broken: Mapping[str, set[str]],
    unread: list[Unread],
) -> Iterator[Record]:
    """The records of one file; what is wrong with them goes to `problems`, their ids to `broken`, the rest to `unread`."""
    value = document.value
    if not model.keyed and (original := strays.copied(file)):
        what, allowed = f"looks like a copy of {original}, which stands beside it", "each record once"
        problems.append(Problem(document.path, 0, 0, what=what, allowed=allowed, cure="delete the copy"))
        broken[model.collection].add("*")
        return
    if not isinstance(value, dict):
        problems.append(_holds_no_fields(document))
        broken[model.collection].add("*" if model.keyed else file.stem)
        return
    entries: dict[tuple[str, ...], Any] = (
        {(key,): entry for key, entry in value.items()} if model.keyed else {(): value}
    )
    lines: dict[str, dict[tuple[str | int, ...], int]] = defaultdict(dict)
    if model.keyed and (problem := strays.beside_their_id(model, document)):
        problems.append(problem)
        broken[model.collection].add("*")
        return
    if model.keyed:
        for path, line in document.lines.items():
            lines[str(path[0])][path[1:]] = line
    for at, entry in entries.items():
        record_id = at[0] if at else file.stem
        if meant := strays.kind_of(entry, model):
            problems.append(strays.elsewhere(file, document, at, record_id, meant))
            broken[model.collection].add(record_id)
            broken[meant.collection].add(record_id)
            continue
        record, found = _record(model, record_id, entry, at, document)
        if record and not found:
            record._path = document.path
            record._lines = lines[record_id] if at else document.lines
            record._lines.setdefault((), document.lines.get(at, 1))
            yield record
            continue
        problems += found
        # under which id others name it, nobody knows
        broken[model.collection].add(record_id if re.fullmatch(model.id_pattern, record_id) else "*")
        if isinstance(entry, dict):
            unread.append(Unread(model, document.path, at, entry))


def _holds_no_fields(document: source.Document) -> Problem:
    if document.value is None:
        cure = "write the record, or delete the file"
        return Problem(document.path, 1, 1, what="the file holds no record", cure=cure)
    return Problem(
        document.path,
        1,
        1,
        what="the file is not a list of fields",
        allowed="lines of the form field: value",
        cure="compare a neighbouring file",
    )


def _record(
    model: type[Record], record_id: str, entry: Any, at: tuple[str, ...], document: source.Document
) -> tuple[Record | None, list[Problem]]:
    """One record, and what is wrong with it."""
    record, found = None, list(_misshaped(model, record_id, entry, at, document))
    if found:
        return None, found
    refused: list[ErrorDetails] = []
    try:
        record = model.model_validate({**entry, "id": record_id})
    except ValidationError as error:
        refused = error.errors(include_url=False)
        found = messages.explain_all(model, refused, at, document)
    return record, found + list(_empty(model, at, document, told={messages.steps(details) for details in refused}))


def _no_id(
    model: type[Record], record_id: str, at: tuple[str, ...], document: source.Document, allowed: str
) -> Problem:
    """That a key, or the name of a file, cannot be an id; with the one that was meant, or the file of which it is a copy."""
    meant = cures.identifier(record_id)
    if not meant or ids.instead(model, meant):
        meant = ""
    if at:
        place, cure = (
            document.place(at, key=True),
            f"write {meant}:" if meant else "write another id before the colon",
        )
    else:
        place, cure = (
            (0, 0),
            f"rename the file to {meant}.yaml" if meant else "rename the file",
        )
    return Problem(document.path, *place, what=f"{record_id!r} cannot be an id", allowed=allowed, cure=cure)


def _empty(
    model: type[Record], at: tuple[str, ...], document: source.Document, told: Container[tuple[int | str, ...]]
) -> Iterator[Problem]:
    """The fields of a record that are named and say nothing, those that may be left out among them; not those of which, or above which, something is `told`."""
    for path in document.empty:
        loc = path[len(at) :]
        if loc and path[: len(at)] == at and not any(loc[:end] in told for end in range(1, len(loc) + 1)):
            nothing = ErrorDetails(type="string_type", loc=loc, msg="", input=None)
            yield messages.explain(model, nothing, at, document)


def _misshaped(
    model: type[Record], record_id: str, entry: Any, at: tuple[str, ...], document: source.Document
) -> Iterator[Problem]:
    """What is wrong with the id of a record, or with it being no group of fields."""
    if allowed := ids.instead(model, record_id):
        yield _no_id(model, record_id, at, document, allowed)
    if not isinstance(entry, dict):
        yield Problem(
            document.path,
            *document.place(at),
            what=f"{record_id} is not a list of fields",
            allowed="lines of the form field: value, indented by two spaces",
            cure="compare its neighbours",
        )
    elif "id" in entry:
        yield Problem(
            document.path,
            *document.place((*at, "id"), key=True),
            what="id is written in the file",
            allowed=f"the id is the {'key' if at else 'name of the file'}",
            cure="delete the line",
        )
