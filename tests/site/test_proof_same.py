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
from ..conftest import REPOSITORY, ROOT, SITE_URL

pytestmark = pytest.mark.site


def files(site: Path) -> dict[str, bytes]:
    return {f.relative_to(site).as_posix(): f.read_bytes() for f in site.rglob("*") if f.is_file()}


def words(html: str) -> str:
    """The page but for white space, and the sizes of files, in which the address of the site counts."""
    return re.sub(r"[\d.,]+[kM]B", "", "".join(html.split()))


def test_the_same_bytes_from_another_path_locale_and_history(tmp_path: Path) -> None:
    """One copy has a history and stands on a plain path; the other has none, an odd path, no locale, and another hash seed."""
    plain = proof.copy(tmp_path / "plain")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@kb.example", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], cwd=plain, check=True)
    subprocess.run([*git, "add", "."], cwd=plain, check=True)
    subprocess.run(
        [*git, "commit", "-qm", "x"],
        cwd=plain,
        check=True,
        env={**os.environ, "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z"},
    )
    odd = proof.copy(tmp_path / "two words, ខ្មែរ & Übung")
    for file in odd.rglob("*"):
        os.utime(file, (1_500_000_000, 1_500_000_000))
    epoch = {"SOURCE_DATE_EPOCH": "1764115200"}
    one = proof.mkdocs(plain, tmp_path / "one", TZ="Asia/Phnom_Penh", PYTHONHASHSEED="1", **epoch)
    assert one.returncode == 0, one.stdout + one.stderr
    bare = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    two = proof.mkdocs(odd, odd / "the site", TZ="America/Lima", PYTHONHASHSEED="2", **bare, **epoch)
    assert two.returncode == 0, two.stdout + two.stderr
    first, second = files(tmp_path / "one"), files(odd / "the site")
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


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_killed_or_failed_make_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    project = proof.copy(tmp_path / "project")
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
        make, cwd=project, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    for _ in range(1200):
        if list(project.glob(".site-new/*/index.html")):
            break
        assert building.poll() is None, "the build ended before it could be killed"
        time.sleep(0.05)
    os.killpg(building.pid, signal.SIGKILL)
    building.wait()
    assert list(project.glob(".site-new/*/index.html")), "killed in the middle"
    assert good()
    file = project / "data/treaties/iccpr.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("kind: core\n", "kind: cor\n"), "utf-8")
    assert subprocess.run(make, cwd=project, env=settings, capture_output=True).returncode != 0
    assert good()
    file.write_text(text, "utf-8")
    (project / "site").rename(project / ".site-old")  # as if killed between the two renames
    done = subprocess.run(make, cwd=project, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "site/treaties/iccpr/index.html").is_file() and (project / "site/data/files.txt").is_file()
    assert not list(project.glob(".site-*"))


def test_the_known_differences_of_the_exits_are_readable() -> None:
    """The comparison itself takes minutes and two more environments: `make exits`."""
    sys.path.insert(0, str(ROOT))
    from bench import exits

    rows = exits.known()
    assert rows and all(row.engine in exits.PINS and row.where and row.what and len(row.reason) > 20 for row in rows)
