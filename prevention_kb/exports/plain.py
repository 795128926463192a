"""A record as plain values, as its JSON shows them: its fields, and beside them what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic import BaseModel

from ..derived import citation, code_book, links, released, status
from ..derived.evidence import READ, at_another_time, best_read, evidence, looked, read_words
from ..facts.dates import When
from ..facts.documents import Claim, Paragraph
from ..facts.framework import Guidance, Reading, RiskFactor
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Checked, Record
from ..facts.sources import Source
from ..facts.states import Country
from ..facts.treaties import Status, Treaty
from ..languages.language import Language
from ..pages.views.framework import ADVICE_READ
from ..reading.catalogue import english

STATES = (*READ, *get_args(Reading))
"""Every word for a state of checking: how far a source was read, or the wording behind a paraphrase."""


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
    if isinstance(found, Paragraph):  # in the files of data/ only those whose order is not that of their ids
        for model in (Claim, Promise):
            result[model.collection] = [said.id for said in kb.begun(found, model)]
    if isinstance(found, Claim):
        result["true_at_another_time"] = at_another_time(found)
    return result | {
        "referred_by": sorted(f"{r.collection}/{r.id}" for r in kb.citing(found)),
        "generated_from": found.path,
        "citation": citation.forms(citation.item(kb, found, base, released.is_changed(kb, found))),
    }


@lru_cache(maxsize=2)
def _briefs(kb: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """Every source as another record names it."""
    return {
        source.id: {
            "id": source.id,
            "title": citation.titled(source),
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
        return {
            "state": found.read,
            "words": english().say(f"read.{found.read}"),
            "checked": found.accessed,
            "review_by": None,
        }
    rests_on = evidence(found)
    if rests_on is None:
        return None
    state: str = best_read(kb, rests_on)
    words = read_words(english(), kb, rests_on)
    if isinstance(found, (RiskFactor, Guidance)):
        state = found.definition_read if isinstance(found, RiskFactor) else found.read
        words = english().say(
            f"framework.reading-begin.{state}"
            if isinstance(found, RiskFactor)
            else f"framework.advice.{state if state in ADVICE_READ else 'recalled'}"
        )
    return {
        "state": state,
        "words": words,
        "checked": found.checked if isinstance(found, Checked) else None,
        "review_by": found.review_by if isinstance(found, Checked) else None,
    }


def dates(part: BaseModel, at: str = "") -> Iterator[tuple[str, When]]:
    """Every date in a record with the path of its field, as status.cambodia.acts.0.date."""
    own = dict(part)
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
    return tuple(name for name, _, _, found in code_book.fields(model) if found.kind in ("date", "part"))


def date(when: When) -> dict[str, str | None]:
    """A date for machines and for people."""
    return _date(when, english())


@lru_cache(maxsize=100_000)
def _date(when: When, language: Language) -> dict[str, str | None]:
    return {
        "edtf": when.text,
        "lower": lower(when),
        "upper": upper(when),
        "precision": when.precision,
        "words": language.when(when),
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
                "words": english().say(answer.words),
                "since": answer.since and answer.since.text,
                "in_force_lower": force and force.lower.isoformat(),
                "in_force_upper": force and force.upper.isoformat(),
                "in_force_basis": force and _basis(held, force),
                "as_of": held.as_of and held.as_of.text,
                "looked": looked(kb, held.sources),
                "read": bool(held.sources),
                "reason": english().say(answer.reason),
            }
    return found


def _basis(held: Status, force: status.InForce) -> str:
    """Where the day comes from: from a source, from the clause of the treaty, or from an act whose day no source gives."""
    of = ("entry-into-force",) if force.recorded else status.CONSENTS
    if any(act.sources == [] for act in held.acts if act.act in of):
        return "no-source"
    return "recorded" if force.recorded else "computed"
