"""The way out: the same sources under ProperDocs and Zensical, compared with the MkDocs build page by page.

`make exits`, or `python -m bench.exits [--engines zensical] [--keep FOLDER]`. Each engine has an environment of its own, made on
first use. Compared are the visible text, ids, links, titles, canonical addresses, descriptions and data blocks of every page, and the
bytes of every other file. What differs must stand in bench/exits.md with its reason; a row there that no longer applies is an error too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "bench/exits.md"
ADDRESS = "https://kb.example/base/"
SETTINGS = {"KB_SITE_URL": ADDRESS, "KB_REPOSITORY": "https://code.example/kb", "NO_MKDOCS_2_WARNING": "1"}
PINS = {
    "properdocs": "properdocs==1.6.7",  # the fork of MkDocs 1.6.1 that goes on; the last release, of March 2026
    "zensical": "zensical==0.0.73",  # the successor of Material; the last release that needs no package beside it, which not every index has
}
OF_THE_THEME = re.compile(r"(^|/)assets/(stylesheets|javascripts)/")
"""Style sheets and scripts that the theme brings: other files in another theme, and no page loads the scripts."""


@dataclass(frozen=True)
class Known:
    """A difference that is known: in which engine, on which pages or files, in what, and why."""

    engine: str
    where: str
    what: str
    reason: str


def known(table: Path = TABLE) -> list[Known]:
    """The rows of the table."""
    rows = [
        [cell.strip() for cell in line.strip("|\n ").split("|")]
        for line in table.read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    return [Known(row[0], row[1].strip("`"), row[2], row[3]) for row in rows[2:]]


def environment(engine: str) -> Path:
    """The folder of programs of the engine's own environment, made where it is missing."""
    folder = ROOT / f".venv-{engine}"
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    if not (programs / engine).exists():
        print(f"making {folder.name}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, PINS[engine], "--editable", str(ROOT)], check=True)
    return programs


def copy(target: Path) -> Path:
    """The project without what belongs to this machine."""
    from .grow import LEFT

    shutil.copytree(ROOT, target, ignore=LEFT)
    return target


def build(engine: str, project: Path) -> Path:
    """The site of the project under one engine; Zensical skips on_post_build, so the open data is added by kb."""
    programs = Path(sys.executable).parent if engine == "mkdocs" else environment(engine)
    command = [
        str(programs / engine),
        "build",
        "-f",
        "mkdocs.yml",
        *(["--strict"] if engine != "mkdocs" else []),
        "--clean",
    ]
    settings = {**os.environ, **SETTINGS, "PYTHONPATH": str(project)}
    steps = [command]
    if engine == "zensical":
        steps.append([str(programs / "python"), "-m", "prevention_kb", "export", "--into", "site", "--url", ADDRESS])
    for step in steps:
        result = subprocess.run(step, cwd=project, env=settings, capture_output=True, text=True, encoding="utf-8")
        if result.returncode:
            sys.exit(f"{' '.join(step)} failed:\n{result.stdout}{result.stderr}")
    return project / "site"


def facts(file: Path, page: str) -> dict[str, object]:
    """What is compared of a page, by the name of the kind of difference."""
    soup = BeautifulSoup(file.read_text("utf-8"), "lxml")
    data = [json.loads(s.get_text()) for s in soup.find_all("script", type=re.compile("json"))]
    sources = [urljoin(ADDRESS + page, s["src"]) for s in soup.find_all("script", src=True)]
    for element in soup.select("script, style, .md-skip"):  # the theme's own skip link, which our style sheet hides
        element.extract()
    canonical = soup.find("link", rel="canonical")
    targets = [
        (e.name, unquote(urljoin(ADDRESS + page, e.get("href") or e.get("src") or "")))
        for e in soup.find_all(["a", "img", "use"])
    ]
    heads = [
        (" ".join(e.get("rel", [])), urljoin(ADDRESS + page, e["href"]))
        for e in soup.head.find_all("link")
        if not OF_THE_THEME.search(e["href"])
    ]
    metas = {
        m.get("name") or m.get("property") or m.get("http-equiv"): m.get("content") for m in soup.head.find_all("meta")
    }
    metas.pop("generator", None)
    return {
        "text": "".join(soup.body.get_text().split()),
        "ids": sorted(e["id"] for e in soup.find_all(id=True)),
        "records": sorted(f"{e['data-record']}#{e['id']}" for e in soup.find_all(attrs={"data-record": True})),
        "links": targets,
        "title": soup.title.get_text(strip=True) if soup.title else None,
        "canonical": canonical["href"] if canonical else None,
        "head": heads,
        "meta": metas,
        "data blocks": data,
        "scripts": sources,
    }


def differences(ours: Path, theirs: Path) -> Iterator[tuple[str, str, str]]:
    """Where two sites differ: the page or file, in what, and how."""
    files, others = _files(ours), _files(theirs)
    for name in sorted(files.keys() | others.keys()):
        if name not in others:
            yield name, "missing", ""
        elif name not in files:
            yield name, "added", ""
        elif name.endswith(".html"):
            page = name.removesuffix("index.html")
            one, two = facts(files[name], page), facts(others[name], page)
            yield from ((name, what, _first(one[what], two[what])) for what in one if one[what] != two[what])
        elif name == "sitemap.xml":
            if _addresses(files[name]) != _addresses(others[name]):
                yield name, "addresses", ""
        elif name == "offline/files.json":
            if (one := _kept(files[name])) != (two := _kept(others[name])):
                yield name, "list", _first(one, two)
        elif files[name].read_bytes() != others[name].read_bytes():
            yield name, "bytes", ""


def _files(site: Path) -> dict[str, Path]:
    found = {f.relative_to(site).as_posix(): f for f in site.rglob("*") if f.is_file()}
    return {name: file for name, file in found.items() if not OF_THE_THEME.match(name)}


def _addresses(sitemap: Path) -> list[str]:
    return sorted(re.findall("<loc>(.*?)</loc>", sitemap.read_text("utf-8")))


def _kept(list_: Path) -> dict[str, object]:
    """What is kept for reading offline: every address, and the digest of each file but the pages, whose heads name the program that made them."""
    found = json.loads(list_.read_text("utf-8"))
    sets = {
        f"{code} {address}": digest if address.startswith("assets/") else ""
        for code, files in found["sets"].items()
        for address, (digest, _) in files.items()
        if not OF_THE_THEME.match(address)
    }
    return {"data": found["data"], "words": found["words"], **sets}


def _first(one: object, two: object) -> str:
    """The first place where two values differ."""
    if isinstance(one, dict) and isinstance(two, dict):
        key = next(k for k in [*one, *two] if one.get(k) != two.get(k))
        return f"{key}: {one.get(key)!r} / {two.get(key)!r}"
    if isinstance(one, list) and isinstance(two, list):
        at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
        return f"{one[at : at + 2]!r} / {two[at : at + 2]!r}"
    a, b = str(one), str(two)
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{a[max(0, at - 30) : at + 50]!r} / {b[max(0, at - 30) : at + 50]!r}"


def compare(engines: list[str], keep: Path | None) -> int:
    """Build under all engines and compare; 0 where every difference is known and every known one is there."""
    rows, seen, faults = known(), set(), 0
    with tempfile.TemporaryDirectory() as name:
        folder = keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        project = copy(folder / "project")
        ours = build("mkdocs", project).rename(folder / "mkdocs")
        pages = sum(1 for _ in ours.rglob("*.html"))
        for engine in engines:
            theirs = build(engine, project).rename(folder / engine)
            found = list(differences(ours, theirs))
            new = []
            for where, what, how in found:
                row = next((r for r in rows if r.engine == engine and fnmatch(where, r.where) and r.what == what), None)
                if row:
                    seen.add(row)
                else:
                    new.append((where, what, how))
            for where, what, how in new:
                print(f"{engine}: {where}: {what}: {how}")
            faults += len(new)
            files = sum(1 for f in ours.rglob("*") if f.is_file())
            print(
                f"{engine} ({PINS[engine]}): {pages} pages and {files - pages} other files, {len(found) - len(new)} known differences, {len(new)} new ones"
            )
    for row in rows:
        if row.engine in engines and row not in seen:
            faults += 1
            print(
                f"{row.engine}: {row.where}: {row.what}: stands in {TABLE.name}, but there is no such difference any more; delete the row"
            )
    return 1 if faults else 0


def main() -> int:
    """Compare; print what differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.exits")
    parser.add_argument("--engines", nargs="+", choices=sorted(PINS), default=sorted(PINS))
    parser.add_argument("--keep", type=Path, help="keep the built sites in this folder")
    arguments = parser.parse_args()
    return compare(arguments.engines, arguments.keep)


if __name__ == "__main__":
    sys.exit(main())
