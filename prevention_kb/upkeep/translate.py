"""Translations: what a language lacks, a file to fill in, and the digests that tell of which English a text was made."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import yaml

from ..derived.translated import STATES, every_text
from ..derived.translation_form import form, form_of_page, place, place_of_page, schema_line
from ..facts.knowledge import KnowledgeBase
from ..facts.texts import texts
from ..facts.translation import Overlay, digest
from ..languages.language import CATEGORIES
from ..reading import markdown_pages, overlays
from ..reading import yaml_file as source
from ..reading.catalogue import ABOUT, FILE, english, translated, wording
from ..reading.files import own, text_of
from ..reading.problems import DataError, Problem
from ..reading.translations import OF, READ
from ..reading.writing import write_atomically
from ..rules.translations import called_otherwise


def begin(kb: KnowledgeBase, code: str, ref: str) -> str:
    """Write the file of a record, or of a page as pages/about/index, to be filled in; where it stands. What is there already is never overwritten."""
    collection, _, rest = ref.partition("/")
    if collection == overlays.PAGES:
        page = markdown_pages.of(kb).pages.get(f"docs/{rest}.md")
        if page is None or not markdown_pages.has_prose(page.body):
            raise _nothing(ref, "there is no page with prose of its own in this file of docs/")
        return _write(kb, place_of_page(code, f"{rest}.md"), form_of_page(page))
    if collection not in overlays.TRANSLATED or rest not in kb.records.get(collection, {}):
        raise _nothing(ref, "there is no such record to translate")
    record = kb.records[collection][rest]
    path = place(code, record)
    if not record.keyed:
        return _write(kb, path, form(kb, code, record))
    file = kb.root / path
    before = text_of(kb.root, path) if file.exists() else schema_line(path)
    if re.search(rf"^{re.escape(rest)}:", before, re.MULTILINE):
        raise DataError([Problem(path, 0, 0, what=f"{rest} stands there already", cure="change it there")])
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, before.rstrip("\n") + "\n\n" + form(kb, code, record))
    return path


def _nothing(ref: str, what: str) -> DataError:
    kinds = ", ".join(overlays.TRANSLATED)
    cure = f"name a record as events/fall-of-phnom-penh-1975, or a page as pages/about/index; kinds are {kinds}"
    return DataError([Problem(ref, 0, 0, what=what, cure=cure)])


def _write(kb: KnowledgeBase, path: str, text: str) -> str:
    """Write a file that is not there yet; where it stands."""
    file = kb.root / path
    if file.exists():
        raise DataError([Problem(path, 0, 0, what="the file exists already", cure="change it, then run kb translate --stamp")])  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, text)
    return path


# Digests -----------------------------------------------------------------------------------------------------------


def stamp_all(kb: KnowledgeBase, codes: Iterable[str], again: str | None = None) -> list[str]:
    """Write digests in these languages; DataError, and nothing written, where a file cannot be read, or that whose digests are to be renewed is none of theirs."""
    of = [code for code in codes if again is None or again.startswith(f"{overlays.FOLDER}/{code}/")]
    if again and not (of and (kb.root / again).is_file()):
        cure = f"name it from the top of the project, as {overlays.FOLDER}/km/terms.yaml"
        raise DataError([Problem(again, 0, 0, what="there is no such file of translations", cure=cure)])
    files = [file for code in of for file in own(kb.root / overlays.FOLDER / code, ".yaml")]
    if wrong := [p for file in files for p in source.read(file, file.relative_to(kb.root).as_posix()).problems]:
        raise DataError(wrong)
    return [path for code in of for path in stamp(kb, code, [again] if again else [])]


def stamp(kb: KnowledgeBase, code: str, again: Iterable[str] = ()) -> list[str]:
    """Write the digest of the English beside each text that has none; the files that changed.

    A digest that is there stays, since only whoever translated the text knows whether it says what the English says today: name the file
    in `again` to renew all of its digests.
    """
    renewed = {str(path) for path in again}
    changed = []
    folder = kb.root / overlays.FOLDER / code
    for file in own(folder, ".yaml"):
        shown = file.relative_to(kb.root).as_posix()
        before = text_of(kb.root, shown)
        after = _stamped(kb, code, file.relative_to(folder).as_posix(), before, shown in renewed)
        if after != before:
            write_atomically(file, after)
            changed.append(shown)
    for file in own(folder / overlays.PAGES, ".md"):
        shown = file.relative_to(kb.root).as_posix()
        name = file.relative_to(folder / overlays.PAGES).as_posix()
        before = text_of(kb.root, shown)
        page = markdown_pages.of(kb).pages.get(f"docs/{name}")
        if page and (shown in renewed or not re.search(rf"^{OF}:", before, re.MULTILINE)):
            line = f'{OF}: "{digest(page.body)}"\n'
            bare = re.sub(rf"^{OF}:.*\n", "", before, flags=re.MULTILINE)
            after = bare.replace("\n---\n", f"\n{line}---\n", 1)
            if after != before:
                write_atomically(file, after)
                changed.append(shown)
    return changed


def _stamped(kb: KnowledgeBase, code: str, inside: str, text: str, renew: bool) -> str:
    """A file of translations with its digests."""
    if inside == FILE:
        return _messages(text, renew)
    collection, _, rest = inside.partition("/")
    if rest and collection in overlays.TRANSLATED:
        record = kb.records[collection].get(rest.removesuffix(".yaml"))
        said = yaml.load(text, yaml.CSafeLoader)
        return _with_digests(text, 0, said, dict(texts(record)), renew) if record and isinstance(said, dict) else text
    collection = inside.removesuffix(".yaml")
    if collection not in overlays.TRANSLATED:
        return text
    parts = re.split(r"^(?=[a-z0-9][a-z0-9-]*:[ \t]*$)", text, flags=re.MULTILINE)
    for index, part in enumerate(parts):
        if (name := re.match(r"([a-z0-9-]+):", part)) and (record := kb.records[collection].get(name[1])):
            said = (yaml.load(part, yaml.CSafeLoader) or {}).get(name[1])
            now = dict(texts(record))
            parts[index] = _with_digests(part, 2, said, now, renew) if isinstance(said, dict) else part
    return "".join(parts)


def _with_digests(text: str, indent: int, said: Mapping[str, object], now: Mapping[str, str], renew: bool) -> str:
    """A group of texts with `of` behind them; digests that are there stay, unless they are to be renewed."""
    there = said.get(OF)
    there = there if isinstance(there, dict) else {}
    paths = [path for path in said if path not in (OF, READ) and path in now]
    wanted = {path: digest(now[path]) if renew or path not in there else str(there[path]) for path in paths}
    if wanted == {path: str(value) for path, value in there.items()}:
        return text
    pad = " " * indent
    bare = re.sub(rf"^{pad}{OF}:[^\n]*\n(?:{pad}[ \t]+[^\n]*\n|[ \t]*\n(?={pad}[ \t]))*", "", text, flags=re.MULTILINE)
    end = len(bare.rstrip("\n"))
    lines = "".join(f'{pad}  {path}: "{value}"\n' for path, value in wanted.items())
    return f"{bare[:end]}\n{pad}{OF}:\n{lines}{bare[end:].lstrip(chr(10)) if not bare[end:].strip() else bare[end:]}" + ("\n" if indent else "")  # fmt: skip


def _messages(text: str, renew: bool) -> str:
    """The file of the interface with its digests, which stand in a group of their own at its end."""
    said = yaml.load(text, yaml.CSafeLoader)
    about = (said.pop(ABOUT, None) or {}) if isinstance(said, dict) else None
    if not (isinstance(about, dict) and isinstance(about.get(OF) or {}, dict)):  # kb check tells it
        return text
    there = about.get(OF) or {}
    now = {id: wording(message) for id, message in english().messages.items()}
    wanted = {id: digest(now[id]) if renew or id not in there else str(there[id]) for id in _ids(said) if id in now}
    if wanted == {id: str(value) for id, value in there.items()}:
        return text
    bare = re.sub(rf"^{ABOUT}:[ \t]*\n(?:[ \t]+[^\n]*\n|[ \t]*\n)*", "", text, flags=re.MULTILINE).rstrip("\n")
    lines = [f'    {id}: "{value}"' for id, value in wanted.items() if not id.startswith("language.")]
    read = [f"  {READ}: {json.dumps(about[READ], ensure_ascii=False)}"] if about.get(READ) else []
    return "\n".join([bare, "", f"{ABOUT}:", *read, f"  {OF}:", *lines, ""])


def _ids(value: Mapping[str, object], above: str = "") -> Iterator[str]:
    """The ids of all messages of a file."""
    for key, entry in value.items():
        if isinstance(entry, dict) and not ("other" in entry and set(entry) <= set(CATEGORIES)):
            yield from _ids(entry, f"{above}{key}.")
        else:
            yield f"{above}{key}"


# What is missing ---------------------------------------------------------------------------------------------------


def report(kb: KnowledgeBase, code: str) -> Iterator[str]:
    """How much of each kind of record is said in a language, then what is stale, then where a concept seems to be called otherwise."""
    overlay = kb.overlays.get(code, Overlay(code))
    counts: dict[str, Counter[str]] = {}
    stale = []
    for text in every_text(kb, overlay):
        counts.setdefault(text.record.collection, Counter())[text.state] += 1
        if text.state == "stale":
            stale.append(f"{place(code, text.record)}: {text.path} was made from another wording: {text.english}")
    for collection, states in counts.items():
        yield f"{collection}: " + ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    yield from stale
    yield from _outdated(kb, overlay)
    for said, concept in called_otherwise(kb, overlay):
        yield f"{said.path}:{said.line}: {said.where}: no {concept.word} for {concept.name}: {said.said[:80]}"


def _outdated(kb: KnowledgeBase, overlay: Overlay) -> Iterator[str]:
    """The pages and the messages whose English has changed since."""
    for file, said in overlay.pages.items():
        page = markdown_pages.of(kb).pages.get(f"docs/{file}")
        if page and said.of.get(overlays.BODY) != digest(page.body):
            yield f"{said.path}: {overlays.BODY} was made from another wording of {page.path}"
    if (kb.root / overlays.FOLDER / overlay.code / FILE).is_file():
        messages, translation = translated(overlay.code)
        for id, text in english().messages.items():
            if id in messages and not id.startswith("language.") and translation.fresh(id, wording(text)) is None:
                why = (
                    "was made from another wording"
                    if id in translation.of
                    else "has no digest of its English (--stamp)"
                )
                yield f"{translation.path}: {id} {why}: {wording(text)}"
