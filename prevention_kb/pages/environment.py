"""The templates, and the words and filters that each of them knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from ..derived import status
from ..derived.evidence import READ, at_another_time, looked, published
from ..derived.figures import amount
from ..derived.passages import passage_name
from ..derived.translated import STANDING
from ..facts.documents import Claim, Document, Paragraph, in_text, passage_number
from ..facts.events import Event
from ..facts.shape import Fact, Record
from ..facts.sources import Source
from ..languages import marks
from ..languages.language import Language, Message, message
from ..reading.catalogue import english


def _order(record: Record, language: Language) -> tuple[Any, ...]:
    """Events by date, what belongs to a document by passage, everything else by name."""
    name = language.order(record.label)
    if isinstance(record, Event):
        return (record.date.sort_key, name)
    paragraphs = [record.id] if isinstance(record, Paragraph) else record.paragraphs if isinstance(record, Fact) else []
    return (min(map(in_text, paragraphs), default=("~", 0)), name)


def verdict_of(claim: Claim) -> Message:
    """The verdict on a claim; a view is that of who speaks in its document."""
    return verdict_in(claim.mark, [claim.document] if claim.document else [])


def verdict_in(mark: str, documents: Iterable[Document]) -> Message:
    """The verdict by which claims of these documents are shown; a view is that of who speaks in them."""
    if mark != "not-checkable":
        return message(f"verdict.{mark}")
    speaking = {(document.voice_begin, len(document.speakers) or 1) for document in documents}
    if len(speaking) != 1:
        return message("verdict.views")
    ((voice, count),) = speaking
    return message("verdict.view", count=count, voice=voice)


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {
        "READ": READ,
        "say": say,
        "listed": listed,
        "link": link,
        "labelled": labelled,
        "titled": titled,
        "words": words,
        "rule": status.rule,
        "NAME_STATES": STANDING,
        "ICONS": ICONS,
        "VERDICTS": VERDICTS,
        "verdict_of": verdict_of,
        "verdict_in": verdict_in,
        "passage_name": passage_name,
        "passage_number": lambda passage: int(passage_number(passage.id)),
        "at_another_time": at_another_time,
        "published": published,
        "looked": looked,
    }
    env.filters |= {
        "day": pass_context(lambda context, day: _language(context).day(day)),
        "when": pass_context(lambda context, when: _language(context).when(when)),
        "amount": pass_context(lambda context, figure: say(context, amount(figure, _language(context)))),
        "digits": pass_context(lambda context, value: _language(context).digits(value)),
        "plain": marks.plain,
        "english": pass_context(lambda context, text: _english(context, text)),
        "in_order": pass_context(lambda context, records: sorted(records, key=lambda r: _order(r, _language(context)))),
        "in_text": lambda ids: sorted(ids, key=in_text),
        "host": lambda url: url.split("/")[2].removeprefix("www."),
        "stop": _stop,
    }
    return env


def _stop(title: str) -> str:
    """The stop behind a title; nothing where it ends with one itself, or with another mark."""
    return "" if marks.plain(title).rstrip('”’"])').endswith((".", "?", "!", "…")) else "."


def _language(context: Context) -> Language:
    """That of the page; English where there is none, as in the report of a mistake."""
    page = context.get("page")
    return page.language if page else english()


def _english(context: Context, text: str) -> str:
    """A text that is English whatever the language of the page."""
    page = context.get("page")
    return marks.english(text) if page and page.within else text


@pass_context
def say(context: Context, what: str | Message | None, /, **places: Any) -> Markup:
    """A message in the language of the page, as HTML; nothing for nothing."""
    return _language(context).html(what, **places) if what else Markup("")


@pass_context
def listed(context: Context, items: Iterable[Any]) -> Markup:
    """Several things as the language of the page lists them: a, b and c."""
    return Markup(_language(context).listed([escape(one) for one in items]))


@pass_context
def titled(context: Context, source: Source) -> Markup:
    """The title of a source: one in another language than the page says so to programs that speak, with what it means in English behind it;
    one of our own says in what language the source is."""
    if not source.language:
        return escape(source.title)
    if not source.is_foreign:
        return say(context, "source.title-in", title=source.title, language=message(f"source.in.{source.language}"))
    named = Markup('<span lang="{}">{}</span>').format(source.language, source.title)
    return named + Markup(" [{}]").format(_english(context, source.in_english)) if source.in_english else named


@pass_context
def labelled(context: Context, record: Record | None, label: str) -> Markup:
    """What a record is called, or was in a release, in English; a title in another language says so."""
    if isinstance(record, Source) and record.is_foreign and label.startswith(record.title):
        return titled(context, record)
    return escape(_english(context, label))


def link(href: str, **attributes: str | bool) -> Markup:
    """The opening tag of a link, as an element of a message: `_` in the name of an attribute stands for `-`; one that is True has no value."""
    tag = Markup('<a href="{}"').format(href)
    for name, value in attributes.items():
        if value:
            name = name.replace("_", "-")
            tag += Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
    return tag + Markup(">")


@pass_context
def words(context: Context, *groups: str, also: Iterable[str] = ()) -> Markup:
    """The messages of script.<group>, and of other groups `also`, for the scripts of the page, as a data block."""
    messages = _language(context).of_scripts(*groups, also=also)
    said = htmlsafe_json_dumps(messages, separators=(",", ":"), ensure_ascii=False)
    return Markup('<script type="application/json" data-words>') + said + Markup("</script>")


ICONS = {
    "party": "party", "deposited": "half", "withdrawal-notified": "half", "signed": "signed", "withdrawn": "left", "taken-back": "stroke",
    "none": "none", "not-adopted": "none", "unclear": "unsure", "not-checked": "open",
}  # fmt: skip
"""The icon for each phase; the word always stands with it."""


VERDICTS = {
    "confirmed": "ok", "imprecise-wording": "half", "imprecise-substance": "mostly", "contradicted": "no", "unverified": "open",
    "not-checkable": "say",
}  # fmt: skip
"""The icon for what is found of a claim, by its mark; the word always stands with it."""


templates = _environment()
