"""The pages of docs/ as MkDocs 1.6 reads them: which are built, where, what their head says; and what is wrong with them.

A second reader of Markdown reads what MkDocs reads (mkdocs.structure.files and .pages, mkdocs.utils.meta), or says so: what
MkDocs passes over without a word, such as a head that is no YAML, is a problem here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import yaml

from . import syntax
from .files import content, decoded, is_there, text_of
from .problems import DataError, Problem, any_of, nearest

if TYPE_CHECKING:
    from ..facts.knowledge import KnowledgeBase

SETTINGS = "mkdocs.yml"
ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
LEFT_OUT = (".*", "/templates/")
"""What MkDocs never builds, as patterns of a .gitignore file."""
TEXTS = ("title", "description", "short")
"""Fields of a head that the frame of the pages shows as text."""
WORDS = {"contents": ("beside",), "search": ("headings",)}
"""Fields of a head that say one of these."""
OURS = (*TEXTS, *WORDS, "also", "crumbs", "installable")
"""The fields of a head that something here reads."""
OF_THE_THEME = ("template", "hide", "icon", "status", "subtitle", "tags", "search")
"""Those that MkDocs and its theme know too."""

HEAD = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_OF_A_STUB = re.compile(r'---\ntitle: ("(?:[^"\\\s]|\\.)(?:[^"\\\n]|\\.)*")\n---\n')
_OPENED = re.compile(r"-{3}[ \t]*\n[ \t]*[\w-]+:")
_FIELD = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
_NOT_SHOWN = re.compile(r"<!--.*?-->|^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(
    r"^(?P<level>#{1,6})(?P<text>[^\n]*?)#*[ \t]*$|(?:\A|(?<=\n\n))(?P<line>[^\s#][^\n]*)\n(?P<under>=+|-+)[ ]*$", re.MULTILINE
)  # fmt: skip
_CALL = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ATTRIBUTES = re.compile(r" +\{:?[^}\n]*\}\s*$")
_ID = re.compile(r"\{:?[^}\n]*#([\w-]+)")
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|(\*{1,3}|`+)(?=\S)(.+?)(?<=\S)\2")
_KINDS: tuple[tuple[Any, str], ...] = (
    (type(None), "empty"), (bool, "true or false"), ((int, float), "a number"), (date, "a day"), (list, "a list"),
    (dict, "a group of fields"), (str, "text"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A page: its file, its address from the top of the site, the fields of its head, the text below, what nav calls it."""

    path: str
    address: str
    meta: Mapping[str, Any]
    body: str
    in_nav: str = ""

    @property
    def headings(self) -> list[str]:
        """The headings in plain words; those that a macro writes are known only when it has run."""
        found = (_plain(m["text"] or m["line"] or "") for m in _HEADING.finditer(_NOT_SHOWN.sub("", self.body)))
        return [heading for heading in found if heading and "{{" not in heading]

    @property
    def sections(self) -> Iterator[tuple[str, str, str]]:
        """Its sections below the first heading: the heading in plain words, the id on the page, and the text up to the next one."""
        from markdown.extensions.toc import slugify  # type: ignore[import-untyped]  # as MkDocs names a heading; slow to import

        body = _NOT_SHOWN.sub("", self.body)
        found = [match for match in _HEADING.finditer(body) if match["text"]]
        ids: set[str] = set()
        for match, after in zip_longest(found, found[1:]):
            heading = _plain(match["text"])
            own = _ID.search(match["text"])
            id = own[1] if own else slugify(heading, "-")
            if len(match["level"]) > 1 and heading and "{{" not in heading and id not in ids:
                ids.add(id)
                yield heading, id, body[match.end() : after.start() if after else len(body)]

    @property
    def title(self) -> str:
        """What MkDocs calls it: as nav does, its head, the heading with which it begins, or the name of its file."""
        if self.in_nav or "title" in self.meta:
            return self.in_nav or str(self.meta["title"])
        first = _HEADING.match(self.body.lstrip("\n"))
        if first and (first["level"] == "#" or (first["under"] or "").startswith("=")):
            return _plain(first["text"] or first["line"])
        if not self.address:
            return "Home"
        name = _stem(self.path.rpartition("/")[2]).replace("-", " ").replace("_", " ")
        return name.capitalize() if name.lower() == name else name


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages that are built and can be read, by file; the files that the settings leave out; what is wrong."""

    pages: Mapping[str, MarkdownPage] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    disputed: frozenset[str] = frozenset()
    """The addresses that several files have; the page that MkDocs builds, or the first, is read."""

    @property
    def unread(self) -> frozenset[str]:
        """The files that cannot be read."""
        return frozenset(problem.path for problem in self.problems)


@lru_cache(maxsize=2)
def of(kb: KnowledgeBase) -> Pages:
    """The pages beside these facts, which are loaded anew when a page changes."""
    return read(kb.root)


def read(root: Path) -> Pages:
    """Every page of the project."""
    settings, problems = _settings(root)
    in_nav = dict(_in_nav(settings.get("nav")))
    pages: dict[str, MarkdownPage] = {}
    at: dict[str, str] = {}
    disputed: set[str] = set()
    left_out, built = _files(root, settings)
    for name in sorted(built, key=_is_readme):
        at.setdefault(_address(name), f"docs/{name}")
    for name in built:
        path, address = f"docs/{name}", _address(name)
        if (first := at[address]) != path:
            what = f"has the same address, {address or '/'}, as {first}"
            problems.append(
                Problem(
                    path, 0, 0, what=what, allowed="one page for one address", cure="rename or delete one of the two"
                )
            )
            disputed.add(address)
            continue
        meta, body = head_and_body(root / path, path, problems)
        pages[path] = MarkdownPage(path, address, meta, body, in_nav.get(name, ""))
    unread = {problem.path for problem in problems}
    read = {path: page for path, page in pages.items() if path not in unread}
    return Pages(read, left_out, tuple(problems), frozenset(disputed))


def _settings(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """What mkdocs.yml says, every value as text; tags such as !ENV have no meaning here."""
    if not is_there(root / SETTINGS):
        return {}, []
    try:
        said = yaml.load(text_of(root, SETTINGS).removeprefix("\ufeff"), yaml.CBaseLoader)
    except DataError as error:
        return {}, list(error.problems)
    except (yaml.YAMLError, ValueError, OSError) as error:
        return {}, [unreadable_settings(error)]
    return said if isinstance(said, dict) else {}, []


def _in_nav(entries: Any) -> Iterator[tuple[str, str]]:
    """The pages to which nav gives a title: file in docs/, title."""
    for entry in entries if isinstance(entries, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, str):
                yield target, title
            else:
                yield from _in_nav(target)


def _files(root: Path, settings: Mapping[str, Any]) -> tuple[frozenset[str], list[str]]:
    """The Markdown files that the settings leave out, from the top of the project, and those that are built, from docs/."""
    docs, names = root / "docs", []
    for folder, _, files in os.walk(docs, followlinks=True):
        below = Path(folder).relative_to(docs).as_posix()
        names += [name if below == "." else f"{below}/{name}" for name in files if name.endswith(ENDINGS)]
    names.sort(key=lambda name: name.split("/"))
    chosen = [str(settings.get(name) or "") for name in ("exclude_docs", "draft_docs")]
    if not any(chosen):
        hidden = {n for n in names if n.startswith(("templates/", ".")) or "/." in n}
    else:
        from pathspec import GitIgnoreSpec  # slow to import, and rarely asked

        excluded = GitIgnoreSpec.from_lines([*LEFT_OUT, *chosen[0].splitlines()])
        drafts = GitIgnoreSpec.from_lines(chosen[1].splitlines())
        hidden = {n for n in names if excluded.match_file(n) or drafts.match_file(n)}
    return frozenset(f"docs/{name}" for name in hidden), [name for name in names if name not in hidden]


def _stem(name: str) -> str:
    stem = splitext(name)[0]
    return "index" if stem == "README" else stem


def _is_readme(name: str) -> bool:
    """Whether it stands behind index.md, which MkDocs builds of the two."""
    return splitext(name.rpartition("/")[2])[0] == "README"


def _address(name: str) -> str:
    folder, _, base = name.rpartition("/")
    parts = [part for part in (folder, _stem(base)) if part and part != "index"]
    return quote("/".join([*parts, ""])) if parts else ""


def head_and_body(file: Path, path: str, problems: list[Problem]) -> tuple[dict[str, Any], str]:
    """The fields of the head, and the text below; what is wrong goes to `problems`."""
    try:
        text = decoded(content(file, path), path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except DataError as error:
        problems += error.problems
        return {}, ""
    if stub := _OF_A_STUB.match(text):  # what kb stubs writes is read without YAML, which would take most of the time
        return {"title": json.loads(stub[1])}, text[stub.end() :].lstrip("\n")
    head = HEAD.match(text)
    if head is None:
        problems += _headless(path, text)
        return {}, text.lstrip("\n")
    try:
        meta = yaml.load(head[1], yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line, column, why, cure = syntax.explain(head[1], error)
        what = f"the head of the page cannot be read: {why}"
        problems.append(Problem(path, line + 1, column, what=what, allowed="fields of the form name: value", cure=cure))
        return {}, ""
    except Exception as error:  # whatever it is, MkDocs passes over it
        problems.append(_unreadable(path, "the head of the page ", error, "put quotation marks around the value", 1))
        return {}, ""
    if not isinstance(meta, dict):
        cure = "write fields between the lines “---”; where the page begins with a rule, write it as “***”"
        problems.append(
            Problem(
                path, 2, 1, what=f"the head of the page is {_kind(meta)}", allowed="title: …, description: …", cure=cure
            )
        )
        return {}, ""
    problems += _wrong_fields(path, head[1], meta)
    return meta, text[head.end() :].lstrip("\n")


def has_prose(body: str) -> bool:
    """Whether a page holds words of its own beside its calls of views."""
    return bool(re.search(r"[A-Za-z]{3}", _CALL.sub("", body)))


def _headless(path: str, text: str) -> Iterator[Problem]:
    """A page without a head may begin with anything but what MkDocs would take for one."""
    if _OPENED.match(text):
        cure = "write a line “---” behind its last field"
        yield Problem(
            path,
            1,
            1,
            what="the head of the page is opened and never closed",
            allowed="fields between two “---”",
            cure=cure,
        )
    elif found := _FIELD.match(text):
        what = f"MkDocs would read “{found[1]}:” as a field of the page and not show the line"
        yield Problem(
            path,
            1,
            1,
            what=what,
            allowed="fields between two lines “---”",
            cure="begin the page with a heading, or a blank line",
        )


def _wrong_fields(path: str, head: str, meta: Mapping[Any, Any]) -> Iterator[Problem]:
    for name in meta:
        if not isinstance(name, str):
            yield Problem(
                path,
                2,
                1,
                what=f"the name of a field is {_kind(name)}",
                allowed="words",
                cure="put it in quotation marks",
            )
        elif name not in (*OURS, *OF_THE_THEME) and (close := nearest(name, OURS)):
            what, cure = f"{name}: nothing reads it", f"did you mean {close}?"
            yield Problem(path, _line(head, name), 1, what=what, allowed=any_of(OURS), cure=cure)
    also = meta.get("also", ["…"])
    if not (isinstance(also, list) and also and all(isinstance(one, str) and one.strip() for one in also)):
        what, allowed = "also: is no list of words", "words under which a reader may look for the page"
        cure = "write also: [some words, others], or delete the line"
        yield Problem(path, _line(head, "also"), 1, what=what, allowed=allowed, cure=cure)
    for name, words in WORDS.items():
        if isinstance(said := meta.get(name, words[0]), str) and said not in words:
            what, allowed = f"{name}: {said!r} says nothing", any_of(words)
            yield Problem(path, _line(head, name), 1, what=what, allowed=allowed, cure=f"write {name}: {words[0]}")
    for name in TEXTS:
        if name in meta and not (isinstance(meta[name], str) and meta[name].strip()):
            line = _line(head, name)
            empty = meta[name] is None or isinstance(meta[name], str)
            cure = "write it, or delete the line" if empty else "put it in quotation marks"
            yield Problem(
                path,
                line,
                1,
                what=f"{name}: is {'empty' if empty else _kind(meta[name])}",
                allowed="text on one line",
                cure=cure,
            )


def _line(head: str, name: str) -> int:
    """The line of the file on which a field of its head stands."""
    found = re.search(rf"^[\"']?{re.escape(name)}[\"']?\s*:", head, re.MULTILINE)
    return head.count("\n", 0, found.start()) + 2 if found else 2


def _kind(value: Any) -> str:
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "no text")


def unreadable_settings(error: Exception) -> Problem:
    """Why mkdocs.yml cannot be read."""
    return _unreadable(SETTINGS, "", error, "compare it with the version in git", 0)


def _unreadable(path: str, what: str, error: Exception, cure: str, above: int) -> Problem:
    """Why YAML of a page or of the settings cannot be read; `above` lines of the file stand over it."""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1 + above, mark.column + 1) if mark else (1 + above, 1)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML"
    return Problem(
        path, line, column, what=f"{what}cannot be read: {why}", allowed="fields of the form name: value", cure=cure
    )


def _plain(heading: str) -> str:
    """A heading without its attributes and marks."""
    text, count = _ATTRIBUTES.sub("", heading).strip(), 1
    while count:
        text, count = _MARKS.subn(lambda m: m[3] if m[2] else m[1], text)
    return text
