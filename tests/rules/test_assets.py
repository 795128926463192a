"""Files that the frame names: each place that may name one, with the whole of what is said of it."""

from __future__ import annotations

from pathlib import Path

from prevention_kb.reading.problems import Problem
from prevention_kb.rules.assets import missing


def test_what_the_frame_names_is_there(tmp_path: Path) -> None:
    files = {
        "docs/assets/css/a.css": "a{}\nb{src:url('../fonts/here.woff2')} c{src:url(\"../fonts/gone.woff2?v=1\")}\nd{src:url(data:x)}",
        "docs/assets/fonts/here.woff2": "é",
        "overrides/main.html": "\n{{ 'assets/js/here.js' | url }}{{ 'assets/js/gone.js' | url }}",
        "overrides/partials/head.html": "{{ 'assets/gone.svg'|url }}",
        "docs/assets/js/here.js": "",
        "mkdocs.yml": "# assets/none.css\nextra_css:\n  - assets/css/a.css\n  - assets/css/gone.css\n",
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def gone(file: str, line: int, column: int, name: str) -> Problem:
        what, cure = f"the file {name} is missing", "restore it from git, or take it out here"
        return Problem(file, line, column, what=what, cure=cure)

    assert list(missing(tmp_path)) == [
        gone("docs/assets/css/a.css", 2, 46, "../fonts/gone.woff2"),
        gone("overrides/main.html", 2, 36, "assets/js/gone.js"),
        gone("overrides/partials/head.html", 1, 5, "assets/gone.svg"),
        gone("mkdocs.yml", 4, 5, "assets/css/gone.css"),
    ]


def test_a_language_without_its_style_sheet_is_named(tmp_path: Path) -> None:
    """Its pages would ask for a file that is not there; a project without a frame has no pages that do."""
    for code in ("en", "lo"):
        (tmp_path / "languages" / code).mkdir(parents=True)
        (tmp_path / f"languages/{code}/interface.yaml").touch()
    assert not list(missing(tmp_path))
    (tmp_path / "overrides").mkdir()
    (problem,) = missing(tmp_path)
    assert problem.path == "languages/lo/interface.yaml" and "docs/assets/css/lo.css is missing" in problem.what
    (tmp_path / "docs/assets/css").mkdir(parents=True)
    (tmp_path / "docs/assets/css/lo.css").touch()
    assert not list(missing(tmp_path))
