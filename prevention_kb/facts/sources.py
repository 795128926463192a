"""Sources: what was read, or should be."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal, get_args
from urllib.parse import unquote, urlsplit

from pydantic import (
    Field,
    StringConstraints,
)

from .characters import MARKS
from .dates import When
from .shape import KEPT, PLAIN_TEXT, Day, Flag, Line, Model, Prose, Record, Subpage, Url


class Name(Model):
    """A name in CSL form."""

    family: Line | None = Field(default=None, description="Family name of a person.")
    given: Line | None = Field(default=None, description="Given names of a person.")
    literal: Line | None = Field(default=None, description="Name of a body, or of a person whose name is not split.")


Standing = Literal["primary", "authoritative", "press", "other"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


Tongue = Literal[
    "ar", "de", "es", "fil", "fr", "id", "it", "ja", "km", "lo", "ms", "my", "nl", "pt", "ru", "ta", "tet", "th", "uk", "vi", "zh",
]  # fmt: skip
TONGUES: tuple[Tongue, ...] = get_args(Tongue)
"""Languages of sources other than English, by their code in ISO 639: those of ASEAN and of the United Nations, and where else a copy was read."""

APART = ("Cambodia", "The ")
"""With these begins half of what begins with their letter, so that a list of it would be too long for a phone."""

_WHERE_COPIED = re.compile(r"[;,] (?:a )?cop(?:y|ies)\b")
"""Where a publisher ends and the site that holds a copy begins."""


_FROM_WHERE = re.compile(r"(utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)=")
"""What is hung onto an address to tell where a reader comes from."""


def bare(address: str) -> str:
    """What two addresses of one page have in common: not the way to speak to its host, capitals in the name of that, a place on the page, or what tells where a reader comes from."""
    parts = urlsplit(address)
    query = "&".join(part for part in parts.query.split("&") if part and not _FROM_WHERE.match(part))
    place = parts.fragment if parts.fragment[:1] in ("!", "/") else ""  # there it is the page itself
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}?{query}#{place}".rstrip("?#")


class Source(Record):
    """Something that was read, or should be, in the field names of the Citation Style Language. Shown on /sources/."""

    collection = "sources"
    home = "sources/#{}"
    keyed = True
    usual = ("URL", "accessed")

    type: Literal[
        "article", "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "dataset",
        "document", "hearing", "legal_case", "legislation", "post-weblog", "regulation", "report", "speech", "thesis",
        "treaty", "webpage", "entry-encyclopedia", "motion_picture", "post", "paper-conference",
    ] = Field(description="What it is, as the Citation Style Language names it.")  # fmt: skip
    title: Annotated[str, StringConstraints(pattern=PLAIN_TEXT, max_length=600)] = Field(
        description="Title as printed, however short or long; a title of our own stands in [square brackets]."
    )
    language: Tongue | None = Field(
        default=None,
        description="The language of the source, as km, where it is not English; its title is in that language too, unless it stands in [square brackets].",
    )
    in_english: Annotated[Line, KEPT] | None = Field(
        default=None, description="What a title in another language says, in English and in words of ours."
    )
    publisher: Line = Field(description="Who published it; for a copy, the original publisher and where the copy lies.")
    author: list[Name] = Field(default=[], description="Authors, where the source names them.")
    issued: When | None = Field(
        default=None, description="When it was published, as precise as it is known; leave out if undated."
    )
    URL: Url | None = Field(
        default=None, description="Address of the publisher's page, beginning with http:// or https://."
    )
    archive: Url | None = Field(default=None, description="Address of an archived copy.")
    accessed: Day | None = Field(default=None, description="The day on which it was read.")
    read: Literal["opening", "whole", "excerpt", "none"] = Field(
        description="How far it was read: opening (archived copy, usually its opening), whole (a whole copy), "
        "excerpt (a passage shown by a search index), none (no copy read yet)."
    )
    standing: Standing = Field(
        default="other",
        description="primary: the body concerned; authoritative: UN reporting, archive, scholarship; press: news report; other.",
    )
    mirror: Flag = Field(default=False, description="true where the address is a copy on somebody else's site.")
    note: Prose | None = Field(
        default=None, description="What a reader should know about this source, such as what part was read."
    )

    @property
    def addresses(self) -> dict[str, str]:
        """Its addresses by the names of their fields: its own, and that of an archived copy."""
        return {name: url for name, url in (("URL", self.URL), ("archive", self.archive)) if url}

    @property
    def rank(self) -> tuple[int, bool]:
        """Where it stands among the sources of a fact: the body concerned first, what is neither press nor scholarship last, a copy behind its like."""
        return STANDINGS.index(self.standing), self.mirror

    @property
    def shown_on(self) -> Subpage:
        """The sources whose ids begin with the same letter; those of the United Nations, most of their letter, are apart."""
        begins = "un" if self.id.startswith("un-") else self.id[0]
        return Subpage(f"sources/{begins}/", "sources", begins.upper())

    @property
    def listed_on(self) -> Subpage:
        """The sources whose titles begin with the same letter; digits stand together, and so does what is no Latin letter. Those that begin with
        a word with which half of its letter does are apart."""
        letters = unicodedata.normalize("NFKD", self.title.lstrip(MARKS + "[“”\"'‘’«(… "))
        title = "".join(letter for letter in letters[:40] if not unicodedata.combining(letter))
        for word in APART:
            if title.startswith(word):
                return Subpage(f"sources/titles/{word.strip().lower()}/", "titles", word.strip())
        letter = title[:1].lower()
        name = "0-9" if letter.isdigit() else letter if letter.isascii() and letter.isalpha() else "other"
        kind = {"0-9": "titles-digits", "other": "titles-other"}.get(name, "titles")
        return Subpage(f"sources/titles/{name}/", kind, name.upper())

    @property
    def is_titled_by_us(self) -> bool:
        """Whether its title is one of ours, in square brackets, and not as printed."""
        return self.title.lstrip(MARKS).startswith("[")

    @property
    def is_foreign(self) -> bool:
        """Whether its title, as printed, is in another language than English."""
        return self.language is not None and not self.is_titled_by_us

    @property
    def full_name(self) -> str:
        return f"{self.title} [{self.in_english}]" if self.in_english else self.title

    @property
    def gists(self) -> list[str]:
        return [_WHERE_COPIED.split(self.publisher)[0]]

    @property
    def when(self) -> When | None:
        return self.issued
