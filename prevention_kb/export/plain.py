"""A record as plain values, as its JSON shows them: its fields, and beside them what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from .. import changes, citation, links, status
from ..dates import When
from ..load import KnowledgeBase
from ..models import Country, Guidance, Reading, Record, RiskFactor, Source, Treaty
from ..render import READ, best_read
from ..rules import evidence
from . import book

STATES = (*READ, *get_args(Reading))
"""Every word for a state of checking: how far a source was read, or the wording behind a paraphrase."""

BESIDE = {
    "id": "Id of the record in its collection; it stays for ever.",
    "collection": "Name of the collection.",
    "url": "Address of the record's page or of its place on a page.",
    "label": "What the record is called where it is only mentioned.",
    "sources": "The sources of the record, each with id, title, publisher, date, address and how far it was read.",
    "other_sources": "The same for sources that only a part of the record names; the part holds their ids.",
    "checking": "State of checking: how far the best-read source was read (for risk factors and guidance, the wording behind the paraphrase), in one word and in words, the day of checking "
    "and the day by which to check again. null for records that rest on no source.",
    "dates": "For each date of the record, by the path of its field: the EDTF text, its first and last possible day "
    "(null where an end is open), how precise it is, and the date in words.",
    "positions": "Worked out from the acts, for each state (or treaty): the last known phase, since when the treaty is in force for the "
    "state, whether that day is recorded or computed, and up to when the status was checked.",
    "referred_by": "Records that refer to this one, as collection/id.",
    "generated_from": "The file of the repository that holds the record.",
    "citation": "How to cite the record: short, full, BibTeX, RIS and CSL-JSON, with the version of the data.",
}
"""What stands in a record's JSON beside the fields of its model, with what it means."""


def record(kb: KnowledgeBase, found: Record, base: str) -> dict[str, Any]:
    """All of one record; `base` is the address of the site with its last slash, or empty."""
    fields = found.model_dump(mode="json", by_alias=True)
    del fields["id"]
    own, briefs = fields.pop("sources", None) or [], _briefs(kb)
    named = [record_id for kind, record_id in kb.named[found.collection, found.id] if kind == "sources"]
    result: dict[str, Any] = {
        "id": found.id,
        "collection": found.collection,
        "url": base + links.of(found),
        "label": found.label,
        **fields,
        "sources": [briefs[source] for source in own],
        "other_sources": [briefs[source] for source in named if source not in own],
        "checking": checking(kb, found),
        "dates": {at: date(when) for at, when in dates(found)},
    }
    if isinstance(found, (Treaty, Country)):
        result["positions"] = positions(kb, found)
    return result | {
        "referred_by": sorted(f"{r.collection}/{r.id}" for r in kb.citing(found)),
        "generated_from": found.path,
        "citation": citation.forms(citation.item(kb, found, base, changes.is_changed(kb, found))),
    }


@lru_cache(maxsize=2)
def _briefs(kb: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """Every source as another record names it."""
    return {
        source.id: {
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "issued": source.issued and source.issued.text,
            "URL": source.URL or source.archive,
            "read": source.read,
        }
        for source in kb.all(Source).values()
    }


def checking(kb: KnowledgeBase, found: Record) -> dict[str, Any] | None:
    """The state of checking, as the page says it: how far the best-read source was read, or for what paraphrases the
    Framework, how far the wording behind it was read."""
    if isinstance(found, Source):
        return {"state": found.read, "words": READ[found.read], "checked": found.accessed, "review_by": None}
    rests_on = evidence(found)
    if rests_on is None:
        return None
    state: str = best_read(kb, rests_on)
    words = READ[state]
    if isinstance(found, (RiskFactor, Guidance)):
        from ..views.framework import ADVICE, READINGS  # the views need this package

        state = found.definition_read if isinstance(found, RiskFactor) else found.read
        words = READINGS[state] if isinstance(found, RiskFactor) else ADVICE.get(state, READINGS["recalled"])
    return {
        "state": state,
        "words": words,
        "checked": vars(found).get("checked"),
        "review_by": vars(found).get("review_by"),
    }


def dates(part: BaseModel, at: str = "") -> Iterator[tuple[str, When]]:
    """Every date in a record with the path of its field, as status.cambodia.acts.0.date."""
    own = vars(part)
    for name in _dated(type(part)):
        value = own[name]
        if isinstance(value, When):
            yield at + name, value
        elif isinstance(value, BaseModel):
            yield from dates(value, f"{at}{name}.")
        elif value:
            for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from dates(item, f"{at}{name}.{key}.")


@cache
def _dated(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that are dates, or groups that may hold some."""
    return tuple(name for name, _, _, found in book.fields(model) if found.kind in ("date", "part"))


@lru_cache(maxsize=100_000)
def date(when: When) -> dict[str, str | None]:
    """A date for machines and for people."""
    return {
        "edtf": when.text,
        "lower": lower(when),
        "upper": upper(when),
        "precision": when.precision,
        "words": when.words,
    }


def lower(when: When) -> str | None:
    """The first possible day, None where the beginning is open."""
    return None if when.lower == when.lower.min else when.lower.isoformat()


def upper(when: When) -> str | None:
    """The last possible day, None where the end is open."""
    return None if when.upper == when.upper.max else when.upper.isoformat()


def positions(kb: KnowledgeBase, found: Treaty | Country) -> dict[str, dict[str, Any]]:
    """Where each state stands towards a treaty, or a state towards each treaty."""
    everything = _positions(kb)
    if isinstance(found, Treaty):
        return {state: everything[found.id, state] for state in found.status}
    return {
        treaty.id: everything[treaty.id, found.id] for treaty in kb.all(Treaty).values() if found.id in treaty.status
    }


@lru_cache(maxsize=2)
def _positions(kb: KnowledgeBase) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for treaty in kb.all(Treaty).values():
        for state, held in treaty.status.items():
            answer = status.every(kb)[treaty.id, state]
            force = answer.in_force
            found[treaty.id, state] = {
                "phase": answer.phase,
                "words": answer.words,
                "since": answer.since and answer.since.text,
                "in_force_lower": force and force.lower.isoformat(),
                "in_force_upper": force and force.upper.isoformat(),
                "in_force_basis": force and ("recorded" if force.recorded else "computed"),
                "as_of": held.as_of and held.as_of.text,
                "read": bool(held.sources),
                "reason": answer.reason,
            }
    return found
