"""What a file of translations says of itself: of which English each text was made, and who has read it."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

from ..facts.dates import calendar_day
from ..facts.translation import LENGTH, Reading
from . import yaml_file as source
from .problems import Problem, any_of

OF, READ = "of", "read"
DIGEST = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


def digests(
    document: source.Document,
    at: tuple[str, ...],
    given: Any,
    texts: Mapping[str, str],
    problems: list[Problem],
    also: Container[str] = (),
) -> dict[str, str]:
    """The digests under `of` by the paths of their texts; what is wrong goes to `problems`. `also` are paths of texts that are wrong themselves."""
    if given is not None and not isinstance(given, dict):
        what = "of is no list of digests"
        problems.append(Problem(document.path, *document.place(at), what=what, cure="write of: {title: 5a287fe9}"))
        return {}
    found: dict[str, str] = {}
    for path, said in (given or {}).items():
        if path in texts and DIGEST.fullmatch(str(said)):
            found[path] = str(said)
            continue
        place = document.place((*at, path), key=True)  # only for what is wrong: to find it the file is read once more
        if path in texts:
            what = f"of: {path}: {said!r} is no digest"
            allowed = f"{LENGTH} digits from 0 to f, in quotation marks where all are digits"
            cure = "run `kb translate --stamp`"
            problems.append(Problem(document.path, *place, what=what, allowed=allowed, cure=cure))
        elif path not in also:
            what = f"of: {path} is the digest of nothing: no text {path} stands here"
            problems.append(Problem(document.path, *place, what=what, cure="write the text, or delete the digest"))
    return found


def readings(
    document: source.Document, at: tuple[str, ...], given: Any, texts: Mapping[str, str], problems: list[Problem]
) -> dict[str, Reading]:
    """Who has read which texts, by their paths; what is wrong goes to `problems`."""
    if given is None:
        return {}
    if wrong := no_reading(given):
        allowed = "read: {by: the name of the reader, on: 2026-12-10}, with texts: [title] where it was not all of them"
        problems.append(Problem(document.path, *document.place(at), what=wrong, allowed=allowed, cure="write both"))
        return {}
    which = given.get("texts", list(texts))
    if not isinstance(which, list) or any(not isinstance(path, str) or path not in texts for path in which):
        what = "read: texts names a text that does not stand here"
        place = document.place((*at, "texts"))
        problems.append(
            Problem(document.path, *place, what=what, allowed=any_of(texts), cure="name texts of this file")
        )
        return {}
    return dict.fromkeys(which, Reading(given["by"], given["on"]))


def no_reading(given: Any) -> str:
    """Why this says of no native reader that he or she has read something; an empty text where it does."""
    if not isinstance(given, dict) or set(given) - {"by", "on", "texts"}:
        return "read does not say who read it, and when"
    by, on = given.get("by"), given.get("on")
    return "" if isinstance(by, str) and by.strip() and _is_day(on) else "read names no reader, or no day"


def _is_day(text: Any) -> bool:
    try:
        calendar_day(text)
    except (ValueError, TypeError):
        return False
    return True
