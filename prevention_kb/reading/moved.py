"""data/moved.yaml as it is read."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..facts.moved import MOVED, Moved
from . import messages
from . import yaml_file as source
from .files import is_there
from .problems import Problem


def moved(root: Path) -> tuple[dict[str, Moved], list[Problem]]:
    """What data/moved.yaml says, by collection/id of old, and what is wrong with it."""
    file = root / MOVED
    if not is_there(file):
        return {}, []
    document = source.read(file, MOVED)
    found: dict[str, Moved] = {}
    problems = list(document.problems)
    if not problems and not isinstance(document.value, (dict, type(None))):
        allowed = "lines of the form collection/id: {moved_to: collection/id}"
        problems.append(
            Problem(MOVED, 1, 1, what="the file is not a list of ids", allowed=allowed, cure="write one id a line")
        )
    for ref, entry in (document.value if isinstance(document.value, dict) else {}).items():
        try:
            for path in document.empty:
                if path[:1] == (ref,) and len(path) > 1 and any(entry.values()):
                    nothing = ErrorDetails(type="string_type", loc=path[1:], msg="", input=None)
                    problems.append(messages.explain(Moved, nothing, (ref,), document))
            found[ref] = Moved.model_validate(entry)
        except ValidationError as error:
            found[ref] = Moved.model_construct()  # something is said of it, if not rightly
            refused = [details for details in error.errors(include_url=False) if details["loc"]]
            problems += [messages.explain(Moved, details, (ref,), document) for details in refused]
            if not refused:
                both = isinstance(entry, dict) and len(entry) == len(Moved.model_fields)
                allowed = "moved_to: collection/id of the record, or withdrawn: why it is gone"
                what = f"{ref}: what became of it is said in {'both ways' if both else 'neither of the two ways'}"
                cure = "delete one of the two" if both else "write one of the two"
                place = document.place((ref,), key=True)
                problems.append(Problem(MOVED, *place, what=what, allowed=allowed, cure=cure))
        found[ref]._line = document.lines.get((ref,), 1)
    return found, problems
