"""Pictures to share: one PNG a claim, treaty, risk factor and event, drawn by a Chromium with the type and the colours of the site.

They are made before the site, into a folder that is kept: a card whose words and look are those of last time is not drawn again. The build takes
them over where all of them are there and fit the facts, so that no picture tells what no longer stands and no address of one leads nowhere.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..facts.knowledge import KnowledgeBase
from ..pages.site import Site
from ..pages.speech import Speech
from ..pages.views import cards
from ..reading import catalogue
from ..reading.writing import write_atomically
from . import printing

LIST = "cards.json"
"""The digest of what each picture shows, by its file; beside them."""
WIDTH, HEIGHT = 1200, 630
COLOURS = 40
"""In the palette of a card: paper, ink, three tones, and the steps between them at the edge of a letter."""
AT_ONCE = 20
"""Cards on one picture of the browser, which takes none higher than 16,384 points."""

ROOT = Path(__file__).parents[2]
SPRITE = "overrides/partials/sprite.html"


@dataclass(frozen=True, slots=True)
class Made:
    """What a run has done."""

    drawn: int
    kept: int
    bytes: int


def every(kb: KnowledgeBase, site: Site) -> dict[str, str]:
    """The HTML of each card, by the file of its picture, as en/claims/p5-nearly-50-years.png."""
    found: dict[str, str] = {}
    for code in (catalogue.ENGLISH, *kb.overlays):
        page = Speech.of(kb, code, site.drafts(code)).page(site)
        found |= {f"{code}/{name}.png": html for name, html in cards.every(page)}
    return found


def digests(found: Mapping[str, str]) -> dict[str, str]:
    """What tells whether a card has to be drawn again: its words, and all that gives it its look."""
    looks = {code: _look(code) for code in {name.partition("/")[0] for name in found}}
    return {name: sha256(looks[name.partition("/")[0]] + html.encode()).hexdigest() for name, html in found.items()}


def styles(code: str) -> list[Path]:
    """The style sheets of the cards of a language: of the site, of the language where it has one, and of cards."""
    own = ROOT / f"docs/assets/css/{code}.css"
    site, card = ROOT / "docs/assets/css/site.css", ROOT / "prevention_kb/pages/templates/_cards.css"
    return [site, *([own] if own.is_file() else []), card]


def _look(code: str) -> bytes:
    """The digest of all that gives the cards of a language their look."""
    look = sha256()
    for file in (*styles(code), ROOT / SPRITE, *sorted((ROOT / "docs/assets/fonts").glob("*.woff2"))):
        look.update(file.read_bytes())
    look.update(f"{WIDTH} {HEIGHT} {COLOURS}".encode())
    return look.digest()


def make(kb: KnowledgeBase, site: Site, folder: Path) -> Made:
    """Draw into this folder the cards that it lacks or that say something else now, and take away those of facts that are gone."""
    found = every(kb, site)
    wanted, have = digests(found), _listed(folder)
    kept = {name: of for name, of in have.items() if wanted.get(name) == of and (folder / name).is_file()}
    drawn = 0
    for pictures in _drawn({name: html for name, html in found.items() if name not in kept}):
        for name, content in pictures.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            kept[name] = wanted[name]
        drawn += len(pictures)
        _list(folder, kept)
    for name in have.keys() - wanted.keys():
        (folder / name).unlink(missing_ok=True)
    _list(folder, kept)
    return Made(drawn, len(kept) - drawn, sum((folder / name).stat().st_size for name in kept))


def fit(kb: KnowledgeBase, site: Site, folder: Path) -> bool:
    """Whether every fact has its card there, and none of them says what no longer stands."""
    have = _listed(folder)
    return have == digests(every(kb, site)) and all((folder / name).is_file() for name in have)


def publish(folder: Path, site: Path) -> None:
    """Put the cards into a built site."""
    for name in _listed(folder):
        target = site / cards.FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((folder / name).read_bytes())


def _listed(folder: Path) -> dict[str, str]:
    file = folder / LIST
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}


def _list(folder: Path, digests: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / LIST, json.dumps(digests, indent=1, sort_keys=True) + "\n")


def _drawn(wanted: Mapping[str, str]) -> Iterator[dict[str, bytes]]:
    """The pictures of these cards by their files, several at once; while some are made small, the browser draws the next."""
    if not wanted:
        return
    with printing.browser() as browser, tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(2) as workers:
        window = browser.new_page()
        window.set_viewport_size({"width": WIDTH, "height": HEIGHT * AT_ONCE})
        file, making = Path(temporary) / "cards.html", None
        for names in _runs(wanted):
            file.write_text(composed(names[0].partition("/")[0], (wanted[name] for name in names)), "utf-8")
            window.goto(file.as_uri())
            whole = window.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT * len(names)})
            if making:
                yield making.result()
            making = workers.submit(_apart, names, whole)
        if making:
            yield making.result()


def _runs(wanted: Mapping[str, str]) -> Iterator[list[str]]:
    """The files in runs of one language each."""
    for code in dict.fromkeys(name.partition("/")[0] for name in wanted):
        of = [name for name in wanted if name.startswith(f"{code}/")]
        yield from (of[at : at + AT_ONCE] for at in range(0, len(of), AT_ONCE))


def composed(code: str, found: Iterable[str]) -> str:
    """Cards of one language as a page, one below the other."""
    sheets = "".join(f'<link rel="stylesheet" href="{sheet.as_uri()}">' for sheet in styles(code))
    sprite = (ROOT / SPRITE).read_text("utf-8").partition("-#}")[2]
    return f'<!doctype html><html lang="{code}"><meta charset="utf-8">{sheets}{sprite}{"".join(found)}</html>'


def _apart(names: list[str], whole: bytes) -> dict[str, bytes]:
    """Each card of a picture as a picture of its own, in few colours."""
    from PIL import Image  # what draws is not there for who only builds the site

    found = {}
    with Image.open(io.BytesIO(whole)) as image:
        together = image.convert("RGB")
    for row, name in enumerate(names):
        card = together.crop((0, row * HEIGHT, WIDTH, (row + 1) * HEIGHT))
        small = io.BytesIO()
        card.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(small, "PNG")
        found[name] = small.getvalue()
    return found
