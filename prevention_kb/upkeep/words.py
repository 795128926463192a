"""The words of the interface where neither a template of ours nor a page brings them: in the frame of the theme, the search and the tools."""

from __future__ import annotations

import json
import re
from pathlib import Path

from markupsafe import escape

from ..languages.language import Language, Text
from ..reading.catalogue import FILE, FOLDER, language
from ..reading.writing import write_whole

FRAME = "overrides/partials/words/{}.html"
SEARCH = "docs/assets/words/{}.json"
TOOL = "docs/assets/words/{}.{}.js"
TOOLS = {"assess": ("tool", "assess"), "plan": ("tool", "plan", "example")}
"""The tools have so many words that they would weigh on their pages: a module of its own brings them, before that of the tool."""


def texts() -> dict[str, str]:
    """The files that follow from languages/, by their path from the top of the project."""
    found = {}
    for file in sorted(FOLDER.glob(f"*/{FILE}")):
        code = file.parent.name
        spoken = language(code)
        frame = {id: _html(text) for id, text in _of(spoken, "frame.").items()}
        page = {**_of(spoken, "script.page."), "about": spoken.messages["piece.about"]}
        scripts = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
        found[FRAME.format(code)] = (
            "{#- Made by `kb words` from languages/; to be changed there. -#}\n"
            f"{{% set frame = {json.dumps(frame, ensure_ascii=False, indent=2)} %}}\n"
            f"{{% set scripts = {json.dumps(scripts.replace('<', chr(92) + 'u003c'), ensure_ascii=False)} %}}\n"
        )
        for tool, groups in TOOLS.items():
            said = json.dumps(spoken.of_scripts(*groups), ensure_ascii=False, indent=1)
            found[TOOL.format(tool, code)] = f'import {{ learn }} from "../js/words.js";\n\nlearn({said});\n'
        found[SEARCH.format(code)] = json.dumps(spoken.of_scripts("search"), ensure_ascii=False, indent=1) + "\n"
    return found


def _of(spoken: Language, group: str) -> dict[str, Text]:
    """The messages of a group, by what follows in their ids."""
    return {id.removeprefix(group): text for id, text in spoken.messages.items() if id.startswith(group)}


def _html(text: Text) -> str:
    """A message of the frame as HTML whose places and elements still stand: a template puts them in with the filter `replace`."""
    return re.sub(r"&lt;(/?\w+)&gt;", r"<\1>", str(escape(text)))


def write(root: Path) -> list[str]:
    """Write them anew; the paths of those that changed."""
    changed = []
    for path, text in texts().items():
        file = root / path
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, text)
            changed.append(path)
    return changed
