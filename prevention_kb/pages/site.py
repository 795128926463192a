"""The settings of a site that its pages need."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

LONGEST = 8_000
"""An address of more characters is refused by forges, and a browser may cut it."""


@dataclass(frozen=True, slots=True)
class Site:
    """Settings of the site, from mkdocs.yml or the environment."""

    name: str = ""
    url: str = ""
    repository: str = ""
    branch: str = "main"
    responsible: str = ""
    contact: str = ""
    editors: str = ""
    reviewers: str = ""
    funding: str = ""
    reply: str = ""
    """The day on which the site was shown to those whose words it checks, and a reply was offered."""

    cards: str = ""
    """The folder with the pictures to share that `kb cards` made; empty where the site goes without them."""

    hidden: frozenset[str] = frozenset()
    """The languages whose drafts are not shown."""

    @property
    def top(self) -> str:
        """Its address with a slash at the end; empty without one."""
        return self.url and self.url.rstrip("/") + "/"

    @property
    def is_preview(self) -> bool:
        """Whether a reader could not tell who answers for the site, or could not cite or reach it: then it calls itself a preview."""
        return not (self.responsible and self.contact and self.repository and self.url)

    def drafts(self, code: str) -> bool:
        """Whether translations into this language are shown that no native reader has read yet."""
        return code not in self.hidden

    def edit(self, path: str, line: int) -> str | None:
        """The address that opens a file of the repository at a line, ready to edit; None without a repository."""
        if not self.repository:
            return None
        return f"{self.repository.rstrip('/')}/edit/{quote(self.branch)}/{quote(path)}#L{line}"

    def create(self, path: str, text: str) -> str | None:
        """The address that opens the form for a new file of the repository, filled in; None without a repository, or where the text is too long for it."""
        if not self.repository:
            return None
        filled = urlencode({"filename": path, "value": text}, quote_via=quote, safe="/")
        address = f"{self.repository.rstrip('/')}/new/{quote(self.branch)}?{filled}"
        return address if len(address) <= LONGEST else None
