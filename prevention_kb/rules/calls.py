"""What pages that people write ask for is there: the views that they call, and the pages to which they link.

A build would stop at the first of them; here all are told, in words for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from ..facts.knowledge import KnowledgeBase
from ..reading import markdown_pages, overlays
from ..reading.files import place, text_of
from ..reading.problems import Problem, nearest

VIEWS = Path(__file__).parents[1] / "pages/views"
_ALL = re.compile(r"^ALL\b[^=]*= \[(.*?)\]", re.DOTALL | re.MULTILINE)
COUNTERPART = "counterpart"
"""What the bridge to MkDocs offers beside the views."""
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_CALL = re.compile(r"\{\{-?\s*(\w+)\s*(\()?")
_LINK = re.compile(r"\]\(<?([^)\s#>?:]+\.md)(?=[#)\s>?])")
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)


def problems(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every call of a view that there is not, every view that is named and not called, and every link to a page that there is not."""
    read = markdown_pages.of(kb)
    names = {COUNTERPART, *view_names()}
    there = {*read.pages, *read.left_out, *read.unread}
    said = {(path, path): page.body for path, page in read.pages.items()}
    said |= {  # a page of another language links as the English one, in whose place it stands
        (translation.path, f"docs/{name}"): translation.texts.get(overlays.BODY, "")
        for overlay in kb.overlays.values()
        for name, translation in overlay.pages.items()
    }
    for (path, stands_at), body in said.items():
        wrong = [*_calls(body, names), *_links(body, stands_at, there)]
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


def _calls(body: str, names: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for found in _CALL.finditer(_RAW.sub("", body)) if "{{" in body else ():
        name = found[1]
        if name not in names:
            close = nearest(name, names)
            cure = f"did you mean {close}?" if close else "mend the call, or delete it"
            yield found[0], f"there is no {name} that a page can call", "the name of a view, as treaty_list()", cure
        elif not found[2]:
            yield found[0], f"{name} is named, and not called", "a call, with brackets", f"write {name}()"


def _links(body: str, path: str, there: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for found in _LINK.finditer(_CODE.sub("", body)) if ".md" in body else ():
        target = normpath(join(dirname(path), unquote(found[1])))
        if target not in there:
            close = nearest(target, there, 0.87)
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
