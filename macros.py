"""The bridge from mkdocs-macros to prevention_kb: load the facts, offer the views."""

import logging
from collections import defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path
from posixpath import dirname

from jinja2 import Template
from mkdocs.exceptions import PluginError

from prevention_kb import DataError, exports, load, serving
from prevention_kb.derived import links
from prevention_kb.exports import cards
from prevention_kb.languages import marks
from prevention_kb.pages import compiled, counterpart, environment, settings, verbatim, views
from prevention_kb.pages.speech import Speech
from prevention_kb.reading import faults
from prevention_kb.reading.catalogue import english

ROOT = Path(__file__).parent
log = logging.getLogger("mkdocs.macros")


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
    site = with_cards(kb, site)
    env.conf["extra"]["cards"] = site.cards
    env.conf["extra"]["languages"] = list(kb.overlays)  # the frame leads to the same page in each of them
    env.conf["extra"]["preview"] = site.is_preview  # the frame says so on every page
    compiled.keep(environment.templates, ROOT)
    explained = defaultdict(set)  # what each page has explained so far, by its address
    calls = {view.__name__: partial(show, view, kb, site, env, explained) for view in views.ALL}
    for name, call in calls.items():
        env.macro(call, name)
    env.macro(partial(in_other_words, kb, site, env, calls), "counterpart")


def with_cards(kb, site):
    """The settings with the pictures to share, or without, where they are not all there or tell what no longer stands."""
    if site.cards and not cards.fit(kb, site, ROOT / site.cards):
        log.info(
            f"{site.cards}: the pictures to share are not those of these facts; the site goes without. Make them first: kb cards"
        )
        return replace(site, cards="")
    return site


def show(view, kb, site, env, explained, *args, **kwargs):
    """One view on the page that asks for it."""
    plain = isinstance(env.conf, dict)  # a plain dict means Zensical
    start = dirname(env.page.path) if plain else None
    downloads = partial(exports.sizes, kb)
    file = source(env)
    speech = spoken(kb, site, env)
    page = speech.page(
        site, env.page.url, meta=env.page.meta, explained=explained[env.page.url], downloads=downloads, start=start
    )
    if site.cards and (card := views.cards.of_page(kb, page.address)):
        env.page.meta.setdefault("card", card)
    env.page.meta.setdefault("tables", links.tables(page.address))
    try:
        html = views.called(view, page, f"docs/{file}", *args, **kwargs)
    except DataError as error:
        if env.conf["strict"]:
            raise SystemExit(str(error)) from None  # any other exception mkdocs-macros would put into a traceback
        html = views.problem_report(error)
    return verbatim.mark(marks.shown(html, page.language.code))


def spoken(kb, site, env):
    """Who speaks on a page: English, or the language whose pages these are."""
    if code := counterpart.code_of(kb, env.page.url):
        return counterpart.of(kb, code, source(env).removeprefix(f"{code}/"), site.drafts(code)).speech
    return Speech(kb, english())


def source(env):
    """The file of a page, from docs/."""
    return env.page.path if isinstance(env.conf, dict) else env.page.file.src_uri


def in_other_words(kb, site, env, calls):
    """The page of the same address in another language: what its one call stands for."""
    file = source(env)
    code, _, of = file.partition("/")
    found = counterpart.of(kb, code, of, site.drafts(code))
    env.page.meta.update(found.meta, translating=counterpart.editing(kb, site, code, of))
    return Template(found.body).render(calls)


def on_post_build(env):
    """Write the open data and the search index; nothing where bad data is shown on the pages instead."""
    site, kb = Path(env.conf["site_dir"]), None
    try:
        with faults.named("writing the open data"):
            kb = load(ROOT)
            if folder := env.conf["extra"].get("cards"):
                cards.publish(ROOT / folder, site)
            exports.write(kb, env.conf["site_url"] or "", site, into=True)
    except DataError as error:
        if env.conf["strict"]:
            raise PluginError(str(error)) from None
        if kb:  # else the pages say already what is wrong
            serving.show(error, site)
