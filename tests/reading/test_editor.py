"""What an editor of facts sees before anything runs: the settings of VS Code and github.dev, and line ends everywhere."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ROOT

FOLDER = ROOT / ".vscode"
BROKEN = Path(__file__).parent.parent / "broken"


def jsonc(text: str) -> Any:
    """JSON with comments on lines of their own, as VS Code reads it."""
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["settings", "extensions", "tasks"])
def test_files_are_json(name: str) -> None:
    assert jsonc((FOLDER / f"{name}.json").read_text("utf-8"))


def test_settings_agree_with_the_loader() -> None:
    settings = jsonc((FOLDER / "settings.json").read_text("utf-8"))
    assert settings["files.eol"] == "\n" and settings["files.encoding"] == "utf8"
    assert (
        settings["yaml.yamlVersion"] == "1.2"
    )  # where NO, on and 12:30 are text, as in prevention_kb/reading/yaml_file.py
    assert settings["[yaml]"]["editor.insertSpaces"] and not settings["[yaml]"]["editor.detectIndentation"]
    assert "yaml.schemas" not in settings, "schemas come by the first line of each file"
    assert set(settings["search.exclude"]) <= set((ROOT / ".gitignore").read_text("utf-8").replace("/", "").split())
    tags = {
        line.split("!")[1].split()[0] for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines() if " !" in line
    }
    assert {f"!{tag}" for tag in tags} == {tag.split()[0] for tag in settings["yaml.customTags"]}


def test_recommended_extensions_are_those_that_the_settings_speak_of() -> None:
    names = jsonc((FOLDER / "extensions.json").read_text("utf-8"))["recommendations"]
    assert names[0] == "redhat.vscode-yaml"
    assert all(re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", name) for name in names)
    settings = jsonc((FOLDER / "settings.json").read_text("utf-8"))
    assert settings["[python]"]["editor.defaultFormatter"] in names


def test_the_first_line_of_each_file_names_a_schema_that_exists() -> None:
    for file in (ROOT / "data").rglob("*.yaml"):
        named = file.read_text("utf-8").split("\n", 1)[0].partition("$schema=")[2]
        assert (file.parent / named).resolve().is_relative_to(ROOT / "schema") and (file.parent / named).is_file(), file


def test_messages_are_marked_in_the_editor() -> None:
    """The pattern of the task finds place and text in every message that names a line."""
    tasks = {task["label"]: task for task in jsonc((FOLDER / "tasks.json").read_text("utf-8"))["tasks"]}
    matcher = tasks["Check the facts"]["problemMatcher"]["pattern"][0]
    targets = (ROOT / "Makefile").read_text("utf-8")
    for task in tasks.values():
        assert f"\n{task['command'].split()[1]}:" in targets
    for file in BROKEN.glob("*.txt"):
        for row in file.read_text("utf-8").splitlines()[1:]:
            found = re.fullmatch(matcher["regexp"], row)
            if re.match(r"  \S+:\d+:\d+: ", row):
                assert found and found[matcher["file"]].startswith("data/") and found[matcher["message"]], row


def test_line_ends_are_lf_on_every_system() -> None:
    assert "\n* text=auto eol=lf\n" in (ROOT / ".gitattributes").read_text("utf-8")
    listed = subprocess.run(["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        assert not [row for row in listed.stdout.splitlines() if row.startswith("i/crlf")]
    assert "end_of_line = lf" in (ROOT / ".editorconfig").read_text("utf-8")
