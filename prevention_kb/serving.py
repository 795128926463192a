"""While serving: a build that breaks is a page that says why, wherever one looks, until it is mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .pages import views
from .project import load
from .reading import faults
from .reading.problems import DataError


def show(error: DataError, site: Path) -> None:
    """Put the message in the place of every page of a site that the next build writes anew."""
    site.mkdir(parents=True, exist_ok=True)
    text = views.problem_page(error)
    for page in {*site.rglob("*.html"), site / "index.html", site / "404.html"}:
        page.write_text(text, "utf-8")


def never_stuck(build: Callable[[], None], root: Path, site: Path) -> Callable[[], None]:
    """The build of a server that always ends: without an end, MkDocs answers no request until the next good build."""

    def build_or_say_why() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            show(reason(error, root), site)

    return build_or_say_why


def reason(error: BaseException, root: Path) -> DataError:
    """Why a build broke: what is wrong with the facts or pages, what it said itself, or a fault."""
    try:
        load(root)
    except Exception as found:
        if isinstance(found, DataError):
            return found
    first = error.__context__ if isinstance(error, SystemExit) and error.__context__ else error
    told = isinstance(first, SystemExit) or faults.is_of_the_machine(first) or hasattr(first, "format_message")
    return faults.Stopped(first, "mkdocs") if told else faults.Fault(first, "building the site")
