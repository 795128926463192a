"""What is peculiar to Khmer writing: the order of its letters, what looks alike, and marks that stand in a wrong order.

Sources: Unicode Standard, chapter 16.4; the collation of the Unicode CLDR for km, whose order `key` follows, compared with ICU's in a test.
"""

from __future__ import annotations

import re

COENG = "\u17d2"
_CONSONANT = "[\u1780-\u17a2]"
_JOINERS = re.compile("[\u200b-\u200d\u2060]")
_INDEPENDENT = {
    "\u17a3": "\u17a2", "\u17a4": "\u17a2\u17b6", "\u17a5": "\u17a2\u17b7", "\u17a6": "\u17a2\u17b8", "\u17a7": "\u17a2\u17bb", "\u17a8": "\u17a2\u17bb\u1780",
    "\u17a9": "\u17a2\u17bc", "\u17aa": "\u17a2\u17bc\u179c", "\u17ab": "\u179a\u17b9", "\u17ac": "\u179a\u17ba", "\u17ad": "\u179b\u17b9", "\u17ae": "\u179b\u17ba",
    "\u17af": "\u17a2\u17c2", "\u17b0": "\u17a2\u17c3", "\u17b1": "\u17a2\u17c4", "\u17b2": "\u17a2\u17c4", "\u17b3": "\u17a2\u17c5",
}  # fmt: skip
"""Letters that are a vowel by themselves stand where the consonant and vowel that they sound like would."""

_WRONG = (
    (re.compile(f"[\u17b6-\u17c8\u17cb\u17cd-\u17d1]{COENG}"), "a subscript stands behind a vowel or sign"),
    (re.compile("[\u17c6-\u17c8\u17cb\u17cd-\u17d1][\u17b6-\u17c5]"), "a vowel stands behind a sign"),
    (re.compile("[\u17b6-\u17c5][\u17c9\u17ca]"), "a register shifter stands behind a vowel"),
    (re.compile("[\u17b6-\u17c5]{2}"), "two vowels stand one behind the other"),
    (re.compile(f"{COENG}(?!{_CONSONANT}|[\u17a3-\u17b3])"), "the sign of a subscript stands before no letter"),
    (re.compile("[\u200b-\u200d]"), "a character that nobody sees stands in it"),
    (re.compile("[\u1780-\u17d3\u17dc-\u17dd][A-Za-z]|[A-Za-z][\u1780-\u17d3\u17dc-\u17dd]"), "Latin letters touch Khmer ones"),
)  # fmt: skip


def mistakes(text: str) -> list[str]:
    """What of the writing is wrong without any doubt, whatever the text means: each with the letters in which it stands."""
    found = []
    for pattern, what in _WRONG:
        if at := pattern.search(text):
            found.append(f"{what}: …{text[max(0, at.start() - 6) : at.end() + 6]}…")
    return found


def folded(text: str) -> str:
    """A text for finding: without what nobody sees, one form for what looks alike (coeng DA and TA, ឲ and ឱ, vowels typed in two halves),
    the marks of each syllable in one order. docs/assets/js/search/khmer.js does the same, and a test compares the two."""
    text = _JOINERS.sub("", text)
    for one, other in _ALIKE:
        text = text.replace(one, other)
    return _TAIL.sub(lambda tail: "".join(sorted(_PIECE.findall(tail[0]), key=_in_order)), text)


_ALIKE = (
    ("\u17d2\u178a", "\u17d2\u178f"), ("\u17b2", "\u17b1"), ("\u17c1\u17b8", "\u17be"), ("\u17b8\u17c1", "\u17be"),
    ("\u17c1\u17b6", "\u17c4"), ("\u17b6\u17c1", "\u17c4"),
)  # fmt: skip
_PIECE = re.compile(f"{COENG}[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd]")
_TAIL = re.compile(f"(?:{_PIECE.pattern}){{2,}}")


def _in_order(piece: str) -> tuple[bool, str]:
    """Subscripts before marks."""
    return not piece.startswith(COENG), piece


_UNIT = re.compile(f"{COENG}[\u1780-\u17b3]|.", re.DOTALL)


def key(text: str) -> tuple[tuple[int, ...], str]:
    """Where a text stands among others: consonants, then vowels, then subscripts, as the CLDR orders Khmer; Latin letters first."""
    spelt = "".join(_INDEPENDENT.get(sign, sign) for sign in _JOINERS.sub("", text))
    return tuple(_weight(unit) for unit in _UNIT.findall(spelt) if not _IGNORED.match(unit)), text


_IGNORED = re.compile("[\u17c8-\u17d1\u17d4-\u17dd ]")


def _weight(unit: str) -> int:
    if unit.startswith(COENG) and len(unit) > 1:
        return 0x20000 + ord(unit[1])
    sign = unit.casefold()[:1]
    return 0x10000 + ord(sign) if "\u1780" <= sign <= "\u17ff" else ord(sign)


def initial(text: str) -> str:
    """The letter under which a text is listed."""
    first = next((sign for sign in text if sign.isalnum()), "")
    return _INDEPENDENT.get(first, first)[:1].upper()
