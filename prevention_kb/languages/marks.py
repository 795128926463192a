"""Marks around a text that is not in the language of its page, or that is a translation whose state a reader must know.

A mark is a noncharacter of Unicode, which no file may hold. It goes with a text through whatever is done to it, cut, joined, sorted or
put into a template, and `shown` turns it into an attribute or element of HTML at the very end: so no template and no view can forget one.
"""

from __future__ import annotations

import re

from ..facts.characters import MARKS

ENGLISH, DRAFT, READ, ATTESTED, OFFICIAL, END = tuple(MARKS)
"""Before a text: that it is English, or what state a translation is in; behind it: its end."""

STATE = "data-translation"
"""The attribute that tells the state of a translation: on the whole page that of most of them, a draft, and on a text what it has of its own."""

STATES = {"draft": DRAFT, "read": READ, "attested": ATTESTED, "official": OFFICIAL}
"""The mark of each state of a translation."""

_NAMES = {mark: state for state, mark in STATES.items()}
_ANY = f"[{ENGLISH}-{END}]"
_IN_TAG = re.compile(f"<[^<>]*{_ANY}[^<>]*>")
_IN_BLOCK = re.compile(r"<(script|style|title|textarea)\b[^>]*>.*?</\1>", re.DOTALL)
_WHOLE = re.compile(f"<([a-z0-9]+)((?: [^<>]*)?)>([{ENGLISH}-{OFFICIAL}])([^<{ENGLISH}-{END}]*){END}</\\1>")
_STEP = re.compile(f"<(/?)([a-z0-9-]+)[^>]*?(/?)>|({_ANY})", re.IGNORECASE)
_MARK = re.compile(_ANY)
_DRAWN = re.compile(r"<text\b.*?</text>", re.DOTALL)
"""Words in a picture, where a part of them is no span."""
_LETTER = re.compile("[A-Za-z][a-z]|[a-z][A-Za-z]")
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect", "use", "line"}  # fmt: skip


def has_words(text: str) -> bool:
    """Whether a text is of a language: 002/01 and ECCC are of none."""
    return _LETTER.search(text) is not None


def english(text: str) -> str:
    """A text marked as English, if it is of a language and not marked yet."""
    return f"{ENGLISH}{text}{END}" if has_words(text) and text[0] not in MARKS else text


def translated(text: str, state: str) -> str:
    """A translation, marked with its state."""
    return f"{STATES[state]}{text}{END}"


def plain(text: str) -> str:
    """The text without marks."""
    return re.sub(_ANY, "", text)


def shown(html: str, language: str) -> str:
    """HTML of a page in `language` whose marks have become attributes of the elements that they fill, else elements of their own."""
    if not re.search(_ANY, html):
        return html
    html = _IN_BLOCK.sub(lambda block: plain(block[0]), html)
    html = _IN_TAG.sub(lambda tag: plain(tag[0]), html)
    html = _WHOLE.sub(_on_the_element, html)
    return _elements(html, language) if re.search(_ANY, html) else html


def _on_the_element(found: re.Match[str]) -> str:
    name, attributes, mark, text = found.groups()
    if mark == DRAFT:
        return f"<{name}{attributes}>{text}</{name}>"
    if " lang=" in attributes or f" {STATE}=" in attributes:
        return found[0]
    return f"<{name}{attributes}{_attribute(mark)}>{text}</{name}>"


def _attribute(mark: str, inside: str = "") -> str:
    """What a mark says of the element: the language of a text in English, the state of a translation that is more than a draft."""
    if mark == ENGLISH:
        return ' lang="en"'
    return inside if mark == DRAFT else f'{inside} {STATE}="{_NAMES[mark]}"'


def _elements(html: str, language: str) -> str:
    """Marks that fill no element become a span, closed where the element around them ends, should their end have been cut off."""
    made: list[str] = []
    drawn = [found.span() for found in _DRAWN.finditer(html)]
    at = 0
    while found := _MARK.search(html, at):
        made.append(html[at : found.start()])
        at = found.end()
        if found[0] != END:
            inside = any(start < at < end for start, end in drawn)
            at = _element(html, found.start(), language, "tspan" if inside else "span", made)
    made.append(html[at:])
    return "".join(made)


def _element(html: str, start: int, language: str, element: str, made: list[str]) -> int:
    """Add to `made` what stands from the mark at `start` to its end, with the marks inside it; where that ends."""
    open_ones: list[tuple[str, str, str]] = []  # name of a tag, or a mark with the tag that closes it
    at = start
    for step in _STEP.finditer(html, start):
        slash, name, lone, mark = step.groups()
        if slash and not any(tag == name for tag, _, _ in open_ones):  # of the element around
            end = step.start()
            break
        made.append(html[at : step.start()])
        at = step.end()
        if mark == END:
            if open_ones[-1][1]:
                made.append(open_ones.pop()[2])
            if not open_ones:
                return at
        elif mark:
            outer = next((other for _, other, _ in reversed(open_ones) if other), "")
            inside = f' lang="{language}"' if outer == ENGLISH and mark != ENGLISH else ""
            attribute = _attribute(mark, inside)
            made.append(f"<{element}{attribute}>" if attribute else "")
            open_ones.append(("", mark, f"</{element}>" if attribute else ""))
        else:
            if slash:
                while open_ones[-1][0] != name:
                    made.append(open_ones.pop()[2])
                open_ones.pop()
            elif not lone and name.lower() not in _VOID:
                open_ones.append((name, "", ""))
            made.append(step[0])
    else:
        end = len(html)
    made += [html[at:end], *(closing for _, _, closing in reversed(open_ones))]
    return end
