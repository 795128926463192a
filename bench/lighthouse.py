"""Lighthouse on each kind of page: phone, slow line, served with gzip, the median of several runs.

`python -m bench.lighthouse [--rounds 5]` prints a table, and `make bench` puts the lowest scores on the page of figures. It needs Node and installs Lighthouse from npm into a folder of its
own. Scores are noisy on a busy machine, so that nothing in the tests asserts them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import http.server
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from tests import chromium

ROOT = Path(__file__).parent.parent
VERSION = "12.8.2"
"""The last release for Node 20."""
FOLDER = ROOT / "build/lighthouse"
PAGES = [
    "", "article/", "claims/", "claims/p4/", "timeline/", "timeline/1970s/", "accountability/", "treaties/", "treaties/rome-statute/", "countries/",
    "countries/cambodia/", "risk-factors/", "risk-factors/triggering-factors/", "prevention/", "proposals/", "proposals/aichr/",
    "actors/", "glossary/", "sources/", "sources/u/", "assess/", "plan/", "data/", "about/", "about/unknown/",
]  # fmt: skip
"""One page of each kind."""
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-quic --disable-sync"


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """The site on this machine, compressed as a host would."""

    @cache
    def compressed(file: Path) -> bytes:
        return gzip.compress(file.read_bytes(), 6)

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def send_head(self) -> io.BytesIO | None:  # type: ignore[override]
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return None
            packed = file.suffix not in (".woff2", ".png", ".zip")
            body = compressed(file) if packed else file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=3600")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            return io.BytesIO(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def program() -> Path:
    """The Lighthouse command, installed on first use."""
    command = FOLDER / "node_modules/.bin/lighthouse"
    if not command.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"lighthouse@{VERSION}"]
        subprocess.run(install, check=True)
    return command


def scores(address: str, rounds: int) -> dict[str, float]:
    """The median score of each category, 0 to 100."""
    found: dict[str, list[float]] = {name: [] for name in CATEGORIES}
    for _ in range(rounds):
        command = [str(program()), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
        command.append(f"--only-categories={','.join(CATEGORIES)}")
        environment = {**os.environ, "CHROME_PATH": chromium.find() or ""}
        result = subprocess.run(command, capture_output=True, text=True, env=environment)
        if result.returncode:
            sys.exit(f"lighthouse failed on {address}:\n{result.stderr[-2000:]}")
        report = json.loads(result.stdout)
        for name in CATEGORIES:
            found[name].append(report["categories"][name]["score"] * 100)
    return {name: statistics.median(values) for name, values in found.items()}


def measure(
    rounds: int,
    site: Path | None = None,
    pages: Sequence[str] = PAGES,
    done: Callable[[str, dict[str, float]], None] | None = None,
) -> dict[str, dict[str, float]]:
    """The scores of each page of a site, which is built anew where it is not given; `done` hears of each page as it is ready."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        if not site:
            site = Path(folder) / "site"
            command = [sys.executable, "-m", "mkdocs", "build", "-d", str(site)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        with serve(site) as base:
            for page in pages:
                found[f"/{page}"] = scores(base + page, rounds)
                if done:
                    done(f"/{page}", found[f"/{page}"])
    return found


def main() -> None:
    """Measure every kind of page and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--site", type=Path, help="a built site; built anew where it is not given")
    parser.add_argument("--pages", nargs="*", default=PAGES)
    arguments = parser.parse_args()
    out = csv.writer(sys.stdout, delimiter="\t")
    out.writerow(["page", *CATEGORIES])

    def row(page: str, values: dict[str, float]) -> None:
        out.writerow([page, *(f"{value:g}" for value in values.values())])
        sys.stdout.flush()

    measure(arguments.rounds, arguments.site, arguments.pages, row)


if __name__ == "__main__":
    main()
