"""How fast, as ratios: `python -m bench [--sizes 1 3 10] [--rounds 3]` prints JSON, and a table on the error stream."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .grow import grow

ROOT = Path(__file__).parent.parent
PARSE = """
import sys, yaml
from pathlib import Path
for file in sorted(Path("data").rglob("*.yaml")):
    yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""


def run(command: list[str], folder: Path, **settings: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command; its output where it fails."""
    before = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{output}")
    return time.perf_counter() - before, usage.ru_maxrss / 1024


def median(command: list[str], folder: Path, rounds: int, **settings: str) -> dict[str, float]:
    """Median seconds and highest peak of several rounds."""
    results = [run(command, folder, **settings) for _ in range(rounds)]
    return {"seconds": round(statistics.median(r[0] for r in results), 3), "megabytes": round(max(r[1] for r in results))}


def ready(project: Path, folder: Path) -> Path:
    """The same pages as ready Markdown, under the same MkDocs and theme, without the macros."""
    config = (project / "mkdocs.yml").read_text("utf-8")
    dumping = project / "mkdocs.dump.yml"
    dumping.write_text(config + f"\nhooks: [{ROOT / 'bench/dump.py'}]\n", "utf-8")
    pages = folder / "ready"
    run([sys.executable, "-m", "mkdocs", "build", "-f", dumping.name, "-d", str(folder / "dumped")], project, BENCH_DUMP=str(pages))
    dumping.unlink()
    subprocess.run(["cp", "-r", str(project / "docs/assets"), str(pages)], check=True)
    start, rest = config.split("plugins:", 1)
    extensions = rest.split("markdown_extensions:", 1)[1].replace("  - prevention_kb.verbatim\n", "")  # as MkDocs alone would do it
    plain = start + "plugins: []\nmarkdown_extensions:" + extensions
    file = project / "mkdocs.ready.yml"
    file.write_text(plain.replace("theme:", f"docs_dir: {pages}\ntheme:", 1), "utf-8")
    return file


def measure(times: int, rounds: int) -> dict[str, Any]:
    """All figures at one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "project"
        records = grow(ROOT, project, times)
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "-d", str(folder / "site"), "-f"]
        config = ready(project, folder)
        figures = {
            "build": median([*mkdocs, "mkdocs.yml"], project, rounds),
            "ready_markdown": median([*mkdocs, config.name], project, rounds),
            "check": median([sys.executable, "-m", "prevention_kb", "check"], project, rounds),
            "parse": median([sys.executable, "-c", PARSE], project, rounds),
            "start": median([sys.executable, "-c", "import yaml"], project, rounds),
            "start_check": median([sys.executable, "-c", "import prevention_kb.__main__"], project, rounds),
        }
        pages = len(list((project / "docs").rglob("*.md")))
        size = sum(file.stat().st_size for file in (project / "data").rglob("*.yaml"))
    build, plain = figures["build"]["seconds"], figures["ready_markdown"]["seconds"]
    check = figures["check"]["seconds"] - figures["start_check"]["seconds"]
    parse = figures["parse"]["seconds"] - figures["start"]["seconds"]
    return {
        "times": times, "records": records, "pages": pages, "data_kilobytes": round(size / 1024),
        "build_seconds": build, "ready_markdown_seconds": plain, "build_ratio": round(build / plain, 2),
        "check_seconds": figures["check"]["seconds"], "parse_seconds": figures["parse"]["seconds"],
        "check_ratio_without_start": round(check / parse, 2), "check_ratio": round(figures["check"]["seconds"] / figures["parse"]["seconds"], 2),
        "peak_megabytes": figures["build"]["megabytes"],
    }  # fmt: skip


def main() -> None:
    """Measure at each size and print."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 3, 10])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    rows = []
    for times in arguments.sizes:
        rows.append(measure(times, arguments.rounds))
        print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), file=sys.stderr)
    print(json.dumps({"rounds": arguments.rounds, "sizes": rows, "own_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}, indent=2))


if __name__ == "__main__":
    main()
