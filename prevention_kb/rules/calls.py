"""What pages that people write ask for is there: the views that they call, and the pages to which they link.

A build would stop at the first of them; here all are told, in words for people.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from ..facts.knowledge import KnowledgeBase
from ..reading import markdown_pages, overlays
from ..reading.files import place, text_of
from ..reading.problems import NEAR_ID, Problem, nearest
from .pages import asked_for, without_english

VIEWS = Path(__file__).parents[1] / "pages/views"
_ALL = re.compile(r"^ALL\b[^=]*= \[(.*?)\]", re.DOTALL | re.MULTILINE)
COUNTERPART = "counterpart"
"""What the bridge to MkDocs offers beside the views."""
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_CALL = re.compile(r"\{\{-?\s*(\w+)\s*(\((?P<given>[^{}]*?)\)\s*-?\}\}|\()?")
_ID = re.compile(r"""["'](?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*["']""")
_STRING = re.compile(r"""\w+\s*=\s*(?:"[^"]*"|'[^']*')""")
"""What a call is given by name: a word of the view’s own, no id."""
_OF_A_PART = ("_in", "_listed", "_list", "_part")
"""The ends of the views that show a part of a collection: a decade, a letter, a release. Which there are, the pages of the records tell."""
_LINK = re.compile(r"\]\(<?([^)\s#>?:]+\.md)(?=[#)\s>?])")
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)


def problems(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every call of a view that there is not, every view that is named and not called, and every link to a page that there is not."""
    read = markdown_pages.of(kb)
    names = {COUNTERPART, *view_names()}
    there = {*read.pages, *read.left_out, *read.unread}
    told = {*without_english(kb), *(path for path in asked_for(kb) if path not in there)}  # that it is missing
    said = {(path, path): page.body for path, page in read.pages.items()}
    said |= {  # a page of another language links as the English one, in whose place it stands
        (translation.path, f"docs/{name}"): translation.texts.get(overlays.BODY, "")
        for overlay in kb.overlays.values()
        for name, translation in overlay.pages.items()
    }
    for (path, stands_at), body in said.items():
        wrong = [*_calls(kb, body, names), *_links(body, stands_at, there, told, tuple(kb.overlays))]
        text = text_of(kb.root, path) if wrong else ""
        last: dict[str, int] = {}
        for words, what, allowed, cure in wrong:
            last[words] = max(text.find(words, last.get(words, -1) + 1), 0)
            yield Problem(path, *place(text, last[words]), what=what, allowed=allowed, cure=cure)


@cache
def view_names() -> frozenset[str]:
    """What the views are called, read from their modules: to import them takes longer than all else that is asked of a page."""
    lists = (_ALL.search(file.read_text("utf-8")) for file in VIEWS.glob("[a-z]*.py"))
    return frozenset(name for found in lists if found for name in re.findall(r"\b[a-z]\w+\b", found[1]))


def _calls(kb: KnowledgeBase, body: str, names: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for found in _CALL.finditer(_RAW.sub("", body)) if "{{" in body else ():
        name = found[1]
        alone = body.strip().startswith("{{") and body.count("{{") == 1
        if name not in names:
            close = nearest(name, names)
            cure = f"did you mean {close}?" if close else "mend the call, or delete it"
            yield found[0], f"there is no {name} that a page can call", "the name of a view, as treaty_list()", cure
        elif not found[2]:
            yield found[0], f"{name} is named, and not called", "a call, with brackets", f"write {name}()"
        elif not name.endswith(_OF_A_PART):
            for quoted in _ID.findall(_STRING.sub("", found["given"] or "")):
                yield from _no_record(kb, quoted, alone)


def _no_record(kb: KnowledgeBase, quoted: str, alone: bool) -> Iterator[tuple[str, str, str, str]]:
    """What is wrong with an id in a call; a page that is nothing but this call has nothing to show."""
    id = quoted[1:-1]
    if any(kb.knows(collection, id) for collection in kb.records):
        return
    close = nearest(id, (other for records in kb.records.values() for other in records), NEAR_ID)
    cure = f"did you mean {close}?" if close else "delete the page" if alone else "mend the id, or take it away"
    yield quoted, f"there is no record {id!r}", "the id of a record", cure


def _language(path: str, codes: Container[str]) -> str:
    """The language of a page of docs/, where it is not English."""
    first = path.split("/")[1]
    return first if first in codes else ""


def _links(
    body: str, path: str, there: Collection[str], told: Container[str], codes: Container[str]
) -> Iterator[tuple[str, str, str, str]]:
    language = _language(path, codes)
    for found in _LINK.finditer(_CODE.sub("", body)) if ".md" in body else ():
        target = normpath(join(dirname(path), unquote(found[1])))
        if target not in there and target not in told:
            close = nearest(target, (path for path in there if _language(path, codes) == language), 0.87)
            cure = (
                f"did you mean {relpath(close, dirname(path))}?"
                if close
                else "mend the link, or take it away and keep its words"
            )
            yield (
                found[0],
                f"the link ({found[1]}) leads to no page",
                "the path of a page of docs/, from this one",
                cure,
            )
