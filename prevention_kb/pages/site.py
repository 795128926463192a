"""The settings of a site that its pages need."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Site:
    """Settings of the site, from mkdocs.yml or the environment."""

    name: str = ""
    url: str = ""
    repository: str = ""
    branch: str = "main"
    responsible: str = ""
    contact: str = ""

    def edit(self, path: str, line: int) -> str | None:
        """The address that opens a file of the repository at a line, ready to edit; None without a repository."""
        if not self.repository:
            return None
        return f"{self.repository.rstrip('/')}/edit/{quote(self.branch)}/{quote(path)}#L{line}"
