"""The knowledge base without MkDocs: the shape of the facts, their rules, and what pages show of them."""

from .load import KnowledgeBase, load
from .problems import DataError, Problem
from .render import Page, Site

__all__ = ["DataError", "KnowledgeBase", "Page", "Problem", "Site", "load"]
