"""A Chromium for what is made of finished pages: the book for paper, and pictures. It runs no script and asks no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..reading.problems import DataError, Problem

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a browser on this machine, if there is one."""
    if path := os.environ.get("KB_CHROMIUM"):
        return path
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def browser() -> Iterator[Any]:
    """A running Chromium whose pages run no script and reach no other host; DataError where there is none."""
    try:
        from playwright.sync_api import sync_playwright

        path = shutil.which(SHELL) if "KB_CHROMIUM" not in os.environ else None
        path = path or find()
    except ImportError:
        path = None
    if not path:
        what = "no Chromium, or not the library that drives it"
        cure = "pip install 'prevention-kb[publish]', and a Chromium from your system (or: playwright install chromium)"
        raise DataError(
            [Problem("this machine", 0, 0, what=what, allowed="Chromium with playwright for Python", cure=cure)]
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started.new_context(java_script_enabled=False, offline=True)
        started.close()
