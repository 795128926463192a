"""The open data for people: files, code book, citation, changes, what is due, and the linked data of a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby

from markupsafe import Markup

from ...derived import book, citation, links, released
from ...derived.book import BESIDE
from ...derived.copies import Copy
from ...facts.kinds import COLLECTIONS, INTERNAL
from ...facts.shape import Record
from ...reading import moved as moved_file
from .. import jsonld
from ..page import Page
from ..render import render


def data_files(page: Page) -> str:
    """Every download with what it holds, how many records and how large it is."""
    return render(
        "data_files.html",
        page,
        main=[(name, page.say(f"kinds.{name}.holds")) for name in COLLECTIONS if name not in INTERNAL],
        supporting=[(name, page.say(f"kinds.{name}.holds")) for name in COLLECTIONS if name in INTERNAL],
        sizes={name: _size(page, size) for name, size in page.downloads(_base(page)).items()} if page.downloads else {},
        edition=citation.edition(page.kb.root),
        changed=len(released.changed_since_release(page.kb)),
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
    return (_base(page) or page.say("data.no-address")) + "data/"


def code_book(page: Page) -> str:
    """Every field of every kind of fact, from the models."""
    return render(
        "code_book.html",
        page,
        books=[(name, book.entries(page.kb, name)) for name in COLLECTIONS],
        beside=BESIDE,
    )


def cite_data(page: Page) -> str:
    """How the whole is cited, in every form."""
    item = citation.whole_item(citation.edition(page.kb.root), _base(page))
    return render("cite_data.html", page, forms=citation.forms(item) | {"csl": citation.csl_text(item)})


def change_list(page: Page) -> str:
    """Every release with what it added, changed and removed, newest first; and what has moved."""
    gone = moved_file.moved(page.kb.root)[0]
    return render(
        "change_list.html",
        page,
        releases=released.history(page.kb.root),
        edition=citation.edition(page.kb.root),
        unreleased=_unreleased(page),
        gone=[(ref, what) for ref, what in sorted(gone.items())],
        in_words=lambda value: released.in_words(value, page.language),
        record=lambda ref: _record(page, ref),
    )


def due_list(page: Page) -> str:
    """Facts by the day by which they should be checked again, then by kind."""
    found = sorted(page.kb.checks(), key=lambda row: (row[2], list(COLLECTIONS).index(row[0].collection), row[0].label))
    days = [
        (day, [(kind, [r for r, _, _ in group]) for kind, group in groupby(rows, key=lambda row: row[0].collection)])
        for day, rows in ((day, list(rows)) for day, rows in groupby(found, key=lambda row: row[2]))
    ]
    return render("due_list.html", page, days=days, counts=Counter(by for _, _, by in found))


def moved(page: Page) -> str:
    """On the page of a record that is gone: where the fact is now, or why it was withdrawn."""
    for ref, what in moved_file.moved(page.kb.root)[0].items():
        name, _, record_id = ref.partition("/")
        if name in COLLECTIONS and links.address(name, record_id) == page.here:
            return render("moved.html", page, what=what, target=_record(page, what.moved_to) if what.moved_to else None)
    return ""


def gone(page: Page) -> str:
    """On a page of many records: the old anchors of those that are gone, each with where the fact is now, or why it was withdrawn."""
    found, before = [], released.released(page.kb.root)
    for ref, what in moved_file.moved(page.kb.root)[0].items():
        name, _, record_id = ref.partition("/")
        was = before[ref].address if ref in before else links.address(name, record_id) if name in COLLECTIONS else ""
        address, anchor, fragment = was.partition("#")
        if anchor and address == page.here:
            found.append((fragment, what, _record(page, what.moved_to) if what.moved_to else None))
    return render("gone.html", page, gone=found) if found else ""


def linked_data(page: Page) -> str:
    """What a page says to programs beside its records: the first page of the site, every other page of the data."""
    return str(jsonld.script([jsonld.site(page) if not page.here else jsonld.dataset(page)]))


def _base(page: Page) -> str:
    return page.site.url and page.site.url.rstrip("/") + "/"


def _record(page: Page, ref: str) -> Record | None:
    name, _, record_id = ref.partition("/")
    return page.kb.records.get(name, {}).get(record_id)


def _unreleased(page: Page) -> list[tuple[str, list[Record]]]:
    """Records that are new or changed since the last release, by kind."""
    found: dict[str, list[Record]] = defaultdict(list)
    for ref in sorted(released.changed_since_release(page.kb)):
        if record := _record(page, ref):
            found[record.collection].append(record)
    return list(found.items())


ALL = [data_files, copy_list, data_address, code_book, cite_data, change_list, due_list, moved, gone, linked_data]
