"""The schemas in schema/, written anew: of files of data/, and of files of languages/."""

from __future__ import annotations

from pathlib import Path

from ..facts.schema import texts
from ..reading.files import own
from ..reading.writing import write_atomically
from . import overlay_schema


def write(folder: Path) -> list[str]:
    """Write schema/ anew; the names of other schemas there, which are left to whoever put them there."""
    folder.mkdir(exist_ok=True)
    wanted = texts()
    for name, text in wanted.items():
        write_atomically(folder / name, text)
    for path, text in overlay_schema.texts().items():
        file = folder.parent / path
        file.parent.mkdir(exist_ok=True)
        write_atomically(file, text)
    return [file.name for file in own(folder, ".json") if file.parent == folder and file.name not in wanted]
