"""The texts of a record that a reader meets, each with its path: what another language can say anew, computed from the models.

A path names the fields from the record down to the text, with the place in a list, as steps.0 or status.cambodia.note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from .shape import KEPT, PLAIN_TEXT, PROSE, SAME, Record

M = TypeVar("M", bound=BaseModel)


def texts(part: BaseModel, same: bool = False) -> Iterator[tuple[str, str]]:
    """Every text of a record or of a part of one, with its path, in the order of the fields; with `same` also those that are the same in every language."""
    own = vars(part)
    for name in _fields(type(part), same):
        yield from _below(name, own[name], same)


def _below(at: str, value: Any, same: bool) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield at, value
        case BaseModel():
            yield from ((f"{at}.{path}", text) for path, text in texts(value, same))
        case list():
            for index, item in enumerate(value):
                yield from _below(f"{at}.{index}", item, same)
        case dict():
            for key, item in value.items():
                yield from _below(f"{at}.{key}", item, same)


def with_texts(part: M, said: Callable[[str, str], str], at: str = "") -> M:
    """The same record with other texts: `said` is given the path and the text, and gives the text that stands instead."""
    own = vars(part)
    new = {}
    for name in _fields(type(part)):
        if (value := own[name]) and (instead := _with(value, said, f"{at}{name}")) is not value:
            new[name] = instead
    return part.model_copy(update=new)


def _with(value: Any, said: Callable[[str, str], str], at: str) -> Any:
    match value:
        case str():
            return said(at, value)
        case BaseModel():
            return with_texts(value, said, f"{at}.")
        case list():
            return [_with(item, said, f"{at}.{index}") for index, item in enumerate(value)]
        case dict():
            return {key: _with(item, said, f"{at}.{key}") for key, item in value.items()}
    return value


@cache
def _fields(model: type[BaseModel], same: bool = False) -> tuple[str, ...]:
    """The fields that hold a line, a title or prose, or parts with such fields; without `same` none that is so in every language."""
    return tuple(n for n, marks in _marked(model).items() if (same or SAME not in marks) and any(map(_tells, marks)))


@cache
def _marked(model: type[BaseModel]) -> dict[str, tuple[Any, ...]]:
    """What stands in the declaration of each field."""
    return {name: (*info.metadata, *_marks(info.annotation)) for name, info in model.model_fields.items()}


def is_line(part: BaseModel, at: tuple[str | int, ...]) -> bool:
    """Whether what stands at a path of a record is a line, which is shown as it is written: only prose has emphasis and links."""
    value: Any = part
    marks: tuple[Any, ...] = ()
    for step in at:
        if isinstance(value, BaseModel):
            marks = _marked(type(value))[str(step)]
            value = getattr(value, str(step))
        else:
            value = value[step]
    return any(getattr(mark, "pattern", "") == PLAIN_TEXT for mark in marks)


@cache
def paths(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The paths that texts of this kind of record can have, as patterns, each with what the field holds; texts that are the same in every language are left out."""
    return tuple((pattern, description) for pattern, description in _patterns(model))


def _patterns(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name in _fields(model):
        info = model.model_fields[name]
        marks = _marked(model)[name]
        if KEPT in marks:
            continue
        below = _in_list(info.annotation)
        inner = next((m for m in marks if isinstance(m, type) and issubclass(m, BaseModel)), None)
        if inner:
            yield from ((rf"{name}{below}\.{path}", said) for path, said in _patterns(inner))
        else:
            yield f"{name}{below}", info.description or ""


def _in_list(annotation: Any) -> str:
    """What stands between a field and a text in it, where it holds several."""
    origins = {str(getattr(mark, "__origin__", "")) for mark in _marks(annotation)}
    if any("dict" in origin for origin in origins):
        return r"\.[a-z0-9-]+"
    return r"\.[0-9]+" if any("list" in origin for origin in origins) else ""


@cache
def translatable(model: type[Record]) -> re.Pattern[str]:
    """What paths of this kind of record another language can say."""
    return re.compile("|".join(pattern for pattern, _ in paths(model)) or "(?!)")


def _tells(mark: Any) -> bool:
    return getattr(mark, "pattern", "") in (PLAIN_TEXT, PROSE) or (
        isinstance(mark, type) and issubclass(mark, BaseModel)
    )


def _marks(annotation: Any) -> Iterator[Any]:
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)
