"""Dates as precise as they are known: the part of the Extended Date/Time Format (EDTF, ISO 8601-2) that has words here, as bounds; a Language says them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
"""Digits of ASCII only, here and below: \\d takes those of every script, and half of the readers of a date do not."""
_NUMBERS = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}[~?%]?")
_SIDE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?[~?%]?"
PATTERN = rf"^({_SIDE}|[0-9]{{3}}X|{_SIDE}/({_SIDE}|\.\.)|\.\./{_SIDE})$"
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
"""A day of the calendar as it is written; whether the month has it only the calendar knows."""
ALLOWED = (
    "a date as precise as it is known: 2002, 2002-04 or 2002-04-11 (with ~ behind it for about, ? for uncertain), "
    "199X for a decade, first/last for a span, .. for an open end"
)


def calendar_day(text: str) -> date:
    """The day that YYYY-MM-DD names; ValueError where it is written otherwise or the calendar has no such day."""
    if not re.fullmatch(DAY, text):
        raise ValueError(f"{text!r} is not a day as 2026-11-22")
    return date.fromisoformat(text)


def _bounds(text: str) -> tuple[date, date]:
    """First and last possible day of YYYY, YYYY-MM or YYYY-MM-DD; ValueError where there is no such day."""
    match = _PLAIN.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, dom = match.groups()
    if dom is not None:
        return (exact := date(int(year), int(month), int(dom))), exact
    if month is not None:
        return date(int(year), int(month), 1), date(int(year), int(month), monthrange(int(year), int(month))[1])
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _side(text: str) -> tuple[date, date]:
    """First and last possible day of one side of a date; an open end is as far away as a date can be."""
    if text == "..":
        return date.min, date.max
    if text.endswith("X"):
        return date(int(f"{text[:3]}0"), 1, 1), date(int(f"{text[:3]}9"), 12, 31)
    return _bounds(text.rstrip("~?%"))


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision. `text` is the EDTF form; `lower` and `upper` are the first and last possible day.

    An open end has the bound `date.min` or `date.max`, which are no dates of anything.
    """

    text: str
    lower: date
    upper: date

    @classmethod
    @lru_cache(maxsize=100_000)
    def parse(cls, text: str) -> When:
        """Read an EDTF date; ValueError with the reason where it is none, or none that has words here."""
        if not re.fullmatch(PATTERN, text):
            if all(side == ".." or _NUMBERS.fullmatch(side) for side in text.split("/", 1)) and text != "../..":
                raise ValueError("names a day or month that does not exist")
            raise ValueError("is not written as a date")
        first, slash, last = text.partition("/")
        try:
            begins, ends = _side(first), _side(last or first)
        except ValueError:
            raise ValueError("names a day or month that does not exist") from None
        if slash and last != ".." and first != ".." and ends[0] < begins[0]:
            if ends[1] < begins[0]:
                raise ValueError("ends before it begins")
            raise ValueError("may end before it begins: its end is less precise than its beginning")
        return cls(text, begins[0], ends[1])

    @property
    def sort_key(self) -> tuple[date, date, str]:
        return self.lower, self.upper, self.text

    @property
    def is_span(self) -> bool:
        return "/" in self.text

    @property
    def ends(self) -> tuple[When, When] | None:
        """The two dates of a span that is known at both ends, else None."""
        first, slash, last = self.text.partition("/")
        return (When.parse(first), When.parse(last)) if slash and ".." not in (first, last) else None

    @property
    def is_day(self) -> bool:
        """Known to the very day."""
        return len(self.text) == 10 and "/" not in self.text

    @property
    def precision(self) -> str:
        """day, month, year, decade or span; about and uncertain are said by the words."""
        if self.is_span:
            return "span"
        plain = self.text.rstrip("~?%")
        return "decade" if plain.endswith("X") else {4: "year", 7: "month", 10: "day"}[len(plain)]

    @property
    def iso(self) -> str | None:
        """The value for an HTML `datetime` attribute (a date, month or year without doubt), else None."""
        return self.text if _PLAIN.fullmatch(self.text) else None

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def read(value: Any) -> When:
            if isinstance(value, When):
                return value
            text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
            if not isinstance(text, str):
                raise PydanticCustomError("date", "is not a date", {"allowed": ALLOWED})
            try:
                return cls.parse(text)
            except ValueError as error:
                raise PydanticCustomError("date", str(error), {"allowed": ALLOWED}) from None

        return core_schema.no_info_plain_validator_function(
            read, serialization=core_schema.plain_serializer_function_ser_schema(lambda when: when.text)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "pattern": PATTERN},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
