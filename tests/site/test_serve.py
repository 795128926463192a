"""`make serve`: an edit of facts, template or style is seen; a mistake is a page that names file and line; and it recovers by itself."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..conftest import ROOT, quick_project

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
    """One whose program can be edited too."""
    return quick_project(tmp_path_factory.mktemp("serve") / "project")


@pytest.fixture(scope="module")
def get(project: Path) -> Iterator[Callable[[str], str]]:
    with serve(project) as fetch:
        yield fetch


@contextmanager
def serve(project: Path) -> Iterator[Callable[[str], str]]:
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
        except urllib.error.HTTPError as answer:
            return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    yield fetch
    server.terminate()
    server.wait(10)
    log.close()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def wait(get: Callable[[str], str]) -> Callable[..., str]:
    return waiting(get)


def waiting(get: Callable[[str], str]) -> Callable[..., str]:
    """A page, as soon as it holds the wanted texts and no more the one that should be gone."""

    def wait(path: str, *wanted: str, gone: str = "") -> str:
        end = time.monotonic() + PATIENCE
        while True:
            page = get(path)
            if all(text in page for text in wanted) and not (gone and gone in page) and page:
                return page
            assert time.monotonic() < end, (path, wanted, gone, page[:3000])
            time.sleep(0.1)

    return wait


def test_an_editor_sees_every_edit_and_every_mistake(project: Path, wait: Callable[..., str]) -> None:
    treaty, page = project / "data/treaties/covenant.yaml", "treaties/covenant/"
    wait(page, "Kept things prevent worse.")

    edit(treaty, "relevance: Kept things prevent worse.", "relevance: Kept promises prevent worse.")
    wait(page, "Kept promises prevent worse.")

    edit(
        project / "prevention_kb/pages/templates/treaty.html",
        "{{ p.sources() }}",
        "<p>A line of the template.</p>\n{{ p.sources() }}",
    )
    wait(page, "A line of the template.")

    edit(project / "languages/en/interface.yaml", "Sources on this page", "What this page rests on")
    wait(page, "What this page rests on")

    (project / "docs/assets/css/site.css").open("a").write("\n.new-rule{color:inherit}\n")
    wait("assets/css/site.css", ".new-rule{color:inherit}")

    good = treaty.read_text("utf-8")
    edit(treaty, "kind: core", "kind: <cor>")
    shown = wait(page, "data/treaties/covenant.yaml, line 6, column 7", "mistake in the data", "To mend it")
    assert "<cor>" not in shown, "what a file says never becomes markup, not even here"
    wait("", "data/treaties/covenant.yaml, line 6, column 7", "kb-skip")  # in the frame of the site

    treaty.write_text(good.replace("title: Covenant", "title: 'Covenant"), "utf-8")  # now another mistake
    wait(page, "not readable as YAML", gone="&lt;cor&gt;")

    treaty.write_text(good.replace("Kept promises", "Mended promises"), "utf-8")
    wait(page, "Mended promises prevent worse.", "A line of the template.", gone="in the data")

    template = project / "prevention_kb/pages/templates/treaty.html"
    kept = template.read_text("utf-8")
    template.write_text(kept + "\n{{ no_such_name }}\n", "utf-8")
    shown = wait(page, "no_such_name")
    assert "treaty.html" in shown, "the page names the template"
    template.write_text(kept, "utf-8")
    wait(page, "Mended promises prevent worse.", gone="no_such_name")


BREAKS = {
    "the settings": ("mkdocs.yml", "site_name:", "site_name: [\nsite_name:", "mkdocs.yml"),
    "a setting that MkDocs refuses": ("mkdocs.yml", "name: material", "name: nowhere", "Aborted with"),
    "a setting that we refuse": ("mkdocs.yml", "theme:", "use_directory_urls: false\ntheme:", "use_directory_urls"),
    "the frame": ("overrides/main.html", "<title>", "{% if x %}<title>", "TemplateSyntaxError"),
    "the bridge": ("macros.py", "def define_env(env):\n", "def define_env(env):\n    nothing\n", "NameError"),
    "the head of a page": ("docs/index.md", "title: Home", "title: [Home", "docs/index.md, line 2"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_nothing_stops_the_server(name: str, project: Path, wait: Callable[..., str]) -> None:
    """What breaks the build is a page that says so, wherever one looks; and it comes back by itself."""
    file, old, new, wanted = BREAKS[name]
    wait("", "COVENANT", gone="Mend the files")
    good = (project / file).read_text("utf-8")
    edit(project / file, old, new)
    try:
        wait("", wanted, "Mend the files")
        wait("treaties/covenant/", wanted, "Mend the files")
    finally:
        (project / file).write_text(good, "utf-8")
    wait("", "COVENANT", gone="Mend the files")
    wait("treaties/covenant/", "prevent worse.", gone="Mend the files")


def test_a_page_of_another_encoding_does_not_stop_it(project: Path, wait: Callable[..., str]) -> None:
    """MkDocs itself breaks on it; what it is called is said all the same."""
    page = project / "docs/new.md"
    wait("", "COVENANT", gone="Mend the files")
    page.write_bytes(b"# Caf\xe9\n")
    wait("", "docs/new.md, line 1, column 6", "is not UTF-8")
    wait("new/", "docs/new.md, line 1, column 6", "is not UTF-8")
    page.write_text("# Café\n", "utf-8")
    wait("new/", "Café", gone="Mend the files")
    page.unlink()
    wait("", "COVENANT", gone="Mend the files")


BUG = """
from prevention_kb import exports, rules


def bug(kb):
    for treaty in kb.records["treaties"].values():
        if treaty.short == "BUG":
            yield treaty.no_such_field


def write(kb, *arguments, **more):
    for term in kb.records["terms"].values():
        if "bugged" in term.definition:
            raise IndexError("list index out of range")
    return wrote(kb, *arguments, **more)


rules.RULES.append(bug)
wrote, exports.write = exports.write, write
"""
"""Faults of the program that a word in the facts sets off: in a rule, and in the export."""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = quick_project(tmp_path_factory.mktemp("faulty") / "project")
    macros = folder / "macros.py"
    macros.write_text(macros.read_text("utf-8") + BUG, "utf-8")
    edit(folder / "data/terms.yaml", "definition: ", "definition: bugged, ")
    return folder


def test_a_fault_of_the_program_is_a_page_from_the_beginning(faulty: Path) -> None:
    with serve(faulty) as get:
        wait = waiting(get)
        wait("", "writing the open data stopped with IndexError", "please report this line")
        wait("treaties/covenant/", "IndexError", "The program has a fault.")
        edit(faulty / "data/terms.yaml", "bugged, ", "")
        wait("", "COVENANT", gone="The program has a fault.")
        edit(faulty / "data/treaties/covenant.yaml", "short: COVENANT", "short: BUG")
        wait("treaties/covenant/", "data/treaties/covenant.yaml", "reading the facts stopped with AttributeError")
        edit(faulty / "data/treaties/covenant.yaml", "short: BUG", "short: COVENANT")
        wait("treaties/covenant/", "COVENANT", gone="The program has a fault.")
