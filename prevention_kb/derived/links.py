"""The address of every record: the only place that knows."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import relpath

from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record

HOMES = {name: model.home for name, model in COLLECTIONS.items()}
"""Where a record of each kind is at home, from the top of the site."""


_FRAME = re.compile(
    r"(?:kb|filter|map|t)-[a-z-]+|of-case-[0-9-]+|(?:letter|part|timeline-lane)-[0-9]+|names-[a-z0-9]+|decade-[0-9]+s|on-[a-z0-9-]+|(?:claims|promises)-of-[a-z0-9-]+|figure-(?:common|specific)"
    r"|group-(?:asean|cambodian|civil-society|court|people|regional|un)|(?:claim|finding|measure|mechanism|timeline)-filter"
    r"|(?:bodies|compare|force|matrix|measures)-caption|(?:compare|matrix)-form|matrix-said|timeline-list|page-sources|focal-points|votes-on-r2p"
    r"|about-the-text|all-measures|compare|edit|half|how-it-stands|joined|left|link|matrix|measures|menu|moon|mostly|no|none|ok|open|party|print|say|search|signed|sources|stroke|sun|unsure"
)
"""Names that elements of the frame and of the views bear on a page; a test compares them with the built site."""


def in_frame(fragment: str) -> bool:
    """Whether an element of the frame or of a view bears this id, so that no record on a shared page can."""
    return _FRAME.fullmatch(fragment) is not None


def address(collection: str, record_id: str) -> str:
    """Where a record of this kind and id stands, unless the record says otherwise, as treaties/iccpr/ or sources/#un-treaties-2015."""
    return HOMES[collection].format(record_id)


def of(record: Record) -> str:
    """The address of this record from the top of the site."""
    return record.address


def to(kb: KnowledgeBase, collection: str, record_id: str) -> str:
    """The address of the record of this kind and id, or where one would stand."""
    record = kb.records[collection].get(record_id)
    return of(record) if record else address(collection, record_id)


def in_full(record: Record) -> str:
    """Where a record stands whole, with its evidence, from the top of the site: its subpage, or its home."""
    return f"{subpage.address}#{record.id}" if (subpage := record.shown_on) else of(record)


def relative(target: str, here: str, start: str | None = None) -> str:
    """`target`, an address from the top of the site, as a link on the page `here` (such as treaties/iccpr/).

    Links are relative, so that the site works in any folder of any host. `start` is where they begin, if not at the page itself.
    """
    path, hash_, fragment = target.partition("#")
    if hash_ and path == here:
        return f"#{fragment}"
    if start is not None and path.endswith(".md"):
        path = path.removesuffix(".md") + "%2Emd"  # a file of its own; the engine would take it for a page
    return f"{_path(path, here if start is None else start)}{hash_}{fragment}"


def within(folder: str, target: str) -> str:
    """Where an address from the top of the site stands among the pages of another language, which begin at `folder`; a file, as
    data/all.zip, stands there once for all."""
    path, _, _ = target.partition("#")
    return f"{folder}{target}" if folder and (path.endswith("/") or not path) else target


@lru_cache(maxsize=50_000)
def _path(path: str, start: str) -> str:
    link = relpath(f"/{path}", f"/{start}")
    if path.endswith("/") or not path:
        return "./" if link == "." else f"{link}/"
    return link


def tables(address: str) -> list[str]:
    """What of the open data a page at this address shows, as treaties/iccpr for the page of one record, or actors of a collection's page."""
    tops = {name: re.split(r"#|\{\}", home)[0] for name, home in HOMES.items()}
    longest = max((len(top) for top in tops.values() if address.startswith(top)), default=0)
    found = [name for name, top in tops.items() if address.startswith(top) and len(top) == longest]
    rest = address[longest:].rstrip("/")
    return [f"{name}/{rest}" if rest and COLLECTIONS[name].stub else name for name in found]


def page(address: str) -> str:
    """The file in docs/ of a page at this address from the top of the site."""
    return f"docs/{address.rstrip('/')}.md"


def stub(collection: str, record_id: str) -> str | None:
    """The page in docs/ that shows this record alone, for the kinds that have one."""
    home = HOMES[collection]
    return page(home.format(record_id)) if "#" not in home else None
