"""What the views made reaches the page as it is: a small extension of Python-Markdown, named in mkdocs.yml.

Without it Python-Markdown would parse every line of that HTML, only to leave it alone, which takes most of the time of a build;
and text between inline tags would be read as Markdown. Works wherever Python-Markdown does: MkDocs, ProperDocs, Zensical.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

BEGIN, END = "<!--facts-->", "<!--/facts-->"
_BLOCK = re.compile(f"{BEGIN}(.*?){END}", re.DOTALL)
_IDS = re.compile(r'<[^>]*\bid="([^"]*)"')


def mark(html: str) -> str:
    """Mark HTML as finished. What is no HTML, such as an address within a line, stays as it is."""
    return f"{BEGIN}{html}{END}" if html.startswith("<") else html


class _Keep(Preprocessor):
    """Put each marked block away, and leave its ids, which MkDocs reads to check links to anchors."""

    kept: list[str]

    def run(self, lines: list[str]) -> list[str]:
        self.kept = []
        return _BLOCK.sub(self._keep, "\n".join(lines)).split("\n")

    def _keep(self, block: re.Match[str]) -> str:
        self.kept.append(block[1])
        ids = "".join(f'<i id="{name}">' for name in _IDS.findall(block[1]))
        return f"{BEGIN}{len(self.kept) - 1} {ids}{END}"


class _Store(Preprocessor):
    """Turn what is left of each block into the mark by which Python-Markdown puts finished HTML back."""

    def __init__(self, md: Markdown, keep: _Keep) -> None:
        super().__init__(md)
        self.keep = keep

    def run(self, lines: list[str]) -> list[str]:
        return _BLOCK.sub(self._store, "\n".join(lines)).split("\n")

    def _store(self, block: re.Match[str]) -> str:
        return str(self.md.htmlStash.store(self.keep.kept[int(block[1].split(" ", 1)[0])]))


class Verbatim(Extension):
    """Before and after the step in which MkDocs reads ids (21), and before the one that parses HTML (20)."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register both halves."""
        keep = _Keep(md)
        md.preprocessors.register(keep, "facts_keep", 22)
        md.preprocessors.register(_Store(md, keep), "facts_store", 20.5)


def makeExtension(**settings: Any) -> Verbatim:
    """The name that Python-Markdown looks for."""
    return Verbatim(**settings)
