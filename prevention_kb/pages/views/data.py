"""The open data for people: files, code book, citation, changes, what is due, and the linked data of a page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup

from ...derived import citation, links, release_pages, released
from ...derived.code_book import BESIDE, entries, tables
from ...derived.copies import Copy
from ...derived.speakers import who_proposes
from ...derived.status import PHASES
from ...facts.documents import Claim
from ...facts.kinds import COLLECTIONS, INTERNAL
from ...facts.shape import Record
from ...languages import marks
from ...languages.language import Message, message
from ...reading import moved as moved_file
from ...reading.catalogue import english
from .. import jsonld
from ..page import Page
from ..render import render


def data_files(page: Page) -> str:
    """Every download with what it holds, how many records and how large it is."""
    who = who_proposes(page.kb)
    return render(
        "data_files.html",
        page,
        main=[(name, page.say(f"kinds.{name}.holds", **who)) for name in COLLECTIONS if name not in INTERNAL],
        supporting=[(name, page.say(f"kinds.{name}.holds", **who)) for name in COLLECTIONS if name in INTERNAL],
        sizes={name: _size(page, size) for name, size in page.downloads(page.site.top).items()}
        if page.downloads
        else {},
        edition=citation.edition(page.kb.root),
        changed=len(released.changed_since_release(page.kb.original)),
    )


def _size(page: Page, size: int) -> str:
    """How large a file is: 12.3 kB."""
    if size < 1000:
        return page.say("data.size.small")
    unit, divisor = ("kb", 1000) if size < 1_000_000 else ("mb", 1_000_000)
    return page.say(f"data.size.{unit}", number=page.language.number(size / divisor, 1))


BEGIN, END = "<!--copies-->", "<!--/copies-->"
"""Around the list of copies: they are made from the built site, so the list is put there when they are (exports/copies.py)."""


def copy_list(page: Page) -> str:
    """The copies of the site to carry away; while the site is built there is none yet."""
    return copies_listed(page, [])


def copies_listed(page: Page, copies: list[Copy]) -> str:
    """Each copy with what it holds, its size, the day on which it was made and its checksum."""
    sizes = {copy.file: _size(page, copy.bytes) for copy in copies}
    return render("copy_list.html", page, begin=Markup(BEGIN), end=Markup(END), copies=copies, sizes=sizes)


def data_address(page: Page) -> str:
    """The address of the data, for examples; a word in its place where the site's own address is not set."""
    return (page.site.top or page.say("data.no-address")) + "data/"


def code_book(page: Page) -> str:
    """Every field of every kind of fact, from the models."""
    return render(
        "code_book.html",
        page,
        books=[(name, entries(page.kb.original, name)) for name in COLLECTIONS],
        beside={key: message(f"code-book.key.{key}") for key in BESIDE},
        tables={name: _columns(page, columns) for name, columns in tables().items()},
    )


def _columns(page: Page, columns: dict[str, Message]) -> dict[str, Message]:
    """What each column means; the words for a phase are told from their meanings."""
    if "phase" not in columns:
        return columns
    said = (Markup("<code>{}</code>: {}").format(phase, page.language.html(f"phase.{phase}")) for phase in PHASES)
    return columns | {"phase": message(columns["phase"].id, phases=Markup("; ").join(said))}


def cite_data(page: Page) -> str:
    """How the whole is cited, in every form."""
    item = released.whole_item(page.kb.original, page.site.top)
    forms = citation.forms(item) | {"csl": citation.csl_text(item)}
    if page.within:
        forms = {name: marks.english(text) for name, text in forms.items()}
    return render("cite_data.html", page, forms=forms)


def change_list(page: Page) -> str:
    """How much is not released yet; which verdicts changed; every release with the pages that say what it changed, newest first; and what has moved."""
    gone = moved_file.moved(page.kb.root)[0]
    return render(
        "change_list.html",
        page,
        releases=[(release, release_pages.parts(release)) for release in released.history(page.kb.root)],
        edition=citation.edition(page.kb.root),
        unreleased=[(kind, _unreleased_at(kind), len(records)) for kind, records in _unreleased(page)],
        verdicts=[(claim, *change) for claim in page.kb.all(Claim).values() for change in claim.changes],
        gone=[(ref, what) for ref, what in sorted(gone.items())],
        record=lambda ref: _record(page, ref),
    )


def release_part(page: Page, name: str) -> str:
    """What a release added, changed and removed, or what of one kind, as 2026.11.30/events: every field, old and new."""
    part = next((part for part in release_pages.of(page.kb.original).values() if part.name == name), None)
    if part is None:
        raise LookupError(f"no release has a part {name!r}; delete the page")
    page.describe(page.say("changes.describe", title=page.say(part.title), difference=page.say(part.difference.count)))
    return render(
        "release_part.html",
        page,
        part=part,
        in_words=lambda value: released.in_words(value, english()),  # a release keeps what was written
        record=lambda ref: _record(page, ref),
    )


def unreleased_list(page: Page, part: str) -> str:
    """Records that are new or changed since the last release, by kind: of the `part` that this page has, the facts or their sources."""
    kinds = [(kind, records) for kind, records in _unreleased(page) if _part(kind) == part]
    return render("unreleased_list.html", page, kinds=kinds, edition=citation.edition(page.kb.root))


def due_days(page: Page) -> str:
    """The days by which facts should be checked again, each with how many of each kind."""
    return render("due_days.html", page, days=_due(page))


def due_list(page: Page) -> str:
    """Facts by the day by which they should be checked again, then by kind."""
    return render("due_list.html", page, days=_due(page))


def moved(page: Page) -> str:
    """On the page of a record that is gone: where the fact is now, or why it was withdrawn."""
    for ref, what in moved_file.moved(page.kb.root)[0].items():
        name, _, record_id = ref.partition("/")
        if name in COLLECTIONS and links.address(name, record_id) == page.address:
            return render("moved.html", page, what=what, target=_record(page, what.moved_to) if what.moved_to else None)
    return ""


def gone(page: Page) -> str:
    """On a page of many records: the old anchors of those that are gone, each with where the fact is now, or why it was withdrawn."""
    found, before = [], released.released(page.kb.root)
    for ref, what in moved_file.moved(page.kb.root)[0].items():
        name, _, record_id = ref.partition("/")
        was = before[ref].address if ref in before else links.address(name, record_id) if name in COLLECTIONS else ""
        address, anchor, fragment = was.partition("#")
        if anchor and address == page.address:
            found.append((fragment, what, _record(page, what.moved_to) if what.moved_to else None))
    return render("gone.html", page, gone=found) if found else ""


def linked_data(page: Page) -> str:
    """What a page says to programs beside its records: the first page of the site, every other page of the data."""
    return str(jsonld.script([jsonld.site(page) if not page.address else jsonld.dataset(page)]))


def _record(page: Page, ref: str) -> Record | None:
    name, _, record_id = ref.partition("/")
    return page.kb.records.get(name, {}).get(record_id)


def _unreleased(page: Page) -> list[tuple[str, list[Record]]]:
    """Records that are new or changed since the last release, by kind."""
    found: dict[str, list[Record]] = defaultdict(list)
    for ref in sorted(released.changed_since_release(page.kb.original)):
        if record := _record(page, ref):
            found[record.collection].append(record)
    return list(found.items())


def _part(kind: str) -> str:
    """The sources are as many as all facts together, and have a page of their own."""
    return kind if kind == "sources" else "facts"


def _unreleased_at(kind: str) -> str:
    """Where what is not released yet is listed."""
    return f"about/changes/unreleased-{_part(kind)}/#unreleased-{kind}"


def _due(page: Page) -> list[tuple[date, int, list[tuple[str, list[Record]]]]]:
    """Each day by which facts should be checked again, how many they are, and which, by kind."""
    found = sorted(page.kb.checks(), key=lambda row: (row[2], list(COLLECTIONS).index(row[0].collection), row[0].label))
    days = [(day, [record for record, _, _ in rows]) for day, rows in groupby(found, key=lambda row: row[2])]
    by_kind = attrgetter("collection")
    return [(day, len(all_), [(kind, list(rows)) for kind, rows in groupby(all_, key=by_kind)]) for day, all_ in days]


ALL = [
    data_files, copy_list, data_address, code_book, cite_data, change_list, release_part, unreleased_list, due_days, due_list, moved, gone,
    linked_data,
]  # fmt: skip
