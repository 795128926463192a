"""The bridge from mkdocs-macros to prevention_kb: load the facts, offer the views."""

from collections import defaultdict
from functools import partial
from pathlib import Path
from posixpath import dirname

from mkdocs.exceptions import PluginError

from prevention_kb import DataError, Page, Site, export, load, verbatim, views

ROOT = Path(__file__).parent


def define_env(env):
    """Give every page the views as macros; on bad data stop the build, or show the message while serving."""
    try:
        kb = load(ROOT)
    except DataError as error:
        if env.conf["strict"]:
            raise PluginError(str(error)) from None
        report = views.problem_report(error)
        for view in views.ALL:
            env.macro(lambda *args, **kwargs: report, view.__name__)
        return
    site = Site(name=env.conf["site_name"], url=env.conf["site_url"] or "", **env.conf["extra"]["kb"])
    explained = defaultdict(set)  # what each page has explained so far, by its address
    for view in views.ALL:
        env.macro(partial(show, view, kb, site, env, explained), view.__name__)


def show(view, kb, site, env, explained, *args, **kwargs):
    """One view on the page that asks for it."""
    start = dirname(env.page.path) if isinstance(env.conf, dict) else None  # a plain dict means Zensical
    page = Page(kb, site, env.page.url, env.page.meta, explained=explained[env.page.url], start=start)
    return verbatim.mark(view(page, *args, **kwargs))


def on_post_build(env):
    """Write the open data and the search index; nothing where bad data is shown on the pages instead."""
    try:
        export.write(load(ROOT), env.conf["site_url"] or "", Path(env.conf["site_dir"]), into=True)
    except DataError as error:
        if env.conf["strict"]:
            raise PluginError(str(error)) from None
