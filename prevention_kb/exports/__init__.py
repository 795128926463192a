"""The open data: the same facts as files for machines, for spreadsheets and for reference managers.

`files` composes everything in memory, the same for the same facts on every machine. `write` puts it into a folder of its
own, or into a built site; a file appears whole or not at all, and nothing is overwritten that was not written here.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic_core import to_json

from ..derived import citation, released
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..languages.language import message
from ..pages import settings
from ..reading import moved as moved_file
from ..reading.catalogue import english
from ..reading.problems import DataError, Problem
from . import feed, markdown, offline, package, plain, search_index, tables

MANIFEST = "data/files.txt"
"""Every other file of an export with its digest, as `sha256sum -c` reads it: what it does not name, or names otherwise, somebody wrote."""
NAME = "atrocity-prevention-data"


@dataclass(frozen=True, slots=True)
class Forms:
    """One record as it is written: JSON on one line and indented, a row of its table, Markdown in the file of its kind and
    in its own, and how it is cited."""

    line: bytes
    json: bytes
    row: tables.Row
    text: bytes
    alone: bytes
    bibtex: bytes
    ris: bytes
    csl: bytes

    @classmethod
    def of(cls, kb: KnowledgeBase, record: Record, base: str) -> Forms:
        """All forms at once, so that of the plain values, which are many, those of one record are in memory at a time."""
        said = plain.record(kb, record, base)
        cited = said["citation"]
        text = alone = markdown.record(kb, record, said, base or "../").encode()
        if record.stub and not base:
            alone = markdown.record(kb, record, said, "../../").encode()
        return cls(
            to_json(said),
            to_json(said, indent=1) + b"\n",
            tables.row(type(record), said),
            text,
            alone,
            cited["bibtex"].encode(),
            cited["ris"].encode(),
            to_json(cited["csl"]),
        )


@lru_cache(maxsize=1)
def _records(kb: KnowledgeBase, base: str) -> tuple[list[tables.Table], dict[str, bytes], dict[str, bytes]]:
    """All records as files by their names under data/: tables, what else holds whole collections, what holds one record."""
    found: list[tables.Table] = []
    whole: dict[str, bytes] = {}
    single: dict[str, bytes] = {}
    for name, model in COLLECTIONS.items():
        forms = {record_id: Forms.of(kb, record, base) for record_id, record in kb.records[name].items()}
        every = forms.values()
        found.append(tables.collection(name, [form.row for form in every]))
        whole[f"{name}.json"] = _array(form.line for form in every)
        if forms:
            whole[f"bibliography/{name}.bib"] = b"\n".join(form.bibtex for form in every)
            whole[f"bibliography/{name}.ris"] = b"\r\n".join(form.ris for form in every)
            whole[f"bibliography/{name}.json"] = _array(form.csl for form in every)
        single[f"{name}.md"] = markdown.collection(name, [form.text for form in every])
        single |= {f"{name}/{record_id}.json": form.json for record_id, form in forms.items()}
        if model.stub:
            single |= {f"{name}/{record_id}.md": form.alone for record_id, form in forms.items()}
    return found, whole, single


def _array(values: Iterable[bytes]) -> bytes:
    """A JSON array, one value a line."""
    return b"[\n%b\n]\n" % b",\n".join(values)


@lru_cache(maxsize=1)
def package_files(kb: KnowledgeBase, base: str) -> Mapping[str, bytes]:
    """What the ZIP holds, by its name under data/: tables, collections, descriptor, schemas, bibliographies."""
    edition = citation.edition(kb.root)
    collections, texts, _ = _records(kb, base)
    found = [*collections, *tables.across(kb, base, settings.read(kb.root, base).drafts)]
    texts = {table.file: table.text for table in found} | texts
    texts |= {f"schema/{name}": text for name, text in package.schemas(base).items()}
    exchanged = sorted((kb.root / "schema/exchange").glob("*.json"))
    texts |= {f"schema/{file.name}": file.read_bytes() for file in exchanged}
    cited = citation.full(released.whole_item(kb, base))
    changed = "+changed" if released.changed_since_release(kb) else ""
    named = (f"{edition.version}{changed}", released.newest(kb))
    descriptor = package.datapackage(edition, named, base, found, texts, cited, status(kb, base))
    texts["datapackage.json"] = to_json(descriptor, indent=1) + b"\n"
    readme = english().say(
        "open-data.readme",
        title=edition.title,
        version=released.version(kb),
        released=edition.released,
        licence=citation.LICENCE,
        address=citation.LICENCE_URL,
        guard=message("open-data.guard"),
        citation=cited,
    )
    texts["README.txt"] = readme.encode()
    return texts


def files(kb: KnowledgeBase, base: str) -> dict[str, bytes]:
    """Every file of the open data by its address from the top of the site."""
    base = base and base.rstrip("/") + "/"
    edition = citation.edition(kb.root)
    found = {f"data/{name}": text for name, text in {**package_files(kb, base), **_records(kb, base)[2]}.items()}
    for ref, what in moved_file.moved(kb.root)[0].items():
        name, _, record_id = ref.partition("/")
        gone = {"id": record_id, "collection": name, **what.model_dump(exclude_none=True)}
        found[f"data/{ref}.json"] = to_json(gone, indent=1) + b"\n"
    found["data/all.zip"] = zipped(kb, base)
    found["feeds/changes.xml"] = feed.atom(kb, edition, base).encode()
    found["llms.txt"] = markdown.llms(kb, edition, base, status(kb, base)).encode()
    found["robots.txt"] = ("User-agent: *\nAllow: /\n" + (f"Sitemap: {base}sitemap.xml\n" if base else "")).encode()
    found |= search_index.files(kb)
    for code in kb.overlays:
        found |= search_index.files(kb, code, settings.read(kb.root, base).drafts(code))
    found[MANIFEST] = "".join(f"{_digest(found[name])}  {name}\n" for name in sorted(found)).encode()
    return found


@lru_cache(maxsize=1)
def sizes(kb: KnowledgeBase, base: str) -> dict[str, int]:
    """How large each file of the open data is, and the ZIP of them all, in bytes."""
    files = package_files(kb, base)
    return {name: len(text) for name, text in files.items()} | {"all.zip": len(zipped(kb, base))}


@lru_cache(maxsize=1)
def zipped(kb: KnowledgeBase, base: str) -> bytes:
    """The ZIP of all tables, records and schemas."""
    return archive(package_files(kb, base), citation.edition(kb.root).released)


def archive(texts: Mapping[str, bytes], released: str, folder: str = NAME, level: int = 4) -> bytes:
    """A ZIP of these files, in a folder, the same on every machine; at level 4 in half the time of the default for a twentieth more."""
    out = io.BytesIO()
    year, month, day = (int(part) for part in released.split("-"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in sorted(texts.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (year, month, day, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            zipped.writestr(entry, text, compresslevel=level)
    return out.getvalue()


# Writing -----------------------------------------------------------------------------------------------------------


def status(kb: KnowledgeBase, base: str) -> str:
    """That the data are a preview, where the settings of the site leave open who answers for them; else nothing."""
    return english().say("status.preview") if settings.read(kb.root, base).is_preview else ""


def write(kb: KnowledgeBase, base: str, folder: Path, into: bool = False) -> dict[str, bytes]:
    """Write the open data to `folder`, or with `into` add it to the built site there; returns what was written.

    DataError, with nothing written, where the folder cannot be written or holds files that an export did not write.
    """
    found = files(kb, base)
    _refuse(folder, found, into)
    try:
        with tempfile.TemporaryDirectory(prefix=".open-data-", dir=folder if into else folder.parent) as temporary:
            staged = Path(temporary) / "new"
            _stage(staged, found)
            if into:
                _add(staged, folder, found)
                offline.write(kb, folder)
            else:
                _replace(staged, folder, Path(temporary) / "old")
    except OSError as error:
        raise DataError(
            [_problem(folder, f"cannot be written ({error.strerror or error})", "choose another folder")]
        ) from None
    return found


def _stage(staged: Path, found: Mapping[str, bytes]) -> None:
    for folder in {name.rpartition("/")[0] for name in found}:
        (staged / folder).mkdir(parents=True, exist_ok=True)
    top = f"{staged}{os.sep}"
    for name, text in found.items():
        with open(top + name, "wb") as file:  # noqa: PTH123  thousands of files: Path costs half as much as the write
            file.write(text)


def _replace(staged: Path, folder: Path, old: Path) -> None:
    """Put the new folder in the place of the old one."""
    if folder.exists():
        folder.rename(old)
    try:
        staged.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _add(staged: Path, site: Path, found: Mapping[str, bytes]) -> None:
    """Move file by file into the site, whole folders where the site has none; drop what only a former export wrote."""
    for name in _listed(site).keys() - found.keys():
        (site / name).unlink(missing_ok=True)
    folders, whole = {name.rpartition("/")[0] for name in found}, set[str]()
    for name in sorted(found):
        folder = name.rpartition("/")[0]
        if folder in whole:
            continue
        if folder and not (site / folder).exists():
            (site / folder).parent.mkdir(parents=True, exist_ok=True)
            whole |= {f for f in folders if f == folder or f.startswith(folder + "/")}
            (staged / folder).rename(site / folder)
        else:
            (staged / name).replace(site / name)


def _digest(text: bytes) -> str:
    return sha256(text).hexdigest()


def _listed(folder: Path) -> dict[str, str]:
    """The files that a former export wrote here, each with its digest, which lists before November 2026 did not have."""
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    lines = (line.rpartition("  ") for line in file.read_text("utf-8").split("\n") if line)
    return {name: digest for digest, _, name in lines} | {MANIFEST: ""}


def _changed(folder: Path) -> Iterator[str]:
    """What somebody has written in since a former export wrote it."""
    for name, digest in _listed(folder).items():
        if digest and (folder / name).is_file() and _digest((folder / name).read_bytes()) != digest:
            yield name


_FILES_OF_SYSTEMS = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory", "icon\r"}
_FOLDERS_OF_SYSTEMS = {".spotlight-v100", ".fseventsd", "@eadir", "__macosx"}
"""What file managers leave where somebody has looked, in small letters; nobody wrote it and nobody misses it."""


def _of_a_system(name: str) -> bool:
    *folders, file = name.lower().split("/")
    lock = file.startswith(".~lock.") and file.endswith("#")  # of an office program that has the file open
    return lock or file in _FILES_OF_SYSTEMS or file.startswith("._") or not _FOLDERS_OF_SYSTEMS.isdisjoint(folders)


def _refuse(folder: Path, found: Mapping[str, bytes], into: bool) -> None:
    """DataError where the export must not write here."""
    parent = folder if into else folder.parent
    problem: Problem | None = None
    if into and not (folder / "index.html").is_file():
        problem = _problem(
            folder, "is no built site: it has no index.html", "build the site first, or leave out --into"
        )
    elif folder.exists() and not folder.is_dir():
        problem = _problem(folder, "is a file", "name a folder")
    elif not parent.is_dir():
        problem = _problem(folder, "its parent folder does not exist", f"make {parent} first")
    elif not os.access(parent, os.W_OK | os.X_OK) or (folder.exists() and not os.access(folder, os.W_OK | os.X_OK)):
        problem = _problem(folder, "cannot be written", "choose a folder that you may write to")
    elif into:
        there = {f for f in {name.rpartition("/")[0] for name in found} if (folder / f).exists()}
        new = (name for name in found.keys() - _listed(folder).keys() if name.rpartition("/")[0] in there)
        foreign = sorted(name for name in new if (folder / name).exists())
        if foreign:
            problem = _problem(
                folder, f"has {foreign[0]}, which no export wrote", "build the site anew, or move the file away"
            )
    elif folder.exists():
        held = (f for f in folder.rglob("*") if f.is_symlink() or not f.is_dir())
        present = {name for f in held if not _of_a_system(name := f.relative_to(folder).as_posix())}
        foreign = sorted(present - _listed(folder).keys())
        if foreign:
            more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
            what = f"holds {foreign[0]}{more}, which no export wrote"
            away = "move them away" if foreign[1:] else "move it away"
            problem = _problem(folder, what, f"{away}, or name an empty or new folder; --into adds to a built site")
    if not problem and (changed := next(_changed(folder), None)):
        problem = _problem(
            folder,
            f"holds {changed}, which was changed since it was exported",
            "move the file away, or name a new folder",
        )
    if problem:
        raise DataError([problem])


def _problem(folder: Path, what: str, cure: str) -> Problem:
    return Problem(str(folder), 0, 0, what=what, allowed="a new folder, or one that only an export wrote", cure=cure)


__all__ = ["MANIFEST", "archive", "files", "write"]
