"""Text that means harm, for every field that holds text: found by the models, so that no new field is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel, StringConstraints

from prevention_kb.facts.kinds import COLLECTIONS, field_of
from prevention_kb.facts.shape import PLAIN_TEXT, PROSE
from prevention_kb.reading import yaml_file as source

REFUSED = {
    "script": "<script>window.ran = 1</script>",
    "handler": "<img src=x onerror=window.ran=1>",
    "unclosed": "<div><b title=",
    "closing": "</div></article></main>",
    "comment": "<!-- the rest is gone",
    "jinja": "{{ 7 * 7 }}",
    "jinja-statement": "{% include 'mkdocs.yml' %}",
    "attributes": "text {: onclick=window.ran=1 }",
    "snippet": "--8<-- 'pyproject.toml'",
    "autolink": "<javascript:window.ran=1>",
    "nul": "before\0after",
    "control": "before\x07after",
    "old-control": "before\x9fafter",
    "line-separator": "before\u2028after",
    "turned": "before\u202eafter",
    "turned-apart": "before\u2067after",
    "endless": "endless " * 1250,
    "endless-word": "w" * 10_000,
}
"""Refused in every text, by the name of the harm."""

REFUSED_LINKS = {
    "script-link": "[text](javascript:window.ran=1)",
    "data-link": "[text](data:text/html,x)",
    "other-link": "[text](vbscript:x)",
    "hidden-link": "[text](java&#115;cript:window.ran=1)",
    "no-such-record": "[text](treaties/no-such-treaty)",
}
"""Refused in every text, be it shown as a link or not."""

IN_EVERY = '*b _i_ `c ![l] (https://x.example/) &lt;img src=x onerror=window.ran=1&gt; "onclick="window.ran=1" \'|\\'
"""Allowed in titles and lines, where all of it is plain text; what Markdown would read there is refused."""
IN_PROSE = [
    "**bold** ***all*** __under__ ~~gone~~ `code` ``x`` ^up^ ==mark==",
    "![picture](https://pictures.example/x.png)",
    "&lt;script&gt;window.ran=1&lt;/script&gt; &#60;img src=x onerror=window.ran=1&#62; &quot;&gt; &amp;lt; &nosuch; &",
    '" onmouseover="window.ran=1" x=\'y\' = onfocus=window.ran=1 autofocus',
    "# heading ## two",
    "| pipe | pipe | --- |",
    "- list 1. list + list",
    "[TOC] [^1] [^1]: note *[HTML]: Hyper [ref][x] [x]: https://x.example :smile: !!! note === ::: /// $$x$$ [[wiki]]",
    "javascript:window.ran=1 data:text/html,x https://bare.example/ www.bare.example",
    "\\x3Cscript\\x3E \\u003cb\\u003e \\n \\ %3Cb%3E",
    "https://x.example/" + "a" * 300,
    "W" * 300,
    "កម្ពុជា" * 60,
    "=SUM(1) @x +1 -1",
]
"""Allowed in prose, shown as text, or as the emphasis and links that prose may have."""
URLS = ["https://x.example/'onclick=window.ran=1;/&quot;&amp;(a)[b]*_", "https://x.example/" + "a" * 500]
REFUSED_URLS = [
    "javascript:window.ran=1",
    "data:text/html,x",
    "//x.example/",
    'https://x.example/"x',
    "https:///x",
    "https://u.example@x.example/",
]


@dataclass(frozen=True)
class Text:
    """A place for text in a file: the steps to it, whether it is prose, and how long it may be."""

    at: tuple[str | int, ...]
    prose: bool
    most: int


def constraints(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[StringConstraints]:
    """What is asked of a text type, also inside Optional."""
    yield from (m for m in metadata if isinstance(m, StringConstraints))
    if get_origin(annotation) is Annotated:
        yield from constraints(get_args(annotation)[0], annotation.__metadata__)
    elif get_origin(annotation) not in (list, dict, Literal):
        for argument in get_args(annotation):
            yield from constraints(argument)


def texts(model: type[BaseModel], value: Any, at: tuple[str | int, ...] = ()) -> Iterator[Text]:
    """Every place for text in a record as its file gives it."""
    for name, held in value.items():
        info = field_of(model, name)
        if info is not None:
            yield from _texts(info.annotation, tuple(info.metadata), held, (*at, name))


def _texts(annotation: Any, metadata: tuple[Any, ...], held: Any, at: tuple[str | int, ...]) -> Iterator[Text]:
    if isinstance(held, str):
        patterns = {c.pattern: c for c in constraints(annotation, metadata)}
        pattern = next((c.pattern for c in metadata if hasattr(c, "pattern") and c.pattern), None)
        for known, prose in ((PLAIN_TEXT, False), (PROSE, True)):
            if known in patterns or pattern == known:
                most = next(
                    (c.max_length for c in (*patterns.values(), *metadata) if getattr(c, "max_length", None)), 300
                )
                yield Text(at, prose, most)
        return
    inner = (
        [a for a in get_args(annotation) if a is not type(None)]
        if get_origin(annotation) is not Annotated
        else [get_args(annotation)[0]]
    )
    if isinstance(held, list):
        for index, item in enumerate(held):
            for argument in inner:
                found = get_args(argument) if get_origin(argument) is list else (argument,)
                yield from _texts(found[0], (), item, (*at, index))
    elif isinstance(held, dict) and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from texts(annotation, held, at)
    elif isinstance(held, dict) and get_origin(annotation) is dict:
        for key, item in held.items():
            yield from _texts(get_args(annotation)[1], (), item, (*at, key))
    elif isinstance(held, dict):
        for argument in inner:
            if isinstance(argument, type) or get_origin(argument) in (dict, Annotated):
                yield from _texts(argument, (), held, at)
                return


def records(data: Path) -> Iterator[tuple[Path, Any, list[tuple[type[BaseModel], tuple[str, ...], Any]]]]:
    """The files of a project with their content, and the records in it: the model, where it begins, and what it says."""
    for file in sorted(data.rglob("*.yaml")):
        value = source.read(file, file.name).value
        model = COLLECTIONS[file.parent.name if file.parent != data else file.stem]
        yield (
            file,
            value,
            [(model, (key,), entry) for key, entry in value.items()] if model.keyed else [(model, (), value)],
        )


def put(value: Any, at: tuple[str | int, ...], text: str) -> None:
    """Change one text of a record."""
    for step in at[:-1]:
        value = value[step]
    value[at[-1]] = text


def get(value: Any, at: tuple[str | int, ...]) -> str:
    """One text of a record."""
    for step in at:
        value = value[step]
    return str(value)


def write(file: Path, value: Any) -> None:
    """A file of facts, whatever the texts in it."""
    file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")


def allowed(original: str, text: Text, number: int) -> tuple[str, str]:
    """The original text, a mark that names the place, and as much harm as the field allows; and the mark."""
    mark = f"Q{number:04}Q"
    if text.prose:
        parts = IN_PROSE[number % len(IN_PROSE) :] + IN_PROSE[: number % len(IN_PROSE)]
        return f"{original} {mark} {' '.join(parts)} {mark}", mark
    room = text.most - len(original) - len(IN_EVERY) - 17
    if room < 0:
        return f'{original} {mark} *b* &lt;b&gt; "x\\ {mark}'[: text.most], mark
    word = ("W" if number % 2 else "ក") * min(room, 120)
    return f"{original} {mark} {IN_EVERY} {word} {mark}", mark
