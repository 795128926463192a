"""The page on which a reader keeps a copy of the site on the device, and what the copy says of itself."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ..environment import templates
from ..page import Page
from ..render import render

ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
_TOP, _DAY, _YEAR = Markup("{top}"), Markup("{day}"), Markup("{year}")
"""Filled on the device: the address of the copy, and the day on which it was kept."""


def keep_offline(page: Page) -> str:
    """What is kept on this device, and the buttons that keep, renew and delete it."""
    return render("keep_offline.html", page)


def kept_words(page: Page) -> dict[str, str]:
    """What the copy says: the line above its pages, the pages in the place of those that cannot be had; a day of each month, and the digits for it,
    since not every browser knows every language."""
    told, language = {"top": _TOP, "day": _DAY}, page.language
    days = [page.say("date.day", day=_DAY, month=language.month(number), year=_YEAR) for number in range(1, 13)]
    return {
        "days": "|".join(days),
        "digits": "".join(map(language.digits, range(10))),
        **{note: render("kept_note.html", page, note=note, **told) for note in ("kept", "newer")},
        **{why: render("kept_lost.html", page, why=why, **told) for why in ("not-kept", "damaged")},
    }


PAPER = "#fbfaf6"
"""The colour of paper, as site.css has it in light."""


def installed(page: Page) -> dict[str, Any]:
    """The web app manifest of this language: addresses stay in sight, since they are for citing."""
    code = page.language.code
    return {
        "name": page.site.name,
        "short_name": page.say("offline.short-name"),
        "lang": code,
        "id": "../",
        "start_url": "../" if code == "en" else f"../{code}/",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": f"../assets/img/{file}", "sizes": size, "type": "image/png", "purpose": purpose}
            for file, size, purpose in ICONS
        ],
    }


def start_file(page: Page, version: str, **parts: Any) -> str:
    """The one file of a copy to carry away that needs no other; `parts` are what the template names, whose HTML comes from pages of this site."""
    safe = {name: Markup(parts[name]) for name in ("styles", "sprite")}
    sections = [{**section, "html": Markup(section["html"])} for section in parts["sections"]]
    return templates.get_template("start_file.html").render(
        page=page, site=page.site, version=version, **parts | safe | {"sections": sections}
    )


ALL = [keep_offline]
