"""What `make mutants` reads: the modules and tests that it names exist, and every mutant that may survive has its reason."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from .. import mutants
from ..conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
MODULES = [file for name in SETTINGS["only_mutate"] for file in sorted(ROOT.glob(name)) or [ROOT / name]]

LINES = {(file.stem, line.strip()) for file in MODULES for line in file.read_text("utf-8").split("\n")}


def test_modules_and_tests_exist() -> None:
    for file in MODULES:
        assert file.is_file(), file
    for selected in SETTINGS["pytest_add_cli_args_test_selection"]:
        if selected.startswith("tests/"):
            file, _, test = selected.partition("::")
            assert f"def {test.partition('[')[0]}" in (ROOT / file).read_text("utf-8"), selected


def test_what_may_survive_has_a_reason_and_a_place() -> None:
    functions = {name for file in MODULES for name in functions_of(file)}
    for (function, diff), reason in mutants.listed(mutants.LISTED.read_text("utf-8")).items():
        assert function in functions, function
        assert reason and {line[:2] for line in diff.split("\n")} <= {"- ", "+ "}, (function, diff)
        module = function.partition(".")[0]
        gone = [line for line in diff.split("\n") if line.startswith("- ") and (module, line[2:]) not in LINES]
        assert not gone, (function, gone)


def functions_of(file: Path) -> set[str]:
    """The functions of a module and the methods of its classes, as dates.When.parse."""
    tree = ast.parse(file.read_text("utf-8"))
    groups = [("", tree.body), *((f"{node.name}.", node.body) for node in tree.body if isinstance(node, ast.ClassDef))]
    return {
        f"{file.stem}.{group}{node.name}"
        for group, body in groups
        for node in body
        if isinstance(node, ast.FunctionDef)
    }


def test_a_list_is_read_by_paragraphs() -> None:
    text = "# It is so,\n# and so.\n\na.f\n- x\n+ y\n\na.C.g\n- z\n\n# Another.\n\nb.h\n+ w\n"
    assert mutants.listed(text) == {
        ("a.f", "- x\n+ y"): "It is so, and so.",
        ("a.C.g", "- z"): "It is so, and so.",
        ("b.h", "+ w"): "Another.",
    }
