"""What git leaves in a file where a merge was not finished; YAML has a reader that sees it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .files import own
from .problems import Problem

FOLDERS = ("docs", "languages", "overrides", "releases", "checks", "schema")
FILES = ("mkdocs.yml", "CITATION.cff")
NO_TEXT = {".woff2", ".woff", ".ttf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".pdf", ".zip"}
MARKER = re.compile(rb"^(?:(?:<{7}|>{7})(?: [^\r\n]*)?|\|{7} [^\r\n|]+)(?=\r?$)", re.MULTILINE)
"""The row of = between the two is left out: below a line of Markdown it makes a heading. One of vertical bars may be a row of a table,
unless it has a name behind it and no further bar."""


def left_over(root: Path) -> Iterator[Problem]:
    """Every file of text with such a conflict, at its first line."""
    files = [file for folder in FOLDERS for file in own(root / folder)]
    for file in (*files, *(root / name for name in FILES)):
        if file.suffix.lower() in NO_TEXT or not file.is_file():
            continue
        text = file.read_bytes()
        if any(mark * 7 in text for mark in (b"<", b">", b"|")) and (found := MARKER.search(text)):
            path, line = file.relative_to(root).as_posix(), text.count(b"\n", 0, found.start()) + 1
            what = f"a conflict of a merge stands here ({found[0].decode('utf-8', 'replace').strip()})"
            cure = "keep what is right of the two, and delete the lines <<<<<<<, ======= and >>>>>>>"
            yield Problem(path, line, 1, what=what, allowed="a merge that is finished", cure=cure)
