"""`make serve`: an edit of facts, template or style is seen; a mistake is a page that names file and line; and it recovers by itself."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, TINY

pytestmark = pytest.mark.site
PATIENCE = 45.0
"""Seconds after which something that does not come will not come; how long it takes is not asserted."""


def command_of_make(target: str) -> tuple[dict[str, str], list[str]]:
    """Settings and arguments of the last line of a target in the Makefile."""
    text = (ROOT / "Makefile").read_text("utf-8")
    line = re.search(rf"^{target}:.*\n(?:\t.*\n)*?\t(.*mkdocs.*)$", text, re.MULTILINE)
    assert line, f"make {target} calls no mkdocs"
    words = shlex.split(line[1].replace("$(BIN)/", ""))
    settings = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
    return settings, [word for word in words if not re.match(r"[A-Z_]+=", word)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real frame with the tiny facts and one more page, so that a build is quick."""
    folder = tmp_path_factory.mktemp("serve") / "project"
    shutil.copytree(TINY, folder)
    for name in ("mkdocs.yml", "macros.py", "hooks.py"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("overrides", "prevention_kb", "checks", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "docs/index.md").write_text("---\ntitle: Home\n---\n\n# Home\n\n{{ treaty_list() }}\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def get(project: Path) -> Iterator[Callable[[str], str]]:
    """What the running server answers to a path; "" while it does not answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings, words = command_of_make("serve")
    log = (project.parent / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", *words, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, **settings, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )

    def fetch(path: str) -> str:
        assert server.poll() is None, "the server has stopped: " + (project.parent / "log").read_text("utf-8")[-2000:]
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode("utf-8"))
        except (OSError, urllib.error.HTTPError):
            return ""

    yield fetch
    server.terminate()
    server.wait(10)
    log.close()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new), "utf-8")


def test_an_editor_sees_every_edit_and_every_mistake(project: Path, get: Callable[[str], str]) -> None:
    def wait(path: str, *wanted: str, gone: str = "") -> str:
        end = time.monotonic() + PATIENCE
        while True:
            page = get(path)
            if all(text in page for text in wanted) and not (gone and gone in page) and page:
                return page
            assert time.monotonic() < end, (path, wanted, gone, page[:3000])
            time.sleep(0.1)

    treaty, page = project / "data/treaties/covenant.yaml", "treaties/covenant/"
    wait(page, "Kept things prevent worse.")

    edit(treaty, "relevance: Kept things prevent worse.", "relevance: Kept promises prevent worse.")
    wait(page, "Kept promises prevent worse.")

    edit(
        project / "prevention_kb/templates/treaty.html",
        "{{ p.sources() }}",
        "<p>A line of the template.</p>\n{{ p.sources() }}",
    )
    wait(page, "A line of the template.")

    edit(project / "prevention_kb/templates/_pieces.html", "Sources on this page", "What this page rests on")
    wait(page, "What this page rests on")

    (project / "docs/assets/css/site.css").open("a").write("\n.new-rule{color:inherit}\n")
    wait("assets/css/site.css", ".new-rule{color:inherit}")

    good = treaty.read_text("utf-8")
    edit(treaty, "kind: core", "kind: <cor>")
    shown = wait(page, "data/treaties/covenant.yaml, line 4, column 7", "mistake in the data", "To mend it")
    assert "<cor>" not in shown, "what a file says never becomes markup, not even here"
    wait("", "data/treaties/covenant.yaml, line 4, column 7")

    treaty.write_text(good.replace("title: Covenant", "title: 'Covenant"), "utf-8")  # now another mistake
    wait(page, "not readable as YAML", gone="&lt;cor&gt;")

    treaty.write_text(good.replace("Kept promises", "Mended promises"), "utf-8")
    wait(page, "Mended promises prevent worse.", "A line of the template.", gone="in the data")

    template = project / "prevention_kb/templates/treaty.html"
    kept = template.read_text("utf-8")
    template.write_text(kept + "\n{{ no_such_name }}\n", "utf-8")
    shown = wait(page, "no_such_name")
    assert "treaty.html" in shown, "the page names the template"
    template.write_text(kept, "utf-8")
    wait(page, "Mended promises prevent worse.", gone="no_such_name")
