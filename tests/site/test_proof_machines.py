"""Bad machines: no permission, a full disk, a missing font or template, an empty data folder. A clear error, and nothing half done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.reading.writing import write_atomically
from prevention_kb.rules import assets

from .. import proof
from ..conftest import ROOT, TINY, quick_project


def state(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def kb(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    command = [sys.executable, "-m", "prevention_kb", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A project in which nothing may be written: by the modes of its folders, or for root, whom they do not stop, a read-only disk."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() == 0:
        _mount(disk, "8m")
    project = shutil.copytree(TINY, disk / "project")
    folders = [project, *(f for f in project.rglob("*") if f.is_dir())]
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield project
        subprocess.run(["umount", "-l", str(disk)], check=True)
    else:
        for path in project.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        project.chmod(0o555)
        yield project
        for folder in folders:
            folder.chmod(0o755)


def _mount(disk: Path, size: str) -> None:
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)], capture_output=True
    ).returncode:
        pytest.skip("root cannot mount a disk here")


@pytest.mark.parametrize(
    "arguments",
    [("new", "events", "one"), ("new", "sources", "one"), ("schema",), ("export", "out"), ("export", "--into", "docs")],
    ids=" ".join,
)
def test_no_permission_to_write(locked: Path, arguments: tuple[str, ...]) -> None:
    before = state(locked)
    result = kb(locked, *arguments)
    assert result.returncode != 0
    assert "Traceback" not in result.stderr and len(result.stderr.splitlines()) <= 4, result.stderr
    assert state(locked) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        pytest.skip("a small disk can be mounted by root alone")
    _mount(disk, "1m")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


def test_a_full_disk_costs_no_record(small: Path) -> None:
    """A new source goes into the file of all sources: that file must survive."""
    shutil.copytree(TINY, small / "project")
    before = state(small / "project")
    fill(small)
    for arguments in (("new", "sources", "one"), ("new", "events", "one"), ("schema",), ("export", "out")):
        result = kb(small / "project", *arguments)
        assert result.returncode != 0, arguments
        assert "No space left" in result.stderr and "Traceback" not in result.stderr, result.stderr
        assert state(small / "project") == before, arguments


@pytest.mark.site
def test_a_full_disk_stops_the_build_with_the_reason(small: Path, tmp_path: Path) -> None:
    result = proof.mkdocs(quick_project(tmp_path / "project"), small / "site")
    assert result.returncode != 0
    assert "No space left on device" in result.stderr and "Traceback" not in result.stderr, result.stderr


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "one.yaml"
    file.write_text("old", "utf-8")
    file.chmod(0o640)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(file, "new")
    assert state(tmp_path) == {"one.yaml": b"old"}
    write_atomically(file, "new\n")
    assert state(tmp_path) == {"one.yaml": b"new\n"} and file.stat().st_mode & 0o777 == 0o640


def test_an_empty_data_folder(tmp_path: Path) -> None:
    for make, said in ((False, "the folder data is missing"), (True, "there is no record in data")):
        if make:
            (tmp_path / "data").mkdir()
        result = kb(tmp_path, "check")
        assert result.returncode == 1 and said in result.stderr and "Traceback" not in result.stderr


def test_a_missing_font_picture_or_script_is_a_problem(tmp_path: Path) -> None:
    assert list(assets.missing(ROOT)) == []
    project = proof.copy(tmp_path / "project")
    for name in ("fonts/reading-serif-600.woff2", "js/site.js", "css/records.css", "img/favicon.svg"):
        file = project / "docs/assets" / name
        kept = file.read_bytes()
        file.unlink()
        with pytest.raises(DataError) as found:
            load(project)
        assert name in str(found.value) and "restore it from git" in str(found.value)
        file.write_bytes(kept)
    load(project)


@pytest.mark.site
def test_a_missing_template_stops_the_build_with_its_name(tmp_path: Path) -> None:
    project = quick_project(tmp_path / "project")
    (project / "docs/glossary.md").write_text("# Terms\n\n{{ glossary() }}\n", "utf-8")
    (project / "prevention_kb/pages/templates/glossary.html").unlink()
    result = proof.mkdocs(project, tmp_path / "out")
    assert result.returncode != 0
    assert "glossary.html" in result.stderr and "glossary.md" in result.stderr
