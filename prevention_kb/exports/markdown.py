"""The same facts as Markdown, for programs that read text: every record and every collection, and llms.txt."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from ..derived import links
from ..derived.book import fields
from ..derived.citation import Edition
from ..derived.copies import Copy
from ..facts.documents import document_of
from ..facts.kinds import COLLECTIONS, LINK
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..reading.catalogue import english

Plain = dict[str, Any]
_NOTHING: tuple[Any, ...] = (None, [], {})


def record(kb: KnowledgeBase, found: Record, said: Plain, top: str) -> str:
    """A record as Markdown; `said` is the record as plain values, `top` leads to the top of the site."""
    rows = [f"# {said['label']}", "", f"- Address: {top}{links.of(found)}", f"- Data: {_data(top, found)}"]
    if state := said["checking"]:
        day = f", {state['checked']}, again by {state['review_by']}" if state["review_by"] else ""
        rows.append(f"- State of checking: {state['words']}{day}")
    if quote := said.get("quote"):
        called = document.called if (document := document_of(found)) else "the document"
        rows.append(f"- In the words of {called} ({', '.join(said['paragraphs'])}): “{quote}”")
    rows.append("")
    done = {"quote", "checked", "review_by", "sources"}
    for _, alias, _, _ in fields(type(found)):
        value = said.get(alias)
        if alias not in done and value not in _NOTHING and value != said["label"]:
            rows += _field(alias, value, 0)
    if where := said.get("positions"):
        rows += ["", "Last known positions:", ""]
        rows += [
            f"- {key}: {p['words']}, {'as of ' + p['as_of'] if p['as_of'] else 'no source read yet'}"
            for key, p in where.items()
        ]
    if cited := [*said["sources"], *said["other_sources"]]:
        rows += ["", "Sources:", ""]
        rows += [_source(source) for source in cited]
    return _linked(kb, "\n".join(rows), top) + "\n"


def _data(top: str, found: Record) -> str:
    return f"{top}data/{found.collection}/{found.id}.json"


def _field(name: str, value: Any, depth: int) -> Iterator[str]:
    head = f"{'  ' * depth}- {_title(name)}"
    if isinstance(value, str):
        yield f"{head} {_one(value)}"
    elif isinstance(value, dict):
        yield head.rstrip()
        for key, item in value.items():
            if item not in _NOTHING:
                yield from _field(key, item, depth + 1)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield head
        for item in value:
            words = [f"{k.replace('_', ' ')}: {_one(v)}" for k, v in item.items() if v not in _NOTHING]
            yield f"{'  ' * depth}  - {'; '.join(words)}"
    elif isinstance(value, list) and any(len(str(item)) > 40 for item in value):
        yield head
        yield from (f"{'  ' * depth}  - {_one(item)}" for item in value)
    else:
        yield f"{head} {_one(value)}"


@cache
def _title(name: str) -> str:
    return "" if name.isdigit() else f"{name.replace('_', ' ').capitalize()}:"


def _one(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return ", ".join([_one(item) for item in value])
    if isinstance(value, dict):
        return "; ".join([f"{k}: {_one(v)}" for k, v in value.items() if v not in (None, [])])
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _source(source: Plain) -> str:
    parts = [f"{source['title']}. {source['publisher']}, {source['issued'] or 'undated'}.", source["URL"]]
    return f"- {source['id']}: {' '.join(p for p in parts if p)} ({'no copy read yet' if source['read'] == 'none' else 'read: ' + source['read']})"


def _linked(kb: KnowledgeBase, text: str, top: str) -> str:
    """Links to records in prose, as addresses."""

    def target(match: re.Match[str]) -> str:
        collection, _, record_id = match[1].partition("/")
        return (
            match[0].replace(f"({match[1]})", f"({top}{links.to(kb, collection, record_id)})")
            if collection in links.HOMES
            else match[0]
        )

    return LINK.sub(target, text)


def collection(name: str, records: list[bytes]) -> bytes:
    """All records of a collection as one Markdown file, from those of its records."""
    head = f"# {english().say(f'kinds.{name}.many')}\n\n{' '.join((COLLECTIONS[name].__doc__ or '').split())} {len(records)} records.\n"
    return b"\n#".join([head.encode(), *records])


def _copy(copy: Copy, base: str) -> str:
    name, holds = (english().say(f"copies.{copy.kind}.{what}") for what in ("name", "holds"))
    return f"- [{name} ({copy.language})]({base}{copy.address}): {holds} {copy.bytes} bytes, made on {copy.day}, SHA-256 {copy.sha256}"


def llms(kb: KnowledgeBase, edition: Edition, base: str, status: str = "", copies: Collection[Copy] = ()) -> str:
    """llms.txt: what this is, and where a program finds it as text and as data (https://llmstxt.org)."""
    rows = [
        f"# {edition.title}",
        "",
        f"> {status + ' ' if status else ''}{edition.abstract} Version {edition.version} of {edition.released}, CC BY 4.0.",
        "",
        "Every fact names its sources and how far they were read; where none was read yet, it says so. Opinions and proposals of the "
        "documents that are audited here are of those who speak in them. Cite facts with their address and the version. Dates are EDTF (ISO 8601-2).",
        "",
        "## Data",
        "",
        f"- [Data package]({base}data/datapackage.json): every table with its columns (Frictionless Data Package 2)",
        f"- [All of it]({base}data/all.zip): one ZIP with CSV, JSON and schemas",
        f"- [Treaty status]({base}data/treaty-status.csv): every act of every ASEAN state towards every treaty",
        f"- [Changes]({base}feeds/changes.xml): Atom feed of the releases of the data",
        "",
    ]
    if copies:
        rows += ["## Copies to carry away", "", *(_copy(copy, base) for copy in copies), ""]
    rows += ["## Facts as Markdown, by kind", ""]
    for name in COLLECTIONS:
        rows.append(f"- [{english().say(f'kinds.{name}.many')}]({base}data/{name}.md): {len(kb.records[name])} records")
    for name, model in COLLECTIONS.items():
        if model.stub:
            rows += ["", f"## {english().say(f'kinds.{name}.many')}, page by page", ""]
            rows += [f"- [{r.label}]({base}data/{name}/{r.id}.md)" for r in kb.records[name].values()]
    return "\n".join(rows) + "\n"
