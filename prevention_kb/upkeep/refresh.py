"""Asks each authority for the present state of its facts, compares it with data/, and proposes the difference as edits of the YAML.

What was asked when, how many parties there were, and a digest of every declaration are kept in checks/authorities.json.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..authorities import AUTHORITIES
from ..authorities.answers import (
    LARGEST,
    Authority,
    Question,
    Reading,
    Refusal,
    RollCall,
    TreatyTable,
    Unknown,
)
from ..derived.page_stubs import stubs
from ..facts.dates import calendar_day
from ..facts.knowledge import KnowledgeBase
from ..project import load
from ..reading.problems import DataError
from ..reading.records import read_all
from ..reading.writing import write_atomically
from . import edits
from .comparison import KINDS, Comparison, Finding, compare
from .diff_table import plain
from .transport import NoAnswer, Transport

STATE = "checks/authorities.json"
SETTLED = 28
"""Days for which an answer that only confirms is not written again: each week's new dates would bury what differs."""
BY_HAND = "save its page in a browser and run kb refresh --from FOLDER"

Known = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a record, or from a file: a reading, or why there is none."""

    authority: str
    where: str
    record: str
    reading: Reading | None = None
    refusal: str = ""
    etag: str = ""
    modified: str = ""
    live: bool = False


@dataclass
class Report:
    """All that a run found."""

    comparisons: list[Comparison] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    """Saved files about something that is not held here."""
    written: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """Every finding, what differs first."""
        order = list(KINDS)
        return sorted((f for c in self.comparisons for f in c.findings), key=lambda f: order.index(f.kind))


class Wanted:
    """Which records a run is about: those that are named, those that are due, or all."""

    def __init__(self, kb: KnowledgeBase, names: Iterable[str], due: bool, today: str) -> None:
        self.named = set(names)
        self._due = {f"{r.collection}/{r.id}" for r, _, by in kb.checks() if by < today} if due else None

    def __contains__(self, record: str) -> bool:
        collection, _, record_id = record.partition("/")
        if record_id == "*":
            every = (self.named, self._due or set())
            return (not any(every) and self._due is None) or any(
                r.startswith(f"{collection}/") for s in every for r in s
            )
        return (not self.named or record in self.named) and (self._due is None or record in self._due)


def known(root: Path) -> Known:
    """What was found the last time, by record; nothing where the file is missing or no longer readable."""
    try:
        found = json.loads((root / STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


def saved(kb: KnowledgeBase, folder: Path) -> Iterator[Answer | str]:
    """The answers in files that somebody saved, known by what is in them; a sentence for a file about something else."""
    for file in sorted(f for f in folder.rglob("*") if f.is_file() and not f.name.startswith(".")):
        shown = file.relative_to(folder).as_posix()
        if file.stat().st_size > LARGEST:
            what = f"the file has more than {LARGEST // 1_000_000} million bytes; look at it in a browser"
            yield Answer("any authority", shown, shown, refusal=what)
            continue
        try:
            content = file.read_bytes()
        except OSError as error:
            what = f"the file cannot be opened ({error.strerror}); save it anew, or take it out of the folder"
            yield Answer("any authority", shown, shown, refusal=what)
            continue
        those = [authority for authority in AUTHORITIES if authority.recognises(content)]
        if not those:
            yield f"{shown}: no authority that is known here has files like this one; save its page whole"
        for authority in those[:1]:
            yield from _read(kb, authority, content, shown, shown)


def _read(
    kb: KnowledgeBase, authority: Authority, content: bytes, where: str, record: str, day: str = "", **more: Any
) -> Iterator[Answer | str]:
    try:
        for reading in authority.read(content, kb, day):
            yield Answer(authority.name, where, reading.record, reading, **more)
    except Unknown as other:
        yield f"{where}: {other.what}"
    except Refusal as refusal:
        place = f"{where}, {refusal.place}" if refusal.place else where
        yield Answer(authority.name, place, record, refusal=f"{refusal.what}; {refusal.cure}")


def asked(
    kb: KnowledgeBase,
    wanted: Wanted,
    transport: Transport,
    last: Known,
    due: bool,
    tell: Callable[[str], None],
    approved: bool = False,
) -> Iterator[Answer | str]:
    """The answers of the authorities themselves, one after the other; `tell` hears which one is asked. What cannot be asked comes first."""
    every = [(a, q) for a in AUTHORITIES for q in a.questions(kb) if q.record in wanted]
    apart = {(a.name, q.record): why for a, q in every if (why := _unasked(a, q, approved))}
    yield from _told(apart)
    questions = [(a, q) for a, q in every if (a.name, q.record) not in apart]
    known_here = {q.record for _, q in every}
    yield from (
        f"{name}: no authority that is known here settles it; kb review is for what a person checks"
        for name in sorted(wanted.named - known_here)
        if f"{name.partition('/')[0]}/*" not in known_here
    )
    for number, (authority, question) in enumerate(questions, 1):
        tell(f"{number} of {len(questions)}: {question.record}, {authority.name}")
        yield _ask(kb, authority, question, transport, {} if due else last.get(question.record, {}))


def _unasked(authority: Authority, question: Question, approved: bool) -> str:
    """Why a question is not asked by address; empty where it is."""
    if not question.addresses:
        return question.why
    if authority.terms and not approved:
        return f"{authority.terms}; {BY_HAND}, or with --approved once you have it"
    return ""


def _told(apart: dict[tuple[str, str], str]) -> Iterator[str]:
    """What is not asked, a sentence for each reason."""
    for name, why in sorted({(name, why) for (name, _), why in apart.items()}):
        records = [record for (own, record), reason in apart.items() if (own, reason) == (name, why)]
        yield f"{name} is not asked for {', '.join(records)}: {why}"


def _ask(
    kb: KnowledgeBase, authority: Authority, question: Question, transport: Transport, last: dict[str, Any]
) -> Answer:
    """The first good answer of the addresses of a question; why there is none, if there is none."""
    refusals = []
    for address in question.addresses:
        before = last if last.get("address") == address else {}
        try:
            got = transport.get(address, str(before.get("etag", "")), str(before.get("modified", "")))
        except NoAnswer as none:
            refusals.append(f"{address}: {none}")
            continue
        if got.body is None:
            return Answer(authority.name, address, question.record, etag=got.etag, modified=got.modified, live=True)
        more = {"etag": got.etag, "modified": got.modified, "live": True}
        for answer in _read(kb, authority, got.body, address, question.record, got.day, **more):
            if isinstance(answer, Answer) and answer.reading and answer.record == question.record:
                return answer
            about = answer if isinstance(answer, str) else answer.refusal or f"it is about {answer.record}"
            refusals.append(about if about.startswith(address) else f"{address}: {about}")
    return Answer(authority.name, "", question.record, refusal=f"{'; '.join(refusals)}; {BY_HAND}")


def run(
    root: Path,
    answers: Iterable[Answer | str],
    wanted: Wanted,
    today: str,
    *,
    write: bool = False,
    fewer: bool = False,
) -> Report:
    """Compare every answer with data/; with `write`, edit the files, one instrument whole or not at all."""
    report, last, kb = Report(), known(root), load(root)
    before = json.dumps(last, sort_keys=True)
    for answer in _newest(answers, report):
        if answer.record not in wanted and answer.reading:
            continue
        found = _compared(kb, answer, last, today, fewer)
        report.comparisons.append(found)
        if not write or not answer.reading:
            continue
        settled = _settled(last, answer, found, wanted, today)
        if found.edits and not settled:
            kb = _written(root, kb, found, report)
        if not any(f.kind == "refused" for f in found.findings):
            kept = _kept(answer, last.get(answer.record, {}), today)
            last[answer.record] = kept | ({} if settled else {"written": today})
    if write and json.dumps(last, sort_keys=True) != before:
        (root / STATE).parent.mkdir(exist_ok=True)
        write_atomically(root / STATE, json.dumps(last, indent=1, sort_keys=True) + "\n")
        report.written.append(STATE)
    return report


def _newest(answers: Iterable[Answer | str], report: Report) -> Iterator[Answer]:
    """Of two files about one record the newer; live answers as they come."""
    held: dict[str, Answer] = {}
    for answer in answers:
        if isinstance(answer, str):
            report.passed.append(answer)
        elif answer.live or not answer.reading:
            yield answer
        elif (other := held.setdefault(answer.record, answer)) is not answer:
            older, newer = sorted((other, answer), key=_day)
            held[answer.record] = newer
            report.passed.append(f"{older.where}: another file about {answer.record} is newer")
    yield from held.values()


def _day(answer: Answer) -> str:
    return answer.reading.published.day if answer.reading else ""


def _compared(kb: KnowledgeBase, answer: Answer, last: Known, today: str, fewer: bool) -> Comparison:
    before = last.get(answer.record, {})
    if not answer.reading:
        if answer.refusal:
            place = f"{answer.authority}: {answer.where}: " if answer.where else f"{answer.authority}: "
            return Comparison(answer.record, [Finding("refused", answer.record, place + answer.refusal)])
        what = f"not changed since it was read on {before.get('asked', 'another day')}"
        return Comparison(answer.record, [Finding("nothing", answer.record, what)])
    parties, held = _parties(answer.reading), before.get("parties", 0)
    if not fewer and parties < held and _day(answer) >= str(before.get("day", "")):
        what = (
            f"{answer.authority}: {answer.where}: {parties} parties, and {held} on {before.get('day')}; "
            f"if some have left, run kb refresh {answer.record} --fewer"
        )
        return Comparison(answer.record, [Finding("refused", answer.record, what)])
    found = compare(kb, answer.reading, today, answer.live)
    found.findings += _declarations(answer, before)
    return found


def _parties(reading: Reading) -> int:
    return sum(reading.tally) if isinstance(reading, RollCall) else reading.parties


def _declarations(answer: Answer, before: dict[str, Any]) -> Iterator[Finding]:
    """Declarations whose text is not what it was the last time."""
    held = before.get("declarations")
    if isinstance(answer.reading, TreatyTable) and answer.reading.prints_declarations and isinstance(held, dict):
        now = _digests(answer.reading)
        for state in sorted(now.keys() | held.keys()):
            if now.get(state) != held.get(state):
                what = (
                    f"the text of its declarations is not that of {before.get('day')}; read it, and mend `reservations`"
                )
                yield Finding("question", answer.record, what, state)


def _digests(table: TreatyTable) -> dict[str, str]:
    return {state: sha256(text.encode()).hexdigest()[:12] for state, text in sorted(table.declarations.items())}


def _kept(answer: Answer, before: dict[str, Any], today: str) -> dict[str, Any]:
    """What is kept of an answer for the next time."""
    reading = answer.reading
    assert reading is not None
    if _day(answer) < str(before.get("day", "")):
        return before
    kept: dict[str, Any] = {"day": _day(answer), "parties": _parties(reading)}
    kept |= {"written": before["written"]} if "written" in before else {}
    if isinstance(reading, TreatyTable) and reading.prints_declarations:
        kept["declarations"] = _digests(reading)
    elif "declarations" in before:
        kept["declarations"] = before["declarations"]
    if answer.live:
        kept |= {"asked": today, "address": answer.where, "etag": answer.etag, "modified": answer.modified}
    return kept


def _settled(last: Known, answer: Answer, found: Comparison, wanted: Wanted, today: str) -> bool:
    """Whether a live answer only says again what was written not long ago."""
    asked_on = str(last.get(answer.record, {}).get("written", ""))
    if found.differs or wanted.named or not answer.live or not asked_on:
        return False
    return calendar_day(today) - calendar_day(asked_on) < timedelta(SETTLED)


def _written(root: Path, kb: KnowledgeBase, found: Comparison, report: Report) -> KnowledgeBase:
    """Write the edits of one comparison, and read all facts again; where they would break a rule, put everything back."""
    old = {file: (root / file).read_text("utf-8") for file in found.edits}
    pages: list[str] = []
    try:
        new = {file: edits.apply(old[file], changes) for file, changes in found.edits.items()}
        new = {file: text for file, text in new.items() if text != old[file]}
        for file, text in new.items():
            write_atomically(root / file, text)
        pages = _pages(root)
        kb = load(root)
    except BaseException as error:
        for file, text in old.items():
            if (root / file).read_text("utf-8") != text:
                write_atomically(root / file, text)
        for page in pages:
            (root / page).unlink()
        if not isinstance(error, (edits.Unsure, DataError)):
            raise
        why = "; ".join(str(p) for p in error.problems) if isinstance(error, DataError) else str(error)
        found.findings.append(Finding("refused", found.record, f"nothing was written: {why}; make the edit by hand"))
        return kb
    report.written += [file for file in (*new, *pages) if file not in report.written]
    return kb


def _pages(root: Path) -> list[str]:
    """Write the pages that a new source asks for, such as the one of its first letter."""
    wanted = {path: stub.text for path, stub in stubs(read_all(root)[0]).items() if not (root / path).exists()}
    for path, text in wanted.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(root / path, text)
    return list(wanted)


def text(report: Report, every: bool = False) -> str:
    """The findings a line each; what is confirmed only as a count, unless `every` is wanted."""
    shown = [f for f in report.findings if every or f.kind != "confirmed"]
    rows = [f"{KINDS[f.kind]}: {f}" if f.kind not in ("new", "changed") else str(f) for f in shown]
    return "\n".join([*rows, *report.passed, summary(report)])


def summary(report: Report) -> str:
    """How many of which kind, and what was written."""
    kinds = [f.kind for f in report.findings]
    counts = ", ".join(f"{kinds.count(kind)} {word}" for kind, word in KINDS.items() if kind in kinds)
    files = f"; written: {len(report.written)} files" if report.written else ""
    number = len(report.comparisons)
    return f"{number} answer{'' if number == 1 else 's'}: {counts or 'nothing found'}{files}"


def as_json(report: Report) -> str:
    """The findings for a program."""
    rows = [{"kind": f.kind, "record": f.record, "state": f.state, "what": f.what} for f in report.findings]
    return json.dumps(
        {"findings": rows, "passed": report.passed, "written": report.written}, indent=1, ensure_ascii=False
    )


def table(report: Report) -> str:
    """The findings for a review, as Markdown; what is confirmed is counted by record."""
    rows = [f for f in report.findings if f.kind != "confirmed"]
    lines = [f"**{summary(report)}**", ""]
    if rows:
        lines += ["| | fact | state | what |", "| --- | --- | --- | --- |"]
        lines += [f"| {KINDS[f.kind]} | `{plain(f.record)}` | {plain(f.state)} | {plain(f.what)} |" for f in rows]
    if report.passed:
        lines += ["", *(f"- {plain(said)}" for said in report.passed)]
    return "\n".join(lines)
