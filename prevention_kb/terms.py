"""Where a text mentions a term of the glossary, or the abbreviation of a body: found by first words, not by one big pattern,
so that the cost grows with the text and not with the glossary.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .load import KnowledgeBase
from .models import Organisation, Record, Term, Treaty

WORD = re.compile(r"(?<![\w/&-])\w+")
SHORTEST_ABBREVIATION = 3


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
        if not self.exact and text[end : end + 1] == "s":
            end += 1
        return None if text[end : end + 1].isalnum() or text[end : end + 1] in ("-", "_") else end


def mentions(kb: KnowledgeBase, text: str) -> Iterator[tuple[int, int, Record]]:
    """Every mention of a term in a text: start, end, and the record that explains it; the longest form wins."""
    forms, at = _forms(kb), 0
    for word in WORD.finditer(text):
        if word.start() < at:
            continue
        for form in forms.get(word[0].lower().removesuffix("s"), ()):
            if end := form.end(text, word.start()):
                at = end
                if form.record:
                    yield word.start(), end, form.record
                break


@lru_cache(maxsize=2)
def _forms(kb: KnowledgeBase) -> Mapping[str, list[Form]]:
    """All forms by their first word, without a plural s, longest first; of equal ones, the first counts."""
    bodies, terms, treaties = kb.all(Organisation).values(), kb.all(Term).values(), kb.all(Treaty).values()
    named = [
        Form(body.abbreviation, body)
        for body in bodies
        if body.abbreviation and len(body.abbreviation) >= SHORTEST_ABBREVIATION
    ]
    for term in terms:
        named += [Form(text, term) for text in (term.term.split(" (")[0], term.abbreviation, *term.also) if text]
    names = [Form(name, None) for b in bodies for name in (b.name, b.abbreviation) if name]
    names += [Form(name, None) for t in treaties for name in (t.title, t.short)]
    forms: dict[str, dict[str, Form]] = defaultdict(dict)
    for form in [*named, *names]:
        if word := WORD.match(form.text):
            forms[word[0].lower().removesuffix("s")].setdefault(form.text, form)
    return {word: sorted(found.values(), key=lambda f: -len(f.text)) for word, found in forms.items()}
