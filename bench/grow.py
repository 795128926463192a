"""A larger project with the same shape: copies of the real records, with ids and references of their own.

References are found by the models, so that the copies always fit them. States, votes, paragraphs and the other kinds of which
there can be only so many are not copied.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from prevention_kb.__main__ import main as kb
from prevention_kb.facts.kinds import COLLECTIONS, _plan, references
from prevention_kb.reading import yaml_file as source

FIXED = {"countries", "votes", "documents", "paragraphs", "cases", "guidance", "commitments"}
LEFT = shutil.ignore_patterns(
    ".git", ".venv*", "site", "build", "tests", "bench", "node_modules", ".cache", ".*_cache", "*.egg-info"
)


def grow(root: Path, target: Path, times: int, only: set[str] | None = None) -> int:
    """Copy the project in `root` to `target` with about `times` as many records, or as many of the kinds in `only`; how many there are."""
    kept = FIXED if only is None else set(COLLECTIONS) - only
    shutil.copytree(root, target, ignore=LEFT)
    data = target / "data"
    values = {file: source.read(file, file.name).value for file in sorted(data.rglob("*.yaml"))}
    copied = {
        name: {
            record_id: value
            for file, content in values.items()
            if (file.parent.name if file.parent != data else file.stem) == name
            for record_id, value in (content.items() if COLLECTIONS[name].keyed else [(file.stem, content)])
        }
        for name in COLLECTIONS
    }
    total = sum(len(records) for records in copied.values())
    for claim_id in [i for i, claim in copied["claims"].items() if claim.get("toll_of")]:
        del copied["claims"][claim_id]  # only the claim with the rivals may name a toll without them
    for record in (*copied["events"].values(), *copied["cases"].values()):
        record.pop("persons", None)  # the names of a person stand in one record
    for number in range(2, times + 1):
        made = {
            name: {
                f"{i}-copy{number}": _renamed(COLLECTIONS[name], value, number, copied, kept)
                for i, value in records.items()
            }
            for name, records in copied.items()
            if name not in kept
        }
        cited = {
            reference[1:]
            for name, records in made.items()
            for value in records.values()
            for reference in references(value, (), COLLECTIONS[name])
        }
        if "sources" in made:  # the rules want every source cited
            made["sources"] = {i: value for i, value in made["sources"].items() if ("sources", i) in cited}
        for name, records in made.items():
            total += len(records)
            for record_id, value in records.items():
                for field in ("title", "short", "name", "term"):
                    if field in value:
                        value[field] = f"{value[field]} {number}"
                value.pop("quote", None)
                if "URL" in value:
                    value["URL"] += f"{'&' if '?' in value['URL'] else '?'}copy={number}"
                if not COLLECTIONS[name].keyed:
                    _write(data / name / f"{record_id}.yaml", value)
            if COLLECTIONS[name].keyed and records:
                file = data / f"{name}.yaml"
                file.write_text(file.read_text("utf-8") + "\n" + _text(records), "utf-8")
    _stubs(target)
    return total


def _renamed(
    model: Any, value: Mapping[str, Any], number: int, copied: Mapping[str, Mapping[str, Any]], kept: set[str]
) -> dict[str, Any]:
    """The record with every reference to a copied kind turned to the copy of the same number."""

    def target(collection: str, record_id: str) -> str:
        if collection == "*":
            kind, _, one = record_id.partition("/")
            return f"{kind}/{target(kind, one)}"
        return f"{record_id}-copy{number}" if collection not in kept and record_id in copied[collection] else record_id

    changed = dict(value)
    for name, shape, mark, inner in _plan(model):
        if name not in changed or (shape == "keys" and not mark):
            continue
        held = changed[name]
        if shape == "one":
            changed[name] = target(mark.collection, held) if mark else _renamed(inner, held, number, copied, kept)
        elif shape == "list":
            changed[name] = [
                target(mark.collection, v) if mark else _renamed(inner, v, number, copied, kept) for v in held
            ]
        elif shape == "keys" and mark:
            changed[name] = {target(mark.collection, key): v for key, v in held.items()}
        elif shape == "dict" and inner:
            changed[name] = {key: _renamed(inner, v, number, copied, kept) for key, v in held.items()}
    return changed


def _text(value: Any) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def _write(file: Path, value: Any) -> None:
    file.write_text(_text(value), "utf-8")


def _stubs(target: Path) -> None:
    import contextlib
    import io
    import os

    here = Path.cwd()
    os.chdir(target)
    with contextlib.redirect_stdout(io.StringIO()):
        kb(["stubs"])
    os.chdir(here)
