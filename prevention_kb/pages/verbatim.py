"""What the views made reaches the page as it is: a small extension of Python-Markdown, named in mkdocs.yml.

Without it Python-Markdown would parse every line of that HTML, only to leave it alone, which takes most of the time of a build;
and text between inline tags would be read as Markdown. Works wherever Python-Markdown does: MkDocs, ProperDocs, Zensical.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.postprocessors import Postprocessor  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markdown.util import ETX, STX  # type: ignore[import-untyped]

BEGIN, END = "<!--facts-->", "<!--/facts-->"
ENGLISH = "<!--english-->"
"""At the top of a page in another language whose prose is English: each block of it is marked so, what the views made is not."""
_BLOCK = re.compile(f"{BEGIN}(.*?){END}", re.DOTALL)
_TAG = re.compile(r"</?([^ >]+)")
_STORED = re.compile(f"<[^ >]* {STX}facts([0-9]+){ETX}>")
_IDS = re.compile(r'id="(?<=\sid=")([^"]*)"')


def mark(html: str) -> str:
    """Mark HTML as finished. What is no HTML, such as an address within a line, stays as it is."""
    return f"{BEGIN}{html}{END}" if html.startswith("<") else html


class _Keep(Preprocessor):
    """Put each marked block away, and leave its ids, which MkDocs reads to check links to anchors."""

    kept: list[str]
    english: bool = False

    def run(self, lines: list[str]) -> list[str]:
        self.kept = []
        self.english = lines[0] == ENGLISH if lines else False
        before, *rest = "\n".join(lines[1:] if self.english else lines).split(BEGIN)
        return "".join([before, *map(self._keep, rest)]).split("\n")

    def _keep(self, text: str) -> str:
        """The text behind a mark, with the number of the block in place of what it holds."""
        html, end, after = text.partition(END)
        if not end:
            return BEGIN + text
        self.kept.append(html)
        ids = " ".join(f'id="{name}"' for name in _IDS.findall(html))
        return f"{BEGIN}{len(self.kept) - 1} <i {ids}>{END}{after}"


class _Store(Preprocessor):
    """Turn what is left of each block into finished HTML of Python-Markdown: the first tag alone, which says whether it is a block."""

    def __init__(self, md: Markdown, keep: _Keep) -> None:
        super().__init__(md)
        self.keep = keep

    def run(self, lines: list[str]) -> list[str]:
        return _BLOCK.sub(self._store, "\n".join(lines)).split("\n")

    def _store(self, block: re.Match[str]) -> str:
        number = int(block[1].split(" ", 1)[0])
        tag = _TAG.match(self.keep.kept[number])
        return str(self.md.htmlStash.store(f"<{tag[1] if tag else ''} {STX}facts{number}{ETX}>"))


class _MarkEnglish(Treeprocessor):
    """Say of each block of prose that it is English, where the page is in another language."""

    def __init__(self, md: Markdown, keep: _Keep) -> None:
        super().__init__(md)
        self.keep = keep

    def run(self, root: Element) -> None:
        if self.keep.english:
            for block in root:
                if not (block.text or "").startswith(STX) or len(block):
                    block.set("lang", "en")


class _PutBack(Postprocessor):
    """Put the blocks in their places when all else is done, so that nothing searches through them."""

    def __init__(self, md: Markdown, keep: _Keep) -> None:
        super().__init__(md)
        self.keep = keep

    def run(self, text: str) -> str:
        return _STORED.sub(lambda found: self.keep.kept[int(found[1])], text)


class Verbatim(Extension):
    """Away before the first step of Python-Markdown (30) and turned before the one that parses HTML (20), behind that in which
    MkDocs reads ids (21); back after its last (10)."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the steps."""
        keep = _Keep(md)
        md.preprocessors.register(keep, "facts_keep", 31)
        md.preprocessors.register(_Store(md, keep), "facts_store", 20.5)
        md.treeprocessors.register(_MarkEnglish(md, keep), "facts_english", 0)
        md.postprocessors.register(_PutBack(md, keep), "facts_put_back", 0)


def makeExtension(**settings: Any) -> Verbatim:
    """The name that Python-Markdown looks for."""
    return Verbatim(**settings)
