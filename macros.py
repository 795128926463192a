"""The bridge from mkdocs-macros to prevention_kb: load the facts, offer the views."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from mkdocs.exceptions import PluginError

from prevention_kb import DataError, Page, Site, load, search_index, views

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
    for view in views.ALL:
        env.macro(partial(show, view, kb, site, env), view.__name__)


def show(view, kb, site, env, *args, **kwargs):
    """One view on the page that asks for it."""
    return view(Page(kb, site, env.page.url), *args, **kwargs)


def on_post_build(env):
    """Write what the scripts of the pages fetch; nothing where bad data is shown on the pages instead."""
    with suppress(DataError):
        search_index.write(load(ROOT), Path(env.conf["site_dir"]))
