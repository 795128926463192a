"""The terms, with the abbreviations of bodies and treaties between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ...facts.actors import Organisation, Term
from ...facts.shape import Record
from ...facts.treaties import Treaty
from ..page import Page
from ..render import render


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the glossary: a term itself, or another word that leads to the record that explains it."""

    word: str
    record: Record

    @property
    def is_term(self) -> bool:
        return isinstance(self.record, Term) and self.word == self.record.term

    @property
    def lines(self) -> float:
        """About how many lines it takes in a column."""
        return 2 + len(self.record.definition) / 70 if self.is_term and isinstance(self.record, Term) else 1.5

    @property
    def name(self) -> str:
        """What the record is called in full."""
        return self.record.full_name


def glossary(page: Page) -> str:
    """Every term in alphabetical order, with its abbreviation, sources and what refers to it."""
    spoken = page.language
    entries = sorted({(spoken.order(e.word), e.record.collection, e.record.id): e for e in _entries(page)}.items())
    groups = groupby((e for _, e in entries), key=lambda e: spoken.initial(e.word))
    letters = [(initial, columns(list(group))) for initial, group in groups]
    see = {t.id: [page.kb.records[c][i] for c, i in (r.split("/") for r in t.see)] for t in page.kb.all(Term).values()}
    return render("glossary.html", page, letters=letters, see=see)


def columns(entries: list[Entry]) -> list[list[Entry]]:
    """Two columns, each about as high as the other when nothing is opened; made here, since a browser would make them anew whenever one opens an entry."""
    heights = [entry.lines for entry in entries]
    half = min(range(1, len(entries) + 1), key=lambda number: abs(sum(heights[:number]) - sum(heights[number:])))
    return [column for column in (entries[:half], entries[half:]) if column]


def _entries(page: Page) -> Iterator[Entry]:
    for term in page.kb.all(Term).values():
        yield Entry(term.term, term)
        for word in (term.abbreviation, *term.also):
            if word and word.split()[0].casefold()[:5] != term.term.casefold()[:5]:
                yield Entry(word, term)
    for body in page.kb.all(Organisation).values():
        if body.abbreviation:
            yield Entry(body.abbreviation, body)
    for treaty in page.kb.all(Treaty).values():
        if treaty.short.split()[0].isupper():
            yield Entry(treaty.short, treaty)


ALL = [glossary]
