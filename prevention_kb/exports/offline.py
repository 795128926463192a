"""The copy of the site that a reader can keep on a device: which files belong to it, by content, and what the device says of it.

Everything is taken from the built site: its pages, and what they load. docs/service-worker.js and docs/assets/js/offline/keep.js read it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..derived import citation
from ..facts.knowledge import KnowledgeBase
from ..languages import marks
from ..pages import settings
from ..pages.speech import Speech
from ..pages.views import offline
from ..reading.writing import write_atomically

LIST, VERSION = "offline/files.json", "offline/version.json"
_LANGUAGE = re.compile(rb'<html[^>]* lang="([\w-]+)"')
_ASSET = re.compile(rb'assets/[^"#?]+\.(?:css|js|svg|png|woff2)(?=")')
_LOADS = re.compile(rb'(?:src|href)="(?:\.\./|\./)*$')
"""What stands before an asset that a page loads; to look for both at once takes ten times as long."""
_OURS = (
    "assets/css/*",
    "assets/js/**/*",
    "assets/vendor/**/*.js",
    "assets/fonts/*.woff2",
    "assets/words/*",
    "assets/search*.json",
)
"""What our own scripts and style sheets load beside what the pages name."""
_ONE_IN = 8
"""Of so many files one is compressed, to estimate what comes over the line; all of them would cost a twentieth of the build."""


def write(kb: KnowledgeBase, site: Path) -> None:
    """Write the list of the copy for this built site, its version with what a copy takes, and what a home screen is told, for each language of
    its pages."""
    sets, texts = _sets(site)
    of = settings.read(kb.root)
    spoken = {code: Speech.of(kb, code, of.drafts(code)).page(of) for code in sets if code}
    found: dict[str, Any] = {
        "data": citation.edition(kb.root).version,
        "words": {
            code: {name: marks.shown(said, code) for name, said in offline.kept_words(page).items()}
            for code, page in spoken.items()
        },
        "wire": {code: _wire([texts[name] for name in sorted(files)]) for code, files in sets.items()},
    }
    (site / "offline").mkdir(exist_ok=True)
    for code, page in spoken.items():
        address = f"offline/{code}.webmanifest"
        text = marks.plain(json.dumps(offline.installed(page), ensure_ascii=False, indent=1)) + "\n"
        write_atomically(site / address, text)
        sets[code][address] = [sha256(text.encode()).hexdigest(), len(text.encode())]
    found["sets"] = sets
    version = sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16]
    write_atomically(
        site / LIST, json.dumps({"version": version, **found}, ensure_ascii=False, separators=(",", ":")) + "\n"
    )
    brief = {"version": version, "wire": found["wire"], "room": {code: _room(files) for code, files in sets.items()}}
    write_atomically(site / VERSION, json.dumps(brief) + "\n")


def _sets(site: Path) -> tuple[dict[str, dict[str, list[Any]]], dict[str, bytes]]:
    """Address, digest and size of every file by language, those for all under no language; and the files themselves."""
    sets: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    texts: dict[str, bytes] = {}
    loaded: set[str] = set()

    def take(code: str, address: str, text: bytes) -> None:
        sets[code][address], texts[address] = [sha256(text).hexdigest(), len(text)], text

    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix()
        if address == "404.html":  # its addresses begin at the top of the host
            continue
        text = file.read_bytes()
        loaded |= set(_loaded(text))
        code = _LANGUAGE.search(text)
        take(code[1].decode() if code else "en", address.removesuffix("index.html"), text)
    ours = {file.relative_to(site).as_posix() for pattern in _OURS for file in site.glob(pattern) if file.is_file()}
    for address in sorted(loaded | ours):
        if (site / address).is_file():
            take(_of_language(address, sets), address, (site / address).read_bytes())
    return dict(sorted(sets.items())), texts


def _loaded(page: bytes) -> Iterator[str]:
    """The assets that the HTML of a page loads, from the top of the site."""
    for found in _ASSET.finditer(page):
        if _LOADS.search(page, max(0, found.start() - 40), found.start()):
            yield found[0].decode()


def _of_language(address: str, codes: Any) -> str:
    """assets/words/page.en.js and assets/search.km.json belong to one language; everything else to all."""
    parts = Path(address).name.split(".")
    return next((code for code in codes if code and code in parts[:-1]), "")


def _room(files: dict[str, list[Any]]) -> int:
    """How many bytes these files take on the device, where what is the same lies once."""
    return sum(dict(map(tuple, files.values())).values())


def _wire(texts: list[bytes]) -> int:
    """About how many bytes come over the line, where the host compresses."""
    some = texts[::_ONE_IN]
    packed = sum(len(zlib.compress(text, 6)) for text in some)
    return packed * sum(map(len, texts)) // (sum(map(len, some)) or 1)
