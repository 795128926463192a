"""A second document and a third are added with YAML and stubs alone, and get the views that the first one has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase, load
from prevention_kb.__main__ import main
from prevention_kb.derived.evidence import evidence
from prevention_kb.exports import search_index
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.events import Event
from prevention_kb.rules.wording import demands_have_a_speaker

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
    "data/documents/statement-2027.yaml": """\
title: A statement on prevention
called: the statement
kind: statement
source: statement-2027
speakers: [organisations/ccrs, organisations/asean]
voice: the signatories
voice_named: the signatories of 2027
date: 2026-06-02
prefix: Q
sections: [Whole]
passages: [Q4]
""",
    "data/paragraphs/Q4.yaml": "section: Whole\nsummary: The signatories hope for a plan.\n",
    "data/claims/q4-hopes.yaml": "restated: There will be a plan.\nkind: opinion\nverdict: not-checkable\n"
    "finding: A view.\nparagraphs: [Q4]\nsources: [statement-2027]\n" + CHECKED,
    "data/events/a-plan-is-asked-for.yaml": """\
title: A plan is asked for
date: 2026-06-01
theme: r2p-norm
summary: In the speaker’s view Cambodia should have a plan; in that of the signatories ASEAN must have one too.
paragraphs: [address-2027-2, address-2027-10, Q4]
sources: [address-2027, statement-2027]
"""
    + CHECKED,
}
SOURCE = """
statement-2027:
  type: speech
  title: A statement on prevention
  publisher: Centre
  issued: 2026-06-02
  accessed: 2026-11-22
  read: whole
  note: Signed by nobody, it stands in a test.
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
    "docs/documents/statement-2027.md", "docs/claims/q4.md",
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project with two more documents."""
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
    assert headings[:25] == [f"Paragraph {number} of the op-ed" for number in range(1, 26)]
    assert headings[25] == "Paragraph 4 of the statement"
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
    assert f"all {len(op_ed)} claims it makes" in home and f"25 paragraphs and {len(op_ed)} claims" in home


def test_proposals_are_ascribed_to_the_documents_that_make_them(built: Path) -> None:
    """The second document proposes nothing."""
    counts = soup(built, "proposals").select_one("ul.counts").get_text(" ", strip=True)
    assert "put as a recommendation in the op-ed" in counts and "the address" not in counts
    assert counts.endswith("implied by its argument")
    for page in ("countries/cambodia", "countries"):
        said = re.findall(r"roposals? of ([^.]*?) (?:that|concerns?)\b", soup(built, page).get_text(" "))
        assert said and set(said) == {"the op-ed"}, page


def test_a_view_is_that_of_who_speaks(built: Path) -> None:
    own = {"address-2027": "The speaker’s view", "statement-2027": "The signatories’ view"}
    listed = soup(built, "documents")
    for name, view in own.items():
        page = soup(built, f"documents/{name}")
        (legend,) = page.select("ul.legend li.not-checkable")
        assert view in legend.get_text() and "authors" not in page.select_one("ul.legend").get_text()
        item = listed.find("a", href=f"{name}/").parent.get_text(" ")
        assert view in item and "authors" not in item
    assert "The authors’ view" in soup(built, "article").select_one("ul.legend").get_text()
    ledger = soup(built, "claims")
    assert "claims of the op-ed, the statement and the address" in ledger.select_one("ul.counts").get_text()
    assert "View of who speaks" in ledger.select_one("ul.counts").get_text()
    assert ledger.select_one("option[value=not-checkable]").get_text() == "View of who speaks"


def test_what_one_document_says_is_not_said_of_all(built: Path) -> None:
    """Only the op-ed lists risk factors and proposes; the authors are its own; an event is told in any of them, not in each."""
    assert "In the op-ed, the statement or the address" in soup(built, "timeline").get_text()
    factors = soup(built, "risk-factors").get_text(" ")
    assert "The op-ed lists these (P15)." in factors and "The op-ed does not list these." in factors
    factor = soup(built, "risk-factors/intent-to-destroy").get_text(" ")
    assert "In the op-ed Not mentioned; it lists only the common factors." in " ".join(factor.split())
    assert "What the op-ed’s authors propose" in soup(built, "data").get_text()
    entries = search_index.read((built / "assets/search.json").read_bytes())
    assert entries["kinds"]["proposals"]["one"] == "Proposal of the op-ed’s authors"
    about = soup(built, "about").get_text(" ")
    assert "Reply offered to the op-ed’s authors, the signatories of 2027 and the speaker of 2027" in about
    unknown = soup(built, "about/unknown").get_text(" ")
    assert set(re.findall(r"ests on ([^.;]*) alone", unknown)) == {"the op-ed", "the statement and the address"}


def test_no_id_of_a_passage_is_a_heading(built: Path) -> None:
    page = soup(built, "documents/address-2027")
    assert [h.get_text() for h in page.select("section.passage h3")] == ["Paragraph 1", "Paragraph 2", "Paragraph 10"]
    assert [a.get_text() for a in page.select("ol.verdicts > li > a")] == ["1", "2", "10"]
    shown = {
        "documents/address-2027": "h1, h2, h3, summary, ol.verdicts",
        "claims/address-2027-2": "h1, h2, h3, summary, p.foot > a",
        "claims": "h1, h2, h3, summary, option",
        "timeline": "summary, p.meta",
    }
    for address, selector in shown.items():
        found = soup(built, address)
        said = [element.get_text(" ") for element in found.select(selector)]
        said += [element["aria-label"] for element in found.select("[aria-label]")]
        assert not [words for words in said if "address-2027-" in words and "data/" not in words], address
    (option,) = soup(built, "claims").select('option[value="address-2027-1"]')
    assert option.get_text() == "Paragraph 1 of the address"
    article = soup(built, "article")
    assert article.select_one("section.passage h3").get_text() == "P1"


def test_passages_of_the_same_number_are_told_apart(built: Path) -> None:
    titles = {name: soup(built, f"claims/{name}").h1.get_text() for name in ("p4", "q4", "address-2027-2")}
    assert titles == {
        "p4": "Claims of paragraph 4 of the op-ed",
        "q4": "Claims of paragraph 4 of the statement",
        "address-2027-2": "Claims of paragraph 2 of the address",
    }
    for name, document in {"p4": "the op-ed", "address-2027-2": "the address"}.items():
        description = soup(built, f"claims/{name}").select_one("meta[name=description]")["content"]
        assert description.startswith("Claims of paragraph ") and description.count(f" of {document}") == 1, description
    entries = search_index.read((built / "assets/search.json").read_bytes())["entries"]
    named = {entry["a"]: entry["t"] for entry in entries if entry["k"] == "paragraphs"}
    assert (
        named["article/#P4"] == "P4" and named["documents/address-2027/#address-2027-2"] == "Paragraph 2 of the address"
    )
    assert not [t for t in soup(built, "sources/a").find_all("a") if t.get_text().startswith("address-2027-")]
    around = {
        name: {a["rel"][0]: a["href"] for a in soup(built, f"claims/{name}").select("nav.pager a")}
        for name in ("p1", "p25", "q4", "address-2027-1", "address-2027-2")
    }
    assert around == {
        "p1": {"next": "../p2/"},
        "p25": {"prev": "../p24/"},
        "q4": {},
        "address-2027-1": {"next": "../address-2027-2/"},
        "address-2027-2": {"prev": "../address-2027-1/", "next": "../address-2027-10/"},
    }


def test_who_speaks_in_any_document_may_demand(project: Path) -> None:
    """`kb check` passed the event in which the speaker and the signatories demand something; it still tells what nobody says."""
    kb = load(project)
    event = kb.get(Event, "a-plan-is-asked-for")
    others = {name: of for name, of in kb.records.items() if name not in ("events", "documents")}
    alone = KnowledgeBase({**others, "events": {event.id: event}, "documents": {}})
    assert [broken.at for broken in demands_have_a_speaker(alone) if broken.record is event] == [("summary",)] * 2
    assert not [broken for broken in demands_have_a_speaker(kb) if broken.record is event]
