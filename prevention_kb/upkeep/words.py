"""The words of the interface where neither a template of ours nor a page brings them: in the frame of the theme, in scripts of every page, the search and the tools."""

from __future__ import annotations

import json
import re
from collections.abc import Container
from pathlib import Path

from markupsafe import escape

from ..languages import marks
from ..languages.language import Text
from ..reading.catalogue import FILE, FOLDER, language
from ..reading.writing import write_atomically
from . import overlay_schema

FRAME = "overrides/partials/words/{}.html"
SEARCH = "docs/assets/words/{}.json"
MODULE = "docs/assets/words/{}.{}.js"
MODULES = {"page": ("page",), "assess": ("tool", "assess"), "plan": ("tool", "plan", "example")}
"""Words that would weigh on their pages, since every page needs them or a tool has many: a module brings each, before the scripts that say them."""
FRAME_TOO = (
    "piece.about",
    "contents.on-this-page",
    "language.name",
    "language.locale",
    "language.letters",
    "status.preview",
)
"""What a record is called in what stands beside it, which the frame tells the script of every page; the contents beside long pages;
what the language is called, its letters; and that the site is a preview."""


def texts() -> dict[str, str]:
    """The files that follow from languages/, by their path from the top of the project."""
    found = {}
    for file in sorted(FOLDER.glob(f"*/{FILE}")):
        code = file.parent.name
        spoken = language(code)
        frame = {
            id.removeprefix("frame."): _html(text)
            for id, text in spoken.messages.items()
            if id.startswith("frame.") or id in FRAME_TOO
        }
        found[FRAME.format(code)] = (
            "{#- Made by `kb words` from languages/; to be changed there. -#}\n"
            f"{{% set frame = {json.dumps(frame, ensure_ascii=False, indent=2)} %}}\n"
        )
        for name, groups in MODULES.items():
            if not any(id.startswith(f"script.{groups[-1]}.") for id in spoken.own):
                continue  # nothing of it is said in this language, and its page speaks English
            said = json.dumps(spoken.of_scripts(*groups), ensure_ascii=False, indent=1)
            found[MODULE.format(name, code)] = f'import {{ learn }} from "../js/words.js";\n\nlearn({said});\n'
        found[SEARCH.format(code)] = json.dumps(spoken.of_scripts("search"), ensure_ascii=False, indent=1) + "\n"
    return found


def _html(text: Text) -> str:
    """A message of the frame as HTML whose places and elements still stand: a template puts them in with the filter `replace`.

    What the language does not say, or says of another wording, is English and marked as such; an attribute takes it by way of `striptags`.
    """
    said = str(text)
    html = re.sub(r"&lt;(/?\w+)&gt;", r"<\1>", str(escape(marks.plain(said))))
    return f'<span lang="en">{html}</span>' if said.startswith(marks.ENGLISH) else html


def write(root: Path) -> list[str]:
    """Write them anew, and what an editor tells of each message; the paths of those that changed."""
    changed, made = [], texts()
    for path, text in {**made, **overlay_schema.of_interface()}.items():
        file = root / path
        if not file.is_file() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, text)
            changed.append(path)
    return changed + _left_over(root, made)


def _left_over(root: Path, made: Container[str]) -> list[str]:
    """Delete what was made for languages that are there no more; the paths of what was deleted."""
    found = []
    for name in (FRAME, SEARCH, *(MODULE.format(name, "{}") for name in MODULES)):
        for file in sorted((root / name).parent.glob(Path(name.format("*")).name)):
            path = file.relative_to(root).as_posix()
            if path not in made:
                file.unlink()
                found.append(path)
    return found
