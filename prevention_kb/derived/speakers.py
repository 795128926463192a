"""Who speaks in audited documents, and what these are called, as the places of a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..facts.documents import Document, Proposal
from ..facts.knowledge import KnowledgeBase


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Each of these documents once, in the order in which they are told."""
    return sorted({document.id: document for document in documents}.values(), key=lambda document: document.begins)


def claiming(kb: KnowledgeBase) -> list[Document]:
    """The documents that claim something, in their order; texts that only promise have no views to tell apart."""
    return in_order(document for document in kb.all(Document).values() if document.checked_for == "claims")


def who(kb: KnowledgeBase, documents: Iterable[Document] = ()) -> dict[str, Any]:
    """The words for who speaks in these documents, or in all that claim something, as `speakers`, and how many they are, as `count`; where
    there are several documents, the words name them."""
    every = claiming(kb)
    found = in_order(documents) or in_order(every)
    named = [document.voice_named if len(every) > 1 else document.voice for document in found]
    return {"speakers": named, "count": sum(len(document.speakers) or 1 for document in found)}


def who_proposes(kb: KnowledgeBase) -> dict[str, Any]:
    """The same of the documents that propose something, or of all where none does."""
    return who(kb, (document for proposal in kb.all(Proposal).values() if (document := proposal.document)))


def begin(documents: Sequence[Document]) -> list[str]:
    """What these documents are called where that begins a sentence."""
    return [document.called if at else document.called_begin for at, document in enumerate(documents)]
