"""The words of the interface where neither a template of ours nor a page brings them: in the frame of the theme, and in the search."""

from __future__ import annotations

import json
from pathlib import Path

from ..reading.catalogue import FILE, FOLDER, language
from ..reading.writing import write_whole

FRAME = "overrides/partials/words/{}.html"
SEARCH = "docs/assets/words/{}.json"


def texts() -> dict[str, str]:
    """The files that follow from languages/, by their path from the top of the project."""
    found = {}
    for file in sorted(FOLDER.glob(f"*/{FILE}")):
        code = file.parent.name
        spoken = language(code)
        frame = {id.removeprefix("frame."): text for id, text in spoken.messages.items() if id.startswith("frame.")}
        scripts = json.dumps(spoken.of_scripts("page"), ensure_ascii=False, separators=(",", ":"))
        found[FRAME.format(code)] = (
            "{#- Made by `kb words` from languages/; to be changed there. -#}\n"
            f"{{% set frame = {json.dumps(frame, ensure_ascii=False, indent=2)} %}}\n"
            f"{{% set scripts = {json.dumps(scripts.replace('<', chr(92) + 'u003c'), ensure_ascii=False)} %}}\n"
        )
        found[SEARCH.format(code)] = json.dumps(spoken.of_scripts("search"), ensure_ascii=False, indent=1) + "\n"
    return found


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
