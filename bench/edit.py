"""From an edit of one record to the new page, on the clock, at a real `mkdocs serve` as `make serve` starts it."""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

EDITED, PAGE = "data/events/coup-1970.yaml", "timeline/"
UNCHANGED = "docs/assets/css/site.css"
PATIENCE = 300.0


def _until(address: str, arrived: Callable[[str], bool]) -> str:
    """The page once it has what is waited for."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                text = answer.read().decode("utf-8")
            if arrived(text):
                return str(text)
        except OSError:
            pass
        time.sleep(0.02)
    sys.exit(f"{address} did not change within {PATIENCE:.0f} s of an edit")


def _build(page: str) -> str:
    """Which build of the running server the page belongs to."""
    found = re.search(r"livereload\((\d+)", page)
    return found[1] if found else ""


def measure(project: Path, rounds: int) -> tuple[float, float]:
    """Median seconds until the page shows an edited record, and until a rebuild is there for a file that says the same as before."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    settings = {"KB_STRICT": "false", "KB_FAIL_FAST": "false", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", host]
    server = subprocess.Popen(
        command, cwd=project, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://{host}/{PAGE}"
    record, same = project / EDITED, project / UNCHANGED
    original = record.read_text("utf-8")
    edited, floor = [], []
    try:
        page = _until(address, lambda text: bool(_build(text)))
        for number in range(rounds + 1):  # the first turn only warms up
            start, before = time.monotonic(), _build(page)
            same.write_bytes(same.read_bytes())
            page = _until(address, lambda text, before=before: _build(text) not in ("", before))  # type: ignore[misc]
            floor.append(time.monotonic() - start)
            start, mark = time.monotonic(), f"edit number {number} of the bench"
            record.write_text(re.sub(r"(?m)^title: .*$", f"title: An {mark}", original), "utf-8")
            page = _until(address, lambda text, mark=mark: mark in text)  # type: ignore[misc]
            edited.append(time.monotonic() - start)
    finally:
        server.terminate()
        server.wait(30)
        record.write_text(original, "utf-8")
    return statistics.median(edited[1:]), statistics.median(floor[1:])
