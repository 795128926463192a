"""A language: the messages of the interface, and how dates, numbers, plurals and lists are said in it.

A message is a whole sentence or a whole label. `{name}` is a place, filled when it is said; `<name>…</name>` is an element around some
of its words: a link, or one of SIMPLE. Where a number decides the form, the message has one text for each plural category of the
Unicode CLDR that the language knows, and its place `count` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from ..facts.dates import When
from . import marks, writing

Text = str | Mapping[str, str]
"""A message as it stands in the catalogue: a text, or one for each plural category."""

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of the Unicode CLDR; each language uses some of them, and every one `other`."""

SIMPLE = ("b", "strong", "em", "small", "code", "kbd", "i", "cite")
"""Elements that a message may hold without being given one; `hidden` is read aloud and not shown."""
_ITEM = "\0"
"""Stands for a thing while a list is put together."""
HIDDEN = Markup('<span class="visually-hidden">')

_SIGNS = re.compile(r"\{(\w+)\}|<(/?)(\w+)>|<(br)/>")


@dataclass(frozen=True)
class Message:
    """Something to be said, in no language yet: the id of a message, and what stands in its places."""

    id: str
    places: Mapping[str, Any] = field(default_factory=dict)


def message(id: str, /, **places: Any) -> Message:
    """What is to be said, for a Language to say."""
    return Message(id, places)


class Language:
    """The words of one language. `say` gives plain text, `html` gives HTML in which every place is escaped."""

    def __init__(self, code: str, locale: str, messages: Mapping[str, Text], english: Language | None = None) -> None:
        self.code = code
        """As BCP 47 writes it: en, km."""
        self.locale = Locale.parse(locale)
        self.own = messages
        """The messages that this language has, be they all of them or not."""
        self.messages = dict(messages)
        """All messages; one that this language lacks is English, marked as such."""
        for id, text in english.messages.items() if english else ():
            self.messages.setdefault(id, _as_english(text))
        self._english = english
        speaks = any(not id.startswith("language.") for id in messages)
        self._numbers = self if english is None or speaks else english
        """Who says numbers and lists: a language of which nothing may be shown yet leaves them to English too."""
        digits = messages.get("language.digits")
        self._digits = str.maketrans("0123456789", digits) if isinstance(digits, str) else {}
        """What stands for the digits in dates and counts; in ids, symbols and addresses they stay as they are."""
        letters = messages.get("language.letters")
        self.letters = re.compile(f"[{letters}]") if isinstance(letters, str) else None
        """The letters of a script that writes no spaces between its words, from the first to the last."""
        self.when = lru_cache(maxsize=20_000)(self._when)
        self._label = lru_cache(maxsize=5_000)(self._filled)
        """Messages without places, which are most of those that a page says, as HTML."""

    def of_scripts(self, *groups: str, also: Iterable[str] = ()) -> dict[str, Text]:
        """The messages of script.<group>, those with which a script says days, and of other groups `also`: for docs/assets/js/words.js."""
        wanted = (
            "language.locale",
            "language.digits",
            "language.letters",
            "date.day",
            *(f"script.{group}." for group in groups),
            *(f"{one}." for one in also),
        )
        found = {id: _unmarked(text) for id, text in self.messages.items() if id.startswith(wanted)}
        if self._english and self._numbers is self:  # not every browser knows them
            found["date.months"] = "|".join(self.month(number) for number in range(1, 13))
        if self._numbers is not self:
            for own in ("language.digits", "language.letters"):
                found.pop(own, None)
            found["language.locale"] = self._numbers.messages["language.locale"]
        return found

    def __contains__(self, id: str) -> bool:
        return id in self.messages

    def say(self, what: str | Message, /, **places: Any) -> str:
        """A message in plain text; KeyError where the catalogue has no such id, or a place is not given."""
        id, places = _asked(what, places)
        parts, speaker = self._parts(id, places), self._speaker(id)
        return "".join(
            text if kind == "text" else speaker._plain(places[text], self)
            for kind, text in parts
            if kind in ("text", "place")
        )

    def html(self, what: str | Message, /, **places: Any) -> Markup:
        """A message as HTML: each place escaped unless it is Markup, `<name>…</name>` in the element given as `name`, an opening tag."""
        id, places = _asked(what, places)
        return self._filled(id, places) if places else self._label(id)

    def _filled(self, id: str, places: Mapping[str, Any] = MappingProxyType({})) -> Markup:
        made: list[str] = []
        speaker = self._speaker(id)
        for kind, text in self._parts(id, places):
            if kind == "text":
                made.append(_escaped(text))
            elif kind == "place":
                made.append(speaker._marked(places[text], self))
            elif kind == "open":
                made.append(_opening(text, places))
            else:
                made.append(_closing(text, places))
        return Markup("".join(made))

    def _parts(self, id: str, places: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        text = self.messages[id]
        if not isinstance(text, str):
            text = text.get(self._speaker(id).locale.plural_form(places["count"])) or text["other"]
        return _divided(text)

    def _speaker(self, id: str) -> Language:
        """The language in which a message stands: this one, or English."""
        return self if self._english is None or id in self.own else self._english

    def _plain(self, value: Any, within: Language | None = None) -> str:
        """A value in a sentence of this language; a message in it is said by the language that says the whole, `within`."""
        match value:
            case bool():
                return str(value)
            case int():
                return self.digits(value)
            case Message():
                return (within or self).say(value)
            case When():
                return self.when(value)
            case date():
                return self.day(value)
            case list() | tuple():
                return self.listed(self._plain(one, within) for one in value)
        return str(value)

    def _marked(self, value: Any, within: Language | None = None) -> Markup:
        match value:
            case Message():
                return (within or self).html(value)
            case list() | tuple():
                return self.listed([self._marked(one, within) for one in value])
            case Markup():
                return value
        return escape(self._plain(value, within))

    def order(self, text: str) -> Any:
        """Where a text stands in a list in the order of the letters of this language."""
        return writing.of(self.code).key(writing.folded(marks.plain(text)))

    def initial(self, text: str) -> str:
        """The letter under which a text stands in such a list; digits stand together."""
        first = writing.of(self.code).initial(marks.plain(text))
        return first if first.isalpha() else "0–9"

    def listed(self, items: Iterable[Any], either: bool = False) -> Any:
        """Several things as this language lists them: a, b and c; with `either`: a, b or c. Markup where the things are."""
        given = list(items)
        style: Literal["or", "standard"] = "or" if either else "standard"
        said = format_list([_ITEM] * len(given), style=style, locale=self._numbers.locale).replace("\u200b", "")
        if self._numbers is not self:
            said = _ITEM.join(marks.english(between) for between in said.split(_ITEM))
        first, *rest = said.split(_ITEM) if given else [""]
        rest = [b + " " * self._would_touch(b, after) for b, after in zip(rest, [*given[1:], ""], strict=False)]
        whole = first + "".join(f"{one}{between}" for one, between in zip(given, rest, strict=True))
        return Markup(whole) if given and all(isinstance(one, Markup) for one in given) else whole

    def _would_touch(self, between: str, after: Any) -> bool:
        """Whether a letter of a script that writes no spaces would stand before a Latin one."""
        return bool(
            self.letters
            and self.letters.match(between[-1:])
            and re.match("[A-Za-z]", marks.plain(re.sub("<[^<>]*>", "", str(after))))
        )

    def digits(self, value: int) -> str:
        """A count or a year in the digits of this language, without marks between thousands."""
        return str(value).translate(self._numbers._digits)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with the marks of this language between its thousands: 1,141; with so many decimals, where that is said: 2.0."""
        pattern = None if decimals is None else f"#,##0.{'0' * decimals}"
        speaker = self._numbers
        return str(format_decimal(value, format=pattern, locale=speaker.locale)).translate(speaker._digits)

    def name_of(self, code: str) -> str:
        """What another language is called in this one, Khmer: as its own message says, or the Unicode CLDR."""
        own = f"translation.language.{code}"
        return self.say(own) if own in self else str(self.locale.languages[code])

    def day(self, day: date | str) -> str:
        """A day: 17 April 1975."""
        if isinstance(day, str):
            day = date.fromisoformat(day)
        return self.say("date.day", day=day.day, month=self.month(day.month), year=day.year)

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12, as it stands in a date."""
        return str(self._speaker("date.month").locale.months["format"]["wide"][number])

    def _year(self, year: str) -> str:
        return year.translate(self._digits) if "date.year" in self.own else year

    def _when(self, when: When) -> str:
        """A date, no more precise than it is known."""
        first, slash, last = when.text.partition("/")
        if not slash:
            return self._side(first)
        if first == "..":
            return self.say("date.until", date=self._side(last))
        if last == "..":
            return self.say("date.since", date=self._side(first))
        return self.say("date.span", first=self._side(first), last=self._side(last))

    def _side(self, text: str) -> str:
        """One side of a date, as EDTF writes it."""
        mark = text[-1] if text[-1] in "~?%" else ""
        plain = text.removesuffix(mark) if mark else text
        if plain.endswith("X"):
            return self.say("date.decade", decade=self._year(f"{plain[:3]}0"))
        parts = [int(part) for part in plain.split("-")]
        if len(parts) == 1:
            said = self.say("date.year", year=self._year(plain))
        elif len(parts) == 2:
            said = self.say("date.month", month=self.month(parts[1]), year=self._year(plain[:4]))
        else:
            said = self.say("date.day", day=parts[2], month=self.month(parts[1]), year=self._year(plain[:4]))
        return self.say(_DOUBT[mark], date=said) if mark else said


def _as_english(text: Text) -> Text:
    """An English message as it stands among those of another language."""
    return marks.english(text) if isinstance(text, str) else {form: marks.english(one) for form, one in text.items()}


def _unmarked(text: Text) -> Text:
    return marks.plain(text) if isinstance(text, str) else {form: marks.plain(one) for form, one in text.items()}


def _asked(what: str | Message, places: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return (what.id, {**what.places, **places}) if isinstance(what, Message) else (what, places)


_DOUBT = {"~": "date.about", "?": "date.uncertain", "%": "date.about-uncertain"}


@lru_cache(maxsize=5_000)
def _divided(text: str) -> tuple[tuple[str, str], ...]:
    """A message in its parts: text, place, open and close, each with what it says."""
    parts, at = [], 0
    for match in _SIGNS.finditer(text):
        if match.start() > at:
            parts.append(("text", text[at : match.start()]))
        place, slash, name, lone = match.groups()
        parts.append(("place", place) if place else ("open", lone) if lone else ("close" if slash else "open", name))
        at = match.end()
    if at < len(text):
        parts.append(("text", text[at:]))
    return tuple(parts)


_escaped = lru_cache(maxsize=10_000)(escape)
"""The parts of messages, each once; what stands in their places is never kept."""


def places_of(text: Text) -> tuple[set[str], set[str]]:
    """The places of a message, and the elements that it must be given."""
    texts = [text] if isinstance(text, str) else list(text.values())
    parts = [part for one in texts for part in _divided(one)]
    places = {name for kind, name in parts if kind == "place"} | ({"count"} if not isinstance(text, str) else set())
    return places, {name for kind, name in parts if kind == "open" and name not in (*SIMPLE, "hidden", "br")}


def _opening(name: str, places: Mapping[str, Any]) -> str:
    if name in places:
        return str(places[name])
    if name not in (*SIMPLE, "hidden", "br"):
        raise KeyError(name)
    return HIDDEN if name == "hidden" else f"<{name}>"


def _closing(name: str, places: Mapping[str, Any]) -> str:
    if name in places:
        tag = re.match(r"<(\w+)", str(places[name]))
        return f"</{tag[1]}>" if tag else ""
    return "</span>" if name == "hidden" else f"</{name}>"
