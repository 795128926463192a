"""The whole road, for one fact of every kind: edit the YAML, check, compare, release, build; the new words stand everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from prevention_kb import load
from prevention_kb.__main__ import main
from prevention_kb.derived import links
from prevention_kb.facts.kinds import COLLECTIONS, INTERNAL

from .. import proof
from ..conftest import REPOSITORY, ROOT, build

pytestmark = pytest.mark.site
FIELDS = {
    "events": "summary", "treaties": "relevance", "countries": "note", "risk_factors": "comments", "measures": "what",
    "proposals": "status", "claims": "finding", "promises": "finding", "documents": "date_note", "paragraphs": "summary", "organisations": "role", "people": "role",
    "terms": "definition", "sources": "note",
}  # fmt: skip
"""For each kind, a text that its page shows."""


@dataclass(frozen=True)
class Edit:
    """One sentence added to a field of a record, on one line of its file."""

    collection: str
    record: str
    file: str
    line: int

    @property
    def words(self) -> str:
        return f"A sentence added to try the road of {self.collection.replace('_', ' ')}."


def edit(project: Path, collection: str) -> Edit:
    """Do what a person does: find the line of the field, and write a sentence behind it."""
    model = COLLECTIONS[collection]
    data = project / "data"
    for file in [data / f"{collection}.yaml"] if model.keyed else sorted((data / collection).glob("*.yaml")):
        rows, record = file.read_text("utf-8").split("\n"), file.stem
        indent = "  " if model.keyed else ""
        for at, row in enumerate(rows):
            record = row[:-1] if model.keyed and re.fullmatch(r"[a-z0-9-]+:", row) else record
            if re.match(rf"{indent}{FIELDS[collection]}: [^\"']", row):
                last = at
                while last + 1 < len(rows) and rows[last + 1].startswith(f"{indent} "):
                    last += 1
                if rows[last].endswith("."):
                    found = Edit(collection, record, file.relative_to(project).as_posix(), last + 1)
                    rows[last] += f" {found.words}"
                    file.write_text("\n".join(rows), "utf-8")
                    return found
    raise AssertionError(
        f"no record of {collection} has a text {FIELDS[collection]}: … without quotation marks that ends with a full stop"
    )


def git(project: Path, *words: str) -> None:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    subprocess.run(["git", *identity, *words], cwd=project, check=True, capture_output=True)


def test_from_an_edit_to_every_place_where_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(FIELDS) == set(COLLECTIONS) - INTERNAL
    project, site = tmp_path / "project", tmp_path / "site"
    ignored = shutil.ignore_patterns(
        ".git", ".venv*", "site", "build", "tests", "node_modules", "releases", "20??.??.??*", ".*_cache", "__pycache__"
    )
    proof.in_english(shutil.copytree(ROOT, project, ignore=ignored))
    monkeypatch.chdir(project)
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Begin")
    assert main(["release", "--date", "2026-12-01", "--note", "The beginning."]) == 0
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "The first release")

    edits = [edit(project, collection) for collection in FIELDS]
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["diff", "HEAD", "--table"]) == 0
    table = capsys.readouterr().out
    for e in edits:
        row = next(row for row in table.splitlines() if f"`{e.collection}/{e.record}`" in row)
        assert f"`{FIELDS[e.collection]}`" in row and row.endswith(f"**{e.words}** |"), row
    assert f"0 added, {len(FIELDS)} changed, 0 removed" in table
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "As many sentences as kinds")
    assert main(["release", "--date", "2026-12-02", "--note", "As many sentences as kinds."]) == 0

    result = build(site, str(project / "mkdocs.yml"))
    assert result.returncode == 0, result.stdout + result.stderr
    home = BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml")
    assert home.select_one("#kb-theme") and not home.select(".kb-language"), "there is no other language here"
    feed = (site / "feeds/changes.xml").read_text("utf-8")
    kb = load(project)
    for e in edits:
        page, _, fragment = links.in_full(kb.records[e.collection][e.record]).partition("#")
        soup = BeautifulSoup((site / page / "index.html").read_text("utf-8"), "lxml")
        element = soup.find(id=fragment or e.record)
        assert element and e.words in " ".join(element.get_text(" ").split()), (e, "page")
        hrefs = [a["href"] for a in element.find_all("a", href=True)]
        edit_link = next(href for href in hrefs if href.startswith(f"{REPOSITORY}/edit/main/{e.file}#L"))
        assert int(edit_link.rpartition("#L")[2]) <= e.line, (e, "edit link")
        report = f"{REPOSITORY}/issues/new?template=correction.yml&fact={e.collection}/{e.record}"
        assert sum(href.startswith(report) and href[len(report) :][:1] in ("", "&") for href in hrefs) == 1, (
            e,
            "report",
        )
        record = json.loads((site / f"data/{e.collection}/{e.record}.json").read_text("utf-8"))
        assert record[FIELDS[e.collection]].endswith(e.words), (e, "JSON")
        rows = csv.DictReader(io.StringIO((site / f"data/{e.collection}.csv").read_text("utf-8-sig")))
        row = next(row for row in rows if row["id"] == e.record)
        assert row[FIELDS[e.collection]].endswith(e.words), (e, "CSV")
        assert f"{e.collection}/{e.record}" in feed or links.to(kb, e.collection, e.record) in feed, (e, "feed")
    changes = BeautifulSoup((site / "about/changes/2026.12.02/index.html").read_text("utf-8"), "lxml").get_text(" ")
    assert all(e.words in changes for e in edits)
