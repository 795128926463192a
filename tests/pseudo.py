"""A language for tests: English with a line under each letter, in which the whole site is built; a letter without a line escaped the catalogue.

The facts, the prose of the pages and what the project is called are marked too, so that they hide nothing: `project` makes a copy whose files are
marked, and MkDocs calls `on_startup` in it, which marks the messages, the facts and the names of months.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import prevention_kb
from prevention_kb import KnowledgeBase
from prevention_kb.facts import texts
from prevention_kb.languages.language import Language, Text
from prevention_kb.pages.site import Site
from prevention_kb.reading import catalogue
from prevention_kb.reading.records import read_all
from prevention_kb.upkeep import words

LINE = "\u0332"
"""Stands behind each letter; whatever folds letters to compare them takes it away."""
_LETTER = re.compile("([A-Za-z])")
_MESSAGE = re.compile(r"(\{\w+\}|</?\w+/?>)")
_PROSE = re.compile(r"(\]\([^)\s]*\)|&\w+;)")
_PAGE = re.compile(
    r"(^```.*?^```|`[^`\n]+`|\{\{.*?\}\}|\{:.*?\}|\]\([^)\s]*\)|\[\^\w+\]|<[^>]+>|https?://[^\s)>]+|&\w+;)", re.M | re.S
)

_ARGUMENT = re.compile(r'"[^"]*"')
"""What a page tells a view: an id, or something to say."""


def marked(text: str, kept: re.Pattern[str] = _PROSE) -> str:
    """The text with a line under each letter; what `kept` matches stays as it is."""
    return "".join(part if at % 2 else _LETTER.sub(rf"\1{LINE}", part) for at, part in enumerate(kept.split(text)))


class Pseudo(Language):
    """English with a line under each letter."""

    def __init__(self, english: Language) -> None:
        messages: Mapping[str, Text] = {
            id: text
            if id == "language.locale"
            else marked(text, _MESSAGE)
            if isinstance(text, str)
            else {category: marked(one, _MESSAGE) for category, one in text.items()}
            for id, text in english.messages.items()
        }
        super().__init__("en", "en_GB", messages)

    def month(self, number: int) -> str:
        return marked(super().month(number))

    def name_of(self, code: str) -> str:
        return marked(super().name_of(code))

    def listed(self, items: Iterable[Any], either: bool = False) -> Any:
        said = super().listed(items, either)
        for between in (" and ", " or "):
            said = said.replace(between, marked(between))
        return said


# The facts ---------------------------------------------------------------------------------------------------------


def marked_part(part: Any) -> Any:
    """A record or a part of one with its texts marked, names and exact words too."""
    match part:
        case str():
            return marked(part)
        case BaseModel():
            own = vars(part)
            return part.model_copy(update={n: marked_part(own[n]) for n in texts._fields(type(part), True)})
        case list():
            return [marked_part(item) for item in part]
        case dict():
            return {key: marked_part(item) for key, item in part.items()}
    return part


@lru_cache(maxsize=1)
def marked_facts(root: Path) -> KnowledgeBase:
    """The facts of a project with their texts marked; what rules say of them is told elsewhere."""
    return marked_records(read_all(root, {})[0])


def marked_records(kb: KnowledgeBase) -> KnowledgeBase:
    """The same facts with their texts marked."""
    records = {name: {id: marked_part(record) for id, record in of.items()} for name, of in kb.records.items()}
    return KnowledgeBase(records, root=kb.root, unrecorded=tuple(map(marked, kb.unrecorded)))


SETTINGS = Site("1", "https://kb.example/", "https://code.example/kb", "main", "1", "a@kb.example")
"""Of a site whose names say nothing."""

# The site ----------------------------------------------------------------------------------------------------------


def speak() -> None:
    """From now on English speaks with marks in this process, and the facts are marked."""
    spoken = Pseudo(catalogue.english())
    catalogue._language = lambda *_: spoken  # type: ignore[assignment]
    prevention_kb.load = marked_facts


def on_startup(command: str, **_: Any) -> None:
    """MkDocs calls it before it reads anything, in the folder of the project."""
    speak()
    for path, text in words.texts().items():
        if Path(path).stem.endswith("en"):
            Path(path).write_text(text, "utf-8")


def project(folder: Path, root: Path) -> Path:
    """The real project, in English, with what stands in its files and is neither a fact nor a message marked."""
    folder.mkdir(parents=True)
    for name in ("macros.py", "hooks.py"):
        shutil.copy(root / name, folder / name)
    for name in ("data", "releases", "checks", "schema", "overrides", "languages/en"):
        shutil.copytree(root / name, folder / name)
    (folder / "prevention_kb").symlink_to(root / "prevention_kb")
    shutil.copytree(
        root / "docs", folder / "docs", ignore=lambda where, names: {"km"} if where == str(root / "docs") else set()
    )
    moved = folder / "data/moved.yaml"
    moved.write_text(
        re.sub(r"^(  withdrawn: )((?!>).*)$|^()(    .*)$", _told, moved.read_text("utf-8"), flags=re.M), "utf-8"
    )
    for release in folder.glob("releases/*.json"):
        said = json.loads(release.read_text("utf-8"))
        release.write_text(json.dumps({**said, "note": marked(said["note"])}), "utf-8")
    for others in folder.glob("docs/assets/words/*km*"):
        others.unlink()
    for page in folder.glob("docs/**/*.md"):
        page.write_text(_page(page.read_text("utf-8")), "utf-8")
    cited = (root / "CITATION.cff").read_text("utf-8")
    (folder / "CITATION.cff").write_text(
        re.sub(
            r"^(title: |abstract: |  - name: |  - (?=[A-Za-z ]+$))(.*)$",
            lambda m: m[1] + marked(m[2]),
            cited,
            flags=re.M,
        ),
        "utf-8",
    )
    config = (root / "mkdocs.yml").read_text("utf-8")
    config = config.replace("hooks: [hooks.py]", f"hooks: [hooks.py, {Path(__file__).resolve()}]")
    config = re.sub(r"^(site_name: |site_description: )(.*)$", lambda m: m[1] + marked(m[2]), config, flags=re.M)
    config = re.sub(r"^      km: .*\n", "      {}\n", config, flags=re.M)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def _told(line: re.Match[str]) -> str:
    return (line[1] or "") + marked(line[2] or line[4])


def _page(text: str) -> str:
    head, body = "", text
    if text.startswith("---\n"):
        head, _, body = text[4:].partition("\n---\n")
        head = re.sub(r"^(title|short|description|also): (.*)$", lambda m: f"{m[1]}: {marked(m[2])}", head, flags=re.M)
        head = f"---\n{head}\n---\n"
    body = re.sub(
        r"(?<=\{\{).*?(?=\}\})",
        lambda call: _ARGUMENT.sub(lambda said: marked(said[0]) if " " in said[0] else said[0], call[0]),
        body,
    )
    return head + marked(body, _PAGE)


def build(folder: Path, root: Path) -> Path:
    """The site of such a project, built by the real program."""
    made, site = project(folder / "project", root), folder / "site"
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(root),
        "KB_SITE_URL": "https://kb.example/base/",
        "KB_REPOSITORY": "https://code.example/kb",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
    done = subprocess.run(command, cwd=made, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return site
