"""How a fact, a source or the whole is cited: in words, as BibTeX, RIS and CSL-JSON, with the version of the data.

What the data is called, who made it and which version it is stands in CITATION.cff alone. A record is cited as a part of
the whole; a source is cited as what it is.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ..facts.dates import When
from ..facts.documents import Claim
from ..facts.findings import Finding
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Checked, Record
from ..facts.sources import Source
from ..facts.treaties import Treaty
from ..languages.language import message
from ..reading.catalogue import english
from ..reading.files import content, is_there, text_of
from ..reading.problems import DataError, Problem
from . import links

FILE = "CITATION.cff"
URN = "urn:uuid:"
LICENCE = "CC BY 4.0"
LICENCE_NAME = "Creative Commons Attribution 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

Item = dict[str, Any]
"""A CSL-JSON item."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which data this is: title, who made it, version, day of release (2026-11-26), what it is in one sentence, the id of its feed, its archive,
    and what it is about."""

    title: str
    authors: tuple[str, ...]
    version: str
    released: str
    abstract: str
    feed: str
    archive: str = ""
    """Where this release is kept for good: a DOI or an address; empty where it is not yet."""
    keywords: tuple[str, ...] = ()
    """What it is about, for catalogues."""


def edition(root: Path) -> Edition:
    """The edition that CITATION.cff names; DataError where the file is missing or says too little."""
    file = root / FILE
    try:
        found = file.stat()
    except OSError:
        if is_there(file):
            content(file, FILE)  # says why not
        raise DataError([_problem("the file is missing", "restore it from git")]) from None
    return _edition(file, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def edition_of(kb: KnowledgeBase) -> Edition:
    """The edition of these facts; they are loaded anew when its file changes."""
    return edition(kb.root)


@lru_cache(maxsize=4)
def _edition(file: Path, changed: int, size: int) -> Edition:
    try:
        said = yaml.load(text_of(file.parent, FILE), Loader=yaml.CBaseLoader)
        return Edition(
            said["title"],
            tuple(
                author.get("name") or f"{author['given-names']} {author['family-names']}" for author in said["authors"]
            ),
            said["version"],
            When.parse(said["date-released"]).lower.isoformat(),
            said["abstract"],
            _feed(said),
            _archive(said),
            tuple(said.get("keywords", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(
            [_problem(f"{error} is missing", "add it, see https://citation-file-format.github.io")]
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        raise DataError([_problem(f"cannot be read: {error}", "mend the line")]) from None


def _feed(said: Mapping[str, Any]) -> str:
    """The id of the feed of changes, which stays when the title changes; before the first release it is made of the title."""
    named = (entry["value"] for entry in said.get("identifiers", ()) if entry["value"].startswith(URN))
    found = next(named, None)
    return (uuid.UUID(found.removeprefix(URN)) if found else uuid.uuid5(uuid.NAMESPACE_URL, said["title"])).urn


def _archive(said: Mapping[str, Any]) -> str:
    """The first DOI or address among the identifiers."""
    kept = (entry["value"] for entry in said.get("identifiers", ()) if entry.get("type") in ("doi", "url"))
    return said.get("doi") or next(kept, "")


def with_feed(text: str, feed: str) -> str:
    """The text of CITATION.cff with the id of the feed among its identifiers."""
    if URN in text:
        return text
    meaning = english().say("open-data.citation.feed")
    head, entry = "identifiers:\n", f"  - type: other\n    value: {feed}\n    description: {meaning}\n"
    if re.search(r"^identifiers:\n", text, re.MULTILINE):
        return re.sub(r"^identifiers:\n", head + entry, text, count=1, flags=re.MULTILINE)
    return text.rstrip("\n") + "\n" + head + entry


def _problem(what: str, cure: str) -> Problem:
    return Problem(
        FILE, 0, 0, what=what, allowed="title, authors, version, date-released and abstract of the data", cure=cure
    )


# Items -----------------------------------------------------------------------------------------------------------


def _parts(text: str) -> list[int]:
    return [int(part) for part in text.rstrip("~?%").split("-")]


def csl_date(when: When) -> dict[str, Any]:
    """A date in CSL form; what CSL cannot say stands in words."""
    first, slash, last = when.text.partition("/")
    if "X" in when.text or ".." in (first, last):
        return {"literal": english().when(when)}
    date: dict[str, Any] = {"date-parts": [_parts(first), _parts(last)] if slash else [_parts(first)]}
    return date | ({"circa": True} if any(mark in when.text for mark in "~?%") else {})


def source_item(source: Source) -> Item:
    """A source as a CSL-JSON item."""
    item: Item = {"id": source.id, "type": source.type, "title": titled(source), "publisher": source.publisher}
    if source.language:
        item["language"] = source.language
    if source.author:
        item["author"] = [name.model_dump(exclude_none=True) for name in source.author]
    if source.issued:
        item["issued"] = csl_date(source.issued)
    if address := source.URL or source.archive:
        item["URL"] = address
    if source.accessed:
        item["accessed"] = csl_date(When.parse(source.accessed))
    if source.archive and source.URL:
        item["note"] = english().say("open-data.citation.archived", address=source.archive)
    return item


def titled(source: Source) -> str:
    """The title of a source with what it means in English; behind one of our own, in what language the source is."""
    if source.language and not source.is_foreign:
        return english().say(
            "source.title-in", title=source.title, language=english().say(f"source.in.{source.language}")
        )
    return source.full_name


def record_item(edition: Edition, record: Record, base: str, changed: bool = False) -> Item:
    """A record as a CSL-JSON item: a part of the whole. `changed`: it is not as it was released."""
    item: Item = {
        "id": f"{record.collection}-{record.id}",
        "type": "webpage",
        "title": title(record),
        "container-title": edition.title,
        "author": [{"literal": author} for author in edition.authors],
        "issued": csl_date(When.parse(edition.released)),
        "version": version(edition, changed),
    }
    if base:  # a relative address leads nowhere from a list of references
        item["URL"] = base + links.of(record)
    if isinstance(record, Checked):
        item["note"] = english().say("open-data.citation.checked", day=english().day(record.checked), licence=LICENCE)
    return item


def title(record: Record) -> str:
    """What a record is called in a list of references. A claim, a promise or a charge is not ours: what became of it stands with it."""
    if isinstance(record, Claim):
        told = {"verdict": message(f"verdict-within.{record.mark}"), "claim": record.restated.rstrip(".")}
        if document := record.document:
            return english().say("open-data.citation.claim", document=document.called, **told)
        return english().say("open-data.citation.claim-unnamed", **told)
    if isinstance(record, Promise):
        told = {"state": message(f"promise.within.{record.state}"), "promise": record.restated.rstrip(".")}
        if document := record.document:
            return english().say("open-data.citation.promise", document=document.called, **told)
        return english().say("open-data.citation.promise-unnamed", **told)
    if isinstance(record, Finding):
        outcome = message(f"open-data.citation.outcome.{record.final.outcome}")
        return english().say("open-data.citation.finding", finding=record.title, outcome=outcome)
    return record.full_name if isinstance(record, Treaty) else record.label


def whole_item(edition: Edition, base: str, changed: bool = False) -> Item:
    """The whole as a CSL-JSON item. `changed`: some of it is not as it was released."""
    return {
        "id": "prevention-kb",
        "type": "dataset",
        "title": edition.title,
        "author": [{"literal": author} for author in edition.authors],
        "issued": csl_date(When.parse(edition.released)),
        "version": version(edition, changed),
        **({"URL": f"{base}data/"} if base else {}),
        "note": LICENCE,
    }


def item(kb: KnowledgeBase, record: Record, base: str, changed: bool = False) -> Item:
    """What to cite for a record: a source as itself, everything else as a part of the whole."""
    return source_item(record) if isinstance(record, Source) else record_item(edition_of(kb), record, base, changed)


def version(edition: Edition, changed: bool = False) -> str:
    """The version in words, as 2026.11.26, or that the record was changed after it."""
    return english().say("open-data.citation.changed", version=edition.version) if changed else edition.version


# Words -----------------------------------------------------------------------------------------------------------


def names(item: Item) -> list[str]:
    """The authors of an item in words."""
    return [
        name.get("literal") or " ".join(part for part in (name.get("given"), name.get("family")) if part)
        for name in item.get("author", ())
    ]


def date_words(said: Mapping[str, Any]) -> str:
    """A CSL date in words."""
    if "literal" in said:
        return str(said["literal"])
    sides = (
        "-".join(f"{part:0{4 if at == 0 else 2}}" for at, part in enumerate(parts)) for parts in said["date-parts"]
    )
    words = english().when(When.parse("/".join(sides)))
    return english().say("date.about", date=words) if said.get("circa") else words


def short(item: Item) -> str:
    """The short form, for a line of text."""
    if "container-title" in item:
        collection, _, record_id = item["id"].partition("-")
        return f"{item['container-title']} ({item['version']}), {collection}/{record_id}"
    who = ", ".join(names(item)) or item.get("publisher", "")
    return f"{who} ({item['version'] if 'version' in item else _year(item) or _undated()})"


def full(item: Item) -> str:
    """The full form, for a note or a list of references."""
    who = ", ".join(names(item))
    parts = [f"{_without_stop(who)}. " if who else "", f"“{_without_stop(item['title'])}”"]
    when = date_words(item["issued"]) if "issued" in item else _undated()
    if "version" in item:
        inside = f". {item['container-title']}" if "container-title" in item else ""
        parts.append(f"{inside}, {english().say('open-data.citation.version', version=item['version'], day=when)}. ")
    else:
        parts.append(f". {item['publisher']}, {when}. ")
    if "note" in item:
        parts.append(f"{item['note']}. ")
    return "".join([*parts, item.get("URL", "")]).strip()


def _undated() -> str:
    return english().say("open-data.citation.undated")


def _without_stop(text: str) -> str:
    """A text whose full stop the sentence around it brings; three dots are no full stop."""
    return text if text.endswith("..") else text.removesuffix(".")


def _year(item: Item) -> str:
    date = item.get("issued", {})
    return str(date["date-parts"][0][0]) if "date-parts" in date else ""


# Formats ---------------------------------------------------------------------------------------------------------

_BIBTEX = {
    "article-journal": ("article", "journal"), "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"), "book": ("book", "publisher"), "chapter": ("incollection", "publisher"),
    "report": ("techreport", "institution"), "thesis": ("phdthesis", "school"),
    "paper-conference": ("inproceedings", "organization"),
}  # fmt: skip
"""For each CSL type its BibTeX type, and the field that holds the publisher there; the rest are misc and howpublished."""
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
_IN_LATEX = re.compile(r"[\\{}&%$#_~^]")
_SHORT_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _latex(text: str) -> str:
    return text.translate(_LATEX) if _IN_LATEX.search(text) else text


def _part(text: str, alone: bool) -> str:
    """A part of a name, in braces where BibTeX would read its words as several names or parts: “and”, commas, spaces in a name of one part."""
    found = _latex(text)
    return f"{{{found}}}" if _PARTS.search(text) or text.lower() == "others" or (alone and " " in text) else found


_PARTS = re.compile(r",|(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_LISTS = ("publisher", "institution", "organization", "school")
"""Fields that biblatex reads as lists, parted by “and”."""


def _author(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_latex(name['literal'])}}}"
    parts = [part for part in (name.get("family"), name.get("given")) if part]
    return ", ".join(_part(part, len(parts) == 1) for part in parts)


def bibtex(item: Item) -> str:
    """The item as a BibTeX entry, in UTF-8."""
    kind, holder = _BIBTEX.get(item["type"], ("misc", "howpublished"))
    rows: list[tuple[str, str]] = []

    def add(name: str, value: str) -> None:
        rows.append((name, f"{{{_latex(value)}}}"))

    rows.append(("title", f"{{{{{_latex(item['title'])}}}}}"))
    if "author" in item:
        rows.append(("author", f"{{{' and '.join(map(_author, item['author']))}}}"))
    if publisher := item.get("publisher") or item.get("container-title"):
        rows.append((holder, f"{{{_part(publisher, False) if holder in _LISTS else _latex(publisher)}}}"))
    date = item.get("issued", {})
    if "date-parts" in date:
        year, *month = date["date-parts"][0]
        rows.append(("year", f"{{{year}}}"))
        if month:
            rows.append(("month", _SHORT_MONTHS[month[0] - 1]))
    elif date:
        add("year", date_words(date))
    if "version" in item:
        add("version", item["version"])
    if "language" in item:
        rows.append(("language", f"{{{item['language']}}}"))
    if "URL" in item:
        rows.append(("url", f"{{{item['URL']}}}"))
    if "accessed" in item:
        rows.append(("urldate", f"{{{'-'.join(f'{p:02}' for p in item['accessed']['date-parts'][0])}}}"))
    if "note" in item:
        add("note", item["note"])
    return f"@{kind}{{{item['id']},\n" + ",\n".join([f"{name} = {value}" for name, value in rows]) + "\n}\n"


_RIS = {
    "article": "GEN", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK",
    "broadcast": "VIDEO", "chapter": "CHAP", "dataset": "DATA", "document": "GEN", "hearing": "HEAR", "legal_case": "CASE",
    "legislation": "STAT", "post-weblog": "BLOG", "regulation": "GOVDOC", "report": "RPRT", "speech": "GEN", "thesis": "THES",
    "treaty": "GEN", "webpage": "ELEC", "entry-encyclopedia": "ENCYC", "motion_picture": "MPCT", "post": "BLOG",
    "paper-conference": "CPAPER",
}  # fmt: skip


def ris(item: Item) -> str:
    """The item as a RIS reference. RIS cannot say that a comma belongs to the name of a body, so programs part such a name there."""
    rows = [("TY", _RIS[item["type"]]), ("ID", item["id"]), ("TI", item["title"])]
    rows += [
        ("AU", n["literal"] if "literal" in n else ", ".join(p for p in (n.get("family"), n.get("given")) if p))
        for n in item.get("author", ())
    ]
    if "container-title" in item:
        rows.append(("T2", item["container-title"]))
    if "publisher" in item:
        rows.append(("PB", item["publisher"]))
        if item["type"] in ("article-journal", "article-magazine", "article-newspaper"):
            rows.append(("T2", item["publisher"]))
    date = item.get("issued", {})
    if "date-parts" in date:
        parts = date["date-parts"][0]
        rows += [("PY", str(parts[0])), ("DA", "/".join([*(f"{p:02}" for p in parts), "", "", ""][:3]) + "/")]
    elif date:
        rows.append(("DA", f"///{date_words(date)}"))
    if "version" in item:
        rows.append(("ET", item["version"]))
    if "language" in item:
        rows.append(("LA", item["language"]))
    if "URL" in item:
        rows.append(("UR", item["URL"]))
    if "accessed" in item:
        rows.append(("Y2", "/".join(f"{p:02}" for p in item["accessed"]["date-parts"][0]) + "/"))
    if "note" in item:
        rows.append(("N1", item["note"]))
    return "".join([f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in (*rows, ("ER", ""))])


def csl_text(item: Item) -> str:
    """The item as CSL-JSON, one field a line."""
    return (
        "[{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in item.items()) + "\n}]"
    )


def forms(item: Item) -> dict[str, Any]:
    """All forms of one citation, as a record's JSON holds them."""
    return {"short": short(item), "full": full(item), "bibtex": bibtex(item), "ris": ris(item), "csl": item}
