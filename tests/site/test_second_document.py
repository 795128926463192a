"""A second document is added with YAML and stubs alone, and gets the views that the first one has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from prevention_kb import load
from prevention_kb.__main__ import main
from prevention_kb.derived.evidence import evidence
from prevention_kb.exports import search_index
from prevention_kb.facts.documents import Claim

from .. import proof

pytestmark = pytest.mark.site

CHECKED = "checked: 2026-11-22\nreview_by: 2027-05-31\n"
FILES = {
    "data/documents/address-2027.yaml": """\
title: An address on prevention
called: the address
kind: speech
source: address-2027
speakers: [organisations/ccrs]
voice: the speaker
voice_named: the speaker of 2027
date: 2026-06-01
date_note: The day on which it was given.
sections: [Beginning, End]
passages: [address-2027-1, address-2027-2, address-2027-10]
""",
    "data/paragraphs/address-2027-1.yaml": "section: Beginning\nsummary: The speaker recalls the op-ed.\n",
    "data/paragraphs/address-2027-2.yaml": "section: End\nsummary: The speaker holds that a plan would help.\n",
    "data/paragraphs/address-2027-10.yaml": "section: End\nsummary: The speaker gives thanks.\n",
    "data/claims/address-recalls.yaml": "restated: The op-ed asked for a national plan.\nkind: fact\nverdict: confirmed\n"
    "finding: The op-ed asks for one.\nparagraphs: [address-2027-1]\nsources: [address-2027, op-ed]\n" + CHECKED,
    "data/claims/address-counts.yaml": "restated: A plan has three parts.\nkind: fact\nverdict: unverified\n"
    "finding: Nothing was found.\nwould_settle: The plan.\nparagraphs: [address-2027-1]\nquote: three parts\n"
    "sources: [address-2027]\n" + CHECKED,
    "data/claims/address-hopes.yaml": "restated: A plan would help.\nkind: opinion\nverdict: not-checkable\n"
    "finding: A view.\nparagraphs: [address-2027-2, address-2027-10]\nsources: [address-2027]\n" + CHECKED,
    "data/claims/address-thanks.yaml": "restated: The speaker is grateful.\nkind: opinion\nverdict: not-checkable\n"
    "finding: A view.\nparagraphs: [address-2027-10]\nsources: [address-2027]\n" + CHECKED,
}
SOURCE = """
address-2027:
  type: speech
  title: An address on prevention
  publisher: Centre
  issued: 2026-06-01
  accessed: 2026-11-22
  read: whole
  note: Heard by nobody, it stands in a test.
"""
STUBS = {
    "docs/documents/address-2027.md", "docs/claims/address-2027-1.md", "docs/claims/address-2027-2.md", "docs/claims/address-2027-10.md",
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project with one more document."""
    project = proof.in_english(proof.copy(tmp_path_factory.mktemp("second") / "project"))
    for name, text in FILES.items():
        collection = name.split("/")[1]
        (project / name).write_text(f"# yaml-language-server: $schema=../../schema/{collection}.json\n{text}", "utf-8")
    with (project / "data/sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(SOURCE)
    before = {file for file in project.rglob("*") if file.is_file()}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert main(["stubs"]) == 0 and main(["check"]) == 0
    written = {file.relative_to(project).as_posix() for file in project.rglob("*") if file.is_file()} - {
        file.relative_to(project).as_posix() for file in before
    }
    assert written >= STUBS and all(name.startswith("docs/") and name.endswith(".md") for name in written)
    return project


@pytest.fixture(scope="module")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("second-site") / "site"
    result = proof.mkdocs(project, site)
    assert result.returncode == 0, result.stdout + result.stderr
    return site


def soup(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "lxml")


def test_its_claims_do_not_rest_on_itself(project: Path) -> None:
    kb = load(project)
    found = {name: evidence(kb.get(Claim, name)) for name in ("address-recalls", "address-counts", "address-hopes")}
    assert found == {"address-recalls": ["op-ed"], "address-counts": [], "address-hopes": ["address-2027"]}
    for claim in kb.all(Claim).values():
        if claim.verdict != "not-checkable" and claim.document:
            assert evidence(claim) == [s for s in claim.sources if s != claim.document.source]


def test_it_has_the_views_of_the_article(built: Path) -> None:
    page, article = soup(built, "documents/address-2027"), soup(built, "article")
    assert page.h1.get_text() == "An address on prevention"
    assert [section["id"] for section in page.select("section.passage")] == [
        "address-2027-1", "address-2027-2", "address-2027-10",
    ]  # fmt: skip
    assert [h.get_text() for h in page.find_all("h2") if h["id"].startswith("part-")] == ["Beginning", "End"]
    for selector in (
        "section.passage h3",
        "ol.claims-here li .v",
        "ol.verdicts",
        "ul.legend",
        "div.authors",
        "[data-record]",
    ):
        assert page.select(selector) and article.select(selector), selector
    record = page.find(attrs={"data-record": "documents/address-2027"})
    assert record["id"] == "address-2027" and "1 June 2026" in record.get_text()
    assert article.find(attrs={"data-record": "documents/op-ed"})["id"] == "op-ed"
    assert "address-2027" not in article.get_text()
    assert len(article.select("section.passage")) == 25


def test_its_claims_stand_on_pages_and_in_the_ledger(built: Path) -> None:
    page = soup(built, "claims/address-2027-1")
    assert page.h1.get_text() == "Claims of paragraph 1 of the address"
    assert [a["id"] for a in page.select("article.record")] == ["address-counts", "address-recalls"]
    assert "No source read yet" in page.find(id="address-counts").get_text()
    assert any(
        said in page.find(id="address-recalls").get_text() for said in ("Source read in full", "Source read in part")
    )
    said = soup(built, "claims/address-2027-2").find(id="address-hopes").get_text(" ", strip=True)
    assert "The speaker’s view" in said and "The speaker holds:" in said and "The authors" not in said
    ledger = soup(built, "claims")
    headings = [h.get_text() for h in ledger.select("section.claims-of h2")]
    assert headings[:25] == [f"Paragraph {number}" for number in range(1, 26)]
    assert [heading for heading in headings if heading.endswith("of the address")] == [
        "Paragraph 1 of the address", "Paragraph 2 of the address", "Paragraph 10 of the address",
    ]  # fmt: skip
    assert soup(built, "documents").find("a", href="address-2027/")


def test_its_data_and_the_first_page(built: Path) -> None:
    record = json.loads((built / "data/documents/address-2027.json").read_text("utf-8"))
    assert record["url"].endswith("/documents/address-2027/") and record["passages"][2] == "address-2027-10"
    passage = json.loads((built / "data/paragraphs/address-2027-10.json").read_text("utf-8"))
    assert passage["url"].endswith("/documents/address-2027/#address-2027-10")
    assert json.loads((built / "data/paragraphs/P4.json").read_text("utf-8"))["url"].endswith("/article/#P4")
    entries = search_index.read((built / "assets/search.json").read_bytes())["entries"]
    assert {"documents/address-2027/", "documents/address-2027/#address-2027-1"} <= {entry["a"] for entry in entries}
    home = soup(built, "").get_text(" ")
    op_ed = [
        claim
        for claim in json.loads((built / "data/claims.json").read_text("utf-8"))
        if claim["paragraphs"][0].startswith("P")
    ]
    assert f"We checked all {len(op_ed)} claims it makes" in home and f"25 paragraphs and {len(op_ed)} claims" in home
