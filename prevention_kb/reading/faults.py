"""What is said where this program itself fails: one line that names what it was working on, and asks for a report."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .problems import DataError, Problem

PROGRAM = Path(__file__).parent.parent
TRACEBACK = "KB_TRACEBACK"
"""Set in the environment, it shows the way to the fault as well."""


class Stopped(DataError):
    """A build that stopped and has said why in its own words."""

    heading = "The build stopped."

    def __init__(self, error: BaseException, doing: str) -> None:
        super().__init__([Problem(doing, 0, 0, what=str(error), cure="the terminal says more")])


class Fault(DataError):
    """An exception that nobody foresaw, as one problem: what was being done, and on which file."""

    heading = "The program has a fault."

    def __init__(self, error: BaseException, doing: str) -> None:
        if os.environ.get(TRACEBACK):
            traceback.print_exception(error)
        said = " ".join(str(error).split())
        what = f"{doing} stopped with {type(error).__name__}{said and ': '}{said[:300]}{_line(error)}"
        wrong = "this is a fault of the program, not of the facts"
        cure = f"please report this line; {TRACEBACK}=1 in the environment shows how it came about"
        super().__init__([Problem(subject(error) or doing, 0, 0, what=what, allowed=wrong, cure=cure)])

    def __str__(self) -> str:
        return str(self.problems[0])


@contextmanager
def named(doing: str) -> Iterator[None]:
    """Whatever goes wrong inside becomes a Fault, but for what has its own words: findings, and files that cannot be opened."""
    try:
        yield
    except Exception as error:
        if isinstance(error, DataError) or is_of_the_machine(error):
            raise
        raise Fault(error, doing) from error


def is_of_the_machine(error: BaseException) -> bool:
    """Whether the system refused something: no room, no permission. A template that is missing is an OSError too, and is not meant."""
    return isinstance(error, OSError) and error.errno is not None


def subject(error: BaseException) -> str:
    """The file that was being worked on: of the innermost record, document or page that the program held when it failed."""
    for frame, _ in reversed(list(traceback.walk_tb(error.__traceback__))):
        for value in frame.f_locals.values():
            if path := _path(value):
                return path
    return ""


def _path(value: Any) -> str:
    """The file of a record, of a document, or of a page of MkDocs, from the top of the project."""
    with suppress(Exception):  # whatever it is, it may refuse to be asked
        page = getattr(getattr(value, "file", None), "src_uri", None)
        path = f"docs/{page}" if isinstance(page, str) else getattr(value, "path", None)
        return path if isinstance(path, str) and path.startswith(("data/", "docs/")) else ""
    return ""


def _line(error: BaseException) -> str:
    """The line of the program, or of a template, at which it failed."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename)
        if PROGRAM in file.parents:
            return f" ({PROGRAM.name}/{file.relative_to(PROGRAM).as_posix()}, line {line})"
    return ""
