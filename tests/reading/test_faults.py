"""A fault of the program is one line that names what it was working on, never a traceback of many."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prevention_kb import rules
from prevention_kb.__main__ import main
from prevention_kb.derived import page_stubs
from prevention_kb.exports import feed
from prevention_kb.facts.treaties import Treaty
from prevention_kb.reading import yaml_file as source
from prevention_kb.upkeep import differences, link_check, releases

from ..conftest import quick_project


@pytest.fixture(autouse=True)
def inside(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workplace)
    monkeypatch.delenv("KB_TRACEBACK", raising=False)
    return workplace


def fails(*_: Any, **__: Any) -> Any:
    raise TypeError("'bool' object\nis not subscriptable")


def a_rule_that_fails(kb: Any) -> Iterator[Any]:
    for treaty in kb.all(Treaty).values():
        yield treaty.no_such_field


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Traceback" not in said, said
    assert "this is a fault of the program, not of the facts; please report this line" in said
    assert "KB_TRACEBACK=1" in said
    return said


def test_a_fault_while_reading_names_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = source._value

    def reading(node: Any, path: Any, document: source.Document) -> Any:
        return fails() if document.path == "data/countries/malaysia.yaml" else whole(node, path, document)

    monkeypatch.setattr(source, "_value", reading)
    assert main(["check"]) == 2
    said = one_line(capsys)
    assert said.startswith("data/countries/malaysia.yaml: kb check stopped with TypeError: 'bool' object is not")
    assert "(prevention_kb/reading/yaml_file.py, line " in said


def test_a_fault_of_a_rule_names_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rules, "RULES", [*rules.RULES, a_rule_that_fails])
    assert main(["check"]) == 2
    assert one_line(capsys).startswith("data/treaties/covenant.yaml: kb check stopped with AttributeError: ")


@pytest.mark.parametrize(
    ("call", "module", "name"),
    [
        (["check"], rules, "check"),
        (["stubs"], page_stubs, "stubs"),
        (["new", "events", "x-1"], source, "read"),
        (["new", "terms", "x-1"], source, "read"),
        (["schema"], None, ""),
        (["export", "../out"], feed, "history"),
        (["diff", "HEAD"], differences, "at_revision"),
        (["links"], link_check, "due"),
        (["release"], releases, "release"),
    ],
)
def test_every_command_ends_with_a_line(
    call: list[str], module: Any, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import prevention_kb.__main__ as command
    from prevention_kb.upkeep import new

    if name == "stubs":
        monkeypatch.setattr(new, "stubs", fails)
    elif module is None:
        monkeypatch.setattr(command, "write_schemas", fails)
    elif call[:2] == ["new", "events"]:
        monkeypatch.setattr(new, "_fields", fails)
    else:
        monkeypatch.setattr(module, name, fails)
    assert main(call) == 2
    assert f"kb {call[0]} stopped with TypeError" in one_line(capsys)


def test_the_traceback_is_shown_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rules, "check", fails)
    monkeypatch.setenv("KB_TRACEBACK", "1")
    assert main(["check"]) == 2
    said = capsys.readouterr().err
    assert "Traceback (most recent call last)" in said and "in fails" in said
    assert said.rstrip().splitlines()[-1].endswith("shows how it came about")


def test_who_stops_a_command_gets_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rules, "check", stopped)
    assert main(["check"]) == 130
    assert capsys.readouterr().err == "stopped\n"


def test_a_finding_is_no_fault(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inside / "data/treaties/covenant.yaml").write_text("short: X\n", "utf-8")
    assert main(["check"]) == 1
    assert "fault of the program" not in capsys.readouterr().err
    (inside / "data/treaties/covenant.yaml").unlink()
    (inside / "data/treaties/covenant.yaml").mkdir()
    assert main(["check"]) == 1


# The build -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_project(tmp_path_factory.mktemp("faults") / "project")


def broken_build(project: Path, file: str, old: str, new: str) -> str:
    """What a build says that an edit breaks; the edit is taken back."""
    good = (project / file).read_text("utf-8")
    assert old in good
    (project / file).write_text(good.replace(old, new, 1), "utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-d", str(project.parent / "site")],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(project)},
            capture_output=True,
            text=True,
        )
    finally:
        (project / file).write_text(good, "utf-8")
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode != 0 and "Traceback" not in said, said
    return said


BUGS = {
    "a rule": ("prevention_kb/rules/__init__.py", "RULES: list[Rule] = [", "def bug(kb):\n    for treaty in kb.records[\"treaties\"].values():\n        yield treaty.nothing\n\n\nRULES: list[Rule] = [\n    bug,", "data/treaties/covenant.yaml: reading the facts stopped with AttributeError"),
    "a view": ("prevention_kb/pages/views/treaties.py", "def treaty_list(page: Page) -> str:\n", 'def treaty_list(page: Page) -> str:\n    raise IndexError("list index out of range")\n', "docs/index.md, {{ treaty_list() }} stopped with IndexError: list index out of range"),
    "a template": ("prevention_kb/pages/templates/treaty.html", "{{ p.sources() }}", "{{ no_such_name }}", "stopped with UndefinedError: 'no_such_name' is undefined (prevention_kb/pages/templates/treaty.html, line"),
    "the export": ("prevention_kb/exports/feed.py", "releases, top = history(kb.root)", "releases, top = None[0]", "writing the open data stopped with TypeError"),
    "the frame": ("overrides/main.html", "<title>", "{{ nothing.at_all }}<title>", "building the site stopped with UndefinedError: 'nothing' is undefined"),
    "the frame, not closed": ("overrides/main.html", "<title>", "{% if x %}<title>", "building the site stopped with TemplateSyntaxError"),
    "a page": ("docs/index.md", "title: Home\n", "title: Home\ntemplate: nowhere.html\n", "docs/index.md: building the site stopped with TemplateNotFound: 'nowhere.html' not found"),
    "the bridge": ("macros.py", "    explained = ", "    nothing\n    explained = ", "building the site stopped with NameError"),
}  # fmt: skip


@pytest.mark.site
@pytest.mark.parametrize("name", BUGS)
def test_the_build_ends_with_a_line(name: str, project: Path) -> None:
    file, old, new, wanted = BUGS[name]
    said = broken_build(project, file, old, new)
    assert wanted in said and "please report this line" in said, said


@pytest.mark.site
@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ('{{ treaty("cambodia") }}', "docs/index.md: {{ treaty() }}: no record 'cambodia' in treaties"),
        ("{{ treaty() }}", "docs/index.md: {{ treaty() }}: missing a required argument: 'treaty_id'"),
        ('{{ treaty_list("x") }}', "docs/index.md: {{ treaty_list() }}: too many positional arguments"),
    ],
)  # fmt: skip
def test_a_call_that_asks_wrongly_is_a_mistake_of_the_page(call: str, wanted: str, project: Path) -> None:
    said = broken_build(project, "docs/index.md", "# Home\n", f"# Home\n\n{call}\n")
    assert wanted in said and "fault of the program" not in said, said
