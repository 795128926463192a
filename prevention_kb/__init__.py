"""The knowledge base without MkDocs: the shape of the facts, their rules, and what pages show of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .facts.knowledge import KnowledgeBase
from .project import load
from .reading.problems import DataError, Problem

if TYPE_CHECKING:
    from .pages.page import Page
    from .pages.site import Site

__all__ = ["DataError", "KnowledgeBase", "Page", "Problem", "Site", "load"]


def __getattr__(name: str) -> Any:
    """Page and Site on demand: they bring Jinja and Markdown with them, which `kb check` never needs."""
    if name in ("Page", "Site"):
        return getattr(import_module(f".pages.{name.lower()}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
