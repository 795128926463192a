"""languages/<code>/kept.yaml: texts that stay English on purpose, each with the reason, as {organisations/aha: {name: why}}."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ..facts.translation import Kept
from . import yaml_file as source
from .problems import Problem

FILE = "kept.yaml"
ALLOWED = "<collection>/<id>: {<path of the text>: why it stays English}"


def read(file: Path, shown: str, problems: list[Problem]) -> Mapping[tuple[str, str, str], Kept]:
    """The texts of a file by collection, id and path; what is wrong goes to `problems`. No file, nothing kept."""
    document = source.read_if_there(file, shown, problems)
    if document is None or document.value is None:
        return MappingProxyType({})
    if not isinstance(document.value, dict):
        cure = "write it so, a record a line"
        problems.append(Problem(shown, 1, 1, what="it is no list of records", allowed=ALLOWED, cure=cure))
        return MappingProxyType({})
    found = {}
    for ref, texts in document.value.items():
        collection, _, record_id = ref.partition("/")
        if not isinstance(texts, dict) or not texts:
            place = document.place((ref,), key=True)
            problems.append(Problem(shown, *place, what=f"{ref} names no text", allowed=ALLOWED, cure="write the path of the text and the reason"))  # fmt: skip
            continue
        for path, why in texts.items():
            if isinstance(why, str) and why.strip():
                found[collection, record_id, path] = Kept(why, shown, document.lines.get((ref, path), 1))
            else:
                place = document.place((ref, path), key=True)
                problems.append(Problem(shown, *place, what=f"{ref}: {path} has no reason", allowed=ALLOWED, cure="write why it stays English"))  # fmt: skip
    return MappingProxyType(found)
