"""The style sheets of the theme as they are sent: only what some page of the site can meet, a fifth of their weight.

The theme has a look for much that stands on no page here. A rule stays where its selector can match: where each of its classes stands on a
page or in a script, and each attribute of the theme with this value. A custom property stays where something asks for it. In doubt, both stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import tinycss2  # type: ignore[import-untyped]

THEME = "assets/stylesheets"
"""Where the style sheets of the theme lie in a built site."""


def trim(folder: Path) -> None:
    """Let the style sheets of the theme in this built site hold only what it uses. Their maps go, which lead to places that are no longer there."""
    pages, scripts, styles = [], [], []
    for file in sorted(folder.rglob("*")):
        own = file.relative_to(folder).as_posix()
        if file.suffix == ".html":
            pages.append(file.read_text("utf-8"))
        elif file.suffix == ".js" and not own.startswith(
            "assets/javascripts/"
        ):  # those of the theme, which no page loads
            scripts.append(file.read_text("utf-8"))
        elif file.suffix == ".css" and not own.startswith(THEME):
            styles.append(file.read_text("utf-8"))
    sheets = {file: file.read_text("utf-8") for file in sorted((folder / THEME).glob("*.css"))}
    for file, text in used(sheets, pages, scripts, styles).items():
        file.write_text(text, "utf-8")
        file.with_name(f"{file.name}.map").unlink(missing_ok=True)


def used(sheets: dict[Path, str], pages: list[str], scripts: list[str], styles: list[str]) -> dict[Path, str]:
    """What of these style sheets pages and scripts can meet, beside other style sheets that ask for their custom properties."""
    site = named(pages, scripts)
    kept = {file: list(_read(tinycss2.parse_stylesheet(text, **_BARE), site)) for file, text in sheets.items()}
    elsewhere = {name for text in (*pages, *scripts, *styles) for name in _PROPERTY.findall(text)}
    before = -1
    while before != (before := sum(map(_count, kept.values()))):  # what goes may have been the last to ask for another
        asked = elsewhere.union(*(_ASKED.findall(_text(parts)) for parts in kept.values()))
        kept = {file: list(_asked_for(parts, asked)) for file, parts in kept.items()}
    return {file: _text(parts) for file, parts in kept.items()}


# What the site names -----------------------------------------------------------------------------------------------

_CLASSES = re.compile(r"""class=["']([^"']*)""")
_ATTRIBUTES = re.compile(r"""(data-md-[\w-]+)=["']([^"']*)["']""")
_WORDS = re.compile(r"[\w-]+")
_PROPERTY = re.compile(r"--[a-z][\w-]*")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True, slots=True)
class Site:
    """What pages and scripts name: classes, attributes of the theme with their values, and every word of a script."""

    classes: frozenset[str]
    attributes: frozenset[tuple[str, str]]
    script: frozenset[str]

    def has_class(self, name: str) -> bool:
        return name in self.classes or name in self.script

    def has_attribute(self, name: str, value: str) -> bool:
        return not name.startswith("data-md-") or (name, value) in self.attributes or value in self.script


def named(pages: Iterable[str], scripts: Iterable[str]) -> Site:
    """What these pages and scripts name."""
    classes: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    for page in pages:
        classes.update(word for words in set(_CLASSES.findall(page)) for word in words.split())
        attributes.update(_ATTRIBUTES.findall(page))
    words = frozenset(word for text in scripts for word in _WORDS.findall(text))
    return Site(frozenset(classes), frozenset(attributes), words)


# Style sheets ------------------------------------------------------------------------------------------------------

Nodes: TypeAlias = list[Any]
"""Nodes of tinycss2."""
_BARE = {"skip_comments": True, "skip_whitespace": True}
_GROUPS = ("media", "supports", "layer", "container")
_WITHIN = ("is", "where", "has")
"""Pseudo-classes that hold other selectors, of which one must match."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors, and what they declare: names with the whole declaration."""

    selectors: str
    declared: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules under one condition."""

    head: str
    parts: tuple[Part, ...]


Part: TypeAlias = "Rule | Group | str"


def _read(nodes: Nodes, site: Site) -> Iterator[Part]:
    """The rules of a style sheet that can match something, and all else that it says."""
    for node in nodes:
        if node.type == "qualified-rule":
            if selectors := [each for each in _divided(node.prelude) if _can_match(each, site)]:
                declared = tinycss2.parse_blocks_contents(node.content, **_BARE)
                yield Rule(
                    ",".join(map(tinycss2.serialize, selectors)),
                    tuple((each.name if each.type == "declaration" else "", each.serialize()) for each in declared),
                )
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            if parts := tuple(_read(tinycss2.parse_rule_list(node.content, **_BARE), site)):
                yield Group(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}", parts)
        else:
            yield node.serialize()


def _divided(nodes: Nodes) -> list[Nodes]:
    """A list of selectors, one by one."""
    found: list[Nodes] = [[]]
    for node in nodes:
        if node == ",":
            found.append([])
        else:
            found[-1].append(node)
    return found


def _can_match(selector: Nodes, site: Site) -> bool:
    """Whether there may be an element that this selector matches; what it excludes is passed over."""
    for before, node in zip([None, *selector], selector, strict=False):
        if node.type == "ident" and before == "." and not site.has_class(node.value):
            return False
        within = node.type == "function" and node.lower_name in _WITHIN
        if within and not any(_can_match(each, site) for each in _divided(node.arguments)):
            return False
        if node.type == "[] block" and not _may_exist(node.content, site):
            return False
    return True


def _may_exist(attribute: Nodes, site: Site) -> bool:
    """Whether `[name=value]` is met somewhere; all other forms may be."""
    parts = [node for node in attribute if node.type != "whitespace"]
    if len(parts) != 3 or parts[1] != "=":
        return True
    return site.has_attribute(parts[0].value, parts[2].value)


def _asked_for(parts: Iterable[Part], asked: set[str]) -> Iterator[Part]:
    """The same without custom properties for which nothing asks, and without what is empty then."""
    for part in parts:
        if isinstance(part, Rule):
            if declared := tuple(each for each in part.declared if not each[0].startswith("--") or each[0] in asked):
                yield replace(part, declared=declared)
        elif isinstance(part, Group):
            if inner := tuple(_asked_for(part.parts, asked)):
                yield replace(part, parts=inner)
        else:
            yield part


def _count(parts: Iterable[Part]) -> int:
    """How many declarations there are."""
    return sum(
        len(p.declared) if isinstance(p, Rule) else _count(p.parts) if isinstance(p, Group) else 1 for p in parts
    )


def _text(parts: Iterable[Part]) -> str:
    return "".join(
        f"{part.selectors}{{{';'.join(text for _, text in part.declared)}}}"
        if isinstance(part, Rule)
        else f"{part.head}{{{_text(part.parts)}}}"
        if isinstance(part, Group)
        else part
        for part in parts
    )
