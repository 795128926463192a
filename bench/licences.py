"""The licence of every package that build and tests use, as its makers declare it: `python -m bench.licences` writes LICENCES.md."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = """# Licences of what build and tests use

Written by `python -m bench.licences` from what the packages declare. None of them is part of the site, except style sheets of Material for
MkDocs (MIT) and the files in docs/assets/vendor/ and docs/assets/fonts/, whose licences lie beside them.

| package | version | licence |
| --- | --- | --- |
"""


def pinned() -> list[str]:
    """The names in constraints.txt, each once: some are pinned to one version a Python."""
    return list(dict.fromkeys(re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)))


def licence(name: str) -> tuple[str, str] | None:
    """Version and licence of an installed package; None where it is not installed, as those for other systems are not."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    classes = [c.rsplit(" :: ", 1)[1] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    said = (
        about.get("License-Expression")
        or ", ".join(classes)
        or (about.get("License") or "").split("\n")[0]
        or _from_text(name)
    )
    return about["Version"], said.replace("|", "/")


def _from_text(name: str) -> str:
    """The title of the licence that lies in the package, for makers who declare none."""
    for file in files(name) or ():
        if re.match(r"LICEN[CS]E", file.name, re.IGNORECASE):
            return next((line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()), "not declared")
    return "not declared"


def main() -> None:
    """Write the list."""
    rows = [(name, *found) for name in pinned() if (found := licence(name))]
    (ROOT / "LICENCES.md").write_text(HEAD + "".join(f"| {n} | {v} | {said} |\n" for n, v, said in rows), "utf-8")


if __name__ == "__main__":
    main()
