"""Citations: every form of every record is read back by the parsers that readers use, and says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.model import Entry
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from prevention_kb import DataError, KnowledgeBase, Page, Site, load
from prevention_kb.derived import citation, released
from prevention_kb.facts.dates import When
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.shape import Record
from prevention_kb.facts.sources import Source
from prevention_kb.reading.catalogue import english
from prevention_kb.upkeep import releases

from ..conftest import ROOT, TINY

BASE = "https://kb.example/base/"


def items(kb: KnowledgeBase) -> Iterator[tuple[Record, citation.Item]]:
    for records in kb.records.values():
        for record in records.values():
            yield record, citation.item(kb, record, BASE)


def plain(text: str) -> str:
    """A BibTeX value as it reads."""
    for sign, written in (("\\textbackslash{}", "\\"), ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^")):
        text = text.replace(sign, written)
    for sign in "&%$#_{}":
        text = text.replace(f"\\{sign}", sign)
    return text


def entries(text: str) -> list[Entry]:
    """The entries of BibTeX; every block of it can be read."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return library.entries


def fields(text: str) -> dict[str, str]:
    """The fields of the one entry of BibTeX."""
    (entry,) = entries(text)
    return {field.key: field.value for field in entry.fields}


def test_bibtex_parses(kb: KnowledgeBase) -> None:
    wanted = [item for _, item in items(kb)]
    found = {entry.key: entry for entry in entries("\n".join(citation.bibtex(item) for item in wanted))}
    assert len(found) == len(wanted)
    for item in wanted:
        entry = {field.key: field.value for field in found[item["id"]].fields}
        assert plain(entry["title"].removeprefix("{").removesuffix("}")) == item["title"], item["id"]
        assert entry.get("url") == item.get("URL")
        if "date-parts" in item.get("issued", {}):
            assert entry["year"] == str(item["issued"]["date-parts"][0][0])
        for name in citation.names(item):
            assert name.split()[-1] in plain(entry["author"])


def test_ris_parses(kb: KnowledgeBase) -> None:
    wanted = [item for _, item in items(kb)]
    found = {e["id"]: e for e in rispy.loads("\n".join(citation.ris(item) for item in wanted))}
    assert len(found) == len(wanted)
    for item in wanted:
        entry = found[item["id"]]
        assert entry["title"] == item["title"], item["id"]
        assert entry.get("urls", [None])[0] == item.get("URL")
        assert len(entry.get("authors", [])) == len(item.get("author", []))
        if "date-parts" in item.get("issued", {}):
            assert entry["year"] == str(item["issued"]["date-parts"][0][0])
        if "container-title" in item:
            assert entry["secondary_title"] == item["container-title"]


def test_csl_is_formatted_by_a_real_processor(kb: KnowledgeBase) -> None:
    wanted = [item for _, item in items(kb)]
    source = CiteProcJSON(wanted)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    some = wanted[:: max(1, len(wanted) // 60)]
    for item in some:
        bibliography.register(Citation([CitationItem(item["id"])]))
    written = " ".join(str(line) for line in bibliography.bibliography())
    assert len(bibliography.bibliography()) == len(some)
    for item in some:
        assert item["title"].split()[0] in written


def test_short_and_full_name_the_version_the_day_and_the_address(kb: KnowledgeBase) -> None:
    edition = citation.edition(ROOT)
    for record, item in items(kb):
        if isinstance(record, Source):
            assert record.title.rstrip(".") in citation.full(item) and record.publisher in citation.full(item)
            continue
        assert edition.version in citation.short(item) and f"{record.collection}/{record.id}" in citation.short(item)
        full = citation.full(item)
        assert edition.version in full and item["URL"] in full and item["title"].rstrip(".") in full
        if day := getattr(record, "checked", None):
            assert english().day(day) in full


def test_a_claim_is_never_cited_as_ours(kb: KnowledgeBase) -> None:
    for claim in kb.all(Claim).values():
        title = citation.item(kb, claim, BASE)["title"]
        assert title.startswith("Claim of the op-ed (") and claim.verdict.replace("-", " ") in title


def test_awkward_text_survives() -> None:
    source = Source(
        id="awkward", type="report", title="A & B: 50% of $5_000 #1 ~ ^x", publisher="K & Co", read="none",
        author=[{"family": "Ó Súilleabháin", "given": "Seán"}, {"literal": "Body & Sons"}], issued="2001~",
        URL="https://a.example/x?a=1&b=%20_c#d",
    )  # fmt: skip
    item = citation.source_item(source)
    assert r"{{A \& B: 50\% of \$5\_000 \#1 \textasciitilde{} \textasciicircum{}x}}" in citation.bibtex(item)
    entry = fields(citation.bibtex(item))
    assert plain(entry["title"].strip("{}")) == source.title and entry["url"] == source.URL
    (ris,) = rispy.loads(citation.ris(item))
    assert ris["authors"] == ["Ó Súilleabháin, Seán", "Body & Sons"]


NAMES: list[dict[str, str]] = [
    {"family": "Bosnia and Herzegovina"},
    {"family": "Ban", "given": "Ki-moon"},
    {"family": "de Gaulle", "given": "Charles"},
    {"family": "King, Jr.", "given": "Martin Luther"},
    {"family": "Smith", "given": "Anne AND Bob"},
    {"family": "Pol Pot"},
    {"given": "Two Words"},
    {"literal": "Ministry of Justice and Home Affairs, Cambodia"},
    {"literal": "others"},
    {"family": "others"},
    {"family": "And"},
    {"family": "Rand", "given": "Andy"},
]


def split(text: str, at: str) -> list[str]:
    """The parts of a BibTeX value between separators that stand in no braces, as BibTeX and biblatex split it."""
    import re

    parts, depth, start = [], 0, 0
    for found in re.finditer(rf"[{{}}]|{at}", text, re.I):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0 and found[0] not in "{}":
            parts.append(text[start : found.start()])
            start = found.end()
    return [part.strip() for part in [*parts, text[start:]]]


def awkward(**fields: Any) -> citation.Item:
    return citation.source_item(
        Source.model_validate({"id": "x", "type": "report", "title": "Tee", "publisher": "P", "read": "none", **fields})
    )


def test_a_name_is_one_name(tmp_path: Path) -> None:
    """Whatever stands in it: words that part names, commas, several words without a given name."""
    item = awkward(author=NAMES)
    entry = fields(citation.bibtex(item))
    found = split(entry["author"], r"\s+and\s+")
    assert len(found) == len(NAMES)
    for name, written in zip(NAMES, found, strict=True):
        parts = split(written, ",")
        bare = [plain(part.removeprefix("{").removesuffix("}")) for part in parts]
        assert bare == [name[k] for k in ("literal", "family", "given") if k in name], written
        if len(name) == 1 and " " in next(iter(name.values())):
            assert written.startswith("{") and written.endswith("}"), "one part, not given name and family name"
        assert written.lower() != "others", "which would stand for et al."
    (ris,) = rispy.loads(citation.ris(item))
    assert len(ris["authors"]) == len(NAMES)
    CiteProcJSON([item])


@pytest.mark.parametrize("kind", ["report", "book", "thesis", "paper-conference", "chapter"])
def test_a_publisher_is_one_publisher(kind: str) -> None:
    """biblatex reads these fields as lists whose entries are parted by “and”."""
    item = awkward(type=kind, publisher="Ministry of Foreign Affairs and International Cooperation")
    entry = fields(citation.bibtex(item))
    (value,) = [entry[name] for name in ("institution", "publisher", "school", "organization") if name in entry]
    assert len(split(value, r"\s+and\s+")) == 1
    assert plain(value.strip("{}")) == item["publisher"]


@pytest.mark.parametrize(
    ("fields", "full"),
    [
        ({"author": [{"literal": "Example Inc."}]}, "Example Inc. “Tee”. P, undated."),
        ({"author": [{"family": "King", "given": "M. L., Jr."}]}, "M. L., Jr. King. “Tee”. P, undated."),
        ({"title": "What now..."}, "“What now...”. P, undated."),
        ({"title": "A report."}, "“A report”. P, undated."),
        ({"title": "What now?"}, "“What now?”. P, undated."),
        ({"publisher": "Example Inc."}, "“Tee”. Example Inc., undated."),
    ],
)
def test_a_sentence_ends_once(fields: dict[str, Any], full: str) -> None:
    assert citation.full(awkward(**fields)) == full


def test_a_title_in_another_language_says_what_it_means() -> None:
    """In every form, with its language where a form has a place for it; a title of our own says in what language the source is."""
    source = Source(id="a", type="book", title="Décès", language="fr", in_english="Death", publisher="P", read="none")
    forms = citation.forms(citation.source_item(source))
    assert forms["full"].startswith("“Décès [Death]”. P")
    assert (forms["csl"]["title"], forms["csl"]["language"]) == ("Décès [Death]", "fr")
    (entry,) = bibtexparser.parse_string(forms["bibtex"]).entries
    assert entry["language"] == "fr"
    (reference,) = rispy.loads(forms["ris"])
    assert (reference["title"], reference["language"]) == ("Décès [Death]", "fr")
    ours = source.model_copy(update={"title": "[Death of an accused]", "in_english": None})
    assert citation.source_item(ours)["title"] == "[Death of an accused] (in French)"
    plain = source.model_copy(update={"title": "Death", "language": None, "in_english": None})
    assert "language" not in citation.source_item(plain) and citation.source_item(plain)["title"] == "Death"


def test_no_form_is_broken_by_a_line_break() -> None:
    """A claim may be restated on several lines."""
    kb = load(TINY)
    claim = kb.records["claims"]["toll"].model_copy(update={"restated": "One line\nER  - \nTY  - BOOK"})
    item = citation.item(kb, claim, BASE)
    (ris,) = rispy.loads(citation.ris(item))
    assert ris["title"].endswith("One line ER - TY - BOOK")
    assert len(entries(citation.bibtex(item))) == 1


@pytest.mark.parametrize(
    ("edtf", "csl", "words"),
    [
        ("2002-04-11", {"date-parts": [[2002, 4, 11]]}, "11 April 2002"),
        ("2002-04", {"date-parts": [[2002, 4]]}, "April 2002"),
        ("1975~", {"date-parts": [[1975]], "circa": True}, "about 1975"),
        ("1975-04-17/1979-01-07", {"date-parts": [[1975, 4, 17], [1979, 1, 7]]}, "17 April 1975 to 7 January 1979"),
        ("199X", {"literal": "the 1990s"}, "the 1990s"),
        ("2001/..", {"literal": "since 2001"}, "since 2001"),
    ],
)
def test_dates(edtf: str, csl: dict[str, object], words: str) -> None:
    assert citation.csl_date(When.parse(edtf)) == csl
    assert citation.date_words(csl) == words


def test_citation_file_agrees(kb: KnowledgeBase) -> None:
    """What a repository's “cite” button says is what pages and files say."""
    import yaml

    said = yaml.load((ROOT / "CITATION.cff").read_text("utf-8"), yaml.CSafeLoader)
    edition = citation.edition(ROOT)
    assert str(said["version"]) == edition.version and str(said["date-released"]) == edition.released
    assert said["cff-version"] == "1.2.0" and said["type"] == "dataset" and said["message"] and said["license"]
    whole = citation.whole_item(edition, BASE)
    assert said["title"] in citation.full(whole) and said["authors"][0]["name"] in citation.full(whole)
    history = released.history(ROOT)
    assert not history or history[0].version == edition.version


def test_the_whole_is_changed_where_a_record_is(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is copied with the data page tells of no version that is not what the reader has; the version goes on the sentence of the title."""
    for changed in (frozenset({"claims/p4-over-two-million"}), frozenset[str]()):
        monkeypatch.setattr(released, "changed_since_release", lambda kb, changed=changed: changed)
        item = released.whole_item(kb, BASE)
        for text in (citation.short(item), citation.full(item)):
            assert ("changed since" in text) == bool(changed), text
        assert f"”, version {citation.edition(kb.root).version}" in citation.full(item)


@pytest.mark.parametrize("text", ["", "title: X\n", "title: [\n", "- a\n"])
def test_a_poor_citation_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "CITATION.cff").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"CITATION\.cff"):
        citation.edition(tmp_path)
    with pytest.raises(DataError, match="missing"):
        citation.edition(tmp_path / "nowhere")


def test_a_record_changed_since_the_release_says_so(workplace: Path) -> None:
    releases.release(load(workplace), "2026-11-21", "The beginning.")
    kb = load(workplace)
    page = Page(kb, Site(url=BASE), "treaties/covenant/")
    assert "(2026.11.21), treaties/covenant" in page.cited_as(kb.records["treaties"]["covenant"])["short"]
    file = workplace / "data/treaties/covenant.yaml"
    file.write_text(file.read_text("utf-8").replace("summary: ", "summary: Now "), "utf-8")
    kb = load(workplace)
    page = Page(kb, Site(url=BASE), "treaties/covenant/")
    assert "(2026.11.21, changed since)" in page.cited_as(kb.records["treaties"]["covenant"])["short"]
    assert "changed since" not in page.cited_as(kb.records["treaties"]["statute"])["short"]


def test_every_form_stands_on_the_page_of_one_record() -> None:
    kb = load(TINY)
    page = Page(kb, Site(url=BASE), "treaties/covenant/")
    forms = page.cited_as(kb.records["treaties"]["covenant"])
    assert set(forms) == {"short", "full", "bibtex", "ris", "csl"}
    assert CiteProcJSON(json.loads(forms["csl"]))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "opener", "record"),
    [
        ("claims/p4/", "#p4-over-two-million a[data-cite]", "claims/p4-over-two-million"),
        ("treaties/iccpr/", ".cite-this > summary", "treaties/iccpr"),
    ],
)
def test_a_citation_is_copied_by_keyboard(browser: Any, served: str, address: str, opener: str, record: str) -> None:
    """Open “Cite”, go on with Tab, copy with Enter; every form says what the record's file says."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(served + address)
    wanted = page.evaluate(f"fetch('{served}data/{record}.json').then(a => a.json())")["citation"]
    page.evaluate("for (const part of document.querySelectorAll('details.fold')) part.open = true")
    page.locator(opener).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".citation:visible")
    for form in ("short", "full", "bibtex", "ris", "csl"):
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('copy')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("button.copy:focus:text-is('Copied')")
        copied = page.evaluate("navigator.clipboard.readText()")
        if form == "csl":
            assert json.loads(copied) == [wanted["csl"]]
        else:
            assert " ".join(copied.split()) == " ".join(wanted[form].split())
    context.close()


@pytest.mark.browser
def test_without_scripts_the_link_leads_to_the_citation(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "claims/p4/")
    href = page.locator("#p4-over-two-million a[data-cite]").get_attribute("href")
    assert "bibtex" in context.request.get(served + "claims/p4/" + href).json()["citation"]
    assert not page.locator("button.copy").count()
    context.close()


def test_an_address_is_cited_only_where_there_is_one(kb: KnowledgeBase) -> None:
    """Without the address of the site a citation has none, in any form: a relative one leads nowhere from a list of references."""
    edition = citation.edition_of(kb)
    for base in ("", "https://kb.example/"):
        for item in (
            citation.whole_item(edition, base),
            *(citation.record_item(edition, next(iter(records.values())), base) for records in kb.records.values()),
        ):
            assert item.get("URL", "").startswith("https://kb.example/") == bool(base), item["id"]
            assert base or "URL" not in item
