"""Dates as precise as they are known: Extended Date/Time Format (EDTF, ISO 8601-2), in words and as bounds.

Plain dates (2002, 2002-04, 2002-04-11) and intervals of them are read by the standard library; every other
form by the package edtf, which takes milliseconds a date, so that results are kept.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SIDE = r"\d{4}(-\d\d(-\d\d)?)?[~?%]?"
PATTERN = rf"^({_SIDE}|\d{{3}}X|({_SIDE}|\.\.)/({_SIDE}|\.\.))$"
ALLOWED = (
    "a date as precise as it is known: 2002, 2002-04 or 2002-04-11 (with ~ behind it for about, ? for uncertain), "
    "199X for a decade, first/last for a span, .. for an open end"
)


def day(d: date) -> str:
    """A day in words: 17 April 1975."""
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def _bounds(text: str) -> tuple[date, date]:
    """First and last possible day of YYYY, YYYY-MM or YYYY-MM-DD; ValueError where there is no such day."""
    match = _PLAIN.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, dom = (int(part) if part else 0 for part in match.groups())
    if dom:
        return (exact := date(year, month, dom)), exact
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _words(text: str) -> str:
    """One side of a date in words."""
    mark = text[-1] if text[-1] in "~?%" else ""
    plain = text.removesuffix(mark) if mark else text
    if plain.endswith("X"):
        return f"the {plain[:3]}0s"
    parts = plain.split("-")
    words = parts[0]
    if len(parts) > 1:
        words = f"{MONTHS[int(parts[1]) - 1]} {words}"
    if len(parts) > 2:
        words = f"{int(parts[2])} {words}"
    return {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}[mark].format(words)


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision. `text` is the EDTF form; `lower` and `upper` are the first and last possible day.

    An open end has the bound `date.min` or `date.max`.
    """

    text: str
    lower: date
    upper: date

    @classmethod
    @lru_cache(maxsize=100_000)
    def parse(cls, text: str) -> When:
        """Read an EDTF date; ValueError with the reason where it is none, or none that has words here."""
        if not re.fullmatch(PATTERN, text):
            raise ValueError("is not written as a date")
        first, slash, last = text.partition("/")
        try:
            if _PLAIN.fullmatch(first) and (not slash or _PLAIN.fullmatch(last)):
                lower, upper = _bounds(first)
                if slash:
                    upper = _bounds(last)[1]
            else:
                parsed = parse_edtf(text)
                for side in (first, last):  # edtf lets 1975-02-30~ pass
                    if plain := _PLAIN.fullmatch(side.rstrip("~?%")):
                        _bounds(plain.group())
                lower, upper = (
                    _as_date(parsed.lower_strict(), date.min),
                    _as_date(parsed.upper_strict(), date.max),
                )
        except (ValueError, EDTFParseException):
            raise ValueError("names a day or month that does not exist") from None
        if lower > upper:
            raise ValueError("ends before it begins")
        return cls(text, lower, upper)

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

    @property
    def words(self) -> str:
        """The date in words, no more precise than it is known."""
        first, slash, last = self.text.partition("/")
        if not slash:
            return _words(first)
        if first == "..":
            return f"until {_words(last)}"
        if last == "..":
            return f"since {_words(first)}"
        return f"{_words(first)} to {_words(last)}"

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


def _as_date(value: Any, infinite: date) -> date:
    return infinite if isinstance(value, float) else date(value.tm_year, value.tm_mon, value.tm_mday)
