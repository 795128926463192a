"""A hook for the bench alone: keep each page as the Markdown that the macros made of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from prevention_kb.pages.verbatim import BEGIN, END

PRIORITY = -100


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Write the page with its front matter to the folder named by BENCH_DUMP."""
    file = Path(os.environ["BENCH_DUMP"]) / page.file.src_uri
    file.parent.mkdir(parents=True, exist_ok=True)
    meta = {key: str(value) if isinstance(value, str) else value for key, value in page.meta.items()}
    head = yaml.safe_dump(meta, allow_unicode=True) if meta else ""
    text = markdown.replace(BEGIN, "").replace(END, "")
    file.write_text(f"---\n{head}---\n\n{text}", "utf-8")
    return markdown


on_page_markdown.mkdocs_priority = PRIORITY  # type: ignore[attr-defined]
