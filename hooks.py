"""What MkDocs calls when a build breaks."""

from mkdocs.exceptions import BuildError


def on_build_error(error, **_):
    """A machine that cannot go on (disk full, no permission): the reason and the cure in a line, no traceback."""
    if isinstance(error, OSError):
        where = error.filename or "the site"
        raise BuildError(
            f"{where} cannot be read or written: {error.strerror or error}. The site is not whole. Make room or ask for "
            "permission there, then build again; `make build` keeps the last good site until the new one is whole."
        ) from None
