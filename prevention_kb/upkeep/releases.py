"""A version of the data, named by its day.

`kb release` compares the facts with those of the last release and writes releases/<version>.json (what was added, changed, removed), the pages
that show it, releases/ids.txt (every id ever released with its address and a digest), and the version in CITATION.cff.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..derived import citation, links, release_pages
from ..derived.released import FOLDER, IDS, Difference, Release, Released, digest, entry_id, history, released
from ..facts.dates import calendar_day
from ..facts.knowledge import KnowledgeBase
from ..reading.files import text_of
from ..reading.problems import DataError, Problem
from ..reading.writing import write_atomically
from .differences import UNSHALLOW, _git, at_revision, difference, facts_in, is_repository, is_shallow, uncommitted

LOG = "CHANGELOG.md"
COMMIT = f"git add {FOLDER} docs {citation.FILE} {LOG} && git commit"
"""What puts all that a release writes into git, the pages in other languages too."""


def last_release(root: Path) -> str | None:
    """The commit that holds the last release: the newest one that touched the list of ids; DataError where it may be cut off."""
    if is_shallow(root):
        what = "the last release cannot be found, since the history of this copy is cut off"
        cure = f"{UNSHALLOW}; or name the commit of the last release: --since REV"
        raise DataError([Problem("git", 0, 0, what=what, allowed="the whole history", cure=cure)])
    return _git(root, "log", "-1", "--format=%H", "--", IDS).decode().strip() or None


def _hindrances(root: Path, note: str) -> Iterator[Problem]:
    """What keeps a release from being made: no word for readers, facts that nobody can look up in git, an earlier one that is not there yet."""
    if not note.strip():
        what, allowed = "the release says nothing to readers", "a sentence or two on what they should know"
        yield Problem("--note", 0, 0, what=what, allowed=allowed, cure='kb release --note "What readers should know."')
    if not is_repository(root):
        return  # as in a copy without git, which can have a first release
    for folder, whose, cure in (
        (FOLDER, "the last release is", f"commit it first: {COMMIT}; or take it back: git restore {FOLDER} {citation.FILE} {LOG}, and delete the new files"),
        ("data", "facts are", "commit them first: git add data && git commit"),
    ):  # fmt: skip
        if open_ones := uncommitted(root, folder):
            more = f" (this file and {len(open_ones) - 1} more)" if len(open_ones) > 1 else ""
            what, allowed = f"{whose} not committed{more}", "a release of what stands in git"
            yield Problem(open_ones[0], 0, 0, what=what, allowed=allowed, cure=cure)
            return


def release(kb: KnowledgeBase, day: str, note: str, since: str | None = None) -> Release:
    """Make a version of the facts as they are, dated `day`; DataError where nothing has changed.

    Writes all files or none that it can foresee to fail: everything is composed before the first is written.
    """
    root = kb.root
    feed = citation.edition(root).feed
    calendar_day(day)
    if hindered := list(_hindrances(root, note)):
        raise DataError(hindered)
    before = released(root)
    base = since or (last_release(root) if before else None)
    before_it = history(root)
    if before_it and day < before_it[0].date:
        what, cure = f"{day} is before the last release, of {before_it[0].date}", "name a later day with --date"
        raise DataError([Problem(FOLDER, 0, 0, what=what, allowed="a day no earlier than the last", cure=cure)])
    new = facts_in(root / "data")
    what_changed = difference(at_revision(root, base), new) if base else Difference()
    if base and not what_changed:
        raise DataError(
            [Problem("data", 0, 0, what=f"no fact has changed since {base[:12]}", cure="nothing to release")]
        )
    plain = day.replace("-", ".")
    taken = {r.version for r in before_it}
    version = next(v for v in (plain, *(f"{plain}.{n}" for n in range(2, 1000))) if v not in taken)
    made = Release(
        entry_id(feed, version),
        version,
        day,
        note,
        {n: len(r) for n, r in kb.records.items() if r},
        base is None,
        what_changed,
    )
    cited = citation.with_feed(text_of(root, citation.FILE), feed)
    texts = {
        root / FOLDER / f"{version}.json": json.dumps(_plain(made), ensure_ascii=False, indent=1) + "\n",
        root / IDS: ids_text(kb, before),
        root / citation.FILE: _with_version(cited, version, day),
    }
    if (root / LOG).is_file():
        texts[root / LOG] = re.sub(
            r"^## Unreleased\n", f"## Unreleased\n\n## {version}\n", text_of(root, LOG), count=1, flags=re.M
        )
    texts |= {root / links.page(part.address): part.call.text for part in release_pages.parts(made)}
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, text)
    return made


def ids_text(kb: KnowledgeBase, before: Mapping[str, Released]) -> str:
    """The list of ids: those of now, and those that were ever released."""
    now = {
        f"{name}/{record.id}": Released(links.of(record), digest(record))
        for name, records in kb.records.items()
        for record in records.values()
    }
    rows = [f"{ref} {entry.address} {entry.digest}" for ref, entry in sorted({**before, **now}.items())]
    head = "# Every id that was ever released, its address, and a digest of what it said. Written by kb release."
    return "\n".join([head, *rows]) + "\n"


def _with_version(text: str, version: str, day: str) -> str:
    text = re.sub(r"^version:.*$", f"version: {version}", text, flags=re.M)
    return re.sub(r"^date-released:.*$", f"date-released: {day}", text, flags=re.M)


def _plain(made: Release) -> dict[str, Any]:
    what = made.difference
    return {
        "id": made.id,
        "version": made.version,
        "date": made.date,
        "note": made.note,
        "first": made.first,
        "counts": made.counts,
        "added": [{"record": ref, "label": label} for ref, label in what.added],
        "changed": [
            {
                "record": c.record,
                "label": c.label,
                "fields": [{"field": f.field, "old": f.old, "new": f.new} for f in c.fields],
            }
            for c in what.changed
        ],
        "removed": [{"record": ref, "label": label} for ref, label in what.removed],
    }
