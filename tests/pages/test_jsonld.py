"""Linked data in the pages: read by a real JSON-LD processor, every term known to schema.org, and no more said than is known."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rdflib import RDF, SDO, Graph

from prevention_kb import KnowledgeBase, Page, Site
from prevention_kb.derived import links
from prevention_kb.derived.evidence import evidence
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.events import Event
from prevention_kb.facts.sources import Source
from prevention_kb.pages import jsonld

from ..conftest import OTHERS, SITE_URL

SCHEMA = "https://schema.org/"
LINKS = ("url", "sameAs", "license", "contentUrl", "item", "mainEntityOfPage")
CONTEXT = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in LINKS}}
"""What the context of schema.org says of the terms used here; the processor cannot fetch it without a network."""

NEEDED = {
    "Dataset": {"name", "description", "license", "creator", "version", "distribution", "url", "temporalCoverage"},
    "DataDownload": {"contentUrl", "encodingFormat", "name"},
    "Event": {"name", "description"},
    "Legislation": {"name", "url", "legislationType", "legislationDate", "sameAs", "description"},
    "Country": {"name", "identifier", "url"},
    "ClaimReview": {"url", "claimReviewed", "reviewRating", "author", "itemReviewed", "datePublished", "reviewBody"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation"},
    "Claim": {"author", "appearance"},
    "Organization": {"name"},
    "Person": {"name"},
    "DefinedTerm": {"name", "description", "inDefinedTermSet"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "WebSite": {"name", "url"},
}
"""What each type must say, after the documentation of schema.org and of the search engines that read it."""


def blocks_of(html: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)]


@pytest.fixture(scope="module")
def blocks(site: Path) -> dict[str, list[dict[str, Any]]]:
    """The blocks of every page in English by its address."""
    found = {
        file.relative_to(site).as_posix().removesuffix("index.html"): file for file in sorted(site.rglob("*.html"))
    }
    return {at: blocks_of(file.read_text("utf-8")) for at, file in found.items() if not at.startswith(OTHERS)}


@pytest.fixture(scope="module")
def graphs(blocks: dict[str, list[dict[str, Any]]]) -> dict[str, Graph]:
    """The same as a processor understands them."""
    found = {}
    for address, said in blocks.items():
        graph = Graph()
        for block in said:
            assert block["@context"] == "https://schema.org"
            graph.parse(data=json.dumps(block | {"@context": CONTEXT}), format="json-ld", publicID=SITE_URL + address)
        found[address] = graph
    return found


def test_every_term_is_one_of_schema_org(graphs: dict[str, Graph]) -> None:
    known = {str(term) for term in SDO.__annotations__}
    for address, graph in graphs.items():
        for _, predicate, thing in graph:
            if predicate == RDF.type:
                assert str(thing).removeprefix(SCHEMA) in known, (address, thing)
            else:
                assert str(predicate).removeprefix(SCHEMA) in known, (address, predicate)


def test_everything_says_what_its_type_must(graphs: dict[str, Graph]) -> None:
    seen = set()
    for address, graph in graphs.items():
        for subject, kind in graph.subject_objects(RDF.type):
            name = str(kind).removeprefix(SCHEMA)
            seen.add(name)
            has = {str(p).removeprefix(SCHEMA) for p in graph.predicates(subject)}
            assert NEEDED.get(name, set()) <= has, (address, name, NEEDED[name] - has)
    assert set(NEEDED) <= seen


def test_addresses_are_absolute_and_of_this_site_or_an_authority(blocks: dict[str, list[dict[str, Any]]]) -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key in ("@id", *LINKS):
                    assert re.match(r"https?://", item), (key, item)
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    for said in blocks.values():
        walk(said)


def named(blocks: dict[str, list[dict[str, Any]]], kind: str) -> dict[str, dict[str, Any]]:
    """The blocks of a type by the address that they name."""
    return {
        (block.get("@id") or block.get("url") or "").removeprefix(SITE_URL): block
        for said in blocks.values()
        for block in said
        if block["@type"] == kind
    }


def test_records_are_described_where_they_are_at_home(
    kb: KnowledgeBase, blocks: dict[str, list[dict[str, Any]]]
) -> None:
    for collection, kind in (
        ("events", "Event"), ("treaties", "Legislation"), ("countries", "Country"), ("organisations", "Organization"), ("people", "Person"),
    ):  # fmt: skip
        found = {i for i in named(blocks, kind) if i}
        assert found == {links.of(record) for record in kb.records[collection].values()}, collection
    terms = {links.of(record) for name in ("terms", "risk_factors") for record in kb.records[name].values()}
    assert set(named(blocks, "DefinedTerm")) == terms


def test_only_checked_claims_are_rated(kb: KnowledgeBase, blocks: dict[str, list[dict[str, Any]]]) -> None:
    """A rating stands for every verdict on something checkable that a read source supports, and for nothing else."""
    sources = kb.all(Source)
    wanted = {
        links.of(claim): claim
        for claim in kb.all(Claim).values()
        if claim.kind in ("fact", "figure", "quotation")
        and claim.verdict in ("confirmed", "imprecise", "contradicted")
        and any(sources[s].read != "none" for s in evidence(claim) or ())
    }
    found = named(blocks, "ClaimReview")
    assert found.keys() == wanted.keys() and len(found) > 20
    for address, review in found.items():
        rating = review["reviewRating"]
        assert (
            rating["ratingValue"]
            == {"contradicted": 1, "imprecise-substance": 2, "imprecise-wording": 3, "confirmed": 4}[
                wanted[address].mark
            ]
        )
        assert (rating["worstRating"], rating["bestRating"]) == (1, 4)
        assert rating["ratingExplanation"].startswith(rating["alternateName"])
        assert {author["name"] for author in review["itemReviewed"]["author"]} == {"Pou Sothirak", "Him Raksmey"}


def test_unsure_dates_are_not_given_as_sure(kb: KnowledgeBase, blocks: dict[str, list[dict[str, Any]]]) -> None:
    found = named(blocks, "Event")
    for event in kb.all(Event).values():
        said = found[links.of(event)]
        first, _, last = event.date.text.partition("/")
        sure = not re.search(r"[~?%X]|^\.\.", first)
        assert said.get("startDate") == (first if sure else None), event.id
        assert said.get("endDate") == (last if last and not re.search(r"[~?%X]|\.\.", last) else None), event.id


def test_breadcrumbs_say_what_the_page_shows(
    pages: dict[str, BeautifulSoup], blocks: dict[str, list[dict[str, Any]]]
) -> None:
    shown = 0
    for address, said in blocks.items():
        crumbs = pages[address].select(".kb-crumbs li")
        lists = [block for block in said if block["@type"] == "BreadcrumbList"]
        if not crumbs or address == "404.html":
            continue
        (one,) = lists
        assert [item["name"] for item in one["itemListElement"]] == [" ".join(li.get_text().split()) for li in crumbs]
        assert [item["position"] for item in one["itemListElement"]] == list(range(1, len(crumbs) + 1))
        assert one["itemListElement"][-1]["item"] == SITE_URL + address
        shown += 1
    assert shown > 60


def test_downloads_of_the_data_set_exist(site: Path, blocks: dict[str, list[dict[str, Any]]]) -> None:
    (data,) = (block for block in blocks["data/"] if block["@type"] == "Dataset")
    for download in data["distribution"]:
        assert (site / download["contentUrl"].removeprefix(SITE_URL)).is_file()


def test_nothing_ends_the_block_early() -> None:
    html = str(jsonld.script([{"@type": "Thing", "name": "</script><b>&amp;"}]))
    assert html.count("<") == 2 and blocks_of(html)[0]["name"] == "</script><b>&amp;"


def test_without_an_address_links_are_relative(tiny: KnowledgeBase) -> None:
    page = Page(tiny, Site("Tiny"), "treaties/covenant/")
    (said,) = blocks_of(str(jsonld.of(page, tiny.records["treaties"]["covenant"])))
    assert said["url"] == "./"


def test_a_verdict_without_a_read_source_is_never_rated(tiny: KnowledgeBase) -> None:
    page = Page(tiny, Site("Tiny", "https://kb.example/"), "claims/")
    claim = next(c for c in tiny.all(Claim).values() if jsonld.is_rated(page, c))
    for change in (
        {"sources": []},
        {"sources": [claim.document.source if claim.document else ""]},
        {"verdict": "unverified"},
        {"verdict": "not-checkable"},
        {"kind": "opinion"},
    ):
        assert not jsonld.is_rated(page, claim.model_copy(update=change)), change
        assert jsonld.node(page, claim.model_copy(update=change)) is None
