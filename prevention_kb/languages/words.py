"""What a word is, for the search: the same rule stands in docs/assets/js/search/words.js for what readers type, and a test compares the two.

A word is a run of letters, marks and numbers of any script, with a joiner between two of them: dc-cam, 002/02. Marks belong to it, since
without them no word of Khmer, Thai, Lao, Burmese or Hindi is whole; `\\w` of Python leaves them out.

What no reader can tell apart is one word: as in NFKC_Casefold of Unicode, compatible characters are one (ำ and ํา, ໜ and ຫນ, ﬁ and fi), and
characters that nobody sees are none.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from unicodedata import category, normalize


def _signs(*categories: str) -> str:
    """All characters of these categories of Unicode, for a class of a pattern; planes 2 to 13 hold none of marks and of format."""
    return "".join(
        c for c in map(chr, chain(range(0x80, 0x20000), range(0xE0000, 0xE0200))) if category(c) in categories
    )


@cache
def _invisible() -> re.Pattern[str]:
    """Characters of format (soft hyphen, joiners, marks of direction) and the rest of Default_Ignorable_Code_Point (fillers, variation
    selectors, two vowels of Khmer that are not written): they stand in a word, and nobody sees them.

    Made when the first text asks for it, like the words of any script: to look through Unicode takes longer than to read the facts of a kind.
    """
    rest = (
        "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff"
    )
    return re.compile(f"[{_signs('Cf')}{rest}]+")


_ACCENTS = re.compile("[\u0300-\u036f]+")
_JOINED = "{0}+(?:[/.’'‐‑-]{0}+)*"


@cache
def _word() -> re.Pattern[str]:
    """A word of any script."""
    return re.compile(_JOINED.format(f"[\\w{_signs('Mn', 'Mc', 'Me')}]"))


_LATIN = re.compile("[\u0000-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_LATIN_WORD = re.compile(_JOINED.format(r"\w"))
"""Most texts hold no mark and no character of format; they are many, and a smaller class is twenty times as fast."""


_TONE_LATE = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb]+)")
_TWICE_E = re.compile("([\u0e40\u0ec0])\\1")
"""In Thai and Lao two ways of typing look the same that Unicode does not call the same: the mark of tone after the ring of AM, and AE as E twice."""


def plain(text: str) -> str:
    """Small letters without accents and without characters that nobody sees."""
    if text.isascii():
        return text.lower()
    if _LATIN.fullmatch(text):
        return _small(text)
    seen = _TONE_LATE.sub(r"\2\1", _small(_invisible().sub("", text)))
    return _TWICE_E.sub(lambda twice: chr(ord(twice[1]) + 1), seen)


def _small(text: str) -> str:
    return normalize("NFC", _ACCENTS.sub("", normalize("NFKD", normalize("NFKD", text).lower().replace("đ", "d"))))


def split(text: str) -> list[str]:
    """The words of a text in plain letters, each with what is joined in it, without the ’s of a possessor."""
    seen = plain(text).replace("_", " ")
    found = (_LATIN_WORD if _LATIN.fullmatch(seen) else _word()).findall(seen)
    return [word[:-2] if word.endswith(("’s", "'s")) else word for word in found]


SHORTEST = 36
"""A line has at least so many characters, where there are so many."""

_END = re.compile(r"(?<=[a-z0-9)”’]{3}[.!?])\s+(?=[A-Z“‘])")


def sentence(text: str) -> str:
    """The first sentence, or the first ones where it is very short; whole, so that whoever is named keeps what it says of them."""
    end = _END.search(text[SHORTEST:])
    return text[: SHORTEST + end.start()] if end else text
