"""Every quotation of the op-ed against its text: exact, in the paragraph it names, and together under a third of it.

The text is its authors' and is no part of this project; `kb check --article FILE` compares with a copy of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Fact
from ..reading.problems import DataError, Problem

NOT_COMPARED = "quotations were not compared with the op-ed: name its text with --article FILE"

LINES = {1: (3, 9), 8: (11, 20), 18: (22, 27), 24: (28, 29)}
"""The lines of the text that hold the paragraphs from this number on: lines 3 to 9 are P1 to P7, and so on."""

SHARE = 3
"""All quotations together stay under one part in this many of the words of the text."""


def paragraphs(text: str) -> dict[str, str]:
    """The paragraphs of the op-ed by id; fewer where the text is short of lines."""
    lines = text.splitlines()
    return {
        f"P{number + at - first}": lines[at - 1]
        for number, (first, last) in LINES.items()
        for at in range(first, last + 1)
        if at <= len(lines)
    }


def quoted(kb: KnowledgeBase) -> Iterator[Fact]:
    """The records that quote the op-ed."""
    for records in kb.records.values():
        for record in records.values():
            if isinstance(record, Fact) and record.quote:
                yield record


def compare(kb: KnowledgeBase, file: Path) -> str:
    """What the comparison found, in one line; DataError with every quotation that does not stand in the text."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([_about(str(file), f"the text of the op-ed cannot be read ({error})")]) from None
    found = paragraphs(text)
    if len(found) < max(LINES) + 1:
        raise DataError([_about(str(file), f"the text of the op-ed has {len(text.splitlines())} lines, 29 are needed")])
    problems = [problem for record in quoted(kb) if (problem := _misquoted(record, found))]
    count = sum(len((record.quote or "").split()) for record in quoted(kb))
    allowed = len(" ".join(found.values()).split()) // SHARE
    if count >= allowed:
        problems.append(
            _about(
                "data",
                f"{count} words of the op-ed are quoted",
                f"fewer than {allowed}, a third of its words",
                "shorten quotations to the words on which a verdict turns",
            )
        )
    if problems:
        raise DataError(problems)
    return f"{sum(1 for _ in quoted(kb))} quotations stand in the op-ed as quoted: {count} words, fewer than {allowed}"


def _misquoted(record: Fact, found: Mapping[str, str]) -> Problem | None:
    """What is wrong with the quotation of a record, if anything."""
    quote, named = record.quote or "", record.paragraphs[0] if record.paragraphs else ""
    if quote in found.get(named, ""):
        return None
    elsewhere = [paragraph for paragraph, text in found.items() if quote in text]
    same = [paragraph for paragraph, text in found.items() if _plain(quote) in _plain(text)]
    what, cure = "the words do not stand in the op-ed", "copy them from the text"
    if elsewhere:
        what, cure = f"the words stand in {' and '.join(elsewhere)}, not in {named}", f"name {elsewhere[0]} first"
    elif same:
        what, cure = f"the words of {same[0]} differ in capitals, spaces or quotation marks", "copy them from the text"
    return Problem(
        record.path, record.line("quote"), 1, what=f"quote: {what}", allowed="the exact words of the op-ed", cure=cure
    )


def _plain(text: str) -> str:
    """A text without what is easily mistyped."""
    return re.sub(r"\s+", " ", re.sub(r"[’‘'“”\"]", "'", text)).casefold().strip()


def _about(path: str, what: str, allowed: str = "", cure: str = "") -> Problem:
    return Problem(path, 0, 0, what=what, allowed=allowed, cure=cure)
