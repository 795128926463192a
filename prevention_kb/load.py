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
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from . import assets, conflicts, ids, models, pages, source
from .models import COLLECTIONS, Record, field_of, references
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
    files = [
        *(root / "data").rglob("*"),
        *(f for f in (root / "docs").rglob("*") if f.suffix in pages.ENDINGS),
        *(root / "releases").glob("*"),
        root / "CITATION.cff",
        root / pages.SETTINGS,
    ]
    return tuple(sorted((str(f), (s := f.stat()).st_mtime_ns, s.st_size) for f in files if f.is_file()))


@lru_cache(maxsize=2)
def _load(root: Path, signature: object) -> KnowledgeBase:
    from . import changes  # both need the KnowledgeBase
    from .rules import check, pages_left_over

    with _without_collector():
        kb, problems, documents = read_all(root)
        problems += check(kb, documents)
        problems += changes.check(kb)
        if not problems:  # a record that cannot be read may be the one that a page is for
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
    for file in sorted(data.rglob("*")):
        if file.is_dir():
            continue
        shown = file.relative_to(root).as_posix()
        if shown == MOVED:
            continue
        if problem := _misplaced(file, data, shown):
            problems.append(problem)
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


def _misplaced(file: Path, data: Path, shown: str) -> Problem | None:
    """A file that is no home of records."""
    folders = [name for name, model in COLLECTIONS.items() if not model.keyed]
    files = [name for name, model in COLLECTIONS.items() if model.keyed]
    if file.suffix != ".yaml":
        return Problem(
            shown,
            0,
            0,
            f"a file with the ending {file.suffix or 'none'} lies in data",
            "only .yaml files",
            f"rename it to {file.stem}.yaml, or move it out of data",
        )
    if file.parent == data:
        if file.stem in files:
            return None
        close = nearest(file.stem, files + folders)
        return Problem(
            shown,
            0,
            0,
            f"{file.name} is no file of this knowledge base",
            f"{any_of(f'{f}.yaml' for f in files)} stand here",
            f"did you mean {close}?" if close else "move it into the folder of its kind",
        )
    if file.parent.parent != data or file.parent.name not in folders:
        close = nearest(file.parent.name, folders)
        return Problem(
            shown,
            0,
            0,
            f"the folder {file.parent.name} holds no kind of fact",
            f"folders are {any_of(folders)}",
            f"did you mean data/{close}/?" if close else "move the file into the folder of its kind",
        )
    return None


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
                found = [_explain(model, details, at, document) for details in error.errors(include_url=False)]
        if found:
            problems += found
            broken.add(record_id)
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


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models named in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for arg in get_args(annotation):
        yield from _models_in(arg)


def _declared(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The model that holds the last step of `loc`, and the description of the innermost field on the way."""
    owner, description = model, ""
    for index, step in enumerate(loc):
        info = field_of(owner, step) if isinstance(step, str) else None
        if info is None:
            continue
        description = info.description or ""
        inner = next(_models_in(info.annotation), None)
        if inner and index < len(loc) - 1:
            owner = inner
    return owner, description


def _shown(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


_KINDS = {
    "string_type": "text", "int_type": "a whole number", "int_parsing": "a whole number", "list_type": "a list", "bool_type": "true or false",
    "bool_parsing": "true or false", "dict_type": "a group of fields", "model_type": "a group of fields",
    "model_attributes_type": "a group of fields", "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
}  # fmt: skip


def _explain(model: type[Record], details: ErrorDetails, at: tuple[str, ...], document: source.Document) -> Problem:
    """One complaint of pydantic in plain words, by the kind of error and the description of the field."""
    loc = tuple(step for step in details["loc"] if step != "[key]")
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    owner, description = _declared(model, loc)
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in loc)
    key_at_fault = kind in ("extra_forbidden",) or "[key]" in details["loc"]
    line, column = document.place((*at, *loc), key=key_at_fault)
    last = str(loc[-1]) if loc else ""

    def problem(what: str, allowed: str = description, cure: str = "") -> Problem:
        return Problem(document.path, line, column, f"{name}: {what}" if name else what, allowed.rstrip("."), cure)

    if value is None:
        info = field_of(owner, last)
        may_go = info is not None and not info.is_required()
        return problem("is empty", cure="give a value, or remove the line" if may_go else "give a value")
    match kind:
        case "missing":
            line, column = document.place((*at, *loc[:-1]))
            return problem("is missing", cure=f"add a line “{last}: …”")
        case "extra_forbidden":
            names = [info.alias or key for key, info in owner.model_fields.items() if key != "id"]
            close = nearest(last, names)
            return problem(
                "unknown field",
                f"fields here are {any_of(names, 40)}",
                f"did you mean {close}?" if close else "remove the line or mend its spelling",
            )
        case "literal_error":
            words = re.findall(r"'([^']*)'", context.get("expected", ""))
            close = nearest(str(value), words)
            return problem(
                f"{_shown(value)} is none of the allowed words",
                f"allowed are {any_of(words, 30)}",
                f"did you mean {close}?" if close else description,
            )
        case "string_pattern_mismatch":
            return _bad_pattern(problem, context.get("pattern", ""), str(value), description)
        case "date" | "day" | "quote":
            shown = "" if kind == "quote" else f"{_shown(value)} "
            return problem(
                f"{shown}{details['msg']}",
                context.get("allowed", description),
                "shorten it to the words on which the verdict turns"
                if kind == "quote"
                else "give only what the source gives",
            )
        case "string_too_short" | "too_short":
            return problem(
                f"is too short ({_shown(value)})",
                description,
                f"at least {context.get('min_length')} are needed",
            )
        case "string_too_long" | "too_long":
            return problem(
                f"is too long ({len(value)})",
                description,
                f"at most {context.get('max_length')} are possible",
            )
        case "greater_than_equal" | "less_than_equal":
            return problem(
                f"{_shown(value)} is out of range",
                f"{'at least' if 'ge' in context else 'at most'} {context.get('ge', context.get('le'))}",
                description,
            )
    wanted = _KINDS.get(kind, "")
    if wanted:
        cures = {
            "a list": "write [one, two], or a line “- one” for each",
            "text": "put it in quotation marks if it is meant as text",
        }
        return problem(f"{_shown(value)} is not {wanted}", description, cures.get(wanted, ""))
    return problem(f"{_shown(value)} will not do ({details['msg']})", description)


def _bad_pattern(problem: Any, pattern: str, value: str, description: str) -> Problem:
    if pattern in (models.PLAIN_TEXT, models.PROSE):
        for sign, what, cure in (
            ("{", "a brace", "write the text without braces"),
            ("}", "a brace", "write the text without braces"),
            (
                "<",
                "markup or an angle bracket",
                "write it in words: less than, more than; emphasis is *one star*",
            ),
            (
                ">",
                "markup or an angle bracket",
                "write it in words: less than, more than; emphasis is *one star*",
            ),
            ("\n", "a line break", "write it on one line, or fold it with >-"),
        ):
            if sign in value:
                return problem(
                    f"{what} ({sign!r}) stands in the text",
                    "plain text, in prose also *emphasis* and [links](https://…)",
                    cure,
                )
        return problem(
            "an invisible sign stands in the text",
            "printable characters",
            "type the text anew instead of pasting it",
        )
    if pattern == models.URL:
        cure = (
            "begin with https:// or http://"
            if "://" not in value or not value.startswith("http")
            else "copy the address anew, without spaces"
        )
        return problem(f"{_shown(value)} is not an address of the web", description, cure)
    if pattern == models.SLUG:
        return problem(
            f"{_shown(value)} cannot be an id",
            "small letters, digits and single hyphens, as rome-statute",
            description,
        )
    if pattern == models.PARAGRAPH:
        return problem(f"{_shown(value)} is no paragraph of the op-ed", "P1 to P25", "write P and the number, as P5")
    return problem(f"{_shown(value)} will not do", description)
