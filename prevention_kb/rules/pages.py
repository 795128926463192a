"""Records and the pages of docs/ belong together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from ..derived import links, release_pages
from ..derived.page_stubs import COUNTERPART, counterparts, stubs
from ..facts.documents import Claim, Document
from ..facts.knowledge import KnowledgeBase
from ..facts.translation import digest
from ..reading import markdown_pages as pages
from ..reading import overlays
from ..reading.files import own
from ..reading.problems import Problem
from .broken import Broken


def pages_match_records(kb: KnowledgeBase) -> Iterator[Broken]:
    """Each record of a kind with pages of its own has its page in docs/, with its own title; so has each part of a large collection."""
    read, renamed = pages.of(kb), _renamed(kb)
    unread = read.unread
    for path, stub in stubs(kb).items():
        record, lines = stub.record, stub.text.split("\n")
        if isinstance(record, Claim) and record.document is None:
            continue  # its page is called after its document, of which something else is told
        if path in read.left_out:
            yield Broken(
                record,
                (),
                what=f"its page {path} is left out by exclude_docs or draft_docs in {pages.SETTINGS}",
                allowed="a page that is built",
                cure="take it out of that setting",
            )
        elif path in unread:
            continue
        elif (page := read.pages.get(path)) is None:
            yield Broken(
                record,
                (),
                what=f"its page {path} is missing"
                if record.shown_on is None
                else f"{path}, the page that shows it, is missing",
                allowed=f"a page that reads: {' / '.join(lines)}",
                cure=f"rename {renamed[path]} back" if path in renamed else "run kb stubs",
            )
        elif page.meta.get("title") != stub.title or stub.call not in page.body:
            yield Broken(
                record,
                (),
                what=f"its page {path} does not fit it",
                allowed=f"a page that begins: {' / '.join(lines[:5])}",
                cure="run kb stubs",
            )


def releases_have_pages(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each release has the pages that say what it changed; of pages that cannot be read something else is told."""
    read = pages.of(kb)
    for path, part in release_pages.of(kb).items():
        if path in read.unread or pages.SETTINGS in read.unread:
            continue
        page, call = read.pages.get(path), part.call
        if page is None:
            what = f"the page that says what version {part.version} changed is missing"
            yield Problem(path, 0, 0, what=what, allowed="a page that is built", cure="run kb stubs")
        elif page.meta.get("title") != call.title or call.call not in page.body:
            what = f"the page does not say what version {part.version} changed"
            yield Problem(path, 0, 0, what=what, allowed=" / ".join(call.text.split("\n")), cure="run kb stubs")


MANY = 3
"""More pages than these that are missing in a language are one mistake: nobody has written them yet."""


def counterparts_match_pages(kb: KnowledgeBase) -> Iterator[Problem]:
    """No language has an address that another lacks; of pages that cannot be read something else is told."""
    pages_there = pages.of(kb)
    unread = pages_there.unread
    if pages.SETTINGS in unread:  # which pages are built, nobody knows
        return
    wanted, renamed = counterparts(kb), _renamed(kb)
    missing: dict[str, dict[str, str]] = {}
    for path, of in wanted.items():
        page = pages_there.pages.get(path)
        if page is None and path in pages_there.left_out:
            what = f"it stands for {of}, and is left out by exclude_docs or draft_docs"
            yield Problem(path, 0, 0, what=what, cure="leave both out, or none")
        elif page is None and path not in unread and pages_there.pages[of].address not in pages_there.disputed:
            if of in renamed.values():
                continue  # of the page that is missing something is told
            missing.setdefault("/".join(path.split("/")[:2]), {})[path] = of
        elif page and page.body.strip() != COUNTERPART:
            what = f"the counterpart of {of} holds something else"
            cure = f"run kb stubs; a translation of its prose stands in {overlays.FOLDER}/<code>/{overlays.PAGES}/"
            yield Problem(path, 0, 0, what=what, allowed=COUNTERPART, cure=cure)
    for folder, of_folder in missing.items():
        if len(of_folder) > MANY:
            what = f"{len(of_folder)} pages are missing that stand for the English ones"
            yield Problem(folder, 0, 0, what=what, cure="run kb stubs")
            continue
        for path, of in of_folder.items():
            yield Problem(path, 0, 0, what=f"the counterpart of {of} is missing", cure="run kb stubs")
    for english, others in without_english(kb).items():
        if english in unread or english in asked_for(kb):
            continue
        if english in pages_there.left_out:
            what = f"it stands for {english}, which is left out by exclude_docs or draft_docs"
            yield Problem(others[0], 0, 0, what=what, cure="leave both out, or none")
        elif not others[0].startswith("docs/"):
            yield Problem(others[0], 0, 0, what=f"there is no page {english} to translate", cure="rename or delete it")
        else:
            allowed = f"a page in English, since {' and '.join(others)} {'stand' if others[1:] else 'stands'} for it"
            cure = "restore it from git; only where it was withdrawn or renamed, delete or rename what stands for it"
            if english in renamed:
                cure = f"rename {renamed[english]}, which says the same, back to it, or rename what stands for it too"
            yield Problem(english, 0, 0, what="the page is missing", allowed=allowed, cure=cure)


@lru_cache(maxsize=2)
def without_english(kb: KnowledgeBase) -> dict[str, list[str]]:
    """The files in docs/ of English pages that are not there or cannot be read, each with what stands for it in other languages."""
    there, found = pages.of(kb).pages, defaultdict(list)
    for code in kb.overlays:
        folder = f"docs/{code}/"
        for path in there:
            if path.startswith(folder):
                found[f"docs/{path.removeprefix(folder)}"].append(path)
    for overlay in kb.overlays.values():
        for file, said in overlay.pages.items():
            found[f"docs/{file}"].append(said.path)
    return {english: others for english, others in found.items() if english not in there}


@lru_cache(maxsize=2)
def _renamed(kb: KnowledgeBase) -> Mapping[str, str]:
    """The files in docs/ that are missing and have another name now, with that name: a page that calls the same view, or says what another
    language has a translation of."""
    there, wanted = pages.of(kb).pages, stubs(kb)
    calls = {path: stub.call for path, stub in wanted.items() if path not in there}
    translated = ((f"docs/{file}", said) for overlay in kb.overlays.values() for file, said in overlay.pages.items())
    digests = {said.of.get(overlays.BODY): path for path, said in translated if path not in there}
    found: dict[str, str] = {}
    for new, page in there.items() if calls or digests else ():
        old = digests.get(digest(page.body)) or next((path for path, call in calls.items() if call in page.body), None)
        if old and new not in wanted:
            found[old] = new
    return found


def asked_for(kb: KnowledgeBase) -> set[str]:
    """The files in docs/ that records ask for: where one is missing, the record tells it."""
    return {*stubs(kb), *(links.page(document.address) for document in kb.all(Document).values() if document.page)}


def languages_left_over(kb: KnowledgeBase) -> Iterator[Problem]:
    """Pages in docs/<code>/ that stand for the English ones in a language of which languages/ has nothing: one problem for each."""
    codes = Counter(path.split("/")[1] for path, page in pages.of(kb).pages.items() if page.body.strip() == COUNTERPART)
    for code, count in codes.items():
        folder = f"{overlays.FOLDER}/{code}"
        if code not in kb.overlays and not (kb.root / folder).is_dir():
            what = f"{count} page{'s stand' if count > 1 else ' stands'} here for a language, and {folder} is missing"
            cure = f"restore it: git checkout HEAD -- {folder}; or, where the language is meant to go: git rm -r docs/{code}, and kb words"
            yield Problem(f"docs/{code}", 0, 0, what=what, allowed="a language of languages/", cure=cure)


def pages_left_over(kb: KnowledgeBase) -> Iterator[Problem]:
    """Subpages of a collection on which no record stands any more."""
    if kb.broken:  # a record that cannot be read may be the one that a page is for
        return
    wanted = stubs(kb)
    for folder in sorted({str(PurePosixPath(page).parent) for page, stub in wanted.items() if stub.record.shown_on}):
        for file in own(kb.root / folder, ".md"):
            page = file.relative_to(kb.root).as_posix()
            if page not in wanted and page not in _renamed(kb).values():
                yield Problem(page, 0, 0, what="no record stands on this page any more", cure="delete it")
