"""What the tests of proof share: a copy of the project to harm, and a host on this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .conftest import ROOT

LEFT = {".git", "site", "build", "tests", "bench", "node_modules", "__pycache__"}


def _left(folder: str, names: list[str]) -> set[str]:
    top = Path(folder) == ROOT
    return {
        n
        for n in names
        if (n in LEFT and (top or n[0] == "_"))
        or (top and (n.startswith((".venv", ".site-", "site-")) or n.endswith("_cache")))
    }


def copy(target: Path) -> Path:
    """The project as an editor has it, without tests, built sites and environments."""
    shutil.copytree(ROOT, target, ignore=_left)
    return target


def mkdocs(project: Path, site: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Build a copy of the project, with the package of the copy."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(project),
        "KB_SITE_URL": "https://kb.example/base/",
        **settings,
    }
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(site), *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8")


@contextmanager
def host(site: Path, headers: Callable[[str], dict[str, str]] = lambda path: {}) -> Iterator[str]:
    """Serve a folder, with these headers for each path."""

    class Host(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers(self.path).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
