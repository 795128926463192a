"""Rules across fields and records: one function each, listed in RULES. They see only records of a good shape.

A rule yields `Broken` and never raises. To add one: write the function, add it to RULES, and give it two cases
in tests/test_rules.py, one that obeys and one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from . import links
from .load import KnowledgeBase
from .models import (
    COLLECTIONS,
    CONSENTS,
    LINK,
    Checked,
    Country,
    Fact,
    Record,
    Source,
    Treaty,
    Vote,
    references,
)
from .problems import Problem, any_of, nearest
from .source import Document, Path


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a record breaks, at a path inside the record."""

    record: Record
    at: Path
    what: str
    allowed: str = ""
    cure: str = ""


Rule = Callable[[KnowledgeBase], Iterator[Broken]]


def each(kb: KnowledgeBase) -> Iterator[Record]:
    """All records."""
    for records in kb.records.values():
        yield from records.values()


def references_exist(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every id that a record names is the id of a record."""
    for record in each(kb):
        for at, collection, target in references(record):
            if collection not in kb.records:
                yield Broken(
                    record,
                    at,
                    f"there is no collection {collection!r}",
                    f"collection/id, of {any_of(COLLECTIONS)}",
                    "mend the part before the stroke",
                )
            elif not kb.knows(collection, target):
                yield Broken(record, at, *_missing(kb, collection, target))


def _missing(kb: KnowledgeBase, collection: str, target: str) -> tuple[str, str, str]:
    close = nearest(target, kb.records[collection])
    home = f"data/{collection}.yaml" if COLLECTIONS[collection].keyed else f"data/{collection}/{target}.yaml"
    cure = f"did you mean {close}?" if close else f"add {'it to ' if COLLECTIONS[collection].keyed else ''}{home}"
    return f"there is no record {target!r} in {collection}", f"the id of a record in {collection}", cure


def links_in_prose_resolve(kb: KnowledgeBase) -> Iterator[Broken]:
    """A Markdown link in prose leads to the web (https) or to a record, as [ICCPR](treaties/iccpr)."""
    for record in each(kb):
        for at, text in texts(record):
            if "](" not in text:
                continue
            for target in LINK.findall(text):
                collection, _, record_id = target.partition("/")
                if re.match(r"https?://[^/]", target) or (collection in kb.records and kb.knows(collection, record_id)):
                    continue
                if collection in kb.records:
                    yield Broken(record, at, *_missing(kb, collection, record_id))
                else:
                    yield Broken(
                        record,
                        at,
                        f"the link ({target}) leads nowhere",
                        "https://…, or collection/id of a record",
                        "mend the address",
                    )


def texts(part: BaseModel, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a record with its place."""

    def walk(value: Any, here: Path) -> Iterator[tuple[Path, str]]:
        if isinstance(value, str):
            yield here, value
        elif isinstance(value, BaseModel):
            yield from texts(value, here)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from walk(item, (*here, index))
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*here, key))

    for name in type(part).model_fields:
        yield from walk(getattr(part, name), (*at, name))


def reviewed_after_checked(kb: KnowledgeBase) -> Iterator[Broken]:
    """The next check lies after the last one."""
    for record in each(kb):
        if isinstance(record, Checked) and record.review_by <= record.checked:
            yield Broken(
                record,
                ("review_by",),
                f"{record.review_by} is not later than checked ({record.checked})",
                "a day after the last check",
                "set the day by which this should be checked again",
            )


def quotation_names_its_paragraph(kb: KnowledgeBase) -> Iterator[Broken]:
    """A quotation of the op-ed says where it stands."""
    for record in each(kb):
        if isinstance(record, Fact) and record.quote and not record.paragraphs:
            yield Broken(
                record,
                ("quote",),
                "the quotation has no paragraph",
                "P1 to P25, the quoted paragraph first",
                "add paragraphs: [P…]",
            )


def sources_are_used(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every source supports some fact; not asked while a record cannot be read that might cite it."""
    if kb.broken:
        return
    for source in kb.all(Source).values():
        if not kb.citing(source):
            yield Broken(
                source,
                (),
                f"no fact cites the source {source.id}",
                "sources that some record names",
                "cite it, or delete it",
            )


def sources_say_where(kb: KnowledgeBase) -> Iterator[Broken]:
    """A source that was read has an address or a word on where it was read, and the day."""
    for source in kb.all(Source).values():
        if source.read != "none":
            if not (source.URL or source.archive or source.note):
                yield Broken(
                    source,
                    ("read",),
                    "the source was read, but nothing says where",
                    "URL, archive or note",
                    "add its address",
                )
            if not source.accessed:
                yield Broken(
                    source,
                    ("read",),
                    "the source was read, but not when",
                    "accessed: the day, as 2026-11-22",
                    "add accessed",
                )


def titles_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """Two records of one kind never bear the same title."""
    for name, records in kb.records.items():
        seen: dict[str, Record] = {}
        for record in records.values():
            title = getattr(record, "title", None) or getattr(record, "name", None)
            if title is None or name == "sources":
                continue
            first = seen.setdefault(title.casefold(), record)
            if first is not record:
                yield Broken(
                    record,
                    ("title",) if hasattr(record, "title") else ("name",),
                    f"the title is that of {first.id} ({first.path})",
                    "a title of its own",
                    "say what is different",
                )


def sources_have_one_record(kb: KnowledgeBase) -> Iterator[Broken]:
    """One address is one source."""
    seen: dict[str, Source] = {}
    for source in kb.all(Source).values():
        if source.URL:
            address = re.sub(r"^https?://(www\.)?", "", source.URL).rstrip("/")
            first = seen.setdefault(address, source)
            if first is not source:
                yield Broken(
                    source,
                    ("URL",),
                    f"the address is that of {first.id}",
                    "one record for one address",
                    f"cite {first.id} instead and delete this one",
                )


def treaties_cover_all_states(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every treaty has a status for every state."""
    states = list(kb.all(Country))
    for treaty in kb.all(Treaty).values():
        for missing in [state for state in states if state not in treaty.status]:
            yield Broken(
                treaty,
                ("status",),
                f"the status of {missing} is missing",
                f"one entry for each of {any_of(states)}",
                f"add {missing}: with acts: [] if no act was found",
            )


def votes_are_given_once(kb: KnowledgeBase) -> Iterator[Broken]:
    """A state has one entry for a vote, and none where nothing was put to the vote."""
    for country in kb.all(Country).values():
        seen: set[str] = set()
        for index, entry in enumerate(country.votes):
            vote = kb.all(Vote).get(entry.vote)
            if entry.vote in seen:
                yield Broken(
                    country,
                    ("votes", index, "vote"),
                    f"{entry.vote} is given twice",
                    "one entry for each vote",
                    "delete one of the two",
                )
            if vote and vote.method == "without-vote":
                yield Broken(
                    country,
                    ("votes", index, "vote"),
                    f"{entry.vote} was adopted without a vote",
                    "votes with method: recorded",
                    "delete the entry",
                )
            seen.add(entry.vote)


def acts_follow_in_time(kb: KnowledgeBase) -> Iterator[Broken]:
    """Acts stand in order of time, none before adoption, and each rests on the one it needs."""
    for treaty in kb.all(Treaty).values():
        if treaty.in_force.upper < treaty.adopted.lower:
            yield Broken(
                treaty,
                ("in_force",),
                f"{treaty.in_force} is before the adoption ({treaty.adopted})",
                "a day after adoption",
                "compare both with the depositary",
            )
        for state, status in treaty.status.items():
            at: Path = ("status", state, "acts")
            kinds = [act.act for act in status.acts]
            for index, act in enumerate(status.acts):
                here = (*at, index, "date")
                if act.date.upper < treaty.adopted.lower:
                    yield Broken(
                        treaty,
                        here,
                        f"{act.act} on {act.date} is before the adoption ({treaty.adopted})",
                        "a day after adoption",
                        "compare both with the depositary",
                    )
                if index and act.date.upper < status.acts[index - 1].date.lower:
                    yield Broken(
                        treaty,
                        here,
                        f"{act.act} on {act.date} stands behind a later act ({status.acts[index - 1].date})",
                        "acts in order of time",
                        "move the entry, or mend the date",
                    )
                if kinds.index(act.act) != index:
                    yield Broken(
                        treaty,
                        (*at, index, "act"),
                        f"{act.act} is given twice",
                        "each kind of act once",
                        "delete one of the two",
                    )
            needs = {
                "entry-into-force": CONSENTS,
                "withdrawal-notified": CONSENTS,
                "accession-withdrawn": CONSENTS,
                "withdrawal-effective": ("withdrawal-notified",),
            }
            for kind, needed in needs.items():
                if kind in kinds and not any(k in kinds for k in needed):
                    yield Broken(
                        treaty,
                        (*at, kinds.index(kind), "act"),
                        f"{kind} stands without {' or '.join(needed)}",
                        "an act that comes before it",
                        "add the missing act",
                    )
            if sum(k in CONSENTS for k in kinds) > 1:
                yield Broken(
                    treaty,
                    at,
                    "two acts of consent are given",
                    "one of ratification, accession, succession",
                    "delete one",
                )


def status_says_until_when(kb: KnowledgeBase) -> Iterator[Broken]:
    """A status that rests on a source says up to when; one that rests on none claims nothing."""
    for treaty in kb.all(Treaty).values():
        for state, status in treaty.status.items():
            at: Path = ("status", state)
            if bool(status.sources) != bool(status.as_of):
                what = "there are sources but no as_of" if status.sources else "there is an as_of but no source"
                yield Broken(
                    treaty,
                    at,
                    what,
                    "both or neither",
                    "add the newest moment that the sources support"
                    if status.sources
                    else "add the source, or delete as_of",
                )
            if not status.sources and status.confidence != "low":
                yield Broken(
                    treaty,
                    (*at, "confidence"),
                    f"{status.confidence} confidence without a source",
                    "low, where no source was read",
                    "add the source, or write low",
                )
            read = [a for a in status.acts if a.sources != [] and a.act != "entry-into-force"]
            newest = max((a.date.lower for a in read), default=None)
            if status.as_of and newest and newest > status.as_of.upper:
                yield Broken(
                    treaty,
                    (*at, "as_of"),
                    f"{status.as_of} is before the newest act ({newest.isoformat()})",
                    "the newest moment that a source supports",
                    "set it to the day of the newest source",
                )


def pages_match_records(kb: KnowledgeBase) -> Iterator[Broken]:
    """Each record of a kind with pages of its own has its page in docs/, with its own title."""
    for name, model in COLLECTIONS.items():
        if not model.stub:
            continue
        for record in kb.records[name].values():
            page = links.stub(name, record.id)
            assert page is not None
            file, wanted = kb.root / page, stub_text(record)
            if not file.is_file():
                yield Broken(
                    record,
                    (),
                    f"its page {page} is missing",
                    f"a page that reads: {' / '.join(wanted.split(chr(10))[:6])}",
                    f"run kb new {name} {record.id}",
                )
            elif (
                wanted.split("\n---\n")[0] not in (found := file.read_text("utf-8"))
                or wanted.rstrip().split("\n")[-1] not in found
            ):
                yield Broken(
                    record,
                    (),
                    f"its page {page} does not fit it",
                    f"a page that begins: {' / '.join(wanted.split(chr(10))[:5])}",
                    f"run kb new {name} {record.id}",
                )


def stub_text(record: Record) -> str:
    """The page of a record as `kb new` writes it; prose may follow."""
    view = record.collection.replace("ies", "y").removesuffix("s")
    return f'---\ntitle: "{record.label}"\n---\n\n{{{{ {view}("{record.id}") }}}}\n'


RULES: list[Rule] = [
    references_exist,
    links_in_prose_resolve,
    reviewed_after_checked,
    quotation_names_its_paragraph,
    sources_are_used,
    sources_say_where,
    sources_have_one_record,
    titles_differ,
    treaties_cover_all_states,
    votes_are_given_once,
    acts_follow_in_time,
    status_says_until_when,
    pages_match_records,
]


def check(kb: KnowledgeBase, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Every broken rule as a problem with its place."""
    for rule in RULES:
        for broken in rule(kb):
            record = broken.record
            document = documents.get(record.path)
            top: Path = (record.id,) if record.keyed else ()
            line, column = document.place((*top, *broken.at), key=False) if document else (0, 0)
            name = ".".join(str(step + 1) if isinstance(step, int) else step for step in broken.at)
            yield Problem(
                record.path,
                line,
                column,
                f"{name}: {broken.what}" if name else broken.what,
                broken.allowed,
                broken.cure,
            )
