"""The fonts, pictures and scripts that the frame of the pages names: a missing one is a problem like a missing record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..reading.catalogue import ENGLISH
from ..reading.files import place, text_of
from ..reading.problems import DataError, Problem

IN_STYLES = re.compile(r"""url\(\s*['"]?(?!data:|#|https?:)([^'")?#\s]+)""")
IN_FRAME = re.compile(r"""['"](assets/[^'"{}]+)['"]\s*\|\s*url""")
IN_CONFIG = re.compile(r"^\s*[^#\n]*?\b(assets/[\w./-]+)", re.MULTILINE)


def missing(root: Path) -> Iterator[Problem]:
    """Every file that a style sheet, a partial of the theme, mkdocs.yml or a language names and docs/ does not have."""
    docs = root / "docs"
    for words in sorted(root.glob("languages/*/interface.yaml")) if (root / "overrides").is_dir() else ():
        code = words.parent.name
        if code != ENGLISH and not (sheet := docs / f"assets/css/{code}.css").is_file():
            what = f"the style sheet {sheet.relative_to(root).as_posix()} is missing, which the pages in this language bring"
            cure = "write it: a font and the room that the letters need, or nothing"
            yield Problem(words.relative_to(root).as_posix(), 0, 0, what=what, cure=cure)
    named = [(sheet, IN_STYLES, sheet.parent) for sheet in sorted(docs.glob("assets/css/*.css"))]
    named += [(partial, IN_FRAME, docs) for partial in sorted(root.glob("overrides/**/*.html"))]
    named += [(config, IN_CONFIG, docs) for config in root.glob("mkdocs.yml")]
    for file, pattern, folder in named:
        shown = file.relative_to(root).as_posix()
        try:
            text = text_of(root, shown)
        except DataError as error:
            yield from error.problems
            continue
        for found in pattern.finditer(text):
            if not (folder / found[1]).is_file():
                line, column = place(text, found.start(1))
                yield Problem(
                    shown,
                    line,
                    column,
                    what=f"the file {found[1]} is missing",
                    cure="restore it from git, or take it out here",
                )
