"""The facts as tables: one CSV a collection, the treaty status as a tidy table, and what their columns mean (Table Schema).

A group of fields becomes columns with a dot (clause.article). A list of ids or of fixed words stands in one cell, parted
by semicolons; a list of sentences or of groups stands there as JSON. The status of treaties has tables of its own.

A text that a spreadsheet would run as a formula, or take for a date or number that it is not, begins with an apostrophe, as in the
tables that the tools for assessment and plan save (docs/assets/js/tools/csv.js); `value` takes it away again. A text with an apostrophe of its own has two.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from ..derived import citation, links
from ..derived.code_book import Shape, fields
from ..derived.status import PHASES, in_force_for, rule
from ..derived.translated import SHOWN, STANDING, every_text
from ..facts.dates import When
from ..facts.documents import Claim
from ..facts.events import persons_of
from ..facts.findings import Finding
from ..facts.ids import MONTH
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Named, NameIn, Record
from ..facts.states import Country
from ..facts.treaties import ActKind, Status, Treaty
from ..languages.language import Message, message
from ..reading.catalogue import english
from . import plain

SEPARATOR = ";"
Row = dict[str, Any]
Column = dict[str, Any]
"""A field descriptor of Table Schema."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file, what it holds, its columns, the text of the file."""

    name: str
    title: str
    description: str
    columns: list[Column]
    text: bytes
    key: list[str]
    foreign: dict[str, str] = field(default_factory=dict)
    """Columns that hold the id of a row of another table, with its name."""

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def schema(self) -> dict[str, Any]:
        """The Table Schema."""
        found: dict[str, Any] = {"fields": self.columns, "primaryKey": self.key, "missingValues": [""]}
        if self.foreign:
            found["foreignKeys"] = [
                {"fields": [column], "reference": {"resource": "" if table == self.name else table, "fields": ["id"]}}
                for column, table in self.foreign.items()
            ]
        return found


def written(columns: list[Column], rows: list[Row], marked: bool = False) -> bytes:
    """The rows as a file: RFC 4180, UTF-8. `marked`: begins with the mark that spreadsheets know UTF-8 by.

    Only the two tables of treaty status have it, which were made to be opened with a double click. To programs that do not expect it,
    it becomes a part of the name of the first column, and those who read the other tables rely on that name.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    names = [column["name"] for column in columns]
    composed = [(column["name"], _CELLS[column["type"]]) for column in columns if column["type"] in _CELLS]
    writer.writerow(names)
    for row in rows:
        cells = {name: cell(row[name]) for name, cell in composed if row.get(name) is not None}
        writer.writerow(map((row | cells).get, names))
    return out.getvalue().encode("utf-8-sig" if marked else "utf-8")


_json = json.JSONEncoder(ensure_ascii=False).encode
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = rf"{_DAY}(?:\d{{1,2}}[.\s-]+)?{MONTH}\.?(?:[\s-]+\d{{1,2}})?,?(?:[\s-]*\d{{2,4}})?"
_MISREAD = re.compile(
    rf"'|(?:\s*[=+\-@\t\r]|\s*(?:(?=.*\d){_DATE}|\d+\.\d*0|0\d+|\d{{16,}}|\d+(?:\.\d*)?e[+-]?\d+|\d{{1,2}}[/:]\d{{1,2}}(?:[/:]\d{{1,4}})?)\s*$)",
    re.IGNORECASE,
)
"""A text that a spreadsheet would run, or show as another (April 2002 as 04/01/2002, 1.10 as 1.1, the digest 8e058273 as a number without end), or that begins with an apostrophe itself."""


def _guarded(text: str) -> str:
    return f"'{text}" if _MISREAD.match(text) else text


def _unguarded(text: str) -> str:
    return text.removeprefix("'")


_CELLS = {"list": SEPARATOR.join, "array": _json, "boolean": _json, "string": _guarded}
"""How the values of a type stand in a cell; all others stand there as they are."""


def value(column: Column, text: str) -> Any:
    """The value of a cell: the way back from `_CELLS`; None where it is empty and no list."""
    kind = column["type"]
    if kind == "list":
        return text.split(SEPARATOR) if text else []
    if text == "":
        return [] if kind == "array" else None
    if kind == "array":
        return json.loads(text)
    if kind == "boolean":
        return text == "true"
    if kind == "integer":
        return int(text)
    return float(text) if kind == "number" else _unguarded(text) if kind == "string" else text


@cache
def columns(model: type[BaseModel]) -> tuple[tuple[Column, tuple[str, ...]], ...]:
    """The columns of a kind of fact, each with the path of its field."""
    return tuple(_columns(model, (), True))


def _columns(model: type[BaseModel], before: tuple[str, ...], needed: bool) -> Iterator[tuple[Column, tuple[str, ...]]]:
    for _, alias, info, found in fields(model):
        path = (*before, alias)
        required = needed and info.is_required()
        if found.many == "one" and found.part:
            yield from _columns(found.part, path, required)
        elif found.many != "dict":
            yield _column(".".join(path), found, info.description or "", required), path


def _column(name: str, found: Shape, description: str, required: bool) -> Column:
    column: Column = {"name": name, "type": _kind(found), "description": description}
    constraints: dict[str, Any] = {"required": True} if required and found.many == "one" else {}
    if found.choices and found.many == "one":
        constraints["enum"] = list(found.choices)
    if column["type"] == "list":
        column |= {"delimiter": SEPARATOR, "itemType": "string"}
    if found.kind == "date":
        column["description"] = english().say("open-data.column.dated", meaning=description)
    return column | ({"constraints": constraints} if constraints else {})


def _kind(found: Shape) -> str:
    if found.many == "list":
        return "list" if found.kind in ("id", "choice") else "array"
    return {"true-or-false": "boolean", "day": "date", "integer": "integer", "number": "number"}.get(
        found.kind, "string"
    )


def _text(name: str, meaning: str | Message, **more: Any) -> Column:
    """A column that is no field of a fact; `meaning` is the message that says what it holds."""
    return {"name": name, "type": more.pop("type", "string"), "description": english().say(meaning)} | (
        {"constraints": more} if more else {}
    )


def row(model: type[Record], said: dict[str, Any]) -> Row:
    """The row of a record, from its plain values."""
    found = {column["name"]: _at(said, path) for column, path in columns(model)}
    if model is Claim:
        found["true_at_another_time"] = said["true_at_another_time"]
    if "sources" in found:
        found["sources"] = [source["id"] for source in said["sources"]]
    return {
        "id": said["id"],
        **found,
        "checking": said["checking"] and said["checking"]["state"],
        "record_url": said["url"],
        "generated_from": said["generated_from"],
    }


def collection(name: str, rows: list[Row]) -> Table:
    """The table of one collection."""
    model = COLLECTIONS[name]
    described = [column for column, _ in columns(model)]
    own = [c["name"] for c in described]
    beside = [
        *([_text("true_at_another_time", "code-book.key.true_at_another_time", type="boolean")] if model is Claim else ()),
        _text("checking", "open-data.column.checking", enum=list(plain.STATES)),
        _text("record_url", "code-book.key.url", required=True),
        _text("generated_from", "code-book.key.generated_from", required=True),
    ]  # fmt: skip
    refs = {
        alias: shape.refers_to
        for _, alias, _, shape in fields(model)
        if shape.many == "one" and shape.kind == "id" and shape.refers_to != "*" and alias in own
    }
    lines = (model.__doc__ or "").split("\n\n")
    first = _text("id", "code-book.key.id", required=True, unique=True, pattern=model.id_pattern)
    every = [first, *described, *beside]
    return Table(
        name, english().say(f"kinds.{name}.many"), " ".join(lines[0].split()), every, written(every, rows), ["id"], refs
    )


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if value is None:
            return None
        value = value[step]
    return value


def _instrument() -> Column:
    return _text("instrument", "open-data.column.instrument", required=True)


def _state() -> Column:
    return _text("state", "open-data.column.state", required=True)


def _confidence() -> Column:
    return _text("confidence", "open-data.column.confidence", required=True, enum=["high", "medium", "low"])


def _as_of() -> Column:
    return _text("as_of", "open-data.column.as_of")


def _source(meaning: str) -> Column:
    said = english().say(meaning)
    return {"name": "source", "type": "list", "delimiter": SEPARATOR, "itemType": "string", "description": said}


def _numbered(
    name: str,
    title: str,
    holds: str,
    described: list[Column],
    rows: list[Row],
    foreign: dict[str, str] | None = None,
    marked: bool = False,
) -> Table:
    """A table of which no column tells the rows apart: their numbers do. The messages `title` and `holds` say what it is."""
    every = [_text("row", "open-data.column.row", type="integer", required=True, unique=True), *described]
    numbered = [{"row": number, **row} for number, row in enumerate(rows, 1)]
    text = written(every, numbered, marked)
    return Table(name, english().say(title), english().say(holds), every, text, ["row"], foreign or {})


def _act_columns() -> list[Column]:
    return [
        _instrument(),
        _text("instrument_name", "open-data.status.instrument_name", required=True),
        _state(),
        _text("state_name", "open-data.status.state_name", required=True),
        _text("state_code", "open-data.status.state_code", required=True),
        _text("act", "open-data.status.act", required=True, enum=[*get_args(ActKind), "none-found", "not-checked"]),
        _text("date", "open-data.status.date"),
        _text("precision", "open-data.status.precision", enum=["day", "month", "year", "decade", "span"]),
        _text("first_day", "open-data.status.first_day", type="date"),
        _text("last_day", "open-data.status.last_day", type="date"),
        _text(
            "basis",
            "open-data.status.basis",
            required=True,
            enum=["recorded", "computed", "no-source"],
        ),
        _source("open-data.status.source"),
        _text(
            "source_of",
            "open-data.status.source_of",
            required=True,
            enum=["act", "status", "clause"],
        ),
        _confidence(),
        _as_of(),
        _text("note", "open-data.status.note"),
    ]


def treaty_status(kb: KnowledgeBase) -> Table:
    """Every act of every state, one a row, with the entries into force that follow from them."""
    rows: list[Row] = []
    for treaty in kb.all(Treaty).values():
        for state, status in treaty.status.items():
            country = kb.get(Country, state)
            beside = {
                "instrument": treaty.id,
                "instrument_name": treaty.short,
                "state": state,
                "state_name": country.name,
                "state_code": country.iso3,
                "confidence": status.confidence,
                "as_of": status.as_of and status.as_of.text,
            }
            none_found = {
                "act": "none-found" if status.sources else "not-checked",
                "basis": _basis(status.sources),
                "source": status.sources,
                "source_of": "status",
            }
            rows += [beside | told for told in [*_acts(treaty, status)] or [none_found]]
    return _numbered(
        "treaty-status",
        "open-data.status.title",
        "open-data.status.holds",
        _act_columns(),
        rows,
        {"instrument": "treaties", "state": "countries"},
        marked=True,
    )


def _basis(sources: list[str]) -> str:
    """What a row that is no computation rests on."""
    return "recorded" if sources else "no-source"


def _acts(treaty: Treaty, status: Status) -> Iterator[Row]:
    """The acts of a state, and its entry into force where that follows from them."""
    for act in status.acts:
        sources = status.sources if act.sources is None else act.sources
        yield _dated(act.date) | {
            "act": act.act,
            "basis": _basis(sources),
            "source": sources,
            "source_of": "status" if act.sources is None else "act",
            "note": act.note,
        }
    force = in_force_for(treaty, status.acts)
    if force and not force.recorded:
        yield _dated(force.when) | {
            "act": "entry-into-force",
            "basis": "computed",
            "source": treaty.clause.sources,
            "source_of": "clause",
            "note": english().say("open-data.status.computed", article=treaty.clause.article, rule=rule(treaty.clause)),
        }


def _dated(when: When) -> Row:
    return {
        "date": when.text,
        "precision": when.precision,
        "first_day": plain.lower(when),
        "last_day": plain.upper(when),
    }


def _position_columns() -> list[Column]:
    phases = (
        english().say("open-data.positions.one-phase", phase=phase, meaning=message(f"phase.{phase}"))
        for phase in PHASES
    )
    return [
        _instrument(),
        _text("instrument_name", "open-data.status.instrument_name", required=True),
        _state(),
        _text("state_name", "open-data.status.state_name", required=True),
        _text(
            "phase",
            message("open-data.positions.phase", phases="; ".join(phases)),
            required=True,
            enum=list(PHASES),
        ),
        _text("since", "open-data.positions.since"),
        _text("in_force_first_day", "open-data.positions.in_force_first_day", type="date"),
        _text("in_force_last_day", "open-data.positions.in_force_last_day", type="date"),
        _text(
            "in_force_basis",
            "open-data.positions.in_force_basis",
            enum=["recorded", "computed", "no-source"],
        ),
        _as_of(),
        _text("looked", "open-data.positions.looked", type="date"),
        _text("read", "open-data.positions.read", type="boolean", required=True),
        _confidence(),
        _source("open-data.positions.source"),
        _text("reservations", "open-data.positions.reservations"),
        _text("note", "open-data.positions.note"),
    ]


def treaty_positions(kb: KnowledgeBase) -> Table:
    """One row for each treaty and state: the last known phase and what it rests on."""
    rows: list[Row] = []
    for treaty in kb.all(Treaty).values():
        where = plain.positions(kb, treaty)
        for state, status in treaty.status.items():
            found = where[state]
            rows.append(
                {
                    "instrument": treaty.id,
                    "instrument_name": treaty.short,
                    "state": state,
                    "state_name": kb.get(Country, state).name,
                    "phase": found["phase"],
                    "since": found["since"],
                    "in_force_first_day": found["in_force_lower"],
                    "in_force_last_day": found["in_force_upper"],
                    "in_force_basis": found["in_force_basis"],
                    "as_of": found["as_of"],
                    "looked": found["looked"],
                    "read": found["read"],
                    "confidence": status.confidence,
                    "source": status.sources,
                    "reservations": status.reservations,
                    "note": status.note,
                }
            )
    return _numbered(
        "treaty-positions",
        "open-data.positions.title",
        "open-data.positions.holds",
        _position_columns(),
        rows,
        {"instrument": "treaties", "state": "countries"},
        marked=True,
    )


def due(kb: KnowledgeBase, base: str) -> Table:
    """Every fact by the day by which it should be checked again."""
    rows: list[Row] = [
        {"collection": r.collection, "id": r.id, "label": citation.title(r) if isinstance(r, Finding) else r.label, "checked": day, "review_by": by, "record_url": base + links.of(r)}
        for by, day, r in sorted(((by, day, r) for r, day, by in kb.checks()), key=lambda row: (row[0], row[2].collection, row[2].id))
    ]  # fmt: skip
    described = [
        _text("collection", "code-book.key.collection", required=True),
        _text("id", "code-book.key.id", required=True),
        _text("label", "code-book.key.label", required=True),
        _text("checked", "open-data.due.checked", type="date", required=True),
        _text("review_by", "open-data.due.review_by", type="date", required=True),
        _text("record_url", "code-book.key.url", required=True),
    ]
    return _numbered(
        "due",
        "open-data.due.title",
        "open-data.due.holds",
        described,
        rows,
    )


def translations(kb: KnowledgeBase, base: str, drafts: Callable[[str], bool]) -> Table:
    """Every text of a record in another language: its names, each form a row, and the translations that the site shows; `drafts` says
    of a language whether those that nobody has read are among them."""
    described = [
        _text("collection", "code-book.key.collection", required=True),
        _text("id", "code-book.key.id", required=True),
        _text("language", "open-data.translations.language", required=True),
        _text("path", "open-data.translations.path", required=True),
        _text("text", "open-data.translations.text", required=True),
        _text(
            "state",
            "open-data.translations.state",
            required=True,
            enum=list(SHOWN),
        ),
        _text("standing", "open-data.translations.standing", enum=list(STANDING)),
        _text("digest", "open-data.translations.digest"),
        _source("open-data.translations.source"),
        _text("read_by", "open-data.translations.read_by"),
        _text("read_on", "open-data.translations.read_on", type="date"),
        _text("record_url", "code-book.key.url", required=True),
    ]  # fmt: skip
    return _numbered(
        "translations",
        "open-data.translations.title",
        "open-data.translations.holds",
        described,
        [
            {"collection": r.collection, "id": r.id, **row, "record_url": base + links.of(r)}
            for r, row in [*_names(kb), *_translated(kb, drafts)]
        ],
    )


def _names(kb: KnowledgeBase) -> Iterator[tuple[Record, Row]]:
    """Each form of each name, in the order of the records."""
    for records in kb.records.values():
        for record in records.values():
            for at, code, name in _named(record):
                forms = [
                    ("name", name.name),
                    ("short", name.short),
                    *((f"also.{n}", form) for n, form in enumerate(name.also)),
                ]
                yield from (
                    (record, {"language": code, "path": f"{at}.{code}.{of}", "text": form, "state": STANDING[name.standing], "standing": name.standing, "source": name.sources})
                    for of, form in forms
                    if form
                )  # fmt: skip


def _named(record: Record) -> Iterator[tuple[str, str, NameIn]]:
    """The names of a record in other languages and those of the persons of whom it tells, each with the path of its group and its language."""
    if isinstance(record, Named):
        yield from (("names", code, name) for code, name in record.names.items())
    for at, person in enumerate(persons_of(record)):
        yield from ((f"persons.{at}.names", code, name) for code, name in person.names.items())


def _translated(kb: KnowledgeBase, drafts: Callable[[str], bool]) -> Iterator[tuple[Record, Row]]:
    """Each translation that the site shows, language by language."""
    for code, overlay in kb.overlays.items():
        shown = ("read", "draft") if drafts(code) else ("read",)
        for text in every_text(kb, overlay):
            if text.state in shown:
                held = overlay.of(text.record.collection, text.record.id)
                by = held.read.get(text.path)
                yield (
                    text.record,
                    {"language": code, "path": text.path, "text": text.translation, "state": text.state, "digest": held.of[text.path], "read_by": by and by.by, "read_on": by and by.on},
                )  # fmt: skip


def across(kb: KnowledgeBase, base: str, drafts: Callable[[str], bool]) -> list[Table]:
    """The tables beside those of the collections: the treaty status twice, what is due, what other languages say."""
    return [treaty_status(kb), treaty_positions(kb), due(kb, base), translations(kb, base, drafts)]
