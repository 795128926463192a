"""languages/persons.yaml: the persons of whom texts speak who have no record."""

from __future__ import annotations

from pathlib import Path

from . import yaml_file as source
from .problems import Problem

FILE = "languages/persons.yaml"


def read(root: Path, problems: list[Problem]) -> tuple[str, ...]:
    """Their names as they stand in texts; what is wrong goes to `problems`. No file, no names."""
    document = source.read_if_there(root / FILE, FILE, problems)
    if document is None:
        return ()
    names = document.value
    if (
        isinstance(names, list)
        and names
        and all(isinstance(name, str) and name and name == name.strip() for name in names)
    ):
        return tuple(names)
    problems.append(
        Problem(
            FILE,
            1,
            1,
            what="it is not a list of names",
            allowed="a name a line, as - Pol Pot, without blanks at its ends",
            cure="mend the line",
        )
    )
    return ()
