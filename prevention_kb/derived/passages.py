"""What a passage of a document is called."""

from __future__ import annotations

from ..facts.documents import Paragraph, passage_number
from ..languages.language import Message, message


def passage_name(passage: Paragraph, begin: bool = False) -> Message:
    """A passage, as paragraph 4; with its document where the id does not stand by itself; `begin`: at the beginning of a sentence."""
    document = passage.document
    kind, number = document.passage if document else "paragraph", passage_number(passage.id)
    group = "passage-begin" if begin else "passage"
    if document is None or document.prefix:
        return message(f"{group}.{kind}", number=number)
    return message(f"{group}.{kind}-of", number=number, document=document.called)
