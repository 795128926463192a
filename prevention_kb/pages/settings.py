"""The settings of a site, from mkdocs.yml or the environment: each is checked, so that none becomes a dead link or half a site."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]  # as MkDocs reads !ENV

from ..facts.dates import DAY
from ..facts.shape import PLAIN_TEXT, URL
from ..reading import catalogue, markdown_pages
from ..reading.files import is_there, text_of
from ..reading.problems import DataError, Problem, any_of, nearest
from .site import Site

FILE = "mkdocs.yml"
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\?&#%/]+@[^\s@<>()\[\],;:\"\\?&#%/]+\.[^\s@<>()\[\],;:\"\\?&#%/]+")
_BRANCH = re.compile(r"(?![-/])(?!.*(?:\.\.|//|@\{|[/.]$|\.lock$))[^\s~^:?*\[\\\x00-\x1f\x7f]+")
_OWNER_AND_NAME = re.compile(
    r"(?:ssh://|https?://)?(?:[^@/\s]*@)?(?:([\w.-]+\.\w+)[:/])?([\w.-]+/[\w.-]+?)(?:\.git)?/?"
)


def is_address(text: str) -> bool:
    """Whether this is an address of the web that a link can lead to."""
    try:
        parts = urlsplit(text)
        return bool(re.fullmatch(URL, text) and parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def is_place(text: str) -> bool:
    """Whether other addresses can begin with this one."""
    return is_address(text) and not re.search(r"[?#]", text)


def _is_repository(text: str) -> bool:
    return is_place(text) and urlsplit(text).path.strip("/") != "" and not text.rstrip("/").endswith(".git")


def _is_contact(text: str) -> bool:
    """An e-mail address alone, or words without one."""
    return bool(EMAIL.fullmatch(text) if "@" in text or text.startswith("mailto:") else _is_line(text))


def _is_line(text: str) -> bool:
    return bool(re.fullmatch(PLAIN_TEXT, text)) and len(text) <= 300


_RULES: dict[str, tuple[Callable[[str], bool], str, str]] = {
    "repository": (_is_repository, "no address of a repository", "https://code.example/owner/name"),
    "branch": (lambda text: bool(_BRANCH.fullmatch(text)), "no name of a branch or commit", "main"),
    "contact": (_is_contact, "no e-mail address", "corrections@kb.example"),
    "responsible": (_is_line, "no line of plain text", "a name and address"),
    "editors": (_is_line, "no line of plain text", "names"),
    "reviewers": (_is_line, "no line of plain text", "names, with what each has read"),
    "funding": (_is_line, "no line of plain text", "who pays for it, or none"),
    "cards": (_is_line, "no folder", ".cache/cards"),
    "reply": (lambda text: bool(re.fullmatch(DAY, text)), "no day", "2026-12-31"),
}
"""For each setting: whether a value will do, what it is otherwise, and an example."""


def site(name: str, url: str, given: Any, environment: Mapping[str, str] = os.environ) -> Site:
    """The site that the settings describe; DataError with everything that is wrong with them.

    `given` is extra.kb of mkdocs.yml. What the environment holds is taken from there, as text: !ENV reads 1.10 as 1.1.
    """
    if not isinstance(given, Mapping):
        what = "extra.kb: the settings of the site are missing"
        raise DataError(
            [Problem(FILE, 0, 0, what=what, allowed=f"a group with {any_of(_RULES)}", cure="restore it from git")]
        )
    problems = [*_address(url, "KB_SITE_URL"), *_unknown(given)]
    values: dict[str, str] = {}
    for key, (will_do, otherwise, example) in _RULES.items():
        variable = f"KB_{key.upper()}"
        where = (variable, "") if variable in environment else (FILE, f"extra.kb.{key}: ")
        value = environment.get(variable, given.get(key))
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            cure = "put it in quotation marks"
            problems.append(
                Problem(
                    where[0], 0, 0, what=f"{where[1]}{value!r} is not text", allowed=f"text, as {example}", cure=cure
                )
            )
        elif not will_do(value):
            what = f"{where[1]}{_shown(value)} is {otherwise}"
            problems.append(Problem(where[0], 0, 0, what=what, allowed=example, cure=_cure(key, value, will_do)))
        else:
            values[key] = value
    hidden = _hidden(given.get("languages"), problems)
    if problems:
        raise DataError(problems)
    return Site(name, url, **values, hidden=hidden)


def _hidden(given: Any, problems: list[Problem]) -> frozenset[str]:
    """The languages whose drafts are not shown, of a group as {km: {drafts: shown}}."""
    found = set()
    if given is not None and not isinstance(given, Mapping):
        what, allowed = "extra.kb.languages: it is no group of languages", "a group as {km: {drafts: shown}}"
        problems.append(
            Problem(FILE, 0, 0, what=what, allowed=allowed, cure="write each language on a line of its own")
        )
        return frozenset()
    known = catalogue.codes()[1:]
    for code, said in (given or {}).items():
        drafts = said.get("drafts", "shown") if isinstance(said, Mapping) else None
        if drafts == "hidden" and code not in known:  # those of the language that is meant would be shown
            what, cure = f"extra.kb.languages.{code}: there is no such language", "write one of these, or delete it"
            problems.append(Problem(FILE, 0, 0, what=what, allowed=any_of(known), cure=cure))
        elif drafts == "hidden":
            found.add(str(code))
        elif drafts != "shown":
            what = f"extra.kb.languages.{code}: it does not say whether drafts are shown"
            allowed = "drafts: shown, or drafts: hidden"
            problems.append(Problem(FILE, 0, 0, what=what, allowed=allowed, cure="write one of the two"))
    return frozenset(found)


def read(root: Path, url: str = "") -> Site:
    """The site that mkdocs.yml and the environment describe, for who works without MkDocs; `url` where its address is given otherwise."""
    try:
        said = yaml.load(text_of(root, FILE), _Settings) if is_there(root / FILE) else {}
    except (yaml.YAMLError, ValueError) as error:
        raise DataError([markdown_pages.unreadable_settings(error)]) from None
    said = said if isinstance(said, Mapping) else {}
    extra = said.get("extra")
    given = extra.get("kb") if isinstance(extra, Mapping) else extra
    return site(said.get("site_name", ""), url or said.get("site_url") or "", given or {})


class _Settings(yaml.SafeLoader):
    """mkdocs.yml, with !ENV as MkDocs reads it; other tags stand for programs, and say nothing here."""


_Settings.add_constructor("!ENV", construct_env_tag)
_Settings.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, tag, node: None)


def _address(url: str, called: str) -> Iterator[Problem]:
    if url and not is_place(url):
        cure = "write it as it stands in the browser, without ? and #"
        yield Problem(
            called, 0, 0, what=f"{_shown(url)} is no address of a site", allowed="https://kb.example/", cure=cure
        )


def _shown(value: str) -> str:
    """A value in a message, without the name and password that an address may hold."""
    return repr(re.sub(r"//[^/]*@", "//…@", value))


def place(url: str, called: str) -> str:
    """The address of a site, or nothing, as somebody typed it; DataError where it is no address."""
    if problems := [*_address(url, called)]:
        raise DataError(problems)
    return url


def _unknown(given: Mapping[Any, Any]) -> Iterator[Problem]:
    for key in given:
        if key not in (*_RULES, "languages"):
            close = nearest(str(key), _RULES)
            cure = f"did you mean {close}?" if close else "delete the line"
            yield Problem(
                FILE, 0, 0, what=f"extra.kb.{key}: unknown setting", allowed=f"settings are {any_of(_RULES)}", cure=cure
            )


def _cure(key: str, value: str, will_do: Callable[[str], bool]) -> str:
    """What was probably meant, if it can be made out of the value."""
    meant = ""
    if key == "repository" and (found := _OWNER_AND_NAME.fullmatch(value)):
        meant = f"https://{found[1] or 'code.example'}/{found[2]}"
    elif key == "contact" and (address := EMAIL.search(value.removeprefix("mailto:"))) and value.count("@") == 1:
        meant = address[0]
    return f"write {meant}" if meant and will_do(meant) else "write it like the example"


def taken_for_granted(config: Mapping[str, Any], root: Path) -> list[Problem]:
    """What mkdocs.yml says otherwise than the pages rely on: their links, and where kb check looks for them."""
    problems = []
    if not config.get("use_directory_urls", True):
        what = "use_directory_urls is false, and every link between facts leads to a folder, as treaties/iccpr/"
        cure = "delete the line; to read the site from a disk, serve it: python -m http.server -d site"
        problems.append(Problem(FILE, 0, 0, what=what, allowed="use_directory_urls: true", cure=cure))
    docs = config.get("docs_dir", "docs")
    if (root / docs).resolve() != (root / "docs").resolve():
        what = f"docs_dir is {docs}, and kb looks for the pages in docs/"
        problems.append(Problem(FILE, 0, 0, what=what, allowed="docs_dir: docs", cure="delete the line"))
    return problems
