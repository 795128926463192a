"""What became of an accusation: how a text says it, and whether a text that stands alone may name the people it names."""

from __future__ import annotations

import re
from functools import lru_cache

from ..facts.events import Case
from ..facts.findings import Finding
from ..facts.knowledge import KnowledgeBase
from ..languages import words
from .translated import CALLED, named

FALLEN = {
    "never-final": re.compile(r"\b(never (became|did|final)|without a final judgment|no final (judgment|finding))\b"),
    "acquitted": re.compile(r"\bacquitted\b"),
    "quashed": re.compile(r"\b(quashed|reversed)\b"),
    "ended-without-trial": re.compile(
        r"\b(without (a )?(trial|judgment)|never tried|dismissed|before (any |a )?judgment|unfit)\b"
    ),
}
"""That a conviction did not stand, or that none came, by the outcome of a finding."""

ENDS = {"convicted": re.compile(r"\b(convict(ed|ion)|sentenced|life (sentence|imprisonment))\b"), **FALLEN}
"""The same, and that a conviction stood."""

OPEN = re.compile(
    r"\b(no court|(not|never|nor) (been |was )?(convicted|charged|tried)|not final|pending|den(y|ies|ied)|presumed innocent|in (his|her|their) absence"
    r"|in absentia|without facing a court|upheld|became final|pardoned)\b"
)
"""Where no finding says how an accusation stands: that a text does."""

_AT_LAST = {
    **FALLEN,
    "convicted": re.compile(
        r"\b(finally convicted|(conviction|judgment|sentence) became final|life (sentence|imprisonment))\b"
    ),
}
"""The same, where nothing stands beside the text: that a conviction was the last word."""


@lru_cache(maxsize=2)
def accusations(kb: KnowledgeBase) -> dict[str, list[Finding]]:
    """The findings against each accused, by the names under which texts speak of them."""
    found: dict[str, list[Finding]] = {}
    for finding in kb.all(Finding).values():
        case = kb.all(Case).get(finding.case)
        called = CALLED.findall(case.accused) if case and len(finding.accused) == 1 else []
        for name in (*finding.accused, *called):
            found.setdefault(name, []).append(finding)
    return found


@lru_cache(maxsize=2)
def _last(kb: KnowledgeBase) -> dict[str, frozenset[str]]:
    """How the accusations against each accused ended, by the name of the accused."""
    return {
        name: frozenset(finding.final.outcome for finding in findings) for name, findings in accusations(kb).items()
    }


def stands_alone(kb: KnowledgeBase, text: str) -> bool:
    """Whether a text that is shared as a picture, with nothing beside it, names nobody but the accused, and tells of each every last outcome; a charge
    of which somebody was not convicted takes nothing from the conviction for another."""
    for person in named(kb, text):
        outcomes = _last(kb).get(person, frozenset()) - {"not-convicted"}
        if not outcomes or not all(outcome in _AT_LAST and _AT_LAST[outcome].search(text) for outcome in outcomes):
            return False
    return True


_CONVICTED = re.compile(r"\b(convict(ed|ions?)|guilty|sentenced|terms?)\b")
_ENDED = re.compile(r"\b(final(ly)?|(raised|appeal)\b.*\blife)\b")


def beginning(kb: KnowledgeBase, text: str) -> str:
    """The first sentence of an English text; where it tells a conviction of an accused and not how that ended, all sentences up to the one that does."""
    line = words.sentence(text)
    if _CONVICTED.search(line) and any(name in line for name in _last(kb)):
        while len(line) < len(text) and not (_ENDED.search(line) or any(fell.search(line) for fell in FALLEN.values())):
            line = text[: len(line) + 1 + len(words.sentence(text[len(line) + 1 :]))]
    return line
