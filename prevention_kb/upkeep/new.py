"""A new record: a file with a comment on every field, and its page where the kind has pages."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic.fields import FieldInfo

from ..derived import links, release_pages
from ..derived.page_stubs import COUNTERPART, Call, counterparts, stubs
from ..facts import ids
from ..facts.moved import MOVED
from ..facts.shape import Checked, Fact, Record
from ..reading import markdown_pages as pages
from ..reading import yaml_file as source
from ..reading.messages import models_in
from ..reading.moved import moved
from ..reading.overlays import read_all as read_overlays
from ..reading.problems import DataError
from ..reading.records import read_all
from ..reading.writing import write_atomically


def begin(root: Path, model: type[Record], record_id: str) -> str | None:
    """Write the file of a new record, or append it to the file of its kind, and its page; what is wrong where that must not be."""
    if allowed := ids.instead(model, record_id):
        return f"{record_id!r} cannot be an id; {allowed}"
    if gone := moved(root)[0].get(f"{model.collection}/{record_id}"):
        why = f"moved to {gone.moved_to}" if gone.moved_to else f"withdrawn: {gone.withdrawn}"
        return (
            f"{model.collection}/{record_id} was {why} ({MOVED}:{gone._line}); choose another id, or delete that entry"
        )
    file = f"data/{model.collection}.yaml" if model.keyed else f"data/{model.collection}/{record_id}.yaml"
    page = links.stub(model.collection, record_id)
    for there in (None if model.keyed else file, page):
        if there and os.path.lexists(root / there):
            return f"{there} exists already; choose another id, or move the file away"
    line = 1
    if model.keyed:
        document = source.read(root / file, file) if (root / file).exists() else source.Document(file, "")
        if document.problems:
            raise DataError(document.problems)
        if record_id in (document.value or {}):
            return f"{model.collection} has a record {record_id} already; choose another id"
        before = document.text.rstrip("\n") or f"# yaml-language-server: $schema=../schema/{model.collection}.json"
        text = f"{before}\n\n{record_id}:\n" + "\n".join(_fields(model, 2)) + "\n"
        line = text.split("\n").index(f"{record_id}:") + 1
    else:
        head = f"# yaml-language-server: $schema=../../schema/{model.collection}.json"
        text = "\n".join([head, *_fields(model, 0)]) + "\n"
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    write_atomically(root / file, text)
    print(f"begun: {file}:{line}; fill it in, then run kb check")
    if page:
        write_stub(root, page, Call(record_id, model.stub, record_id).text)
    return None


def write_stub(root: Path, page: str, text: str) -> None:
    """Write a page of docs/ that records ask for."""
    file = root / page
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, text)
    print(f"written: {page}")


def write_stubs(root: Path) -> int:
    """Write every such page that is missing, and mend the title or call of those that do not fit; how many."""
    kb, _, _ = read_all(root)
    wanted: dict[str, Call] = {**stubs(kb), **release_pages.calls(kb)}
    read = pages.of(kb)
    if unreadable := [problem for problem in read.problems if problem.path in wanted]:
        raise DataError(unreadable)
    texts = {}
    for path, stub in wanted.items():
        file = root / path
        if not os.path.lexists(file):
            texts[path] = stub.text
        elif path in read.pages and (text := mended(there := file.read_bytes().decode("utf-8"), stub)) != there:
            texts[path] = text
    for path, text in texts.items():
        write_stub(root, path, text)
    return len(texts) + write_counterparts(root)


def write_counterparts(root: Path) -> int:
    """Write the counterpart in every language of each page that has none; how many."""
    kb, _, _ = read_all(root, read_overlays(root)[0])
    missing = [path for path in counterparts(kb) if not os.path.lexists(root / path)]
    for path in missing:
        write_stub(root, path, f"{COUNTERPART}\n")
    return len(missing)


def mended(text: str, stub: Call) -> str:
    """A page with the title and the call of its stub; every other line is kept as somebody wrote it."""
    mark, line_end = ("\ufeff" if text.startswith("\ufeff") else ""), ("\r\n" if "\r\n" in text else "\n")
    text = text.removeprefix(mark).replace("\r\n", "\n")
    head = pages.HEAD.match(text)
    if not head:
        text = f"---\n{stub.head}\n---\n\n{text}"
    elif (yaml.load(head[1], yaml.CSafeLoader) or {}).get("title") != stub.title:
        fields, count = _TITLE.subn(lambda _: f"{stub.head}\n", head[1], count=1)
        text = text[: head.start(1)] + (fields if count else f"{stub.head}\n{fields}") + text[head.end(1) :]
    if stub.call not in text:
        another = re.compile(rf"\{{\{{-?\s*{stub.view}\([^{{}}]*\)\s*-?\}}\}}")
        text, count = another.subn(lambda _: stub.call, text, count=1)
        if not count and (head := pages.HEAD.match(text)):
            text = f"{text[: head.end()]}\n{stub.call}\n\n{text[head.end() :].lstrip(chr(10))}"
    return mark + text.replace("\n", line_end)


_TITLE = re.compile(r"^([\"']?)title\1\s*:.*\n(?:[ \t]+\S.*\n|[ \t]*\n)*", re.MULTILINE)
"""A title in the head of a page, with the lines on which it goes on."""


def _fields(model: type[Record], indent: int) -> list[str]:
    """Every field with its description as a comment; those that may be left out, and as a rule are, are commented out."""
    pad, rows, usual = " " * indent, [], model.usual
    for name in sorted(model.model_fields, key=_stands_last):
        info = model.model_fields[name]
        if name == "id":
            continue
        rows.append(f"{pad}# {info.description}")
        asked = info.is_required() or name in usual
        mark, example = ("", _example(info)) if asked else ("# ", _group(info) or _example(info))
        rows.append(f"{pad}{mark}{info.alias or name}: {example}".rstrip())
    return rows


def _group(info: FieldInfo) -> str:
    """The fields of a group that may be left out, on one line; of a list or of several by a key, those of one."""
    text, inner = str(info.annotation), next(models_in(info.annotation), None)
    if inner is None:
        return ""
    fields = (f"{field.alias or name}: {_inside(field)}" for name, field in inner.model_fields.items())
    group = f"{{{', '.join(fields)}}}"
    return f"[{group}]" if "list[" in text else f"{{…: {group}}}" if "dict[" in text else group


def _inside(info: FieldInfo) -> str:
    return "[]" if "list[" in str(info.annotation) else "…"


def _stands_last(name: str) -> int:
    """First what a kind has of its own, then what every fact has, last the days of checking."""
    return (name in Fact.model_fields) + (name in Checked.model_fields)


def _example(info: FieldInfo) -> str:
    """What stands behind the colon: the choice of words, or an empty list or group."""
    text = str(info.annotation)
    for arg in (info.annotation, *get_args(info.annotation)):
        words: Any = get_args(arg)
        if words and all(isinstance(word, str) for word in words):
            return f"[{' | '.join(words)}]" if "list[" in text else " | ".join(words)
    return "[]" if "list[" in text else "{}" if "dict[" in text else ""
