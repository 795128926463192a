"""The search index: one entry for every record, every state's position towards a treaty, every page of prose and each of its sections.

What an entry says comes from the fields of the record, from the titles of its sources, and from the words in which readers ask (data/asked.yaml). The page's script (docs/assets/js/search/) ranks the entries.
The sources, a third of the weight and seldom what is looked for, stand in a file of their own: a reader has answers before they come.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]
from pydantic_core import to_json

from ..derived import links, outcomes, page_stubs, release_pages
from ..derived.speakers import who_proposes
from ..derived.status import Position, act_words, every
from ..derived.translated import CALLED, named_elsewhere
from ..facts.actors import Organisation
from ..facts.asked import HOME
from ..facts.dates import When
from ..facts.documents import Claim, Paragraph
from ..facts.events import Case
from ..facts.findings import Finding
from ..facts.framework import RiskFactor
from ..facts.kinds import COLLECTIONS, LINK, references
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Named, Record
from ..facts.sources import Source
from ..facts.states import Country, Institution
from ..facts.texts import texts
from ..facts.treaties import Act, Treaty
from ..languages import marks, words
from ..languages.language import Language
from ..pages import counterpart
from ..pages.environment import verdict_of
from ..pages.page import Page
from ..pages.site import Site
from ..pages.speech import Speech
from ..reading import asked, catalogue, thesaurus
from ..reading import markdown_pages as pages

FEW = 2
"""The title of a source that at most so many records cite speaks of each of them."""

YEARS = 12
"""A span of at most so many years is found by each of them, a longer one by its ends."""

Entry = dict[str, Any]
"""k kind, t title, s short name, n other names, d date in words, y years inside a span, c state of checking or of a charge, f whether
it gives figures, g the language in which the title of a source is printed where that is not English, l line, w other words, a address; what is empty is left out."""

FIELDS = "ktsndyclfga"
"""Those that are packed as they are."""


Index = dict[str, Any]
"""{"stop": […], "asking": […], "forms": [[…], …], "alike": [[…], …], "kinds": {kind: {"one", "many", "home", "count"}}, "entries": [Entry, …]}."""


def paths(code: str = catalogue.ENGLISH) -> tuple[str, str]:
    """Where the script looks for the index of a language, from the top of the site: everything but the sources, and the sources."""
    tail = "json" if code == catalogue.ENGLISH else f"{code}.json"
    return f"assets/search.{tail}", f"assets/search-sources.{tail}"


def files(kb: KnowledgeBase, code: str = catalogue.ENGLISH, drafts: bool = True) -> dict[str, bytes]:
    """The index of a language as it is sent, by its two addresses. English is packed."""
    of = index(kb) if code == catalogue.ENGLISH else index_of_language(kb, code, drafts)
    apart = [entry for entry in of["entries"] if entry["k"] == Source.collection]
    rest = [entry for entry in of["entries"] if entry["k"] != Source.collection]
    write = packed if code == catalogue.ENGLISH else to_json
    return dict(zip(paths(code), (write({**of, "entries": rest}), write({"entries": apart})), strict=True))


def index(kb: KnowledgeBase) -> Index:
    """The index of English."""
    language = catalogue.english()
    kinds: dict[str, dict[str, Any]] = {
        name: {
            "one": language.say(f"kinds.{name}.one", **who_proposes(kb)),
            "many": language.say(f"kinds.{name}.many"),
            "home": links.HOMES[name].split("#")[0].removesuffix("{}/"),
            "count": len(kb.records[name]),
        }
        for name in COLLECTIONS
    }
    kinds |= {name: {"one": language.say(f"search.kind.{name}")} for name in ("positions", "pages", "sections")}
    stop = language.say("search.stop").split()
    return {"stop": stop, **thesaurus.english()._asdict(), "kinds": kinds, "entries": list(entries(kb, language))}


def index_of_language(kb: KnowledgeBase, code: str, drafts: bool) -> Index:
    """The index of another language, as `index`: names in it and in English, and what it says of each record. One whose letters stand without
    spaces between the words says so; stop words are those of the language itself, and no word means another."""
    page = Speech.of(kb, code, drafts).page(Site())
    kinds = {
        name: {
            "one": marks.plain(page.say(f"kinds.{name}.one", **who_proposes(page.kb))),
            "many": marks.plain(page.say(f"kinds.{name}.many")),
            "home": links.within(page.within, links.HOMES[name].split("#")[0].removesuffix("{}/")),
            "count": len(kb.records[name]),
        }
        for name in COLLECTIONS
    }
    kinds |= {name: {"one": marks.plain(page.say(f"search.kind.{name}"))} for name in ("positions", "pages")}
    found = [
        _other_entry(page, record, kb.records[name][record.id])
        for name, of in page.kb.records.items()
        for record in of.values()
    ]
    found += [_counterpart_entry(kb, page, other, drafts) for other in _english_pages(kb)]
    own = page.language.own.get("search.stop")
    how = {"unspaced": True} if page.language.letters else {"stop": own.split() if isinstance(own, str) else []}
    return {**how, "kinds": kinds, "entries": [_unmarked(entry) for entry in found]}


# What is sent ----------------------------------------------------------------------------------------------------


def packed(index: Index) -> bytes:
    """An index as JSON of a sixth less weight, which docs/assets/js/search/packed.js reads again. Of all entries one field after the other; an
    address on the page of the one before as its fragment alone; the words of `w`, whose order tells nothing, once each, in one of their
    forms, with the entries that say them: how far each stands from the one before, in signs (`_signs`).

    An index where the order of words tells something is lighter as it is."""
    rows: list[Entry] = index["entries"]
    columns = {name: [row.get(name, "") for row in rows] for name in FIELDS if any(name in row for row in rows)}
    pages = [address.partition("#")[0] for address in columns["a"]]
    columns["a"] = [
        address[len(page) :] if page == before and "#" in address else address
        for address, page, before in zip(columns["a"], pages, [None, *pages], strict=False)
    ]
    said = _where([row.get("w", "").split() for row in rows])
    return to_json(
        {**{name: value for name, value in index.items() if name != "entries"}, "columns": columns, "words": said}
    )


def read(*sent: bytes) -> Index:
    """The index that was sent in these files, with all their entries, as it was before it was packed, if it was."""
    found: Index = {"entries": []}
    for each in map(_unpacked, sent):
        found = {**found, **each, "entries": found["entries"] + each["entries"]}
    return found


def _unpacked(sent: bytes) -> Index:
    index: Index = json.loads(sent)
    if "columns" not in index:
        return index
    columns: dict[str, list[Any]] = index.pop("columns")
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    said = index.pop("words")
    for word, signs in zip(said["all"].split(), said["in"].split(" "), strict=True):
        for at in accumulate(_distances(signs)):
            rows[at].setdefault("w", []).append(word)
    page = ""
    for row in rows:
        row["a"] = page + row["a"] if row["a"].startswith("#") else row["a"]
        page = row["a"].partition("#")[0]
    return {**index, "entries": [_filled(**{**row, "w": " ".join(row.get("w", []))}) for row in rows]}


def _where(said: list[list[str]]) -> dict[str, Any]:
    """All words in the order of letters, and for each the distances between the entries that say it."""
    forms: dict[str, str] = {}
    found: dict[str, list[int]] = {}
    for at, each in enumerate(said):
        for word in each:
            root = stem(word)
            forms[root] = min(forms.get(root, word), word, key=lambda form: (len(form), form))
            found.setdefault(root, []).append(at)
    order = sorted(found, key=forms.__getitem__)
    return {
        "all": " ".join(forms[root] for root in order),
        "in": " ".join("".join(_signs(to - since) for since, to in pairwise((0, *found[root]))) for root in order),
    }


LAST, BEFORE = ("#", 57), ("]", 34)
"""The first of the signs for the last digit of a number, and how many they are; the same for the digits before it. They leave out what JSON
escapes, and no number needs a sign behind it that ends it: the lists weigh a sixth less than as JSON."""


def _signs(number: int) -> str:
    """A number in few signs of a byte."""
    number, last = divmod(number, LAST[1])
    found = chr(ord(LAST[0]) + last)
    while number:
        number, digit = divmod(number, BEFORE[1])
        found = chr(ord(BEFORE[0]) + digit) + found
    return found


def _distances(signs: str) -> Iterator[int]:
    """The numbers that these signs say."""
    before = 0
    for sign in signs:
        if sign >= BEFORE[0]:
            before = before * BEFORE[1] + ord(sign) - ord(BEFORE[0])
        else:
            yield before * LAST[1] + ord(sign) - ord(LAST[0])
            before = 0


# Entries ---------------------------------------------------------------------------------------------------------


def _other_entry(page: Page, record: Record, english: Record) -> Entry:
    """A record by its names in the language and in English, its abbreviation apart; of its texts those that are not English."""
    names = [
        record.full_name,
        record.label,
        *english.other_names,
        english.full_name,
        english.label,
    ]
    if isinstance(english, Named) and (name := english.names.get(page.language.code)):
        names += name.forms
    called = _called(page.kb, page.language.code)
    names += [form for person, forms in called if person.search(english.full_name) for form in forms]
    told = [
        form for person, forms in called if any(person.search(text) for _, text in texts(english)) for form in forms
    ]
    letters = page.language.letters or _ANY_LETTER
    own = [text for _, text in texts(record) if marks.ENGLISH not in text and letters.search(text)]
    gist = next((line for line in record.gists if marks.ENGLISH not in line and letters.search(line)), "")
    titles = list(dict.fromkeys(_plain(page, name) for name in names))
    short = [name for name in english.short_names if name != titles[0]]
    date = None if isinstance(record, Source) else _date(record)
    return _filled(
        k=record.collection,
        t=titles[0],
        s=" ".join(short),
        n=[name for name in titles[1:] if name not in short],
        d=page.language.when(date) if date else "",
        c=_state(page, record),
        g=_printed_in(english),
        l=_plain(page, gist),  # whole: where a sentence ends that tells how a trial did, is known of English alone
        w=" ".join(dict.fromkeys(_plain(page, text) for text in (*told, *own) if text not in (*names, gist))),
        a=links.within(page.within, landing(english)),
    )


@lru_cache(maxsize=1)
def _called(kb: KnowledgeBase, code: str) -> list[tuple[re.Pattern[str], list[str]]]:
    """Persons without a record as English texts name them, each with the forms of the name in another language: what tells of them is found by
    these, also while it stands in English alone."""
    return [
        (re.compile(rf"\b{re.escape(person.name)}\b"), person.names[code].forms)
        for person in named_elsewhere(kb)
        if code in person.names
    ]


def _counterpart_entry(kb: KnowledgeBase, page: Page, other: pages.MarkdownPage, drafts: bool) -> Entry:
    """A page of prose by what it is called in the language and in English."""
    file = other.path.removeprefix("docs/")
    found = counterpart.of(kb, page.language.code, file, drafts)
    return _filled(k="pages", t=str(found.meta["title"]), n=[other.title], a=links.within(page.within, other.address))


def _unmarked(entry: Entry) -> Entry:
    """An entry without marks of language."""
    return {
        name: [marks.plain(one) for one in value]
        if isinstance(value, list)
        else marks.plain(value)
        if isinstance(value, str)
        else value
        for name, value in entry.items()
    }


_ANY_LETTER = re.compile(r"[^\W\d_]")


def _english_pages(kb: KnowledgeBase) -> Iterator[pages.MarkdownPage]:
    """The pages of docs/ that show no single record, and not what a release changed: the page of changes leads there."""
    shown = {*page_stubs.stubs(kb), *page_stubs.counterparts(kb), *release_pages.of(kb)}
    return (page for path, page in pages.of(kb).pages.items() if path not in shown)


def entries(kb: KnowledgeBase, language: Language | None = None) -> Iterator[Entry]:
    """Every entry: records in the order of their kinds, then positions, then pages."""
    page = Page(kb, Site(), language=language or catalogue.english())
    of_names = of_names_alone(kb)
    for records in kb.records.values():
        for record in records.values():
            if not (isinstance(record, Source) and record.id in of_names):
                yield _entry(page, record)
    known = every(kb)
    for treaty in kb.all(Treaty).values():
        for country in kb.all(Country).values():
            yield _position(page, treaty, country, known[treaty.id, country.id])
    yield from _pages(page)
    yield from _sections(page)


@lru_cache(maxsize=1)
def of_names_alone(kb: KnowledgeBase) -> set[str]:
    """Sources that are cited for nothing but a name in another language: who reads English does not look for them, the indexes of those languages have them."""
    cited: set[str] = set()
    otherwise: set[str] = set()
    for records in kb.records.values():
        for record in records.values():
            for at, collection, target in references(record):
                if collection == Source.collection:
                    (cited if at[0] in ("names", "persons") else otherwise).add(target)
    return cited - otherwise


def _entry(page: Page, record: Record) -> Entry:
    title = _plain(page, page.label(record) if isinstance(record, Paragraph) else record.full_name)
    short = [name for name in record.short_names if name != title]
    number = [f"{page.say(f'kinds.{record.collection}.one')} {record.number}"] if isinstance(record, RiskFactor) else []
    names = [name for name in (*number, *record.other_names) if name not in (title, *short)]
    line = outcomes.beginning(page.kb, _plain(page, next((line for line in record.gists if line != title), "")))
    date = _date(record)
    return _filled(
        k=record.collection,
        t=title,
        s=" ".join(short),
        n=names,
        d=page.language.when(date) if date else "",
        y=_years(date),
        c=_state(page, record),
        f=int(isinstance(record, Claim) and bool(record.figures)),
        g=_printed_in(record),
        l=line,
        w=_words(page, record, (title, *short, *names, line)),
        a=landing(record),
    )


def _date(record: Record) -> When | None:
    """The date of a record; of a source the year, since a thousand days would be a fortieth of the index."""
    date = record.when
    return When.parse(date.text[:4]) if date and isinstance(record, Source) and re.match(r"\d{4}", date.text) else date


def _printed_in(record: Record) -> str:
    """The language of the title of a source, where it is not English."""
    return record.language or "" if isinstance(record, Source) and record.is_foreign else ""


def landing(record: Record) -> str:
    """Where somebody lands who looks for a record: at home, but the list of the sources only names them."""
    return links.in_full(record) if isinstance(record, Source) else links.of(record)


def _position(page: Page, treaty: Treaty, country: Country, answer: Position) -> Entry:
    status = treaty.status[country.id]
    line = (
        page.say("search.position", phase=answer.words, date=status.as_of) if status.as_of else page.say(answer.words)
    )
    acts = [f"{page.say(act_words(act))} {_asked(page, act)} {act.note or ''}" for act in status.acts]
    reserved = page.say("search.reserved") if status.reservations else ""  # their text is found by the treaty itself
    said = (*country.also, *treaty.also, treaty.title, *acts, status.note or "", reserved)
    return _filled(
        k="positions",
        t=f"{country.name}: {treaty.short}",
        c="" if status.sources else page.say("read.none"),
        l=line,
        w=_unique(said, _stop(page), (country.name, treaty.short, line)),
        a=f"{links.of(treaty)}#{country.id}",
    )


def _asked(page: Page, act: Act) -> str:
    """How somebody may ask for an act of a state, beside its name."""
    id = f"search.asked.{act.act}"
    return page.say(id) if id in page.language else ""


def _pages(about: Page) -> Iterator[Entry]:
    """The pages of docs/ that show no single record, by title, description, headings, words and what readers may call them (`also`); those for editors say `search: headings`."""
    stop, asked_for = _stop(about), asked.of(about.kb).words
    for page in _english_pages(about.kb):
        headings, named = page.headings, page.meta.get("title")
        title = headings[0] if headings else page.title
        yield _filled(
            k="pages",
            t=title,
            n=[name for name in (named, *page.meta.get("also", ())) if name and name != title],
            l=page.meta.get("description", ""),
            w=_unique(
                (
                    *headings[1:],
                    "" if page.meta.get("search") == "headings" else _CALL.sub(" ", page.body),
                    asked_for.get(page.address or HOME, ""),
                ),
                stop,
                (title,),
            ),
            a=page.address,
        )


def _sections(about: Page) -> Iterator[Entry]:
    """What somebody may ask for that is a part of a page: sections of the pages of docs/ which readers read, and of the page of each state
    those that show fields of the state alone."""
    stop, asked_for = _stop(about), asked.of(about.kb).words
    for page in _english_pages(about.kb):
        if not page.address or page.meta.get("search") == "headings":
            continue
        of = (page.headings or [page.title])[0]
        also = (page.title, page.meta.get("description", ""), *page.meta.get("also", ()))
        for heading, id, text in page.sections:
            at = f"{page.address}#{id}"
            yield _filled(
                k="sections",
                t=f"{of}: {heading}",
                n=[heading],
                w=_unique((_CALL.sub(" ", text), *also, asked_for.get(at, "")), stop, (of, heading)),
                a=at,
            )
    for country in about.kb.all(Country).values():
        parts = {"institutions": (country.focal_point, country.institution), "reviews": country.reviews}
        for id, told in parts.items():
            said = [text for each in told if each for _, text in texts(each, same=True)]
            heading, names = about.say(f"country.{id}"), [about.say(f"search.country.{id}")]
            names += [_initials(each.name) for each in told if isinstance(each, Institution) and each.name]
            if said:
                yield _filled(
                    k="sections",
                    t=f"{country.name}: {heading}",
                    n=names,
                    w=_unique((*country.also, *said), stop, (country.name, heading, *names)),
                    a=f"{links.of(country)}#{id}",
                )


def _initials(name: str) -> str:
    """How newspapers shorten a long name: MNHRC."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _filled(**fields: Any) -> Entry:
    return {name: value for name, value in fields.items() if value or name == "a"}


def _plain(page: Page, text: str) -> str:
    """Prose without its marks; most has none."""
    return page.prose(text).striptags() if _MARK.search(text) else " ".join(text.split())


_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>|\]\([^)]*\)|```.*?```", re.DOTALL)
"""What stands in a page and is no prose: calls of views, markup, addresses of links, code."""

_MARK = re.compile(r"[*_`\[\]\\!&<>]")


def _years(date: When | None) -> str:
    """The years inside a span that its words do not name."""
    if not date or not date.is_span or date.upper.year - date.lower.year > YEARS:
        return ""
    return " ".join(map(str, range(date.lower.year + 1, date.upper.year)))


def _state(page: Page, record: Record) -> str:
    """What a reader must know before trusting the line: the verdict on a claim, what became of a promise, what stands of a charge, or that no source was read."""
    if isinstance(record, Claim):
        return page.say(verdict_of(record))
    if isinstance(record, Finding):
        return page.say(f"outcome.{record.final.outcome}")
    if isinstance(record, Promise):
        return page.say(f"promise.state.{record.state}")
    if isinstance(record, Source):
        return page.say("source.unread") if record.read == "none" else ""
    cited = record.rests_on
    return page.say("read.none") if cited is not None and page.reading(cited) == "none" else ""


# Words -----------------------------------------------------------------------------------------------------------


def _words(page: Page, record: Record, said: Iterable[str]) -> str:
    """What else the record says, and what it refers to: each word once, none that is said already."""
    others = [
        page.kb.records[collection][id]
        for collection, id in page.kb.named[record.collection, record.id]
        if collection != Source.collection
    ]
    named = [
        other.short_names[0] if other.short_names and isinstance(other, Organisation) else other.label
        for other in others
    ]
    kind = record.kind if isinstance(record, Claim) else ""
    if isinstance(record, Finding):
        named += CALLED.findall(page.kb.get(Case, record.case).accused)
        named.append(page.say(f"law.{record.law}"))
        named += [
            page.say(f"outcome.{stage.outcome}")
            for stage in record.stages.values()
            if stage.outcome not in ("none", "not-established")
        ]
    own = asked.of(page.kb).words.get(f"{record.collection}/{record.id}", "")
    return _unique((*_texts(record), *named, kind, *_titles(page, record), own), _stop(page), said)


def _titles(page: Page, record: Record) -> list[str]:
    """What the sources of a record are called, in words of newspapers and of readers: of those which hardly any other record cites."""
    if isinstance(record, (Source, Treaty, Country)):
        return []
    citing = _citing(page.kb)
    cited = dict.fromkeys(id for _, collection, id in references(record) if collection == Source.collection)
    return [page.kb.get(Source, id).full_name for id in cited if citing[id] <= FEW]


@lru_cache(maxsize=1)
def _citing(kb: KnowledgeBase) -> Counter[str]:
    """How many records cite each source."""
    return Counter(
        source
        for records in kb.records.values()
        for record in records.values()
        for source in {id for _, collection, id in references(record) if collection == Source.collection}
    )


def _stop(page: Page) -> frozenset[str]:
    """Words that tell nothing apart; the script reads them from the index, and looks for them nowhere."""
    return frozenset((*page.say("search.stop").split(), *thesaurus.english().asking))


def _unique(texts: Iterable[str], stop: frozenset[str], said: Iterable[str]) -> str:
    """Each word once, in whatever form it stands first: the script takes the endings off, as `stem` does."""
    known = {stem(word) for word in _split(" ".join(said))}
    found: dict[str, str] = {}
    for word in _split(" ".join(texts)):
        if word not in stop:
            found.setdefault(stem(word), word)
    return " ".join([word for root, word in found.items() if root not in known])


@cache
def stem(word: str) -> str:
    """A word without its endings, by the rules of the script (`stem` in docs/assets/js/search/text.js); English words only."""
    root = str(_PORTER.stemWord(word)) if _ENGLISH.fullmatch(word) else word
    return root if len(root) > 2 else word


_PORTER = snowballstemmer.stemmer("porter")
_ENGLISH = re.compile(r"[a-z]{3,}")


def _split(text: str) -> list[str]:
    """The words of a prose field, without the addresses of its links."""
    return words.split(LINK.sub(_label, text) if "](" in text else text)


def _label(link: re.Match[str]) -> str:
    return link[0].rpartition("](")[0][1:]


_PASSED_OVER: Mapping[type[Record], tuple[str, ...]] = {
    Source: ("note", "publisher"),
    Claim: ("earlier.",),
    Promise: ("done.", "not_done."),
    Finding: ("charged.text", "trial.text", "appeal.text"),
}
"""Texts that nobody looks for: how a source was read and where a copy lies, how a claim was judged before, on what a finding rests on its way to what
stands, and what became of a promise."""


def _texts(record: Record) -> Iterator[str]:
    """Everything else in a record that is written for people, in its order; names in other languages stand in the indexes of those."""
    passed_over = ("names.", *_PASSED_OVER.get(type(record), ()))
    for path, text in texts(record, same=True):
        if not path.startswith(passed_over):
            yield text
