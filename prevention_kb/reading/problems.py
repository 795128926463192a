"""What is wrong in the data, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file: its place, what is wrong, what is allowed, how to mend it.

    Lines and columns count from 1; line 0 stands for a whole file.
    """

    path: str
    line: int
    column: int
    _: KW_ONLY
    what: str
    allowed: str = ""
    cure: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: " + "; ".join(part for part in (self.what, self.allowed, self.cure) if part)


class DataError(Exception):
    """The facts cannot be used as they are; `problems` holds every reason, sorted by file and line."""

    heading = ""
    """What a page that shows them says above them; nothing where the facts are wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem in the data" if count == 1 else f"{count} problems in the data"
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])


NEAR_ID = 0.7
"""How alike ids must be: they are long, and share years and publishers, so that those of two things are alike as well."""


def nearest(word: str, words: Iterable[str], near: float = 0.6) -> str | None:
    """The one of `words` that `word` was probably meant to be, if any is near."""
    close = get_close_matches(word, list(words), n=1, cutoff=near)
    return close[0] if close else None


def any_of(words: Iterable[str], most: int = 24) -> str:
    """A readable list of allowed words, cut where it would fill the screen."""
    listed = list(words)
    shown = ", ".join(listed[:most])
    return shown if len(listed) <= most else f"{shown} and {len(listed) - most} more"
