"""What audited texts promise, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...derived.evidence import evidence
from ...derived.speakers import in_order
from ...facts.documents import Document, Paragraph
from ...facts.promises import Promise
from ..page import Page
from ..render import render

STATES = {"done": "ok", "in-part": "half", "not-done": "no", "not-due": "none", "not-established": "open"}
"""What became of a promise, with its icon; the word always stands with it."""


def promises_in(page: Page, document: Document) -> list[tuple[Paragraph, list[Promise]]]:
    """The passages of a text, each with the promises that begin in it, in the order of the text."""
    passages = [page.kb.get(Paragraph, passage) for passage in document.passages]
    return [(passage, page.kb.begun(passage, Promise)) for passage in passages]


def counted(promises: Iterable[Promise]) -> list[tuple[str, int]]:
    """How many promises are in each state, in the order of the states; none that does not occur."""
    found: Counter[str] = Counter(promise.state for promise in promises)
    return [(state, found[state]) for state in STATES if found[state]]


def promise_list(page: Page) -> str:
    """Every promise by text: who promised what to whom by when, its state, and what was done and was not."""
    documents = in_order(found for found in page.kb.all(Document).values() if found.checked_for == "promises")
    texts = [(document, [p for _, of in promises_in(page, document) for p in of]) for document in documents]
    return render(
        "promise_list.html",
        page,
        texts=[(document, promises, counted(promises)) for document, promises in texts],
        counts=counted(promise for _, promises in texts for promise in promises),
        states=STATES,
        rests_on=evidence,
    )


ALL = [promise_list]
