"""What is missing before the site is published, and that the site calls itself a preview until then."""

from __future__ import annotations

import json

import pytest

from prevention_kb import exports, load
from prevention_kb.__main__ import main
from prevention_kb.derived.citation import edition
from prevention_kb.pages import settings
from prevention_kb.pages.site import Site
from prevention_kb.upkeep.launch import needs, report

from ..conftest import ROOT

WHOLE = {
    "KB_RESPONSIBLE": "A name",
    "KB_CONTACT": "corrections@kb.example",
    "KB_REPOSITORY": "https://code.example/owner/kb",
    "KB_SITE_URL": "https://kb.example/",
    "KB_EDITORS": "B",
    "KB_REVIEWERS": "C (the tribunal)",
    "KB_FUNDING": "none",
    "KB_REPLY": "2026-12-31",
}
PREVIEW = ("KB_RESPONSIBLE", "KB_CONTACT", "KB_REPOSITORY", "KB_SITE_URL")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WHOLE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


def test_everything_missing_is_named_with_its_cure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["launch"]) == 0
    said = capsys.readouterr().out
    for name in WHOLE:
        assert name in said, name
    assert "CITATION.cff" in said and "calls itself a preview" in said
    assert main(["launch", "--strict"]) == 1


@pytest.mark.parametrize("missing", [None, *WHOLE])
def test_a_preview_lacks_one_of_four(missing: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHOLE.items():
        if name != missing:
            monkeypatch.setenv(name, value)
    site = settings.read(ROOT)
    assert site.is_preview == (missing in PREVIEW)
    said, whole = report(site, edition(ROOT))
    assert not whole, "no archive yet"
    assert ("calls itself a preview" in said) == site.is_preview
    assert sum(not need.said for need in needs(site, edition(ROOT))) == 1 + (missing is not None)


def test_a_whole_publication_lacks_nothing() -> None:
    site = Site(
        "K",
        "https://kb.example/",
        "https://code.example/kb",
        "main",
        "A",
        "a@kb.example",
        "B",
        "C",
        "none",
        "2026-12-31",
    )
    said, whole = report(site, edition(ROOT).__class__("T", (), "1", "2026-11-26", "", "", "10.5281/x"))
    assert whole and said.endswith("Nothing is missing.")


def test_a_wrong_day_of_reply_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_REPLY", "soon")
    with pytest.raises(Exception, match=r"KB_REPLY.*'soon' is no day.*2026-12-31"):
        settings.read(ROOT)


@pytest.mark.parametrize("named", [False, True])
def test_the_data_say_whether_they_are_a_preview(named: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHOLE.items() if named else ():
        monkeypatch.setenv(name, value)
    files = exports.files(load(ROOT), f"https://kb.example/{named}/")  # what is written once for an address is kept
    package = json.loads(files["data/datapackage.json"])
    assert ("This is a preview." in package["description"]) is not named
    assert ("This is a preview." in files["llms.txt"].decode()) is not named
