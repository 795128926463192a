"""What a change does to the facts, for the one who reviews it: a Markdown table of old and new, with the words that differ marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from ..derived.released import Difference, in_words
from ..reading.catalogue import english
from .differences import Facts

AROUND = 8
"""Words that stay on each side of a difference; what lies further away is an ellipsis."""


def table(what: Difference, facts: Facts | None = None) -> str:
    """One line a field, old beside new; a sentence where nothing has changed. `facts` gives what new records say."""
    if not what:
        return "No fact has changed."
    rows = [f"**{english().say(what.count)}**", "", "| fact | field | old | new |", "| --- | --- | --- | --- |"]
    for ref, label in what.added:
        rows.append(f"| {_called(label, ref)} | *new record* | | |")
        said = facts[ref][1] if facts and ref in facts else None
        rows += (
            [f"| | `{name}` | | {_whole(value)} |" for name, value in said.items()] if isinstance(said, dict) else []
        )
    for change in what.changed:
        for f in change.fields:
            old, new = beside(f.old, f.new)
            rows.append(f"| {_called(change.label, change.record)} | `{f.field}` | {old} | {new} |")
    rows += [f"| {_called(label, ref)} | *removed* | | |" for ref, label in what.removed]
    return "\n".join(rows)


def beside(old: Any, new: Any) -> tuple[str, str]:
    """Two values as Markdown: what went struck out, what came in bold, long stretches that stay left out."""
    if old is None or new is None:
        return _whole(old), _whole(new)
    before, after = in_words(old, english()).split(), in_words(new, english()).split()
    lefts: list[str] = []
    rights: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            kept = [plain(word) for word in before[a:b]]
            lefts += _shortened(kept, a > 0, b < len(before) or d < len(after))
            rights += _shortened(kept, c > 0, d < len(after) or b < len(before))
        else:
            lefts += [f"~~{plain(' '.join(before[a:b]))}~~"] if b > a else []
            rights += [f"**{plain(' '.join(after[c:d]))}**"] if d > c else []
    return " ".join(lefts), " ".join(rights)


def _whole(value: Any) -> str:
    if value is None:
        return "*nothing*"
    words = in_words(value, english()).split()
    return plain(" ".join(words[:80])) + (" …" if len(words) > 80 else "")


def _shortened(words: list[str], before: bool, after: bool) -> Iterator[str]:
    """A stretch that stays the same, with only the words near a difference."""
    head, tail = (AROUND if before else 0), (AROUND if after else 0)
    if len(words) <= head + tail + 3:
        yield from words
        return
    yield from words[:head]
    yield "…"
    yield from words[len(words) - tail :]


def _called(label: str, ref: str) -> str:
    words = label.split()
    return f"{plain(' '.join(words[:14]))}{' …' if len(words) > 14 else ''}<br>`{ref}`"


def plain(text: str) -> str:
    """A text in a cell of a table in which nothing is read as Markdown, HTML, a mention or a reference."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]|~])", r"\\\1", text)
    return re.sub(r"[@#](?=\w)", lambda m: f"&#{ord(m[0])};", text)
