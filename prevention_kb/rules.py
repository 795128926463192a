"""Rules across fields and records: one function each, listed in RULES. They see only records of a good shape.

A rule yields `Broken` and never raises. To add one: write the function, add it to RULES, and give it two cases
in tests/test_rules.py, one that obeys and one that does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from . import links, pages
from .dates import When
from .files import own
from .load import KnowledgeBase
from .models import (
    COLLECTIONS,
    CONSENTS,
    LINK,
    Checked,
    Claim,
    Country,
    Event,
    Fact,
    Paragraph,
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
        if any(_missing(kb, *named) for named in kb.named[record.collection, record.id]):
            for at, collection, target in references(record):
                if fault := _missing(kb, collection, target):
                    yield Broken(record, at, *fault)


def _missing(kb: KnowledgeBase, collection: str, target: str) -> tuple[str, str, str] | None:
    """What to say of a reference that leads to no record; None where it does."""
    if collection not in kb.records:
        return (
            f"there is no collection {collection!r}",
            f"collection/id, of {any_of(COLLECTIONS)}",
            "mend the part before the slash",
        )
    if kb.knows(collection, target):
        return None
    close = nearest(target, kb.records[collection])
    home = f"it to data/{collection}.yaml" if COLLECTIONS[collection].keyed else f"data/{collection}/{target}.yaml"
    cure = f"did you mean {close}?" if close else f"add {home}"
    return f"there is no record {target!r} in {collection}", f"the id of a record in {collection}", cure


def links_in_prose_resolve(kb: KnowledgeBase) -> Iterator[Broken]:
    """A Markdown link in prose leads to the web (https) or to a record, as [ICCPR](treaties/iccpr)."""
    for found in said(kb):
        record = found.record
        for at, text in found.texts:
            if "](" not in text:
                continue
            if "](" in LINK.sub("", text):
                yield Broken(
                    record,
                    at,
                    "a link is written in an unusual way, with brackets, a title or a space in it",
                    "[words](https://…) or [words](collection/id)",
                    "write it in this plain form",
                )
            for target in LINK.findall(text):
                if re.match(r"https?://[^/]", target):
                    continue
                collection, _, record_id = target.partition("/")
                fault = _missing(kb, collection, record_id)
                if fault and collection not in kb.records:
                    fault = (
                        f"the link ({target}) leads nowhere",
                        "https://…, or collection/id of a record",
                        "mend the address",
                    )
                if fault:
                    yield Broken(record, at, *fault)


@dataclass(frozen=True, slots=True)
class Said:
    """Every text and every date in a record, each with its place."""

    record: Record
    texts: list[tuple[Path, str]]
    dates: list[tuple[Path, When]]


@lru_cache(maxsize=1)
def said(kb: KnowledgeBase) -> list[Said]:
    """What all records say; kept while the rules are asked, since several want it."""
    return [_said(record) for record in each(kb)]


def _said(record: Record) -> Said:
    found = Said(record, [], [])

    def walk(held: Iterable[tuple[str | int, Any]], above: Path) -> None:
        for key, value in held:
            if isinstance(value, str):
                found.texts.append(((*above, key), value))
            elif isinstance(value, When):
                found.dates.append(((*above, key), value))
            elif isinstance(value, list):
                walk(enumerate(value), (*above, key))
            elif isinstance(value, dict):
                walk(value.items(), (*above, key))
            elif value is not None and isinstance(value, BaseModel):  # the slowest question last
                walk(vars(value).items(), (*above, key))

    walk(vars(record).items(), ())
    return found


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


def addresses_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """Records that share a page never share an id, nor have one of the frame of the page or of one of its headings."""
    seen: dict[str, Record] = {}
    headings: dict[str, frozenset[str]] = {}
    for record in each(kb):
        page, hash_, fragment = links.of(record).partition("#")
        if not hash_:
            continue
        if page not in headings:
            headings[page] = _headings(kb, page)
        first = seen.setdefault(f"{page}#{fragment}", record)
        if first is not record:
            yield _address_taken(record, page, f"the record {first.id} ({first.path})")
        elif links.in_frame(fragment):
            yield _address_taken(record, page, "a part of the frame of the page")
        elif fragment in headings[page]:
            yield _address_taken(record, page, "a heading of the page")


def _address_taken(record: Record, page: str, by: str) -> Broken:
    what = f"/{page}#{record.id}, its address, is that of {by}"
    return Broken(
        record, (), what, "an id that nothing else on the page bears", f"add a word to the id, as {record.id}-2"
    )


def _headings(kb: KnowledgeBase, page: str) -> frozenset[str]:
    """The ids of the headings that the prose of a page has."""
    file = next(
        (file for file in (kb.root / links.page(page), kb.root / "docs" / page / "index.md") if file.is_file()), None
    )
    found = re.findall(
        r"^#{1,6} +(.+?)(?: *\{: *#([\w-]+).*\})? *$", file.read_text("utf-8") if file else "", re.MULTILINE
    )
    return frozenset(
        own or re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title, own in found
    )


def nothing_happens_after_the_check(kb: KnowledgeBase) -> Iterator[Broken]:
    """No date in a record lies after the day on which the record was checked; what its sources allow for `as_of` is a rule of its own."""
    for every in said(kb):
        record = every.record
        if isinstance(record, Checked):
            for at, when in every.dates:
                if at[-1] != "as_of" and when.lower != date.min and when.lower.isoformat() > record.checked:
                    yield Broken(
                        record,
                        at,
                        f"{when} is after the day on which this was checked ({record.checked})",
                        "a date up to the day of checking",
                        "mend the date, or check the record again and set checked",
                    )


def events_have_a_beginning(kb: KnowledgeBase) -> Iterator[Broken]:
    """An event stands in the timeline where it begins."""
    for event in kb.all(Event).values():
        if event.date.lower == date.min:
            yield Broken(
                event,
                ("date",),
                f"{event.date} does not say when it began",
                "a date, or a span whose beginning is known at least roughly",
                f"write {event.date.text.removeprefix('../')} where only the end is known, and say so in the note",
            )


def figures_fit_together(kb: KnowledgeBase) -> Iterator[Broken]:
    """The lower end of a range is below the upper one, and the figure itself between them."""
    for claim in kb.all(Claim).values():
        for index, figure in enumerate(claim.figures):
            ends = [(name, end) for name in ("low", "value", "high") if (end := figure.model_dump()[name]) is not None]
            for (name, lower), (other, upper) in pairwise(ends):
                if lower > upper:
                    yield Broken(
                        claim,
                        ("figures", index, name),
                        f"{name} ({lower:,}) is above {other} ({upper:,})",
                        "low, value and high in this order",
                        "compare them with the source",
                    )


def authors_have_a_name(kb: KnowledgeBase) -> Iterator[Broken]:
    """An author of a source is a person, with family and given names, or a body, with a literal one."""
    for source in kb.all(Source).values():
        for index, name in enumerate(source.author):
            allowed = "family and given, or literal alone"
            if not (name.family or name.literal):
                yield Broken(
                    source, ("author", index), "the author has no name", allowed, "write family: …, or literal: …"
                )
            elif name.literal and (name.family or name.given):
                what = "the author has a name in parts and a whole one"
                yield Broken(source, ("author", index), what, allowed, "delete one of the two")


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


def dates_fit_their_sources(kb: KnowledgeBase) -> Iterator[Broken]:
    """No source is newer than the day it was read; an `as_of` is neither newer nor more precise than its sources."""
    sources = kb.all(Source)
    for source in sources.values():
        if source.issued and source.accessed and source.issued.lower.isoformat() > source.accessed:
            yield Broken(
                source,
                ("issued",),
                f"{source.issued} is after the day on which it was read ({source.accessed})",
                "a day before accessed",
                "compare both with the source",
            )
    for record in each(kb):
        for at, part in _parts_with_as_of(record):
            cited = [sources[s] for s in part.sources if s in sources]
            days = {s.accessed for s in cited if s.accessed} | {s.issued.text for s in cited if s.issued}
            days |= {act.date.text for act in getattr(part, "acts", ())}
            known = [s.accessed or "" for s in cited]
            if not cited or len(cited) < len(part.sources):
                continue
            newest = max(known) if all(known) else record.checked if isinstance(record, Checked) else "9999"
            if part.as_of.lower.isoformat() > newest:
                yield Broken(
                    record,
                    (*at, "as_of"),
                    f"{part.as_of} is newer than its sources ({newest})",
                    "the newest moment that a source supports",
                    "name the newer source, or an earlier moment",
                )
            elif part.as_of.is_day and part.as_of.text not in days:
                yield Broken(
                    record,
                    (*at, "as_of"),
                    f"{part.as_of} is more precise than its sources",
                    "a day only where a source or an act is dated to that day",
                    f"write {part.as_of.text[:7]} or {part.as_of.text[:4]}, as the source has it",
                )


def _parts_with_as_of(part: BaseModel, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of a record that says until when its sources support it."""
    held = vars(part)
    if held.get("as_of") and "sources" in held:
        yield at, part
    for name, value in held.items():
        if isinstance(value, BaseModel):
            yield from _parts_with_as_of(value, (*at, name))
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, BaseModel):
                    yield from _parts_with_as_of(inner, (*at, name, key))


def pages_match_records(kb: KnowledgeBase) -> Iterator[Broken]:
    """Each record of a kind with pages of its own has its page in docs/, with its own title; so has each part of a large collection."""
    read = pages.of(kb)
    unread = read.unread
    for path, stub in stubs(kb).items():
        record, lines = stub.record, stub.text.split("\n")
        if path in read.left_out:
            yield Broken(
                record,
                (),
                f"its page {path} is left out by exclude_docs or draft_docs in {pages.SETTINGS}",
                "a page that is built",
                "take it out of that setting",
            )
        elif path in unread:
            continue
        elif (page := read.pages.get(path)) is None:
            yield Broken(
                record,
                (),
                f"its page {path} is missing" if record.part is None else f"{path}, the page that shows it, is missing",
                f"a page that reads: {' / '.join(lines[:6])}",
                "run kb stubs",
            )
        elif page.meta.get("title") != stub.title or stub.call not in page.body:
            yield Broken(
                record,
                (),
                f"its page {path} does not fit it",
                f"a page that begins: {' / '.join(lines[:5])}",
                "run kb stubs",
            )


def pages_left_over(kb: KnowledgeBase) -> Iterator[Problem]:
    """Pages of parts of a collection in which no record stands any more."""
    if kb.broken:  # a record that cannot be read may be the one that a page is for
        return
    wanted = stubs(kb)
    for folder in sorted({str(PurePosixPath(page).parent) for page, stub in wanted.items() if stub.record.part}):
        for file in own(kb.root / folder, ".md"):
            if (page := file.relative_to(kb.root).as_posix()) not in wanted:
                yield Problem(page, 0, 0, "no record stands on this page any more", cure="delete it")


@dataclass(frozen=True, slots=True)
class Stub:
    """A page that records ask for: the (first) record it shows, its title, the view it calls; prose may follow."""

    record: Record
    title: str
    view: str
    argument: str

    @property
    def head(self) -> str:
        """The line of its title, as YAML reads it too: a quotation mark or backslash stays one."""
        return f"title: {json.dumps(self.title, ensure_ascii=False)}"

    @property
    def call(self) -> str:
        return f'{{{{ {self.view}("{self.argument}") }}}}'

    @property
    def text(self) -> str:
        """The page as `kb new` writes it."""
        return f"---\n{self.head}\n---\n\n{self.call}\n"


@lru_cache(maxsize=2)
def stubs(kb: KnowledgeBase) -> dict[str, Stub]:
    """The pages that the records ask for, by file in docs/."""
    wanted: dict[str, Stub] = {}
    for name, model in COLLECTIONS.items():
        for record in kb.records[name].values():
            if model.stub:
                wanted[links.stub(name, record.id) or ""] = stub_of(record)
            for part, view in ((record.part, f"{name}_in"), (record.listed, f"{name}_by_title")):
                if part:
                    wanted.setdefault(links.page(part.address), Stub(record, part.label, view, part.name))
    return wanted


def stub_of(record: Record) -> Stub:
    """The page that shows this record alone."""
    view = record.collection.replace("ies", "y").removesuffix("s")
    return Stub(record, record.label, view, record.id)


# The op-ed -------------------------------------------------------------------------------------------------------

OP_ED = "op-ed"
"""Id of the source that is checked: no evidence for itself."""


def evidence(found: Record) -> list[str] | None:
    """The ids of the sources on which the state of checking rests; None for a record that rests on none.

    The op-ed is no evidence for what it says itself, unless the claim is no more than a view of its authors.
    """
    said = vars(found)
    if isinstance(found, Source) or "sources" not in said:
        return None
    if said.get("verdict", "not-checkable") == "not-checkable":
        return list(said["sources"])
    return [source for source in said["sources"] if source != OP_ED]


def verdicts_rest_on_a_source(kb: KnowledgeBase) -> Iterator[Broken]:
    """Confirmed, imprecise and contradicted need an independent source that was read."""
    sources = kb.all(Source)
    for claim in kb.all(Claim).values():
        if claim.verdict in ("unverified", "not-checkable") or not all(s in sources for s in claim.sources):
            continue  # what cannot be read may be the source that it rests on
        if not any(s != OP_ED and sources[s].read != "none" for s in claim.sources):
            yield Broken(
                claim,
                ("verdict",),
                f"{claim.verdict}, but no independent source of it was read",
                "a verdict that a source supports which was read, or unverified",
                "add the source, or write unverified and would_settle",
            )


def only_views_are_not_checkable(kb: KnowledgeBase) -> Iterator[Broken]:
    """Opinions and proposals are not checkable, and nothing else is."""
    for claim in kb.all(Claim).values():
        if (claim.kind in ("opinion", "proposal")) != (claim.verdict == "not-checkable"):
            yield Broken(
                claim,
                ("verdict",),
                f"{claim.verdict} for a claim of the kind {claim.kind}",
                "not-checkable for opinion and proposal, and for nothing else",
                "change the verdict or the kind, or split the claim into what can be checked and what cannot",
            )


def unverified_says_what_would_settle(kb: KnowledgeBase) -> Iterator[Broken]:
    """An open claim says what evidence would close it."""
    for claim in kb.all(Claim).values():
        if claim.verdict == "unverified" and not claim.would_settle:
            yield Broken(
                claim,
                ("verdict",),
                "unverified, but would_settle is missing",
                "what evidence would settle it",
                "add a line “would_settle: …”",
            )


def paragraphs_have_claims(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every paragraph of the op-ed has a claim, and lists only claims that begin in it."""
    claims = kb.all(Claim)
    spoken = {paragraph for claim in claims.values() for paragraph in claim.paragraphs}
    for paragraph in kb.all(Paragraph).values():
        if paragraph.id not in spoken and not kb.broken.get("claims"):
            yield Broken(
                paragraph,
                (),
                "no claim belongs to it",
                "one claim or more for each paragraph",
                f"add a claim with paragraphs: [{paragraph.id}]",
            )
        for index, claim_id in enumerate(paragraph.claims):
            claim = claims.get(claim_id)
            if claim and claim.paragraphs[:1] != [paragraph.id]:
                first = claim.paragraphs[0] if claim.paragraphs else "no paragraph"
                yield Broken(
                    paragraph,
                    ("claims", index),
                    f"{claim_id} begins in {first}",
                    f"claims whose first paragraph is {paragraph.id}",
                    "move it there, or change the paragraphs of the claim",
                )


def summaries_name_the_authors(kb: KnowledgeBase) -> Iterator[Broken]:
    """What a paragraph of the op-ed says is said by its authors."""
    for paragraph in kb.all(Paragraph).values():
        if not re.search(r"\bauthors?\b|\bop-ed\b", paragraph.summary, re.I):
            yield Broken(
                paragraph,
                ("summary",),
                "the summary does not say who speaks",
                "a sentence with the authors in it, as “The authors hold that …”",
                "begin with “The authors”",
            )


_DEMAND = re.compile(
    r"\b(?:Cambodia|ASEAN|[Tt]he (?:[Rr]oyal )?(?:[Gg]overnment|authorities|state|region|international community|United Nations)"
    r"|(?:[Mm]ember )?[Ss]tates|[Ww]e)\s+(?:[\w’-]+\s+){0,2}?(should|must|ought to|needs? to)\b"
)
_DEMANDED = ("should", "must", "ought", "need")
"""Text without one of these is no demand, and is passed over: patterns take their time, and most text is without."""
_SPEAKER = re.compile(
    r"\b(authors?|op-ed|say|says|said|hold|holds|held|wr[io]tes?|argue\w*|call\w*|ask\w*|recommend\w*|propos\w*|urge\w*|demand\w*"
    r"|according to|requir\w*|oblig\w*|resol\w*|convention|treaty|articles?|charter|law|rules?)\b",
    re.I,
)
_OWN_VOICE = {"claims", "proposals", "risk_factors", "guidance", "measures", "commitments", "sources"}
"""Kinds whose page says whose view it is, or that give advice by their nature."""


def demands_have_a_speaker(kb: KnowledgeBase) -> Iterator[Broken]:
    """What somebody should do is never said in the voice of this site: the sentence names who says so."""
    for found in said(kb):
        record = found.record
        if record.collection in _OWN_VOICE:
            continue
        for at, text in found.texts:
            if at[0] == "quote" or not any(word in text for word in _DEMANDED):
                continue
            for sentence in re.split(r"(?<=[.;:?!])\s+", text):
                if (demand := _DEMAND.search(sentence)) and not _SPEAKER.search(sentence):
                    yield Broken(
                        record,
                        at,
                        f"“{demand.group()}” is an opinion, and nobody is named who holds it",
                        "views and proposals only with the one who holds them",
                        "name the speaker (“The authors hold that …”), or say what happened",
                    )


TOLL = "p4-over-two-million"
"""The claim that holds the rival figures of the death toll."""
_REGIME = re.compile(r"\b(Khmer Rouge|Pol Pot|Kampuchea|Cambodian?s?)\b")
_DEATH = re.compile(r"\b(die|died|dying|dead|deaths?|kill\w*|perish\w*|murder\w*|victims?|lives|toll)\b", re.I)
_COUNT = r"(?:[1-3](?:\.\d+)?|one|two|three)"
_MILLION = re.compile(rf"(?<![\d.,\w])(?:{_COUNT}(?: and a half)?[ -]million|[1-3],\d{{3}},\d{{3}})\b", re.I)
_MILLIONS = re.compile(r"[1-3],\d{3},\d{3}")
_BEFORE = re.compile(
    r"(?:\d|million|half|one|two)\s*(?:to|and|or|–|-)\s*(?:about |nearly |almost |over |more than )?$", re.I
)
_AFTER = re.compile(rf"^\s*(?:to|and|or|–|-)\s*(?:about |nearly |almost |over |more than )?{_COUNT}", re.I)


def no_bare_toll(kb: KnowledgeBase) -> Iterator[Broken]:
    """A death toll of the regime stands as a range, or leads to the claim that holds the rival figures."""
    for every in said(kb):
        record = every.record
        if isinstance(record, Source) or (isinstance(record, Claim) and record.id == TOLL):
            continue
        found = [(at, text) for at, text in every.texts if "illion" in text.lower() or _MILLIONS.search(text)]
        if not found or not any(_REGIME.search(text) for _, text in every.texts):
            continue
        for at, text in found:
            if at[0] in ("quote", "wordings", "figures") or f"(claims/{TOLL})" in text:
                continue
            if bare := next(_bare_tolls(text), None):
                yield Broken(
                    record,
                    at,
                    f"“{bare}” stands for the dead without its rivals",
                    f"a range, as “an estimated 1.7 to 2.2 million”, or a link to the claim: [{bare}](claims/{TOLL})",
                    "write the range or the link",
                )


def _bare_tolls(text: str) -> Iterator[str]:
    """Numbers of one to three million in sentences that speak of death, unless they are an end of a range."""
    for sentence in re.split(r"(?<=[.;:?!])\s+", text):
        if _DEATH.search(sentence):
            for match in _MILLION.finditer(sentence):
                before, after = sentence[: match.start()], sentence[match.end() :]
                money = re.search(r"(US ?)?\$ ?$", before) or re.match(r" (US )?dollars", after)
                if not (_BEFORE.search(before) or _AFTER.match(after) or money):
                    yield match.group()


RULES: list[Rule] = [
    references_exist,
    links_in_prose_resolve,
    reviewed_after_checked,
    quotation_names_its_paragraph,
    sources_are_used,
    sources_say_where,
    sources_have_one_record,
    authors_have_a_name,
    titles_differ,
    addresses_differ,
    nothing_happens_after_the_check,
    events_have_a_beginning,
    figures_fit_together,
    treaties_cover_all_states,
    votes_are_given_once,
    acts_follow_in_time,
    status_says_until_when,
    dates_fit_their_sources,
    verdicts_rest_on_a_source,
    only_views_are_not_checkable,
    unverified_says_what_would_settle,
    paragraphs_have_claims,
    summaries_name_the_authors,
    demands_have_a_speaker,
    no_bare_toll,
    pages_match_records,
]
"""In the order in which they are asked; the pages last, since where a record stands follows from what it says."""


def check(kb: KnowledgeBase, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Every broken rule as a problem with its place; of records that cannot be read, at least unknown references."""

    def problem(path: str, top: Path, at: Path, what: str, allowed: str, cure: str) -> Problem:
        document = documents.get(path)
        line, column = document.place((*top, *at), key=not at) if document else (0, 0)
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in at)
        return Problem(path, line, column, f"{name}: {what}" if name else what, allowed, cure)

    for unread in kb.unread:
        for at, collection, target in references(unread.entry, (), unread.model):
            model = COLLECTIONS.get(collection)
            if model and not re.fullmatch(model.id_pattern, target):
                continue  # no id at all: said already
            if fault := _missing(kb, collection, target):
                yield problem(unread.path, unread.at, at, *fault)
    misplaced = set()
    for rule in RULES:
        for broken in rule(kb):
            record = broken.record
            if broken.at[:1] in (("date",), ("paragraphs",)):  # they tell on which page it stands
                misplaced.add((record.collection, record.id))
            elif rule is pages_match_records and (record.collection, record.id) in misplaced:
                continue
            yield problem(
                record.path, (record.id,) if record.keyed else (), broken.at, broken.what, broken.allowed, broken.cure
            )
    said.cache_clear()
