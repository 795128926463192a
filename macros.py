"""The bridge from mkdocs-macros to prevention_kb: load the facts, offer the views."""

from collections import defaultdict
from functools import partial
from pathlib import Path
from posixpath import dirname

from mkdocs.exceptions import PluginError

from prevention_kb import DataError, Page, exports, load, serving
from prevention_kb.derived import links
from prevention_kb.pages import compiled, environment, settings, verbatim, views
from prevention_kb.reading import faults

ROOT = Path(__file__).parent


def define_env(env):
    """Give every page the views as macros; on bad data stop the build, or show the message while serving."""
    if refused := settings.taken_for_granted(env.conf, ROOT):
        raise PluginError("\n".join(map(str, refused)))
    try:
        with faults.named("reading the facts"):
            site = settings.site(env.conf["site_name"], env.conf["site_url"] or "", env.conf["extra"].get("kb"))
            kb = load(ROOT)
    except DataError as error:
        if env.conf["strict"]:
            raise PluginError(str(error)) from None
        report = views.problem_report(error)
        for view in views.ALL:
            env.macro(lambda *args, **kwargs: report, view.__name__)
        return
    compiled.keep(environment.templates, ROOT)
    explained = defaultdict(set)  # what each page has explained so far, by its address
    for view in views.ALL:
        env.macro(partial(show, view, kb, site, env, explained), view.__name__)


def show(view, kb, site, env, explained, *args, **kwargs):
    """One view on the page that asks for it."""
    plain = isinstance(env.conf, dict)  # a plain dict means Zensical
    start = dirname(env.page.path) if plain else None
    downloads = partial(exports.sizes, kb)
    page = Page(
        kb, site, env.page.url, env.page.meta, explained=explained[env.page.url], downloads=downloads, start=start
    )
    env.page.meta.setdefault("tables", links.tables(env.page.url))
    file = env.page.path if plain else env.page.file.src_uri
    try:
        html = views.called(view, page, f"docs/{file}", *args, **kwargs)
    except DataError as error:
        if env.conf["strict"]:
            raise SystemExit(str(error)) from None  # any other exception mkdocs-macros would put into a traceback
        html = views.problem_report(error)
    return verbatim.mark(html)


def on_post_build(env):
    """Write the open data and the search index; nothing where bad data is shown on the pages instead."""
    site, kb = Path(env.conf["site_dir"]), None
    try:
        with faults.named("writing the open data"):
            kb = load(ROOT)
            exports.write(kb, env.conf["site_url"] or "", site, into=True)
    except DataError as error:
        if env.conf["strict"]:
            raise PluginError(str(error)) from None
        if kb:  # else the pages say already what is wrong
            serving.show(error, site)
