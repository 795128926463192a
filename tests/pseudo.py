"""A language for tests: English whose letters are wide, so that whatever is still narrow did not come from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping

from prevention_kb.languages.language import Language, Text
from prevention_kb.reading.catalogue import english

_NARROW = {ord(c): ord(c) - 0x20 + 0xFF00 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
_KEPT = re.compile(r"(\{\w+\}|</?\w+/?>)")


def wide(text: str) -> str:
    """The text in wide letters, with its places and elements as they are."""
    return "".join(part if at % 2 else part.translate(_NARROW) for at, part in enumerate(_KEPT.split(text)))


class Pseudo(Language):
    """English in wide letters."""

    def __init__(self) -> None:
        messages: Mapping[str, Text] = {
            id: wide(text) if isinstance(text, str) else {category: wide(one) for category, one in text.items()}
            for id, text in english().messages.items()
        }
        super().__init__("en", "en_GB", messages)

    def month(self, number: int) -> str:
        return wide(super().month(number))

    def listed(self, items, either=False):  # type: ignore[no-untyped-def]
        return super().listed(items, either).replace(" and ", wide(" and ")).replace(" or ", wide(" or "))
