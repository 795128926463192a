"""Where a text mentions a term of the glossary, or the abbreviation of a body: found by first words, not by one big pattern,
so that the cost grows with the text and not with the glossary.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..facts.actors import Organisation, Term
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.treaties import Treaty

WORD = re.compile(r"(?<![\w/&-])\w+")
_ALL_WORDS = re.compile(r"\w+").findall
SHORTEST_ABBREVIATION = 3
PLURAL = "s"
"""With which a term of the glossary makes its plural; a language without plurals has none of it."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term; without a record, a proper name in which no term is to be found."""

    text: str
    record: Record | None

    @property
    def exact(self) -> bool:
        """Whether capitals matter: R2P, RtoP, DC-Cam."""
        return sum(c.isupper() or c.isdigit() for c in self.text) > 1 and " " not in self.text

    def end(self, text: str, at: int) -> int | None:
        """Where this form ends in `text` if it stands at `at`, as whole words, in singular or plural."""
        end = at + len(self.text)
        found = text[at:end]
        if found != self.text and (self.exact or found.lower() != self.text.lower()):
            return None
        if not self.exact and text.startswith(PLURAL, end):
            end += len(PLURAL)
        return None if text[end : end + 1].isalnum() or text[end : end + 1] in ("-", "_") else end


def is_name(text: str, name: str) -> bool:
    """Whether a text is this name itself, in singular or plural."""
    return text.lower().removesuffix(PLURAL) == name.lower().removesuffix(PLURAL)


def mentions(kb: KnowledgeBase, text: str) -> Iterator[tuple[int, int, Record]]:
    """Every mention of a term in a text: start, end, and the record that explains it; the longest form wins."""
    return _mentions(_forms(kb), text)


def _mentions(forms: Mapping[str, list[Form]], text: str) -> Iterator[tuple[int, int, Record]]:
    if forms.keys().isdisjoint(_ALL_WORDS(text.lower())):
        return
    at = 0
    for word in WORD.finditer(text):
        if (known := forms.get(word[0].lower())) is None or word.start() < at:
            continue
        for form in known:
            if end := form.end(text, word.start()):
                at = end
                if form.record:
                    yield word.start(), end, form.record
                break


@lru_cache(maxsize=2)
def _forms(kb: KnowledgeBase) -> Mapping[str, list[Form]]:
    """All forms by their first word in singular and plural, longest first; of equal ones, the first counts."""
    bodies, treaties = kb.all(Organisation).values(), kb.all(Treaty).values()
    named = [
        Form(body.abbreviation, body)
        for body in bodies
        if body.abbreviation and len(body.abbreviation) >= SHORTEST_ABBREVIATION
    ]
    for term in kb.all(Term).values():
        named += [Form(text, term) for text in (term.term.split(" (")[0], term.abbreviation, *term.also) if text]
    found = _by_first_word(named)
    names = [name for b in bodies for name in (b.name, b.abbreviation) if name]
    names += [name for t in treaties for name in (t.title, t.short)]
    hiding = [Form(name, None) for name in names if any(_mentions(found, name))]
    return _by_first_word([*named, *hiding])


def _by_first_word(forms: Iterable[Form]) -> Mapping[str, list[Form]]:
    found: dict[str, dict[str, Form]] = defaultdict(dict)
    for form in forms:
        if word := WORD.match(form.text):
            for first in {word[0].lower(), f"{word[0].lower()}{PLURAL}"} if word[0] == form.text else {word[0].lower()}:
                found[first].setdefault(form.text, form)
    return {word: sorted(by.values(), key=lambda form: -len(form.text)) for word, by in found.items()}
