"""Every list that is keyed by kind of fact names every kind; a new collection that is forgotten in one is told where."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import prevention_kb
from prevention_kb import KnowledgeBase
from prevention_kb.derived.speakers import who_proposes
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.reading.catalogue import english

from ..conftest import ROOT


def keyed_by_kind() -> Iterator[tuple[str, set[str]]]:
    """Dictionaries at the top of a module, most of whose keys are kinds of fact."""
    for info in pkgutil.walk_packages(prevention_kb.__path__, "prevention_kb."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, dict) and not name.startswith("__") and len(value.keys() & COLLECTIONS.keys()) >= 12:
                yield f"{name} in {info.name}", set(value)


def test_every_list_of_kinds_names_every_kind() -> None:
    found = dict(keyed_by_kind())
    assert found
    missing = {name: sorted(COLLECTIONS.keys() - kinds) for name, kinds in found.items() if COLLECTIONS.keys() - kinds}
    assert missing.pop("TRANSLATED in prevention_kb.reading.overlays") == ["sources"]  # called as they are printed
    assert not missing


def test_every_kind_says_what_it_is(kb: KnowledgeBase) -> None:
    for name, model in COLLECTIONS.items():
        for what in ("one", "many", "holds"):
            assert english().say(f"kinds.{name}.{what}", **who_proposes(kb)), name
        # Documents and their passages always rest on the document itself, so that they are never unread.
        told = [what for what in ("unread", "settles") if f"kinds.{name}.{what}" in english()]
        assert told == ([] if name in ("documents", "paragraphs") else ["unread", "settles"]), name
        assert model.home.count("{}") == 1 and model.__doc__, name


def test_steps_are_few_and_their_commands_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for part in text.split("\n## ")[1:]:
        assert len(re.findall(r"^\d+\. ", part, re.MULTILINE)) < 10, part.split("\n")[0]
    from prevention_kb.__main__ import main

    for command in set(re.findall(r"`kb ([a-z]+)", text)):
        try:
            main([command, "--help"])
        except SystemExit as stop:
            assert stop.code == 0, command
    for target in set(re.findall(r"`make ([a-z]+)`", text)):
        assert f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8"), target
    for path in re.findall(r"`((?:data|docs|tests|prevention_kb|checks)/[\w./-]+)`", text):
        assert (ROOT / path).exists() or path in ("checks/links.csv", "data/moved.yaml"), (
            path
        )  # written when first needed


def named_in(line: str) -> Iterator[Path]:
    """The files and folders that a line names in code: from the top, or within or beside one that it named before."""
    known: list[Path] = []
    for path in re.findall(r"`([\w.<>/-]+)`", line):
        if not re.search(r"/|\.\w+$", path):
            continue
        for place, example in (("<code>", "km"), ("<kind>/", "events/"), ("<kind>.", "terms.")):
            path = path.replace(place, example)
        path = path.partition("<")[0]
        beside = [folder / path for folder in known if (folder / path).exists()]
        found = beside[0] if beside and not (ROOT / path).exists() else ROOT / path
        known += [found if found.is_dir() else found.parent]
        yield found


def test_where_things_are_names_what_is_there_and_every_folder() -> None:
    (table,) = re.findall(r"^## Where things are\n(.*?)^## ", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    named = {path for line in table.splitlines() for path in named_in(line)}
    assert [path for path in named if not path.exists()] == []
    folders = [
        *(ROOT / name for name in ("bench", "checks", "data", "languages", "overrides", "releases", "schema", "tests")),
        *(file.parent for file in (ROOT / "prevention_kb").glob("*/__init__.py")),
        *(folder for folder in (ROOT / "docs/assets").iterdir() if folder.name not in ("fonts", "img")),
    ]
    assert [folder for folder in folders if not any(path.is_relative_to(folder) for path in named)] == []


def test_the_way_of_a_fact_names_what_is_there() -> None:
    text = (ROOT / "docs/about/maintain.md").read_text("utf-8")
    (way,) = re.findall(r"^## One fact's way .*?(?=^## )", text, re.MULTILINE | re.DOTALL)
    steps = re.split(r"^\d+\. ", way, flags=re.MULTILINE)[1:]
    named = [path.relative_to(ROOT) for step in steps for path in named_in(step)]
    assert {path.parts[1] for path in named if path.parts[0] == "prevention_kb"} >= {
        "facts", "reading", "derived", "rules", "pages", "exports", "upkeep", "project.py",
    }  # fmt: skip
    assert len(named) > 15
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_what_a_collection_is_said_to_hold_it_holds(kb: KnowledgeBase) -> None:
    """No field that every record leaves empty stands in the line by which the page of the data offers the file."""
    for name, records in kb.records.items():
        model = COLLECTIONS[name]
        empty = {
            word
            for field in model.model_fields
            if not any(getattr(record, field) for record in records.values())
            for word in field.split("_")
        }
        said = english().say(f"kinds.{name}.holds", **who_proposes(kb))
        assert not {word.strip(",:;.") for word in said.lower().split()} & empty, name
