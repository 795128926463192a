"""What a passage of a document is called."""

from __future__ import annotations

from ..facts.documents import Paragraph, passage_number
from ..languages.language import Message, message


def passage_name(passage: Paragraph) -> Message:
    """A passage, as Paragraph 4; with its document where the id does not stand by itself."""
    document = passage.document
    kind, number = document.passage if document else "paragraph", int(passage_number(passage.id))
    if document is None or document.prefix:
        return message(f"passage.{kind}", number=number)
    return message(f"passage.{kind}-of", number=number, document=document.called)
