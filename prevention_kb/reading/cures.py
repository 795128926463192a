"""What was probably meant: the form in which a refused value can be typed, or "" where that would be a guess."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import cache
from typing import get_args

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from ..facts.dates import When
from ..facts.sources import Tongue

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""As an editor may have typed them."""
_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_NAME = rf"(?P<m>{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?"
_FORMS = [
    re.compile(rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {_NAME},? (?P<y>[0-9]{{4}})", re.I),
    re.compile(rf"{_NAME} (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y>[0-9]{{4}})", re.I),
    re.compile(rf"{_NAME},? (?P<y>[0-9]{{4}})", re.I),
    re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})"),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})"),
]
_NUMBERS = re.compile(r"(?P<a>[0-9]{1,2})[-/.](?P<b>[0-9]{1,2})[-/.](?P<y>[0-9]{4})")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_DASHED = re.compile("[0-9]{4}[-\u2010-\u2015\u2212][0-9]{1,2}[-\u2010-\u2015\u2212][0-9]{1,2}")
"""A day with a dash where a hyphen belongs."""
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|around|approximately|~)\s*", re.I)
_DECADE = re.compile(r"(?:the )?([0-9]{3})0['’]?s", re.I)
_SINCE = re.compile(r"(since|from|until|till|to|before|after)\s+(.+)", re.I)
_SPAN = re.compile(r"\s*(?:–|—| - |/| to | until )\s*|(?<=^[0-9]{4})-(?=[0-9]{4}$)")


def language(text: str) -> str:
    """The code of a language that was named otherwise: Khmer, khmer, ខ្មែរ, km-KH, khm; "" where none is known by that."""
    typed = re.sub(r"[-_ ]*[(\[].*", "", text.strip()).casefold()
    names = _languages()
    return names.get(typed) or names.get(re.split(r"[-_]", typed)[0], "")


@cache
def _languages() -> dict[str, str]:
    """Codes by what languages are called, in English and by themselves, and by the codes themselves; as CLDR has them."""
    english = {str(code): str(name) for code, name in Locale("en").languages.items() if len(str(code)) <= 3}
    found = {code.casefold(): code for code in english} | {name.casefold(): code for code, name in english.items()}
    for code in get_args(Tongue):
        with suppress(UnknownLocaleError):  # it has a name in English, and no words of its own
            found[str(Locale.parse(code).language_name).casefold()] = code
    for alias, code in get_global("language_aliases").items():
        found.setdefault(alias.casefold(), code)
    return found


def name_of_language(code: str) -> str:
    """What a language is called in English."""
    return str(Locale("en").languages[code])


OTHER_NAMES = {
    "abstract": ("summary",), "access_date": ("accessed",), "adopted_on": ("adopted",), "address": ("URL",), "aka": ("also",), "alias": ("also",),
    "aliases": ("also",), "authors": ("author",), "citation": ("sources", "source"), "citations": ("sources",), "comment": ("note",),
    "content": ("text", "summary"), "date": ("issued", "adopted", "due"), "date_read": ("accessed",), "day": ("date", "issued", "checked"), "deadline": ("due",),
    "description": ("summary", "definition", "text", "what"), "english": ("in_english",), "evidence": ("finding",), "explanation": ("finding", "note"),
    "headline": ("title",), "heading": ("title",), "href": ("URL",), "label": ("title", "name", "term"), "lang": ("language",), "link": ("URL",),
    "meaning": ("in_english", "definition"), "name": ("title", "term", "name"), "notes": ("note",), "other_names": ("also",), "published": ("issued",), "publication_date": ("issued",),
    "quotation": ("quote",), "reason": ("finding", "note"), "ref": ("sources", "source"), "reference": ("sources", "source"), "references": ("sources",),
    "remark": ("note",), "remarks": ("note",), "retrieved": ("accessed",), "source": ("sources",), "status": ("state", "verdict", "standing"), "synonyms": ("also",),
    "text": ("summary", "restated", "definition"), "title": ("name", "term"), "translation": ("in_english",), "until": ("due",), "visited": ("accessed",), "web": ("URL",),
    "website": ("URL",), "when": ("date", "issued", "adopted"), "writer": ("author",), "written_by": ("author",), "year": ("date", "issued", "adopted"),
}  # fmt: skip
"""Fields by what else people call them: those that may be meant, the likeliest first."""


def unquoted(value: object) -> str:
    """What stands between quotation marks of print, which are none to YAML; "" where there are none around the whole."""
    found = re.fullmatch(r"\s*[“”„«»‘’‹›`](.*\S.*)[“”„«»‘’‹›`´]\s*", value) if isinstance(value, str) else None
    return found[1].strip() if found else ""


def date(text: str) -> str:
    """How a date is typed that was written otherwise: 17/04/1975, April 17, 1975, c. 1975, the 1970s, 1975–1979.

    Where day and month could be either way round, both are offered, with " or " between.
    """
    found = " or ".join(_dates(_western(text).strip()))
    return found if all(_is_date(one) for one in found.split(" or ")) else ""


def day(text: str) -> str:
    """How a day of the calendar is typed that was written otherwise; "" where the text names no whole day."""
    found = date(text)
    return found if all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one) for one in found.split(" or ")) else ""


def identifier(text: str) -> str:
    """An id in small letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def address(text: str) -> str:
    """An address of the web with its scheme once, and without blanks and invisible characters."""
    plain = "".join(character for character in text.strip() if unicodedata.category(character) != "Cf")
    plain = re.sub(r"^(?:https?:/*)+(?=https?:)", "", plain).replace(" ", "%20")
    if re.match(r"https?:/{3,}[^/.]*(/|$)", plain):  # what stands behind the third slash is a path: the host is missing
        return text
    plain = re.sub(r"^(https?):/*", r"\1://", plain)
    if not re.match(r"https?://", plain) and re.match(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/|$)", plain, re.I):
        plain = f"https://{plain}"
    return plain


def yes_or_no(value: object) -> str:
    """true or false for the other words that people use."""
    word = str(value).strip().lower()
    return (
        "true"
        if word in ("yes", "y", "on", "1", "true")
        else "false"
        if word in ("no", "n", "off", "0", "false")
        else ""
    )


def number(value: object) -> str:
    """A number in digits alone: 1,200, 1 200, 1.200.000, 1’200, or 1.7 million, also with a decimal comma; nothing where it may be read in two ways."""
    match = _NUMBER.fullmatch(re.sub(r"[\s'’_]", "", _western(str(value)).lower()))
    if not match or match["times"] not in _TIMES:
        return ""
    digits = match["whole"].replace(",", "").replace(".", "") + "." + (match["part"] or "0")
    return f"{float(digits) * _TIMES[match['times']]:.6f}".rstrip("0").rstrip(".")


_NUMBER = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]+)(?:[.,](?P<part>[0-9]+))?(?P<times>[a-z]*)"
)
"""Groups of three digits behind a comma, or several behind a point; then a part of one."""
_TIMES = {"": 1, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
"""What stands behind a number in the place of noughts."""


def _western(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(character)) if unicodedata.category(character) == "Nd" else character
        for character in text
    )


def _dates(text: str) -> list[str]:
    if _DASHED.fullmatch(text):
        text = _DASH.sub("-", text)
    if about := _ABOUT.match(text):
        return [f"{one}~" for one in _dates(text[about.end() :])]
    if decade := _DECADE.fullmatch(text):
        return [f"{decade[1]}X"]
    if since := _SINCE.fullmatch(text):
        ends = _dates(since[2])
        return [f"{one}/.." if since[1].lower() in ("since", "from", "after") else f"../{one}" for one in ends]
    sides = _SPAN.split(text, maxsplit=1)
    if len(sides) == 2 and all(sides) and not re.fullmatch(r"[0-9]{4}/[0-9]{1,2}(/.*)?|[0-9]{1,2}/.*", text):
        first, last = sides
        if re.fullmatch(r"[0-9]{4}", first) and re.fullmatch(r"[0-9]{2}", last):
            last = first[:2] + last
        begins, ends = _dates(first), _dates(last)
        return [f"{begins[0]}/{ends[0]}"] if len(begins) == len(ends) == 1 else []
    if either := _NUMBERS.fullmatch(text):
        year, a, b = either["y"], int(either["a"]), int(either["b"])
        orders = [(month, dom) for month, dom in dict.fromkeys(((b, a), (a, b))) if month <= 12]
        return [f"{year}-{month:02}-{dom:02}" for month, dom in orders]
    for form in _FORMS:
        if match := form.fullmatch(text):
            said = match.groupdict()
            if said.get("d") and (said["m"] or "").isdecimal() and int(said["m"]) > 12 >= int(said["d"]):
                said["m"], said["d"] = said["d"], said["m"]
            month = said.get("m") or ""
            number = _MONTH.get(month.lower()) or int(month or 0)
            parts = [said["y"], f"{number:02}" if number else "", f"{int(said.get('d') or 0):02}" if number else ""]
            return ["-".join(part for part in parts if part and part != "00")]
    return []


def _is_date(text: str) -> bool:
    try:
        When.parse(text)
    except ValueError:
        return False
    return True
