"""Copies to carry away are put beside a built site, and named wherever readers and programs look: pages, llms.txt, the data package.

A command that makes one calls `add` for each, then `announce` once. Nothing is built again: what names the copies is written anew.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from ..derived import citation, copies
from ..derived.copies import Copy
from ..facts.knowledge import KnowledgeBase
from ..pages import settings
from ..pages.speech import Speech
from ..pages.views.data import BEGIN, END, copies_listed
from ..reading.catalogue import ENGLISH
from ..reading.problems import DataError, Problem
from ..reading.writing import write_atomically
from . import MANIFEST, markdown, offline, status

_LIST = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.S)
_LANGUAGE = re.compile(r'<html[^>]* lang="([\w-]+)"')


def today() -> str:
    """The day on which a copy is made; SOURCE_DATE_EPOCH says another, so that the same site gives the same file."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date().isoformat()


def add(kb: KnowledgeBase, site: Path, kind: str, language: str, file: str, content: bytes, media_type: str) -> Copy:
    """Put one copy beside the site, in the place of an older one of the same kind and language."""
    require_site(site)
    made = Copy(
        kind=kind,
        language=language,
        file=file,
        bytes=len(content),
        day=today(),
        version=citation.edition(kb.root).version,
        sha256=sha256(content).hexdigest(),
        media_type=media_type,
    )
    (site / copies.FOLDER).mkdir(exist_ok=True)
    new = site / copies.FOLDER / f".{file}.new"
    new.write_bytes(content)
    new.replace(site / made.address)
    others = [copy for copy in copies.found(site) if (copy.kind, copy.language) != (kind, language)]
    write_atomically(site / copies.LIST, copies.listed([*others, made]))
    return made


def announce(kb: KnowledgeBase, site: Path, base: str) -> None:
    """Name the copies beside the site on its pages, in llms.txt and in the data package; nothing else changes."""
    found, of = copies.found(site), settings.read(kb.root, base)
    for page, text in _pages(site):
        code = match[1] if (match := _LANGUAGE.search(text)) else ENGLISH
        here = page.relative_to(site).as_posix().removesuffix("index.html")
        view = copies_listed(Speech.of(kb, code, of.drafts(code)).page(of, here), found)
        write_atomically(page, _LIST.sub(lambda _: view, text))  # noqa: B023  called at once
    edition = citation.edition(kb.root)
    write_atomically(site / "llms.txt", markdown.llms(kb, edition, base, status(kb, base), found))
    descriptor = site / "data/datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    package["copies"] = [{"path": base + copy.address, **asdict(copy)} for copy in found]
    write_atomically(descriptor, json.dumps(package, ensure_ascii=False, indent=1) + "\n")
    _digests(site, ["llms.txt", "data/datapackage.json"])
    offline.write(kb, site)  # pages have changed


def _pages(site: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(site.rglob("*.html")):
        text = file.read_text("utf-8")
        if BEGIN in text:
            yield file, text


def _digests(site: Path, names: list[str]) -> None:
    """The list of an export knows its files by their digests, and these have changed."""
    file = site / MANIFEST
    lines = {
        name: digest for digest, _, name in (line.partition("  ") for line in file.read_text("utf-8").splitlines())
    }
    lines |= {name: sha256((site / name).read_bytes()).hexdigest() for name in names}
    write_atomically(file, "".join(f"{lines[name]}  {name}\n" for name in sorted(lines)))


def require_site(site: Path) -> None:
    """DataError where no built site with its open data stands."""
    for name in ("index.html", MANIFEST):
        if not (site / name).is_file():
            what = f"is no built site: it has no {name}"
            problem = Problem(
                str(site), 0, 0, what=what, allowed="a site that was built", cure="build it first: make build"
            )
            raise DataError([problem])
