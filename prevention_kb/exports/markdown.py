"""The same facts as Markdown, for programs that read text: every record and every collection, and llms.txt."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Any

from ..derived import links, released
from ..derived.citation import Edition
from ..derived.code_book import fields
from ..derived.copies import Copy
from ..facts.documents import document_of
from ..facts.kinds import COLLECTIONS, LINK
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..languages.language import Language, message
from ..reading.catalogue import english

Plain = dict[str, Any]
_NOTHING: tuple[Any, ...] = (None, [], {})


def record(kb: KnowledgeBase, found: Record, said: Plain, top: str) -> str:
    """A record as Markdown; `said` is the record as plain values, `top` leads to the top of the site."""
    say = english().say
    rows = [
        f"# {said['label']}",
        "",
        f"- {say('open-data.markdown.address', address=top + links.of(found))}",
        f"- {say('open-data.markdown.data', address=_data(top, found))}",
    ]
    if state := said["checking"]:
        told = {"state": state["words"], "checked": state["checked"], "review_by": state["review_by"]}
        id = "open-data.markdown.checking-dated" if state["review_by"] else "open-data.markdown.checking"
        rows.append(f"- {say(id, **told)}")
    if quote := said.get("quote"):
        document = document_of(found)
        told = {"document": document and document.called, "passages": ", ".join(said["paragraphs"]), "quotation": quote}
        id = "open-data.markdown.quotation" if document else "open-data.markdown.quotation-unnamed"
        rows.append(f"- {say(id, **told)}")
    rows.append("")
    done = {"quote", "checked", "review_by", "sources"}
    for _, alias, _, _ in fields(type(found)):
        value = said.get(alias)
        if alias not in done and value not in _NOTHING and value != said["label"]:
            rows += _field(alias, value, 0)
    if where := said.get("positions"):
        rows += ["", say("open-data.markdown.positions"), ""]
        for key, held in where.items():
            id = "open-data.markdown.position" if held["as_of"] else "open-data.markdown.position-unread"
            rows.append(f"- {say(id, id=key, words=held['words'], as_of=held['as_of'])}")
    if cited := [*said["sources"], *said["other_sources"]]:
        rows += ["", say("open-data.markdown.sources"), ""]
        rows += [_source(english(), *source.values()) for source in cited]
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
    if isinstance(value, bool):
        return english().say("open-data.markdown.yes" if value else "open-data.markdown.no")
    return str(value)


@lru_cache(maxsize=5_000)
def _source(language: Language, id: str, title: str, publisher: str, issued: str, address: str, read: str) -> str:
    """A source as another record names it, its values in their order; many records name the same one."""
    said = language.say(
        "open-data.markdown.source" if address else "open-data.markdown.source-without-address",
        id=id,
        title=title,
        publisher=publisher,
        issued=issued or message("open-data.markdown.undated"),
        address=address,
        read=message("open-data.markdown.unread") if read == "none" else message("open-data.markdown.read", how=read),
    )
    return f"- {said}"


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
    meaning = " ".join((COLLECTIONS[name].__doc__ or "").split())
    many = english().say("open-data.markdown.collection", meaning=meaning, count=len(records))
    head = f"# {english().say(f'kinds.{name}.many')}\n\n{many}\n"
    return b"\n#".join([head.encode(), *records])


def _copy(copy: Copy, base: str) -> str:
    name, holds = (english().say(f"copies.{copy.kind}.{what}") for what in ("name", "holds"))
    said = english().say(
        "open-data.llms.copy",
        name=name,
        language=copy.language,
        address=base + copy.address,
        holds=holds,
        bytes=copy.bytes,
        day=copy.day,
        checksum=copy.sha256,
    )
    return f"- {said}"


def llms(kb: KnowledgeBase, edition: Edition, base: str, status: str = "", copies: Collection[Copy] = ()) -> str:
    """llms.txt: what this is, and where a program finds it as text and as data (https://llmstxt.org)."""
    say = english().say
    summary = say(
        "open-data.llms.summary",
        abstract=edition.abstract,
        version=released.version(kb),
        released=edition.released,
    )
    rows = [
        f"# {edition.title}",
        "",
        f"> {' '.join(filter(None, [status, summary]))}",
        "",
        say("open-data.llms.manners"),
        "",
        f"## {say('open-data.llms.data')}",
        "",
        f"- {say('open-data.llms.package', address=f'{base}data/datapackage.json')}",
        f"- {say('open-data.llms.all', address=f'{base}data/all.zip')}",
        f"- {say('open-data.llms.status', address=f'{base}data/treaty-status.csv')}",
        f"- {say('open-data.llms.changes', address=f'{base}feeds/changes.xml')}",
        "",
    ]
    if copies:
        rows += [f"## {say('open-data.llms.copies')}", "", *(_copy(copy, base) for copy in copies), ""]
    rows += [f"## {say('open-data.llms.kinds')}", ""]
    for name in COLLECTIONS:
        kind = message(f"kinds.{name}.many")
        many = say("open-data.llms.kind", kind=kind, address=f"{base}data/{name}.md", count=len(kb.records[name]))
        rows.append(f"- {many}")
    for name, model in COLLECTIONS.items():
        if model.stub:
            rows += ["", f"## {say('open-data.llms.pages', kind=message(f'kinds.{name}.many'))}", ""]
            rows += [f"- [{r.label}]({base}data/{name}/{r.id}.md)" for r in kb.records[name].values()]
    return "\n".join(rows) + "\n"
