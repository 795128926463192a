"""Scripts and style sheets as they are sent: without the comments and blanks that help whoever writes them, a fourth of their weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.structure.files import File
from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]

SUFFIXES: dict[str, Callable[[str], str]] = {".js": jsmin, ".css": cssmin}
"""What takes a kind of file in and gives the same with less in it. `jsmin` knows a template within a template only where neither has blanks to lose,
and `cssmin` takes a comma after `.url` away; tests compare every script and style sheet before and after."""


def minify(files: Iterable[File], docs: str) -> None:
    """Let MkDocs write those that lie in this folder so, and leave what the theme brings as it is."""
    for file in files:
        shorter = SUFFIXES.get(Path(file.src_uri).suffix)
        if shorter and file.src_dir == docs:
            file.content_string = shorter(file.content_string)
