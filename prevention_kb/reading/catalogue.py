"""languages/<code>/interface.yaml as a Language; DataError with every mistake in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from ..facts.translation import Translation, digest
from ..languages.language import CATEGORIES, Language, Text
from . import translations
from . import yaml_file as source
from .problems import DataError, Problem
from .translations import OF, READ

FOLDER = Path(__file__).parents[2] / "languages"
"""Beside the package, as its templates are in it: the words belong to the program, the facts to data/."""
FILE = "interface.yaml"
ENGLISH = "en"
ABOUT = "overlay"
"""The group, in a language over English, that says of which English each message was made (`of`), and who has read it (`read`)."""

DIGITS = "0123456789"

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_TAG = re.compile(r"<(/?)([a-z]+)(/?)>")


def english() -> Language:
    """The language in which everything is declared: that of the open data, and of whatever has no other."""
    return language(ENGLISH)


def language(code: str, folder: Path = FOLDER, drafts: bool = True) -> Language:
    """The language of this code, read anew when its file changes; DataError where it cannot be used.

    A message that it lacks, that was made from another English wording, or that may not be shown is English. Without `drafts` only
    those are shown that a native reader has read.
    """
    file = _file(folder, code)
    try:
        found = file.stat()
    except OSError:
        what = f"there is no language {code!r}"
        known = ", ".join(sorted(path.parent.name for path in folder.glob(f"*/{FILE}")))
        raise DataError(
            [Problem(f"languages/{code}/{FILE}", 0, 0, what=what, allowed=known, cure="restore the file from git")]
        ) from None
    if code == ENGLISH or folder != FOLDER:
        return _language(code, file, found.st_mtime_ns, found.st_size)
    return _other(code, file, (found.st_mtime_ns, found.st_size), english(), drafts)


def digits(code: str) -> Mapping[int, int] | None:
    """What each digit of this language is in English; nothing where it has none of its own, None where its catalogue cannot be used, which is told elsewhere."""
    try:
        own = language(code).own.get("language.digits")
    except DataError:
        return None if _file(FOLDER, code).is_file() else {}
    return str.maketrans(own, DIGITS) if isinstance(own, str) else {}


@lru_cache(maxsize=16)
def _file(folder: Path, code: str) -> Path:
    """The file of a language; it is asked for thousands of times."""
    return folder / code / FILE


def codes(folder: Path = FOLDER) -> list[str]:
    """The languages that there are, English first."""
    return sorted((path.parent.name for path in folder.glob(f"*/{FILE}")), key=lambda code: (code != ENGLISH, code))


def problems(folder: Path = FOLDER) -> list[Problem]:
    """What is wrong in the catalogues of all languages."""
    found: list[Problem] = []
    for code in sorted({ENGLISH, *(path.parent.name for path in folder.glob(f"*/{FILE}"))}):
        try:
            language(code, folder)
        except DataError as error:
            found += error.problems
    return found


GUARDED = ("assess.", "plan.", "tool.", "script.assess.", "script.plan.", "script.tool.", "script.example.")
"""Messages of the two tools, whose texts on safety may never be a draft: until a native reader has read them the tools speak English."""


ALONE = "open-data."
"""Messages of the open data, which has one language: no other says them, and none lacks them."""


@lru_cache(maxsize=8)
def _other(code: str, file: Path, changed: tuple[int, int], spoken: Language, drafts: bool) -> Language:
    """A language over English."""
    messages, translation = _catalogue(code, file, *changed)
    own = {
        id: text
        for id, text in messages.items()
        if id.startswith("language.") or (id in spoken.messages and _may_be_said(translation, id, spoken, drafts))
    }
    return Language(code, str(messages["language.locale"]), own, spoken)


def _may_be_said(translation: Translation, id: str, spoken: Language, drafts: bool) -> bool:
    """Whether a message was made from the English of today, and a native reader has read it, or it may be a draft."""
    if translation.of.get(id) != digest(wording(spoken.messages[id])):
        return False
    return id in translation.read or (drafts and not id.startswith(GUARDED))


def wording(text: Text) -> str:
    """A message as one text, of which a digest is made."""
    return text if isinstance(text, str) else "\n".join(f"{form}: {one}" for form, one in sorted(text.items()))


@lru_cache(maxsize=8)
def _language(code: str, file: Path, changed: int, size: int) -> Language:
    messages, _ = _catalogue(code, file, changed, size)
    return Language(code, str(messages["language.locale"]), messages)


def translated(code: str, folder: Path = FOLDER) -> tuple[Mapping[str, Text], Translation]:
    """The messages of a language that stands over English, with what they were made from and who has read them."""
    file = folder / code / FILE
    found = file.stat()
    return _catalogue(code, file, found.st_mtime_ns, found.st_size)


def _catalogue(code: str, file: Path, changed: int, size: int) -> tuple[Mapping[str, Text], Translation]:
    """What a file of messages says; DataError with every mistake in it."""
    messages, translation, problems = _read(code, file, changed, size)
    if problems:
        raise DataError(problems)
    return messages, translation


@lru_cache(maxsize=8)
def _read(
    code: str, file: Path, changed: int, size: int
) -> tuple[Mapping[str, Text], Translation, tuple[Problem, ...]]:
    """The same with its mistakes: a file that cannot be used is asked for as often as any other, and read once too."""
    document = source.read(file, f"languages/{code}/{FILE}")
    problems = list(document.problems)
    messages: dict[str, Text] = {}
    wrong_ones: set[str] = set()
    said = dict(document.value) if isinstance(document.value, dict) else {}
    about = said.pop(ABOUT, None) if code != ENGLISH else None
    if about is not None and not (isinstance(about, dict) and set(about) <= {OF, READ}):
        what, allowed = f"{ABOUT} says something else", f"{OF}: digests, and {READ}: {{by: …, on: …}}"
        cure = "mend it; `kb translate --stamp` writes the digests"
        problems.append(
            Problem(document.path, *document.place((ABOUT,), key=True), what=what, allowed=allowed, cure=cure)
        )
    of, read = (about.get(OF), about.get(READ)) if isinstance(about, dict) else (None, None)
    if not problems:
        for path, text, wrong in _entries(said, ()):
            if wrong:
                wrong_ones.add(".".join(path))
                place = document.place(path, key=True)
                problems.append(Problem(document.path, *place, what=f"{'.'.join(path)}: {wrong[0]}", cure=wrong[1]))
            else:
                messages[".".join(path)] = text
    if not problems and (why := _no_locale(messages.get("language.locale"))):
        place = document.place(("language", "locale"))
        problems.append(Problem(document.path, *place, what=why, cure="write language: {locale: …} as en_GB or km_KH"))
    if not problems and (letters := messages.get("language.letters")) is not None and not _is_span(letters):
        place = document.place(("language", "letters"))
        what = f"language.letters: {letters!r} is no span of letters"
        cure = "write the first and the last letter of a script without spaces, as ក-៓; delete the line for any other"
        problems.append(Problem(document.path, *place, what=what, cure=cure))
    if not problems and (own := messages.get("language.digits")) is not None and not _are_digits(own):
        place = document.place(("language", "digits"))
        what = f"language.digits: {own!r} are not the ten digits of a script"
        cure = (
            "write those for 0 to 9, one after the other, as ០១២៣៤៥៦៧៨៩; delete the line for a language without its own"
        )
        problems.append(Problem(document.path, *place, what=what, cure=cure))
    name = messages.get("language.name")
    if not problems and not (isinstance(name, str) and name.strip()):
        place = document.place(("language", "name"))
        cure = "write language: {name: …} as its own readers call it"
        problems.append(Problem(document.path, *place, what="language.name: the language has no name", cure=cure))
    texts = {id: wording(text) for id, text in messages.items()}
    if document.problems:  # what it says of its messages follows from messages that nobody knows
        of = read = None
    digests = translations.digests(document, (ABOUT, OF), of, texts, problems, also=wrong_ones)
    readings = translations.readings(document, (ABOUT, READ), read, texts, problems)
    lines = {id: document.lines.get(tuple(id.split(".")[:2]), 0) for id in messages}
    return messages, Translation(texts, digests, readings, document.path, lines), tuple(problems)


def _no_locale(said: Text | None) -> str:
    """Why this is no locale; an empty text where it is one."""
    if not isinstance(said, str):
        return "language.locale is missing"
    try:
        locale = Locale.parse(said)
    except (ValueError, UnknownLocaleError):
        return f"language.locale: {said!r} is no locale of the Unicode CLDR"
    return "" if locale.territory else f"language.locale: {said!r} names no territory, as Open Graph asks"


def _is_span(said: Text) -> bool:
    """Whether this is the first and the last letter of a script, as a regular expression writes them."""
    return isinstance(said, str) and len(said) == 3 and said[1] == "-" and "\u0250" < said[0] < said[2]


def _are_digits(said: Text) -> bool:
    """Whether these are the digits from 0 to 9 of one script."""
    if not isinstance(said, str) or len(said) != 10 or unicodedata.decimal(said[0], -1) != 0:
        return False
    return [ord(sign) - ord(said[0]) for sign in said] == list(range(10))


def _entries(
    value: Mapping[Any, Any], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, tuple[str, str] | None]]:
    """Every message below a group, with its path, and what is wrong with it and its cure."""
    for key, entry in value.items():
        path = (*above, str(key))
        if not _ID.fullmatch(str(key)):
            yield path, "", ("an id is made of small letters, digits and hyphens", "rename it")
        elif isinstance(entry, dict) and set(entry) <= set(CATEGORIES) and "other" in entry:
            wrong = next((w for text in entry.values() if (w := _wrong(text))), None)
            yield path, entry, wrong
        elif isinstance(entry, dict):
            yield from _entries(entry, path)
        else:
            yield path, entry, _wrong(entry)


def _wrong(text: Any) -> tuple[str, str] | None:
    """What is wrong with a text, and the cure."""
    if not isinstance(text, str):
        return "a message is a text", "put it in quotation marks"
    if re.search(r"[{}]", re.sub(r"\{\w+\}", "", text)):
        return "a brace stands alone", "a place is written {name}"
    open_ones: list[str] = []
    for slash, name, lone in _TAG.findall(text):
        if lone:
            continue
        if not slash:
            open_ones.append(name)
        elif not open_ones or open_ones.pop() != name:
            return f"</{name}> closes what is not open", "write <name>…</name> around the words"
    if open_ones:
        return f"<{open_ones[-1]}> is never closed", "write <name>…</name> around the words"
    return None
