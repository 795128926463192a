"""Compiled templates, kept from one build to the next: to compile them anew took a fifth of a build."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from hashlib import sha1
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = ".cache/templates"


def keep(environment: Environment, root: Path) -> None:
    """Keep what Jinja makes of the templates of this environment in the project at `root`."""
    environment.bytecode_cache = Compiled(root / FOLDER, environment)


class Compiled(FileSystemBytecodeCache):
    """Each template as Jinja compiled it, for as long as its source and whatever else went into it stay the same.

    Never in the way of a build: where nothing can be written or what is there cannot be read, a template is compiled anew.
    """

    def __init__(self, folder: Path, environment: Environment) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), "%s")
        self.environment = environment

    @cached_property
    def depends(self) -> str:
        """What goes into a compiled template beside its source: Jinja, the settings, and the filters and tests, of which Jinja
        asks those of a constant while it compiles. Known when all plugins have had their say.
        """
        settings = {key: value for key, value in vars(self.environment).items() if isinstance(value, str | bool)}
        called = {**self.environment.filters, **self.environment.tests}
        passed = [(key, str(getattr(value, "jinja_pass_arg", ""))) for key, value in sorted(called.items())]
        code = _digest(_code(called.values()))
        return f"{version('jinja2')} {version('markupsafe')} {settings} {sorted(self.environment.extensions)} {passed} {code}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """As Jinja does it, for any path that a system can hold, also one that is no text."""
        return super().get_cache_key(name, os.fsencode(filename).hex() if filename else None)

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self.depends}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """As Jinja does it; a damaged file is none."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever reading a damaged file leads to
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """As Jinja does it, where the folder can be written."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _code(functions: Iterable[Callable[..., Any]]) -> set[Path]:
    """The files in which these functions stand, and all of ours, since they call each other."""
    modules = (sys.modules.get(getattr(function, "__module__", None) or "") for function in functions)
    files = {Path(file) for module in modules if (file := getattr(module, "__file__", None))}
    return {file for file in files if file.is_file()} | set(Path(__file__).parent.parent.rglob("*.py"))


def _digest(files: set[Path]) -> str:
    return sha1(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()
