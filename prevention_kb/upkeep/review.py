"""Leads a person through what only a person can check: one fact at a time, what was never read or is longest due first.

Every answer is written at once, so that one can stop at any time; whoever comes next goes on with what is still due.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel

from ..facts.dates import calendar_day
from ..facts.framework import Indicator, OwnSign
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Checked, Record
from ..facts.sources import Source
from ..project import load
from ..reading import yaml_file
from ..reading.catalogue import english
from ..reading.problems import DataError
from ..reading.writing import write_atomically
from ..reading.yaml_file import Path as At
from . import edits
from .comparison import ASK_AGAIN

ANSWERS = {"r": "right", "c": "corrected", "n": "could not be read", "s": "skip", "q": "stop"}
HOW_FAR = {"w": "whole", "o": "opening", "e": "excerpt"}
NOT_SAID = ("id", "sources", "checked", "review_by", "reviewed", "paragraphs", "read", "status")
FAR = ("none", "excerpt", "opening", "whole")
SKIPPED = ".cache/skipped.json"
"""What was skipped and when, on this computer alone: the next sitting begins with what was not."""
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
        part = _part(self.record, self.at[:-1])
        return f"{name}: {part.number if isinstance(part, (Indicator, OwnSign)) else str(self.at[-1]).removesuffix('_read')}"


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
    for name, value in part:
        if name.endswith("read") and str(value).startswith("recalled"):
            yield (*at, name)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                if isinstance(inner, BaseModel):
                    yield from _recalled(inner, (*at, name, index))


def _part(record: Record, at: At) -> BaseModel:
    """The record, or the part of it at this place: lists of parts are all that holds one."""
    part: Any = record
    for step in at:
        part = part[step] if isinstance(step, int) else dict(part)[step]
    return cast(BaseModel, part)


def _unread(kb: KnowledgeBase, record: Record) -> bool:
    """Whether it names sources and nobody has read one of them, or names none."""
    return record.rests_on is not None and all(source.read == "none" for source in _sources(kb, record))


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
    for name, value in part:
        if value not in (None, [], "") and name not in NOT_SAID and (not field or name == field):
            yield name, value


def _place(root: Path, one: Due) -> str:
    at = (*((one.record.id,) if one.record.keyed else ()), *one.at)
    line = yaml_file.read(root / one.record.path, one.record.path).place(at)[0] if one.at else one.record.line()
    return f"{one.record.path}:{line}"


def _sources(kb: KnowledgeBase, record: Record) -> list[Source]:
    return [kb.all(Source)[s] for s in record.rests_on or [] if s in kb.all(Source)]


@dataclass
class Talk:
    """One sitting at a terminal: how to ask and to say, and who answers."""

    root: Path
    today: str
    ask: Callable[[str], str]
    say: Callable[[str], None]
    who: str = ""

    def one_of(self, question: str, choices: dict[str, str]) -> str:
        """The letter of one of the choices; asks again until there is one."""
        while True:
            answer = self.ask(question).strip().lower()[:1]
            if answer in choices:
                return answer
            self.say(f"  answer with one letter: {', '.join(f'{k} for {v}' for k, v in choices.items())}")

    def name(self) -> str:
        """Who answers; the last name holds until another is given."""
        self.who = (
            self.ask(f"  who are you, as the record may name you?{self.who and f' [{self.who}]'} ").strip() or self.who
        )
        return self.who


def lead(root: Path, today: str, names: list[str], ask: Callable[[str], str], say: Callable[[str], None]) -> int:
    """Ask about one fact after the other until there is none, or the person stops; how many were answered."""
    talk = Talk(root, today, ask, say)
    done = 0
    seen: set[str] = set()
    before = skipped(root)
    while True:
        kb = load(root)
        rest = sorted((d for d in due(kb, today, names) if d.id not in seen), key=lambda d: d.id in before)
        if not rest:
            say("nothing is left to check")
            return done
        one = rest[0]
        seen.add(one.id)
        for line in shown(kb, one):
            say(line)
        if one.id in before:
            say(f"  skipped on {before[one.id]}")
        say(f"  {len(rest)} to go")
        answer = talk.one_of("right, corrected, could not be read, skip, quit? [r/c/n/s/q] ", ANSWERS)
        if answer == "q":
            return done
        if answer == "s":
            _keep(root, skipped(root) | {one.id: today})
            continue
        if answer == "c":
            _open(root, _place(root, one), say)
            kb = _mended(talk) or kb
        if _write(talk, kb, one, answer):
            done += 1
            _keep(root, {name: day for name, day in skipped(root).items() if name != one.id})


def skipped(root: Path) -> dict[str, str]:
    """The facts that were skipped, with the day; none where the list cannot be read, since nothing but an order hangs on it."""
    try:
        found = json.loads((root / SKIPPED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: day for name, day in found.items() if isinstance(day, str)} if isinstance(found, dict) else {}


def _keep(root: Path, names: dict[str, str]) -> None:
    """Keep what was skipped, where the folder can be written."""
    if names != skipped(root):
        with suppress(OSError):
            (root / SKIPPED).parent.mkdir(exist_ok=True)
            write_atomically(root / SKIPPED, json.dumps(names, indent=1, ensure_ascii=False) + "\n")


def _open(root: Path, place: str, say: Callable[[str], None]) -> None:
    """The file at the line, in the editor that the environment names; where to look, if it names none."""
    say(f"  mend {place}")
    if editor := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        file, _, line = place.rpartition(":")
        try:
            command = shlex.split(editor)
            goto = ["--goto", place] if Path(command[0]).stem in ("code", "codium") else [f"+{line}", file]
            subprocess.run([*command, *goto], cwd=root, check=False)
        except (OSError, ValueError, IndexError) as error:  # no such program, an open quotation mark, blanks alone
            say(f"  {editor!r} of VISUAL or EDITOR cannot be started ({error}); open the file by hand")


def _mended(talk: Talk) -> KnowledgeBase | None:
    """The facts after the edit; asks again until they can be read, or the person leaves it so."""
    while True:
        talk.ask("  press Enter when the file is mended and saved ")
        try:
            return load(talk.root)
        except DataError as error:
            talk.say(str(error))
            if talk.one_of("  mend it now? [y/n] ", {"y": "yes", "n": "no"}) == "n":
                return None


def _write(talk: Talk, kb: KnowledgeBase, one: Due, answer: str) -> int:
    """Write what the answer means; 0 where it was refused."""
    record = kb.records[one.record.collection].get(one.record.id)
    if not isinstance(record, Checked):
        talk.say("  nothing was written: the record is gone")
        return 0
    at: At = (record.id,) if record.keyed else ()
    if answer == "n":
        if one.at:
            talk.say("  nothing is to be written: it stays marked as recalled")
            return 0
        later = (calendar_day(talk.today) + timedelta(ASK_AGAIN)).isoformat()
        return _edit(talk.root, {record.path: [edits.Set((*at, "review_by"), later)]}, talk.say)
    known = {s.id: s for s in _sources(kb, record)}
    if not (who := talk.name()):
        talk.say("  nothing was written: a check stands on the record with the name of who made it")
        return 0
    opened = talk.ask(f"  which source did you open? [{', '.join(known) or 'none is named'}] ").strip()
    if opened not in known:
        said = (
            f"{opened!r} is none of the sources of this record"
            if opened
            else "a fact is right only by a source that was opened"
        )
        cure = f"it names {', '.join(known)}" if known else "it names none"
        talk.say(
            f"  nothing was written: {said}; {cure}. Add another to data/sources.yaml and to `sources` of the record first"
        )
        return 0
    how = HOW_FAR[talk.one_of("  how far: whole, opening, excerpt? [w/o/e] ", HOW_FAR)]
    by_eye = {"by": who, "day": talk.today, "source": opened, "read": how}
    by_eye |= {"part": one.id.partition(": ")[2]} if one.at else {}
    changes: dict[str, list[edits.Edit]] = {
        record.path: [*_checked(record, at, talk.today, whole=not one.at), edits.Put((*at, "reviewed"), by_eye)]
    }
    if one.at:
        changes[record.path].append(edits.Set((*at, *one.at), "read" if how == "whole" else "read-in-part"))
    if FAR.index(how) > FAR.index(known[opened].read):
        changes.setdefault(known[opened].path, []).append(edits.Set((opened, "read"), how))
    changes.setdefault(known[opened].path, []).append(edits.Set((opened, "accessed"), talk.today, before="read"))
    if not _edit(talk.root, changes, talk.say):
        return 0
    talk.say(f"  written: {one.id} compared by {who} on {talk.today}, {opened} ({how})")
    return 1


def _checked(record: Checked, at: At, today: str, whole: bool) -> Iterator[edits.Edit]:
    """The day of checking; the next one moves where the whole record was checked, or where it would be past."""
    span = calendar_day(record.review_by) - calendar_day(record.checked)
    yield edits.Set((*at, "checked"), today)
    if whole or record.review_by <= today:
        yield edits.Set((*at, "review_by"), (calendar_day(today) + span).isoformat())


def _edit(root: Path, changes: dict[str, list[edits.Edit]], say: Callable[[str], None]) -> int:
    """Make the edits; where a rule forbids them, take them back and say why."""
    old = {path: (root / path).read_text("utf-8") for path in changes}
    try:
        for path, those in changes.items():
            write_atomically(root / path, edits.apply(old[path], those))
        load(root)
    except (edits.Unsure, DataError) as error:
        for path, text in old.items():
            write_atomically(root / path, text)
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
