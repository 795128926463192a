"""Compiled templates, kept from one build to the next: to compile them anew took a fifth of a build."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = ".cache/templates"


def keep(environment: Environment, root: Path) -> None:
    """Keep what Jinja makes of the templates of this environment in the project at `root`.

    Nothing is computed while compiling, so that what is kept follows from the template and the names that it may use alone.
    """
    environment.optimized = False
    environment.bytecode_cache = Compiled(root / FOLDER, environment)


class Compiled(FileSystemBytecodeCache):
    """Each template as Jinja compiled it, for as long as its source, Jinja and the settings of its environment stay the same.

    Never in the way of a build: where nothing can be written or what is there cannot be read, a template is compiled anew.
    """

    def __init__(self, folder: Path, environment: Environment) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), "%s")
        self.environment = environment

    @cached_property
    def depends(self) -> str:
        """Whatever a compiled template depends on beside its source; asked when all plugins have had their say."""
        settings = {key: value for key, value in vars(self.environment).items() if isinstance(value, str | bool)}
        called = {**self.environment.filters, **self.environment.tests}
        passed = [(key, str(getattr(value, "jinja_pass_arg", ""))) for key, value in sorted(called.items())]
        return f"{version('jinja2')} {version('markupsafe')} {settings} {sorted(self.environment.extensions)} {passed}"

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
