"""The whole site, page by page: `make audit`. The quick tests look at one page of each kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlparse

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase
from prevention_kb.derived import links

from .. import axe
from ..conftest import ROOT, opened

pytestmark = pytest.mark.audit
ADDRESSES = sorted(
    file.relative_to(ROOT / "docs").as_posix().removesuffix(".md").removesuffix("index").rstrip("/")
    for file in (ROOT / "docs").rglob("*.md")
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe(windows: Any, served: str, address: str, scheme: str) -> None:
    for width in (1280, 360):
        page = opened(windows[True], served, f"{address}/" if address else "", width, scheme)
        assert not axe.violations(page), width
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_every_record_is_three_clicks_from_home(site: Path, kb: KnowledgeBase) -> None:
    pages: dict[str, set[str]] = {}

    def targets(address: str) -> set[str]:
        if address not in pages:
            soup = BeautifulSoup((site / address / "index.html").read_text("utf-8"), "lxml")
            found = set()
            for a in soup.find_all("a", href=True):
                path = urldefrag(urljoin(f"https://x/{address}", a["href"]))[0]
                if urlparse(path).netloc == "x" and (site / urlparse(path).path.lstrip("/") / "index.html").exists():
                    found.add(urlparse(path).path.lstrip("/"))
            pages[address] = found
        return pages[address]

    near = {""}
    for _ in range(3):
        near |= {target for address in list(near) for target in targets(address)}
    for name, records in kb.records.items():
        for record_id in records:
            for address in (links.to(kb, name, record_id), links.in_full(records[record_id])):
                assert address.partition("#")[0] in near, (name, record_id)
