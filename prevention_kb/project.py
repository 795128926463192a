"""The pipeline: files are read into records, rules look across them, and what holds is one knowledge base."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from . import rules
from .facts.knowledge import KnowledgeBase
from .reading import catalogue, conflicts, thesaurus
from .reading import markdown_pages as pages
from .reading import overlays as overlays_of
from .reading.files import own
from .reading.overlays import read_all as read_overlays
from .reading.problems import DataError
from .reading.records import read_all
from .rules import asked, assets, calls, translations
from .rules import released as released_rules
from .rules.findings import pages_tell_convictions_to_their_end
from .rules.pages import counterparts_match_pages, languages_left_over, releases_have_pages


def load(root: Path) -> KnowledgeBase:
    """The facts of the project in `root`; DataError with every problem where they cannot be used.

    The result is kept until a file of data/ or docs/ changes, so that a running server sees every edit.
    """
    return _load(root.resolve(), _signature(root.resolve()))


def _signature(root: Path) -> tuple[tuple[str, int, int], ...]:
    watched = [
        *own(root / "data"),
        *(file for file in own(root / "docs") if file.suffix in pages.ENDINGS),
        *own(root / "releases"),
        root / "CITATION.cff",
        root / pages.SETTINGS,
        *catalogue.FOLDER.glob(f"*/{catalogue.FILE}"),
        catalogue.FOLDER / catalogue.ENGLISH / thesaurus.FILE,
        *own(root / overlays_of.FOLDER),
    ]
    return tuple((str(f), (s := f.stat()).st_mtime_ns, s.st_size) for f in watched if f.is_file())


@lru_cache(maxsize=2)
def _load(root: Path, signature: object) -> KnowledgeBase:
    with _without_collector():
        overlays, untold = read_overlays(root)
        kb, problems, documents = read_all(root, overlays)
        problems += untold
        kb = released_rules.with_gone(kb)
        problems += rules.check(kb, documents)
        try:
            problems += released_rules.check(kb)
            problems += releases_have_pages(kb)
        except DataError as unreadable:
            problems += unreadable.problems
        problems += languages_left_over(kb)
        problems += counterparts_match_pages(kb)
        problems += pages_tell_convictions_to_their_end(kb)
        problems += translations.check(kb)
        problems += asked.check(kb)
    problems += pages.of(kb).problems
    problems += calls.problems(kb)
    problems += assets.missing(root)
    problems += catalogue.problems() + thesaurus.problems()
    unfinished = {problem.path: problem for problem in conflicts.left_over(root)}
    problems = [*(problem for problem in problems if problem.path not in unfinished), *unfinished.values()]
    if problems:
        raise DataError(problems)
    return kb


@contextmanager
def _without_collector() -> Iterator[None]:
    """Records stay: walking them again and again in search of garbage took a sixth of a large build."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
