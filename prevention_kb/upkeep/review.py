"""Leads a person through what only a person can check: one fact at a time, what was never read or is longest due first.

Every answer is written at once, so that one can stop at any time; whoever comes next goes on with what is still due.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..facts.dates import calendar_day
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.sources import Source
from ..project import load
from ..reading import yaml_file
from ..reading.catalogue import english
from ..reading.problems import DataError
from ..reading.writing import write_whole
from ..reading.yaml_file import Path as At
from . import edits
from .comparison import ASK_AGAIN

ANSWERS = {"r": "right", "c": "corrected", "n": "could not be read", "s": "skip", "q": "stop"}
HOW_FAR = {"w": "whole", "o": "opening", "e": "excerpt"}
NOT_SAID = ("id", "sources", "checked", "review_by", "paragraphs", "read", "status")
FAR = ("none", "excerpt", "opening", "whole")
LONGEST = 1500
"""Characters of a field that are shown; the file has the rest."""


@dataclass(frozen=True, slots=True)
class Due:
    """A fact to be checked: a record, or a part of one whose wording was never read; `at` is where it says so."""

    record: Record
    review_by: str
    unread: bool
    at: At = ()

    @property
    def id(self) -> str:
        """What it is called, as risk_factors/conflict: 1.3."""
        name = f"{self.record.collection}/{self.record.id}"
        if not self.at:
            return name
        number = getattr(_part(self.record, self.at[:-1]), "number", "") if len(self.at) > 1 else ""
        return f"{name}: {number or str(self.at[-1]).removesuffix('_read')}"


def due(kb: KnowledgeBase, today: str, names: list[str]) -> list[Due]:
    """What was never read, then what is past its day, the oldest first; only the collections or records named, if any are."""
    found = []
    for record, _, by in kb.checks():
        if names and f"{record.collection}/{record.id}" not in names and record.collection not in names:
            continue
        parts = [Due(record, by, True, at) for at in _recalled(record)]
        unread = _unread(kb, record)
        found += parts
        if (by < today or unread) and not parts:
            found.append(Due(record, by, unread))
    return sorted(found, key=lambda d: (not d.unread, d.review_by, d.record.path, d.record.line(), d.id))


def _recalled(part: BaseModel, at: At = ()) -> Iterator[At]:
    """Where a record says of a wording that it is recalled."""
    for name, value in vars(part).items():
        if name.endswith("read") and str(value).startswith("recalled"):
            yield (*at, name)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                if isinstance(inner, BaseModel):
                    yield from _recalled(inner, (*at, name, index))


def _part(record: Record, at: At) -> Any:
    part: Any = record
    for step in at:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    return part


def _unread(kb: KnowledgeBase, record: Record) -> bool:
    """Whether it names sources and nobody has read one of them, or names none."""
    said = vars(record)
    return "sources" in said and all(kb.all(Source)[s].read == "none" for s in said["sources"] if s in kb.all(Source))


def shown(kb: KnowledgeBase, one: Due) -> Iterator[str]:
    """The fact as a person needs it to check it."""
    why = "no source read yet" if one.unread else f"due since {one.review_by}"
    yield f"{one.id} ({_place(kb.root, one)}), {why}"
    for name, value in _said(one):
        text = str(value)
        yield f"  {name}: {text if len(text) < LONGEST else text[:LONGEST] + ' …'}"
    for cited in _sources(kb, one.record):
        yield f"  source {cited.id} ({cited.read}): {cited.title}, {cited.publisher}"
        yield from (f"    {url}" for url in (cited.URL, cited.archive) if url)
    if (settles := f"kinds.{one.record.collection}.settles") in english():
        yield f"  what would settle it: {english().say(settles)}"


def _said(one: Due) -> Iterator[tuple[str, Any]]:
    """The fields that say something: of a part its own; beside definition_read only the definition."""
    part = _part(one.record, one.at[:-1]) if one.at else one.record
    field = str(one.at[-1]).removesuffix("read").removesuffix("_") if one.at else ""
    for name, value in vars(part).items():
        if value not in (None, [], "") and name not in NOT_SAID and (not field or name == field):
            yield name, value


def _place(root: Path, one: Due) -> str:
    at = (*((one.record.id,) if one.record.keyed else ()), *one.at)
    line = yaml_file.read(root / one.record.path, one.record.path).place(at)[0] if one.at else one.record.line()
    return f"{one.record.path}:{line}"


def _sources(kb: KnowledgeBase, record: Record) -> list[Source]:
    return [kb.all(Source)[s] for s in vars(record).get("sources") or [] if s in kb.all(Source)]


def lead(root: Path, today: str, names: list[str], ask: Callable[[str], str], say: Callable[[str], None]) -> int:
    """Ask about one fact after the other until there is none, or the person stops; how many were answered."""
    done = 0
    seen: set[str] = set()
    while True:
        kb = load(root)
        rest = [d for d in due(kb, today, names) if d.id not in seen]
        if not rest:
            say("nothing is left to check")
            return done
        one = rest[0]
        seen.add(one.id)
        for line in shown(kb, one):
            say(line)
        say(f"  {len(rest)} to go")
        answer = _one_of(ask, say, "right, corrected, could not be read, skip, quit? [r/c/n/s/q] ", ANSWERS)
        if answer == "q":
            return done
        if answer == "s":
            continue
        if answer == "c":
            _open(root, _place(root, one), say)
            kb = _mended(root, ask, say) or kb
        done += _write(root, kb, one, answer, today, ask, say)


def _one_of(ask: Callable[[str], str], say: Callable[[str], None], question: str, choices: dict[str, str]) -> str:
    while True:
        answer = ask(question).strip().lower()[:1]
        if answer in choices:
            return answer
        say(f"  answer with one letter: {', '.join(f'{k} for {v}' for k, v in choices.items())}")


def _open(root: Path, place: str, say: Callable[[str], None]) -> None:
    """The file at the line, in the editor that the environment names; where to look, if it names none."""
    say(f"  mend {place}")
    if editor := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        file, _, line = place.rpartition(":")
        command = shlex.split(editor)
        goto = ["--goto", place] if Path(command[0]).stem in ("code", "codium") else [f"+{line}", file]
        subprocess.run([*command, *goto], cwd=root, check=False)


def _mended(root: Path, ask: Callable[[str], str], say: Callable[[str], None]) -> KnowledgeBase | None:
    """The facts after the edit; asks again until they can be read, or the person leaves it so."""
    while True:
        ask("  press Enter when the file is mended and saved ")
        try:
            return load(root)
        except DataError as error:
            say(str(error))
            if _one_of(ask, say, "  mend it now? [y/n] ", {"y": "yes", "n": "no"}) == "n":
                return None


def _write(
    root: Path,
    kb: KnowledgeBase,
    one: Due,
    answer: str,
    today: str,
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> int:
    """Write what the answer means; 0 where it was refused."""
    record = kb.records[one.record.collection].get(one.record.id)
    if record is None:
        say("  the record is gone; nothing was written")
        return 0
    at: At = (record.id,) if record.keyed else ()
    if answer == "n":
        if not one.at:
            later = (calendar_day(today) + timedelta(ASK_AGAIN)).isoformat()
            return _edit(root, {record.path: [edits.Set((*at, "review_by"), later)]}, say)
        return 0
    who = ask("  who are you? ").strip()
    known = {s.id: s for s in _sources(kb, record)}
    opened = ask(
        f"  which source did you open? [{', '.join(known) or 'none is named: add one to the record'}] "
    ).strip()
    if not who or opened not in known:
        say("  a fact is right only where somebody has opened one of its sources: nothing was written")
        return 0
    how = HOW_FAR[_one_of(ask, say, "  how far: whole, opening, excerpt? [w/o/e] ", HOW_FAR)]
    changes = {record.path: [*_checked(record, at, today, whole=not one.at)]}
    if one.at:
        changes[record.path].append(edits.Set((*at, *one.at), "read" if how == "whole" else "read-in-part"))
    if FAR.index(how) > FAR.index(known[opened].read):
        changes.setdefault(known[opened].path, []).append(edits.Set((opened, "read"), how))
    changes.setdefault(known[opened].path, []).append(edits.Set((opened, "accessed"), today, before="read"))
    if not _edit(root, changes, say):
        return 0
    say(f"  written; say in the message of your change: {one.id} checked by {who}, {opened} ({how})")
    return 1


def _checked(record: Record, at: At, today: str, whole: bool) -> Iterator[edits.Edit]:
    """The day of checking; the next one moves where the whole record was checked, or where it would be past."""
    said = vars(record)
    span = calendar_day(said["review_by"]) - calendar_day(said["checked"])
    yield edits.Set((*at, "checked"), today)
    if whole or said["review_by"] <= today:
        yield edits.Set((*at, "review_by"), (calendar_day(today) + span).isoformat())


def _edit(root: Path, changes: dict[str, list[edits.Edit]], say: Callable[[str], None]) -> int:
    """Make the edits; where a rule forbids them, take them back and say why."""
    old = {path: (root / path).read_text("utf-8") for path in changes}
    try:
        for path, those in changes.items():
            write_whole(root / path, edits.apply(old[path], those))
        load(root)
    except (edits.Unsure, DataError) as error:
        for path, text in old.items():
            write_whole(root / path, text)
        say(f"  nothing was written: {error}")
        return 0
    return 1


def unknown(kb: KnowledgeBase, names: list[str]) -> str | None:
    """The first name that is neither a collection nor a record."""
    for name in names:
        collection, slash, record_id = name.partition("/")
        if collection not in COLLECTIONS or (slash and record_id not in kb.records[collection]):
            return name
    return None
