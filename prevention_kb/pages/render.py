"""The HTML of a view."""

from __future__ import annotations

from typing import Any

from . import jsonld
from .environment import templates
from .page import Page

templates.globals["linked"] = jsonld.of


def render(template: str, page: Page, **context: Any) -> str:
    """The HTML of a template for this page. Blank lines go, since Markdown would read them as the end of HTML."""
    html = templates.get_template(template).render(page=page, kb=page.kb, site=page.site, **context)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
