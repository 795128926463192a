"""What is peculiar to the writing of a language: the order of its letters, and what can be proved wrong of it whatever the words mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from . import khmer


class Writing(NamedTuple):
    """How a language is written; as here where nothing else is said."""

    key: Callable[[str], Any] = str
    """What a text is sorted by, once it is folded."""
    initial: Callable[[str], str] = lambda text: folded(text)[:1].upper()
    """The letter under which a text stands in a list."""
    mistakes: Callable[[str], list[str]] = lambda text: []
    """What is wrong of a text without any doubt."""


_OWN = {"km": Writing(khmer.key, khmer.initial, khmer.mistakes)}


def of(code: str) -> Writing:
    """The writing of the language of this code."""
    return _OWN.get(code, Writing())


def folded(text: str) -> str:
    """A text as it is sorted: in small letters, without a mark at its beginning."""
    return text.casefold().lstrip("“(")
