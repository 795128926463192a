"""What a passage of a document is called."""

from __future__ import annotations

from ..facts.documents import Paragraph, passage_number
from ..languages.language import Message, message


def passage_name(passage: Paragraph, within: bool = False) -> Message:
    """A passage, as Paragraph 4; with its document where there are several, unless it is told `within` its document."""
    document = passage.document
    kind, number = document.passage if document else "paragraph", int(passage_number(passage.id))
    if within or document is None or document.alone:
        return message(f"passage.{kind}", number=number)
    return message(f"passage.{kind}-of", number=number, document=document.called)
