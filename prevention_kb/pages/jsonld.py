"""What a page says of itself to search engines and other programs: JSON-LD in the terms of schema.org.

Addresses are absolute where the site's own address is known, else relative to the page. Only what the page shows is said, and
little of it: each record carries its own block, so that it weighs next to nothing beside the same words in the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from ..derived import citation, links, released
from ..derived.evidence import evidence
from ..facts.actors import Organisation, Person, Term
from ..facts.dates import When
from ..facts.documents import Claim
from ..facts.events import Event
from ..facts.framework import RiskFactor
from ..facts.kinds import COLLECTIONS, INTERNAL
from ..facts.mechanisms import Mechanism
from ..facts.shape import Named, Record
from ..facts.sources import Source
from ..facts.states import Country
from ..facts.treaties import Treaty
from ..reading.catalogue import english
from .page import Page

Node = dict[str, Any]

RATING = {"contradicted": 1, "imprecise-substance": 2, "imprecise-wording": 3, "confirmed": 4}
"""Our verdicts as a rating, worst first: 1 a source shows the opposite, 2 a difference of substance, 3 one of wording, 4 the same. No other
verdict is rated."""
TEXTS = {"op-ed": "OpinionNewsArticle", "report": "Report", "law": "Legislation"}
"""What a document is in the terms of schema.org, where they have a word for its kind."""
RATED_KINDS = ("fact", "figure", "quotation")


def is_rated(page: Page, claim: Claim) -> bool:
    """Whether a verdict is one that ClaimReview can carry: on something checkable, from a source that was read."""
    read = [s for s in evidence(claim) or () if page.kb.get(Source, s).read != "none"]
    return claim.kind in RATED_KINDS and claim.mark in RATING and bool(read)


def script(nodes: Iterable[Node | None]) -> Markup:
    """The nodes as a data block of HTML; empty where there are none. It is no script: no policy forbids it."""
    found = [_without_gaps(node) for node in nodes if node]
    if not found:
        return Markup("")
    text = json.dumps(
        {"@context": "https://schema.org"} | (found[0] if len(found) == 1 else {"@graph": found}),
        ensure_ascii=False,
        separators=(",", ":"),
    )
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')


def of(page: Page, record: Record) -> Markup:
    """What a page says of a record to programs."""
    return script([node(page, record)])


def _without_gaps(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def address(page: Page, target: Record | str) -> str:
    """The address of a record, or of a file from the top of the site."""
    path = links.of(target) if isinstance(target, Record) else target
    return page.site.top + path if page.site.url else page.href(path)


def node(page: Page, record: Record) -> Node | None:
    """What can be said of this record; None where schema.org has no word for its kind."""
    make = _MAKERS.get(type(record))
    if page.kb.english:  # one record has one set of words on all pages, and a program cannot see what is a draft
        record = page.kb.english.records[record.collection][record.id]
    return make(page, record) if make else None


def _ref(page: Page, collection: str, record_id: str) -> Node:
    return {"@id": address(page, links.address(collection, record_id))}


def _day(when: When | None, end: bool = False) -> str | None:
    """A date in ISO 8601, as precise as it is known; None where it is not sure."""
    if when is None:
        return None
    side = when.text.partition("/")[2 if end else 0]
    return side if side and side.replace("-", "").isdigit() else None


def _elsewhere(record: Named) -> list[Node]:
    """Its names in other languages, each with its language."""
    return [{"@language": code, "@value": form} for code, name in record.names.items() for form in name.forms[:1]]


def _event(page: Page, event: Event) -> Node:
    return {
        "@type": "Event",
        "@id": address(page, event),
        "name": event.title,
        "alternateName": _elsewhere(event),
        "description": event.summary,
        "startDate": _day(event.date),
        "endDate": _day(event.date, end=True),
        "location": event.place and {"@type": "Place", "name": event.place},
    }


def _treaty(page: Page, treaty: Treaty) -> Node:
    return {
        "@type": "Legislation",
        "@id": address(page, treaty),
        "url": address(page, treaty),
        "name": treaty.title,
        "alternateName": [treaty.short, *_elsewhere(treaty)],
        "description": treaty.summary,
        "legislationType": english().say("kinds.treaties.one"),
        "legislationIdentifier": treaty.un_treaty_collection
        and english().say("linked.un-treaty-collection", number=treaty.un_treaty_collection),
        "legislationDate": _day(treaty.adopted),
        "temporalCoverage": (start := _day(treaty.in_force)) and f"{start}/..",
        "legislationLegalForce": {"@id": "https://schema.org/InForce"},
        "isBasedOn": treaty.parent and _ref(page, "treaties", treaty.parent),
        "sameAs": treaty.official_url,
    }


def _country(page: Page, country: Country) -> Node:
    return {
        "@type": "Country",
        "@id": address(page, country),
        "url": address(page, country),
        "name": country.name,
        "alternateName": [country.official_name, *_elsewhere(country)],
        "identifier": country.iso3,
    }


def _claim(page: Page, claim: Claim) -> Node | None:
    if not is_rated(page, claim):
        return None
    document = claim.document
    text = document and page.kb.get(Source, document.source)
    value = RATING[claim.mark]
    return {
        "@type": "ClaimReview",
        "url": address(page, claim),
        "claimReviewed": claim.restated,
        "datePublished": claim.checked,
        "author": {"@type": "Organization", "name": page.site.responsible or page.site.name, "url": page.site.top or page.href("")},
        "itemReviewed": {
            "@type": "Claim",
            "author": [{"@type": "Person", "name": name.literal or f"{name.given} {name.family}"} for name in (text.author if text else ())],
            "appearance": text and document and {"@type": TEXTS.get(document.kind, "CreativeWork"), "name": text.title, "publisher": {"@type": "Organization", "name": text.publisher}},
        },
        "reviewBody": claim.finding,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": max(RATING.values()),
            "worstRating": min(RATING.values()),
            "alternateName": english().say(f"verdict.{claim.mark}"),
            "ratingExplanation": english().say(f"rating.{claim.mark}"),
        },
    }  # fmt: skip


def _organisation(page: Page, body: Organisation) -> Node:
    return {
        "@type": "Organization",
        "@id": address(page, body),
        "url": body.official_url,
        "name": body.name,
        "alternateName": [name for name in (body.abbreviation, *_elsewhere(body)) if name],
        "description": body.role,
        "foundingDate": _day(body.founded) if body.founded and not body.founded.is_span else None,
    }


def _mechanism(page: Page, body: Mechanism) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "@id": address(page, body),
        "name": body.name,
        "alternateName": body.own_name,
        "areaServed": body.where,
        "foundingDate": _day(body.basis.date) if body.basis.date and not body.basis.date.is_span else None,
    }


def _person(page: Page, person: Person) -> Node:
    return {
        "@type": "Person",
        "@id": address(page, person),
        "name": person.name,
        "alternateName": _elsewhere(person),
        "description": person.role,
        "affiliation": [_ref(page, "organisations", i) for i in person.organisations],
    }


def _term(page: Page, term: Term) -> Node:
    return {
        "@type": "DefinedTerm",
        "@id": address(page, term),
        "name": term.term,
        "alternateName": [name for name in (term.abbreviation, *term.also, *_elsewhere(term)) if name],
        "description": term.definition,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": address(page, "glossary/")},
    }


def _risk_factor(page: Page, factor: RiskFactor) -> Node:
    return {
        "@type": "DefinedTerm",
        "@id": address(page, factor),
        "url": address(page, factor),
        "name": factor.title,
        "termCode": str(factor.number),
        "description": factor.definition,
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": address(page, "risk-factors/"),
            "name": english().say("linked.framework"),
        },
    }


_MAKERS: dict[type[Record], Callable[[Page, Any], Node | None]] = {
    Event: _event,
    Treaty: _treaty,
    Country: _country,
    Claim: _claim,
    Organisation: _organisation,
    Mechanism: _mechanism,
    Person: _person,
    Term: _term,
    RiskFactor: _risk_factor,
}


def site(page: Page) -> Node:
    """The site, for its first page."""
    edition = citation.edition(page.kb.root)
    return {
        "@type": "WebSite",
        "@id": address(page, ""),
        "url": address(page, ""),
        "name": page.site.name,
        "description": edition.abstract,
        "inLanguage": page.language.code,
        "license": citation.LICENCE_URL,
    }


def dataset(page: Page) -> Node:
    """The data as a whole, with its files."""
    edition = citation.edition(page.kb.root)
    days = [event.date for event in page.kb.all(Event).values()]
    formats = {"csv": "text/csv", "json": "application/json"}
    files = [
        (page.say("linked.file", name=page.say(f"kinds.{name}.many"), form=kind.upper()), f"data/{name}.{kind}", mime)
        for name in COLLECTIONS
        for kind, mime in formats.items()
    ]
    files += [
        (page.say("linked.status"), "data/treaty-status.csv", "text/csv"),
        (page.say("linked.all"), "data/all.zip", "application/zip"),
    ]
    return {
        "@type": "Dataset",
        "@id": address(page, "data/"),
        "url": address(page, "data/"),
        "name": edition.title,
        "description": f"{edition.abstract} {_counted(page)}",
        "version": released.version(page.kb.original),
        "datePublished": edition.released,
        "dateModified": released.newest(page.kb.original),
        "license": citation.LICENCE_URL,
        "isAccessibleForFree": True,
        "inLanguage": page.language.code,
        "creator": [
            {"@type": "Organization", "name": author, "url": address(page, "about/")} for author in edition.authors
        ],
        "keywords": list(edition.keywords),
        "spatialCoverage": {"@type": "Place", "name": page.say("linked.area")},
        "temporalCoverage": days and f"{min(d.lower for d in days).year}/{max(d.lower for d in days).year}",
        "distribution": [
            {"@type": "DataDownload", "name": name, "contentUrl": address(page, path), "encodingFormat": mime}
            for name, path, mime in files
        ],
    }


def _counted(page: Page) -> str:
    counts = [
        page.say(f"counted.{name}", count=len(records))
        for name, records in page.kb.records.items()
        if records and name not in INTERNAL
    ]
    return page.say("linked.holds", counts=page.say("piece.between").join(counts))
