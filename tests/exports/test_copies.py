"""Copies to carry away beside a built site: named everywhere with the same size, day and checksum, and nothing else changes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase, exports
from prevention_kb.derived.copies import KINDS, LIST, found
from prevention_kb.exports import copies, offline
from prevention_kb.pages import settings
from prevention_kb.pages.page import Page
from prevention_kb.pages.site import Site
from prevention_kb.pages.views.data import copy_list
from prevention_kb.reading.catalogue import english
from prevention_kb.reading.problems import DataError

from ..conftest import SITE_URL

CONTENT = b"all of it"


@pytest.fixture
def place(tiny: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two pages with its open data, one of them with the list of copies."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795910400")
    frame = '<!doctype html><html lang="en"><body>{}</body></html>'
    (tmp_path / "site/data").mkdir(parents=True)
    (tmp_path / "site/index.html").write_text(frame.format("home"), "utf-8")
    (tmp_path / "site/data/index.html").write_text(
        frame.format(copy_list(Page(tiny, Site(url=SITE_URL), "data/"))), "utf-8"
    )
    exports.write(tiny, SITE_URL, tmp_path / "site", into=True)
    return tmp_path / "site"


def add(kb: KnowledgeBase, place: Path, kind: str = "site", content: bytes = CONTENT) -> None:
    copies.add(kb, place, kind, "en", f"kb-{kind}.en.zip", content, "application/zip")


def test_a_copy_is_named_with_size_day_and_checksum(tiny: KnowledgeBase, place: Path) -> None:
    add(tiny, place)
    copies.announce(tiny, place, SITE_URL)
    digest = hashlib.sha256(CONTENT).hexdigest()
    (copy,) = found(place)
    assert (copy.sha256, copy.bytes, copy.day) == (digest, len(CONTENT), "2026-11-29")
    assert (place / copy.address).read_bytes() == CONTENT
    page = BeautifulSoup((place / "data/index.html").read_text("utf-8"), "lxml")
    assert page.find("a", href="../copies/kb-site.en.zip") and page.find("time", datetime="2026-11-29")
    assert digest in page.text and english().say("copies.none") not in page.text
    (entry,) = json.loads((place / "data/datapackage.json").read_text("utf-8"))["copies"]
    assert (entry["path"], entry["sha256"]) == (f"{SITE_URL}copies/kb-site.en.zip", digest)
    assert f"({SITE_URL}copies/kb-site.en.zip)" in (place / "llms.txt").read_text("utf-8")


@pytest.mark.parametrize("hidden", [False, True])
def test_the_list_is_no_draft_where_the_site_shows_none(
    tiny: KnowledgeBase, place: Path, hidden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written anew by a command, which has to ask the site as the build did."""
    of = Site(url=SITE_URL, hidden=frozenset({"km"} if hidden else ()))
    monkeypatch.setattr(settings, "read", lambda root, base="": of)
    (place / "km/data").mkdir(parents=True)
    page = (place / "data/index.html").read_text("utf-8").replace('lang="en"', 'lang="km"')
    (place / "km/data/index.html").write_text(page, "utf-8")
    add(tiny, place)
    copies.announce(tiny, place, SITE_URL)
    said = (place / "km/data/index.html").read_text("utf-8")
    assert (english().say("copies.site.holds") in said) is hidden
    assert 'href="../../copies/kb-site.en.zip"' in said


def test_nothing_else_changes_and_the_list_of_files_stays_true(tiny: KnowledgeBase, place: Path) -> None:
    """What `sha256sum -c data/files.txt` and a later export look at."""
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    add(tiny, place)
    copies.announce(tiny, place, SITE_URL)
    changed = {file.relative_to(place).as_posix() for file, text in before.items() if file.read_bytes() != text}
    assert changed == {
        "data/index.html",
        "data/datapackage.json",
        "data/files.txt",
        "llms.txt",
        offline.LIST,
        offline.VERSION,
    }
    kept = json.loads((place / offline.LIST).read_text("utf-8"))["sets"]["en"]
    assert kept["data/"][0] == hashlib.sha256((place / "data/index.html").read_bytes()).hexdigest()
    for line in (place / exports.MANIFEST).read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest, name
    exports.write(tiny, SITE_URL, place, into=True)


def test_a_newer_copy_takes_the_place_of_the_older(tiny: KnowledgeBase, place: Path) -> None:
    for content in (b"old", b"new"):
        add(tiny, place, content=content)
        add(tiny, place, "pdf", content)
        copies.announce(tiny, place, SITE_URL)
    assert [copy.kind for copy in found(place)] == ["site", "pdf"]
    assert {copy.sha256 for copy in found(place)} == {hashlib.sha256(b"new").hexdigest()}
    assert (place / "data/index.html").read_text("utf-8").count("kb-site.en.zip") == 1
    assert (place / "llms.txt").read_text("utf-8").count("kb-site.en.zip") == 1


def test_the_list_is_a_page_of_its_language(tiny: KnowledgeBase, place: Path) -> None:
    add(tiny, place)
    copies.announce(tiny, place, "")
    assert "English, made on" in (place / "data/index.html").read_text("utf-8")
    assert [entry["kind"] for entry in json.loads((place / LIST).read_text("utf-8"))] == ["site"]


def test_every_kind_has_a_name() -> None:
    for kind in KINDS:
        assert english().say(f"copies.{kind}.name") and english().say(f"copies.{kind}.holds")


@pytest.mark.parametrize("missing", ["index.html", "data/files.txt"])
def test_without_a_built_site_nothing_is_written(tiny: KnowledgeBase, place: Path, missing: str) -> None:
    (place / missing).unlink()
    with pytest.raises(DataError, match="no built site"):
        add(tiny, place)
    assert not (place / "copies").exists()


def test_the_same_site_has_the_same_version_and_another_page_another(tiny: KnowledgeBase, place: Path) -> None:
    def version() -> str:
        offline.write(tiny, place)
        return str(json.loads((place / offline.VERSION).read_text("utf-8"))["version"])

    first = version()
    assert version() == first
    (place / "index.html").write_text('<!doctype html><html lang="en"><body>changed</body></html>', "utf-8")
    assert version() != first


def test_each_language_is_kept_apart_and_what_serves_all_once(tiny: KnowledgeBase, place: Path) -> None:
    (place / "assets/words").mkdir(parents=True)
    for name in ("assets/words/page.en.js", "assets/words/en.json", "assets/search.json", "assets/search-sources.json"):
        (place / name).write_text("{}", "utf-8")
    (place / "404.html").write_text("<html lang='en'>", "utf-8")
    offline.write(tiny, place)
    sets = json.loads((place / offline.LIST).read_text("utf-8"))["sets"]
    assert set(sets[""]) == {"assets/search.json", "assets/search-sources.json"}
    assert set(sets["en"]) == {"", "data/", "assets/words/page.en.js", "assets/words/en.json", "offline/en.webmanifest"}
    manifest = json.loads((place / "offline/en.webmanifest").read_text("utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "../", "in any folder"
