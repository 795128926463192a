"""The fonts, pictures and scripts that the frame of the pages names: a missing one is a problem like a missing record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..reading.problems import Problem

IN_STYLES = re.compile(r"""url\(\s*['"]?(?!data:|#|https?:)([^'")?#\s]+)""")
IN_FRAME = re.compile(r"""['"](assets/[^'"{}]+)['"]\s*\|\s*url""")
IN_CONFIG = re.compile(r"^\s*[^#\n]*?\b(assets/[\w./-]+)", re.MULTILINE)


def missing(root: Path) -> Iterator[Problem]:
    """Every file that a style sheet, a partial of the theme or mkdocs.yml names and docs/ does not have."""
    docs = root / "docs"
    named = [(sheet, IN_STYLES, sheet.parent) for sheet in sorted(docs.glob("assets/css/*.css"))]
    named += [(partial, IN_FRAME, docs) for partial in sorted(root.glob("overrides/**/*.html"))]
    named += [(config, IN_CONFIG, docs) for config in root.glob("mkdocs.yml")]
    for file, pattern, folder in named:
        text = file.read_text("utf-8")
        for found in pattern.finditer(text):
            if not (folder / found[1]).is_file():
                shown = file.relative_to(root).as_posix()
                line = text.count("\n", 0, found.start(1)) + 1
                column = found.start(1) - text.rfind("\n", 0, found.start(1))
                yield Problem(
                    shown,
                    line,
                    column,
                    what=f"the file {found[1]} is missing",
                    cure="restore it from git, or take it out here",
                )
