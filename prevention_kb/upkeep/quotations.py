"""Every quotation of a document against its text: exact, in the passage it names, and together under a third of it.

The text is of those who wrote it and no part of this project; `kb check --text DOCUMENT FILE` compares with a copy of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from ..facts.documents import Document, document_of
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Fact
from ..reading.files import content, decoded
from ..reading.problems import DataError, Problem, nearest

NOT_COMPARED = "quotations were not compared with the documents: name a text with --text DOCUMENT FILE"

SHARE = 3
"""All quotations of a document together stay under one part in this many of the words of its text."""


def passages(document: Document, text: str) -> dict[str, str]:
    """The passages of a document by id; fewer where the text is short of lines."""
    lines = text.splitlines()
    numbers = chain.from_iterable(range(first, last + 1) for first, last in map(_ends, document.lines))
    return {name: lines[at - 1] for name, at in zip(document.passages, numbers, strict=False) if at <= len(lines)}


def _ends(lines: str) -> tuple[int, int]:
    """The first and the last line of “3-9”."""
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


def quoted(kb: KnowledgeBase, document: Document) -> Iterator[Fact]:
    """The records that quote a document."""
    for records in kb.records.values():
        for record in records.values():
            of = document_of(record)
            if isinstance(record, Fact) and record.quote and of and of.id == document.id:
                yield record


def compare(kb: KnowledgeBase, document_id: str, file: Path) -> str:
    """What the comparison found, in one line; DataError with every quotation that does not stand in the text."""
    document = kb.all(Document).get(document_id)
    if document is None:
        close = nearest(document_id, kb.all(Document))
        cure = f"did you mean {close}?" if close else "name a file of data/documents/ without its ending"
        raise DataError([_about("--text", f"there is no document {document_id!r}", cure=cure)])
    if not document.lines:
        cure = "add lines: […], the lines of the text that hold its passages"
        raise DataError([_about(document.path, "does not say on which lines its passages stand", cure=cure)])
    try:
        text = decoded(content(file, str(file)), str(file))
    except FileNotFoundError:
        cure = f"name the file that holds the text of {document.called}"
        raise DataError([_about(str(file), "there is no such file", cure=cure)]) from None
    found, last = passages(document, text), _ends(document.lines[-1])[1]
    if len(found) < len(document.passages):
        what = f"the text of {document.called} has {len(text.splitlines())} lines, {last} are needed"
        raise DataError([_about(str(file), what)])
    quotations = list(quoted(kb, document))
    problems = [problem for record in quotations if (problem := _misquoted(record, document, found))]
    count = sum(len((record.quote or "").split()) for record in quotations)
    allowed = len(" ".join(found.values()).split()) // SHARE
    if count >= allowed:
        problems.append(
            _about(
                "data",
                f"{count} words of {document.called} are quoted",
                f"fewer than {allowed}, a third of its words",
                "shorten quotations to the words on which a verdict turns",
            )
        )
    if problems:
        raise DataError(problems)
    return f"{len(quotations)} quotations stand in {document.called} as quoted: {count} words, fewer than {allowed}"


def _misquoted(record: Fact, document: Document, found: Mapping[str, str]) -> Problem | None:
    """What is wrong with the quotation of a record, if anything."""
    quote, named = record.quote or "", record.paragraphs[0]
    if quote in found[named]:
        return None
    elsewhere = [passage for passage, text in found.items() if quote in text]
    same = [passage for passage, text in found.items() if _plain(quote) in _plain(text)]
    what, cure = f"the words do not stand in {document.called}", "copy them from the text"
    if elsewhere:
        what, cure = f"the words stand in {' and '.join(elsewhere)}, not in {named}", f"name {elsewhere[0]} first"
    elif same:
        what, cure = f"the words of {same[0]} differ in capitals, spaces or quotation marks", "copy them from the text"
    allowed = f"the exact words of {document.called}"
    return Problem(record.path, record.line("quote"), 1, what=f"quote: {what}", allowed=allowed, cure=cure)


def _plain(text: str) -> str:
    """A text without what is easily mistyped."""
    return re.sub(r"\s+", " ", re.sub(r"[’‘'“”\"]", "'", text)).casefold().strip()


def _about(path: str, what: str, allowed: str = "", cure: str = "") -> Problem:
    return Problem(path, 0, 0, what=what, allowed=allowed, cure=cure)
