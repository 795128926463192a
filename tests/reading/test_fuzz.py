"""Faults nobody thought of: real files, altered at random. Each is accepted, or refused with a place; nothing else happens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from prevention_kb import DataError, load
from prevention_kb.reading import problems

from ..conftest import ROOT, TINY

FILES = [
    *sorted(file.relative_to(TINY).as_posix() for file in (TINY / "data").rglob("*.yaml")),
    *sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "data").glob("*/*.yaml")),
    *(f"data/{name}.yaml" for name in ("commitments", "votes", "guidance", "cases", "findings")),
]
"""Those of the tiny project can be accepted as they are; the real ones stand there with some references unknown."""

NASTY = [
    "\t", "'", '"', ":", ": ", "#", " #", "-", "- ", "{", "}", "{{", "[", "]", "[[", "&", "*", "!", "|", ">", "%", "@", "`", "?", ",", "\\",
    "\n", "\r", "\x00", "\x07", "\x85", "\ufeff", "\u2028", "\u202e", "\ud7ff", "\U0001f600", "~", "null", "true", "---\n", "...\n", "<<: ",
    "!!python/object:os.system ", "<b>", "](javascript:x)", "0", "1e999", "-1", "9" * 5000, "9" * 400 + ".5", "1900-02-29", "199X/..", "?" * 3, "[" * 3000,
]  # fmt: skip


@st.composite
def changed_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the facts, and what it says after up to three alterations of lines and characters."""
    name = draw(st.sampled_from(FILES))
    root = TINY if (TINY / name).is_file() and draw(st.booleans()) else ROOT
    text = ((root if (root / name).is_file() else TINY) / name).read_text("utf-8")
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        other = draw(st.integers(0, max(0, len(lines) - 1)))
        where = draw(st.integers(0, len(text)))
        match draw(
            st.sampled_from(["delete", "repeat", "swap", "indent", "empty", "cut", "insert", "replace", "drop"])
        ):
            case "delete":
                del lines[at]
            case "repeat":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = " " * draw(st.integers(0, 5)) + lines[at].lstrip()
            case "empty":
                lines[at] = lines[at].partition(":")[0] + ": " + draw(st.sampled_from(["", "[]", "{}", *NASTY]))
            case "cut":
                lines = text[:where].split("\n")
            case "insert":
                lines = (text[:where] + draw(st.sampled_from(NASTY)) + text[where:]).split("\n")
            case "replace":
                lines = (text[:where] + draw(st.characters(exclude_categories=["Cs"])) + text[where + 1 :]).split("\n")
            case "drop":
                lines = (text[:where] + text[where + draw(st.integers(1, 30)) :]).split("\n")
        text = "\n".join(lines)
    raw = text.encode("utf-8")
    if draw(st.integers(0, 9)) == 0:
        where = draw(st.integers(0, len(raw)))
        raw = raw[:where] + draw(st.binary(max_size=3)) + raw[where:]
    return name, raw


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "project"
    shutil.copytree(TINY, folder)
    return folder


COVENANT = "data/treaties/covenant.yaml"


@given(changed_files())
@example((COVENANT, b"core_number: " + b"9" * 5000))
@example((COVENANT, (TINY / COVENANT).read_bytes()))
@example((COVENANT, b"[" * 3000))
@example(
    ("data/claims/toll.yaml", (TINY / "data/claims/toll.yaml").read_bytes().replace(b"1900000", b"9" * 400 + b".5"))
)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_a_changed_file_is_accepted_or_refused_with_a_place(project: Path, change: tuple[str, bytes]) -> None:
    name, raw = change
    file, kept = project / name, (TINY / name).read_bytes() if (TINY / name).is_file() else None
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    try:
        load(project)
    except DataError as error:
        assert error.problems and list(error.problems) == sorted(error.problems)
        for problem in error.problems:
            assert isinstance(problem, problems.Problem)
            assert problem.path.startswith(("data/", "docs/")) and (project / problem.path).exists(), problem
            assert problem.what and len(str(problem).splitlines()) == 1, problem
    finally:
        if kept is None:
            file.unlink()
        else:
            file.write_bytes(kept)


def test_the_fuzzed_project_can_be_accepted(project: Path) -> None:
    """Else the test above could only ever see refusals."""
    load(project)
