"""The same everywhere: bytes, paths, locales, histories, the dev server; and a build that is killed harms nothing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from .. import proof
from ..conftest import REPOSITORY, ROOT, SITE_URL, midnight, quick_project

pytestmark = pytest.mark.site


def files(site: Path) -> dict[str, bytes]:
    return {f.relative_to(site).as_posix(): f.read_bytes() for f in site.rglob("*") if f.is_file()}


def words(html: str) -> str:
    """The page but for white space, and the sizes of files, in which the address of the site counts."""
    return re.sub(r"[\d.,]+[kM]B", "", "".join(html.split()))


def test_the_same_bytes_from_another_path_locale_and_history(site: Path, tmp_path: Path) -> None:
    """The site of all tests was built of the project as it lies; this one on an odd path, with files of another age and one other
    commit for its history, without a locale, on the other side of the earth and with another hash seed."""
    odd = proof.copy(tmp_path / "two words, ខ្មែរ & Übung")
    for file in odd.rglob("*"):
        os.utime(file, (1_500_000_000, 1_500_000_000))
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@kb.example", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], cwd=odd, check=True)
    dated = {**os.environ, "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z"}
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], cwd=odd, check=True, env=dated)
    elsewhere = {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "KB_REPOSITORY": REPOSITORY}
    bare = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    day = {"SOURCE_DATE_EPOCH": str(midnight((site / "index.html").stat().st_mtime))}
    result = proof.mkdocs(odd, odd / "the site", **elsewhere, **bare, **day)
    assert result.returncode == 0, result.stdout + result.stderr
    first, second = files(site), files(odd / "the site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_serve_and_build_agree_except_policy_and_live_reload(site: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    project = proof.copy(tmp_path / "project")
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONPATH": str(project),
            "KB_SITE_URL": SITE_URL,
            "KB_REPOSITORY": REPOSITORY,
            "KB_STRICT": "false",
            "KB_FAIL_FAST": "false",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    top = f"http://127.0.0.1:{port}/base/"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(top, timeout=60).close()
                break
            except OSError:
                assert server.poll() is None, "the dev server stopped"
                time.sleep(0.2)
        for file in sorted(site.rglob("index.html")):
            address = file.relative_to(site).as_posix().removesuffix("index.html")
            with urllib.request.urlopen(top + address, timeout=60) as answer:
                served = answer.read().decode("utf-8")
            assert "Content-Security-Policy" not in served, "live reload needs an inline script"
            assert "livereload(" in served
            served = re.sub(
                r"\s*<script[^>]*>[^<]*livereload[^<]*</script>|<script[^>]*livereload[^>]*></script>", "", served
            )
            served = served.replace(f"http://127.0.0.1:{port}/base/", SITE_URL)
            built = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", file.read_text("utf-8"))
            assert words(served) == words(built), address
    finally:
        server.kill()
        server.wait()


HOLD = """
import os, time
from mkdocs.plugins import event_priority

@event_priority(100)
def on_post_build(config):
    if "HOLD" in os.environ:
        time.sleep(600)
"""
"""Holds a build where its pages are written and the open data are not."""


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_killed_or_failed_make_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, project)
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config.replace("hooks: [hooks.py]", "hooks: [hooks.py, hold.py]"), "utf-8")
    (project / "hold.py").write_text(HOLD, "utf-8")
    (project / "ready-made").mkdir()
    (project / "ready-made/bin").symlink_to(Path(sys.executable).parent)
    (project / "ready-made/ready").touch()
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the last good site", "utf-8")
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    make = ["make", "build", "VENV=ready-made"]

    def good() -> bool:
        return (project / "site/index.html").read_text("utf-8") == "the last good site" and len(
            list((project / "site").iterdir())
        ) == 1

    building = subprocess.Popen(
        make,
        cwd=project,
        env={**settings, "HOLD": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _ in range(1200):
        if list(project.glob(".site-new/index.html")):
            break
        assert building.poll() is None, "the build ended before it could be killed"
        time.sleep(0.05)
    os.killpg(building.pid, signal.SIGKILL)
    building.wait()
    assert (project / ".site-new/index.html").is_file() and not (project / ".site-new/data").exists(), "in the middle"
    assert good()
    file = project / "data/treaties/covenant.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("kind: core\n", "kind: cor\n"), "utf-8")
    assert subprocess.run(make, cwd=project, env=settings, capture_output=True).returncode != 0
    assert good()
    file.write_text(text, "utf-8")
    (project / "site").rename(project / ".site-old")  # as if killed between the two renames
    done = subprocess.run(make, cwd=project, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "site/index.html").is_file() and (project / "site/data/files.txt").is_file()
    assert not list(project.glob(".site-*"))


def test_the_frame_asks_for_a_head_before_it_reads_one() -> None:
    """The page for what is not found has none under every engine, and where a thing is missing one of them stops."""
    for file in (ROOT / "overrides").rglob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"if page and page\.meta\.\w", text), file
        assert "toc.items" not in text, file


def test_the_known_differences_of_the_exits_are_readable() -> None:
    """The comparison itself takes minutes and two more environments: `make exits`."""
    sys.path.insert(0, str(ROOT))
    from bench import exits

    rows = exits.known()
    assert rows and all(row.engine in exits.PINS and row.where and row.what and len(row.reason) > 20 for row in rows)
