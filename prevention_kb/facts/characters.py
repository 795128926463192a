"""Characters that nobody sees and that part or turn a word: said once for the files, the fields and the schemas."""

INVISIBLE = (
    r"\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffd"
)
"""The inside of a character class, as Python, Rust and JavaScript read it: controls, soft hyphens, zero-width spaces, marks of direction,
fillers, the blank of Braille, and the one that stands for a lost character. The joiners U+200C and U+200D are missing: some scripts need them."""

MARKS = "".join(map(chr, range(0xFDD0, 0xFDD6)))
"""Noncharacters of Unicode, which no file holds: prevention_kb/languages/marks.py puts them around texts in other languages."""
