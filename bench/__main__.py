"""How fast, as ratios in one run: `python -m bench [--times 1 5] [--rounds 5]` prints JSON and writes docs/about/figures.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import browser, page
from .grow import grow

ROOT = Path(__file__).parent.parent
PARSE = """
import sys, yaml
from pathlib import Path
for file in sorted(Path("data").rglob("*.yaml")):
    yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
EDIT = """
import json, sys, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

def once():
    before = time.process_time()
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    return time.process_time() - before

once()
floor, edited = [], []
file = Path("data/treaties/iccpr.yaml")
for number in range(int(sys.argv[2])):
    floor.append(once())
    file.write_text(file.read_text("utf-8") + f"# {number}\\n", "utf-8")
    edited.append(once())
print(json.dumps([floor, edited]))
"""


def run(command: Sequence[str], folder: Path, **settings: str) -> tuple[float, float, str]:
    """CPU seconds and peak megabytes of one command, and what it printed; CPU, because other work on the machine does not count in it."""
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), **settings},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}; run it there to see why")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def ready(project: Path, folder: Path) -> str:
    """The configuration of the same pages as ready Markdown, under the same MkDocs and theme, without any part of ours."""
    config = (project / "mkdocs.yml").read_text("utf-8")
    dumping = project / "mkdocs.dump.yml"
    dumping.write_text(config + f"\nhooks: [{ROOT / 'bench/dump.py'}]\n", "utf-8")
    pages = folder / "ready"
    command = [sys.executable, "-m", "mkdocs", "build", "-f", dumping.name, "-d", str(folder / "dumped")]
    run(command, project, BENCH_DUMP=str(pages), PYTHONPATH=f"{project}{os.pathsep}{ROOT}")
    shutil.rmtree(folder / "dumped")
    shutil.copytree(project / "docs", pages, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
    start, rest = config.split("plugins:", 1)
    extensions = rest.split("markdown_extensions:", 1)[1].replace(
        "  - prevention_kb.verbatim\n", ""
    )  # as MkDocs alone would do it
    plain = start + "plugins: []\nmarkdown_extensions:" + extensions
    (project / "mkdocs.ready.yml").write_text(plain.replace("theme:", f"docs_dir: {pages}\ntheme:", 1), "utf-8")
    return "mkdocs.ready.yml"


def without_export(project: Path) -> str:
    """The configuration of the build without the open data: no on_post_build, and no list of its files on /data/."""
    macros = (project / "macros.py").read_text("utf-8").replace("def on_post_build", "def unused")
    (project / "macros_alone.py").write_text(macros, "utf-8")
    shutil.copytree(project / "docs", project / "docs_alone")
    data = project / "docs_alone/data.md"
    data.write_text(data.read_text("utf-8").replace("{{ data_files() }}", ""), "utf-8")
    config = (project / "mkdocs.yml").read_text("utf-8").replace("module_name: macros", "module_name: macros_alone")
    (project / "mkdocs.alone.yml").write_text(config.replace("theme:", "docs_dir: docs_alone\ntheme:", 1), "utf-8")
    return "mkdocs.alone.yml"


def measure(times: int, rounds: int) -> dict[str, Any]:
    """All figures at one size. The commands take turns, so that a slow moment of the machine hits all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "project"
        records = grow(ROOT, project, times)
        build = [sys.executable, "-m", "mkdocs", "build", "-d", str(folder / "site"), "-f"]
        commands = {
            "build": [*build, "mkdocs.yml"],
            "build without export": [*build, without_export(project)],
            "ready Markdown": [*build, ready(project, folder)],
            "check": [sys.executable, "-m", "prevention_kb", "check"],
            "parse": [sys.executable, "-c", PARSE],
            "start of check": [sys.executable, "-c", "import prevention_kb.__main__"],
            "start of parse": [sys.executable, "-c", "import yaml"],
        }
        found: dict[str, list[tuple[float, float, str]]] = {key: [] for key in commands}
        for _ in range(rounds):
            for key, command in commands.items():
                found[key].append(run(command, project, KB_STRICT="false"))
        seconds = {key: statistics.median(r[0] for r in results) for key, results in found.items()}
        floor, edited = json.loads(
            run([sys.executable, "-c", EDIT, str(folder / "site"), str(rounds)], project, KB_STRICT="false")[
                2
            ].splitlines()[-1]
        )
        pages = sum(1 for _ in (project / "docs").rglob("*.md"))
        size = sum(file.stat().st_size for file in (project / "data").rglob("*.yaml"))
    return {
        "times": times, "records": records, "pages": pages, "data_kilobytes": round(size / 1024), "rounds": rounds,
        "seconds": {key: round(value, 3) for key, value in seconds.items()},
        "seconds_edited": round(statistics.median(edited), 3), "seconds_unchanged": round(statistics.median(floor), 3),
        "build_ratio": round(seconds["build without export"] / seconds["ready Markdown"], 2),
        "build_more_seconds": round(seconds["build without export"] - seconds["ready Markdown"], 2),
        "export_share": round(seconds["build"] / seconds["build without export"] - 1, 2),
        "check_ratio": round((seconds["check"] - seconds["start of check"]) / (seconds["parse"] - seconds["start of parse"]), 2),
        "edit_ratio": round(statistics.median(edited) / statistics.median(floor), 2),
        "megabytes": round(max(r[1] for r in found["build"])),
    }  # fmt: skip


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    packages = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "pydantic", "PyYAML", "Markdown")
    return {
        "day": date.today().isoformat(), "python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()), "packages": ", ".join(f"{name} {version(name)}" for name in packages),
    }  # fmt: skip


def main() -> None:
    """Measure, print, and write the page of figures."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "--times", type=int, nargs="+", default=[1, 5], help="sizes, as multiples of the shipped records"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-browser", action="store_true", help="leave out weights and answers in the browser")
    parser.add_argument("--profile", action="store_true", help="only say where the time of a build goes")
    arguments = parser.parse_args()
    if arguments.profile:
        page.profile(ROOT, arguments.times)
        return
    started = time.perf_counter()
    rows = []
    for times in arguments.times:
        rows.append(measure(times, arguments.rounds))
        print(json.dumps(rows[-1]), file=sys.stderr)
    figures = {"machine": machine(), "sizes": rows, "browser": None if arguments.no_browser else browser.measure(ROOT)}
    figures["minutes"] = round((time.perf_counter() - started) / 60, 1)
    print(json.dumps(figures, indent=1))
    page.write(ROOT / "docs/about/figures.md", figures)


if __name__ == "__main__":
    main()
