"""Every message of the catalogue is said somewhere, and whatever is said is in the catalogue: no more and no less.

An id is read where a program or a template has it as a text, never in a comment or as a part of another text. One that is put together, as
"theme." ~ event.theme, stands for what its parts can be: an argument is what the calls give, a loop over a list that is written there is that list,
and for the rest VALUES says from which declaration the values come. Messages of scripts and of the frame: test_script_words.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import get_args

import pytest
from jinja2 import nodes
from pydantic import BaseModel

from prevention_kb.derived import code_book, copies, link_answers
from prevention_kb.derived.evidence import READ
from prevention_kb.derived.status import SHOWN
from prevention_kb.derived.translated import STANDING, STATES
from prevention_kb.facts.actors import Organisation
from prevention_kb.facts.documents import Claim, Document, Precedent, Proposal
from prevention_kb.facts.events import Case, Event
from prevention_kb.facts.findings import Appeal, Charge, Final, Finding, Trial
from prevention_kb.facts.framework import Action, Domain, Indicator, Measure, Reading, RiskFactor
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.mechanisms import Standing, Statement
from prevention_kb.facts.promises import Development, Promise
from prevention_kb.facts.shape import Review
from prevention_kb.facts.sources import Source
from prevention_kb.facts.states import Cast, FocalPoint, Institution, Scrutiny, Vote
from prevention_kb.facts.treaties import Act, Status, Treaty
from prevention_kb.pages import corrections, jsonld
from prevention_kb.pages.environment import VERDICTS, templates
from prevention_kb.pages.views import mechanisms, prevention, proposals, tools, unknown
from prevention_kb.reading.catalogue import codes, english

from ..conftest import ROOT

PACKAGE = ROOT / "prevention_kb"
PROGRAMS = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "pages/templates").glob("*.*ml"))
MESSAGES = english().messages
ELSEWHERE = ("language.", "script.", "frame.")
"""Groups that are asked for by other means: the catalogue itself, scripts, the frame of the theme."""
SAYING = {"say", "message", "html"}
HOLE = "{}"

Said = tuple[bool, str]
Bound = Mapping[str, tuple[str, ...]]
"""What names stand for, where that is known."""

# Reading a program and a template ----------------------------------------------------------------------------------


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys("".join(one) for one in product(*parts)))


def python_texts(node: ast.AST, bound: Bound) -> tuple[str, ...]:
    """The texts that an expression can be; what is not known is a hole."""
    match node:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.IfExp():
            return (*python_texts(node.body, bound), *python_texts(node.orelse, bound))
        case ast.JoinedStr():
            return _joined(python_texts(value, bound) for value in node.values)
        case ast.FormattedValue():
            return python_texts(node.value, bound)
        case ast.Name():
            return bound.get(node.id, (HOLE,))
    return (HOLE,)


def template_texts(node: nodes.Node, bound: Bound) -> tuple[str, ...]:
    match node:
        case nodes.Const():
            return (str(node.value),)
        case nodes.CondExpr(expr2=None):
            return (*template_texts(node.expr1, bound), "")
        case nodes.CondExpr():
            return (*template_texts(node.expr1, bound), *template_texts(node.expr2, bound))  # type: ignore[arg-type]
        case nodes.Concat():
            return _joined(template_texts(part, bound) for part in node.nodes)
        case nodes.Name():
            return bound.get(node.name, (HOLE,))
    return (HOLE,)


def _together(found: Iterable[tuple[str, tuple[str, ...]]]) -> Bound:
    """Each name with all that it can be."""
    said: dict[str, tuple[str, ...]] = {}
    for name, texts in found:
        said[name] = tuple(dict.fromkeys((*said.get(name, ()), *texts)))
    return said


def in_program(program: str) -> list[Said]:
    """Every text of a program that is no docstring, and whether it is given to `say`, `html` or `message` as an id."""
    tree = ast.parse(program)
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

    def given() -> Iterator[tuple[str, tuple[str, ...]]]:
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in functions:
                names = [argument.arg for argument in functions[call.func.id].args.args]
                for name, value in [*zip(names, call.args, strict=False), *((k.arg, k.value) for k in call.keywords)]:
                    yield f"{call.func.id}.{name}", python_texts(value, {})

    arguments = _together(given())
    found: list[Said] = []

    def read(node: ast.AST, bound: Bound) -> None:
        if isinstance(node, ast.FunctionDef):
            named = [
                one for one in ast.walk(node) if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
            ]
            local = _together((one.targets[0].id, python_texts(one.value, {})) for one in named)
            bound = {**bound, **_within(arguments, node.name), **local}
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", ())
        for loop in loops:
            if isinstance(loop.target, ast.Name) and isinstance(loop.iter, (ast.Tuple, ast.List)):
                items = tuple(text for item in loop.iter.elts for text in python_texts(item, bound))
                bound = {**bound, loop.target.id: items}
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SAYING:
            found.extend((True, text) for argument in node.args[:1] for text in python_texts(argument, bound))
        elif isinstance(node, (ast.Constant, ast.JoinedStr)):
            found.extend((False, text) for text in python_texts(node, bound))
        for child in ast.iter_child_nodes(node):
            if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):  # a docstring
                read(child, bound)

    read(tree, {})
    return found


def _within(arguments: Bound, name: str) -> Bound:
    """What the arguments of one function or macro stand for."""
    return {to.rpartition(".")[2]: texts for to, texts in arguments.items() if to.startswith(f"{name}.")}


parsed = cache(templates.parse)


@cache
def macros() -> Bound:
    """What the arguments of macros stand for, by the template of the macro: what all templates give them, or what they are without being given."""
    trees = {file.name: parsed(file.read_text("utf-8")) for file in TEMPLATES}
    defined = {(name, macro.name): macro for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)}

    def given() -> Iterator[tuple[str, tuple[str, ...]]]:
        for (name, called), macro in defined.items():
            for argument, value in zip(reversed(macro.args), reversed(macro.defaults), strict=False):
                yield f"{name}/{called}.{argument.name}", template_texts(value, {})
        for name, tree in trees.items():
            imported = {found.target: found.template.value for found in tree.find_all(nodes.Import)}  # type: ignore[attr-defined]
            for call in tree.find_all(nodes.Call):
                match call.node:
                    case nodes.Name(name=called):
                        within = name
                    case nodes.Getattr(node=nodes.Name(name=target), attr=called) if target in imported:
                        within = imported[target]
                    case _:
                        continue
                if macro := defined.get((within, called)):
                    names = [argument.name for argument in macro.args]
                    pairs = [*zip(names, call.args, strict=False), *((k.key, k.value) for k in call.kwargs)]
                    yield from ((f"{within}/{called}.{to}", template_texts(value, {})) for to, value in pairs)

    return _together(given())


def in_template(template: str, name: str = "") -> list[Said]:
    """Every text of a template, and whether it is given to `say` as an id; `name` is its own, by which the arguments of its macros are known."""

    found: list[Said] = []

    def read(node: nodes.Node, bound: Bound) -> None:
        if isinstance(node, nodes.Macro):
            bound = {**bound, **_within(macros(), f"{name}/{node.name}")}
        elif isinstance(node, nodes.For) and isinstance(node.iter, (nodes.List, nodes.Tuple)):
            items = tuple(text for item in node.iter.items for text in template_texts(item, bound))
            bound = {**bound, getattr(node.target, "name", ""): items}
        elif isinstance(node, nodes.Call) and getattr(node.node, "name", "") in SAYING:
            found.extend((True, text) for argument in node.args[:1] for text in template_texts(argument, bound))
        elif isinstance(node, (nodes.Const, nodes.Concat)):
            found.extend((False, text) for text in template_texts(node, bound))
        for child in node.iter_child_nodes():
            read(child, bound)

    read(parsed(template), {})
    return found


# What the values are -----------------------------------------------------------------------------------------------


def of(model: type[BaseModel], field: str) -> tuple[str, ...]:
    """The words that a field may hold, as they stand in an id."""
    return tuple(word.replace(" ", "-") for word in code_book.shape(model.model_fields[field]).choices)


def columns(table: str) -> set[str]:
    """The columns of a table beside those of the kinds, or those that several have, by the last part of their ids."""
    said = (meaning.id for columns in code_book.tables().values() for meaning in columns.values())
    return {id.rpartition(".")[2] for id in said if id.startswith(f"open-data.{table}.")}


def models(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The parts of a kind of record, and theirs, each with the field in which it stands."""
    for _, alias, _, shape in code_book.fields(model):
        if shape.part:
            yield alias, shape.part
            yield from models(shape.part)


def unsourced(*kinds: type[BaseModel]) -> set[str]:
    """The fields whose parts are of these kinds, or else of none that is told apart, and may rest on no source that was read."""
    apart = (Action, Indicator, Status, Act, Cast, Charge, Trial, Appeal, Final, Statement, Precedent, Development)
    found = {pair for name in COLLECTIONS if f"kinds.{name}.unread" in MESSAGES for pair in models(COLLECTIONS[name])}
    return {
        name
        for name, part in found
        if "sources" in part.model_fields and (issubclass(part, kinds) if kinds else not issubclass(part, apart))
    }


def shapes() -> Iterator[code_book.Shape]:
    """What each field of each record holds."""
    for model in {*COLLECTIONS.values(), *(part for of in COLLECTIONS.values() for _, part in models(of))}:
        yield from (shape for _, _, _, shape in code_book.fields(model))


OUTCOMES = {word for stage in (Charge, Trial, Appeal, Final) for word in of(stage, "outcome")}
MARKS = {*VERDICTS}
ACTS = of(Act, "act")
CONSENT = ("ratification", "accession", "succession")
PASSAGES = of(Document, "passage")
INSTITUTION = (*of(Institution, "state"), "not-checked")
POINT = of(FocalPoint, "state")
GROUPS = {id.partition(".")[0] for id in MESSAGES}
BEGINS = re.compile(f"[\"'](?:{'|'.join(map(re.escape, sorted(GROUPS)))})\\.")
STAGES = ("charged", "trial", "appeal", "final")
UNREAD = ("unread", "document-alone")
SUBPAGES = (
    "decade", "year", "people", "sources", "titles", "titles-digits", "titles-other",
    *(f"organisations-{group}" for group in of(Organisation, "group")),
    *(f"claims-{passage}{end}" for passage in PASSAGES for end in ("", "-of")),
)  # fmt: skip

VALUES: dict[str, Iterable[str]] = {
    "act.{}": ACTS,
    "actor.group.{}": of(Organisation, "group"),
    "assess.group.{}": tools.GROUPS,
    "book.verdict.{}": MARKS,
    "cast-within.{}": of(Cast, "cast"),
    "cast.{}": of(Cast, "cast"),
    "claim-kind-begin.{}": of(Claim, "kind"),
    "claim-kind-count.{}": of(Claim, "kind"),
    "claim-kind.{}": of(Claim, "kind"),
    "claim.the-passage.{}": PASSAGES,
    "code-book.key.{}": code_book.BESIDE,
    "code-book.kind.{}": {shape.words.places.get("one", shape.words).id.rpartition(".")[2] for shape in shapes()},
    "code-book.many.{}": {shape.many for shape in shapes()} - {"one"},
    "confidence.{}": of(Status, "confidence"),
    "copies.{}.holds": copies.KINDS,
    "copies.{}.name": copies.KINDS,
    "correction.question.{}": corrections.QUESTIONS,
    "counted.{}": COLLECTIONS,
    "country.{}": ("institutions", "reviews"),  # as search_index.py calls the parts of the page of a state
    "search.country.{}": ("institutions", "reviews"),
    "crime-begin.{}": of(RiskFactor, "crime"),
    "crime.{}": of(RiskFactor, "crime"),
    "data.size.{}": ("kb", "mb"),
    "dimension.holds.{}": of(Domain, "domain"),
    "dimension.name.{}": of(Domain, "domain"),
    "document.describe.{}": PASSAGES,
    "document.kind.{}": of(Document, "kind"),
    "document.passage.{}": PASSAGES,
    "final-within.{}": of(Case, "final"),
    "final.{}": of(Case, "final"),
    "focal-point.{}": POINT,
    "framework.advice.{}": tools.ADVICE_READ,
    "framework.compared.{}": {
        "-".join(key for key, there in zip(("read", "part", "recalled"), which, strict=True) if there) or "none"
        for which in product((True, False), repeat=3)
    },
    "framework.group.{}": tools.GROUPS,
    "framework.reading-begin.{}": get_args(Reading),
    "framework.reading.{}": get_args(Reading),
    "home.found.{}": MARKS,
    "home.{}": ("cambodia", "asean"),
    "institution.{}": INSTITUTION,
    "kinds.{}.holds": COLLECTIONS,
    "kinds.{}.many": COLLECTIONS,
    "kinds.{}.one": COLLECTIONS,
    "kinds.{}.settles": COLLECTIONS,
    "kinds.{}.unread": COLLECTIONS,
    "law.{}": of(Finding, "law"),
    "level-begin.{}": {*of(Measure, "level"), *of(Proposal, "level")},
    "level.{}": {*of(Measure, "level"), *of(Proposal, "level")},
    "measure.coercion-begin.{}": of(Measure, "coercion"),
    "measure.coercion.{}": of(Measure, "coercion"),
    "measure.label-there.{}": of(Measure, "military_label"),
    "measure.label.{}": prevention.LABELS,
    "measure.route-begin.{}": of(Measure, "routes"),
    "measure.route.{}": of(Measure, "routes"),
    "measure.stage.{}": of(Measure, "category"),
    "mechanism.side-within.{}": mechanisms.SIDES,
    "mechanism.side.{}": mechanisms.SIDES,
    "mechanism.standing.{}": of(Standing, "state"),
    "promise.state.{}": of(Promise, "state"),
    "promise.within.{}": of(Promise, "state"),
    "name-in.{}": STANDING,
    "person-in.{}": STANDING,
    "open-data.column.{}": columns("column"),
    "open-data.due.{}": columns("due"),
    "open-data.positions.{}": columns("positions"),
    "open-data.status.{}": columns("status"),
    "open-data.translations.{}": columns("translations"),
    "open-data.{}.title": [name.removeprefix("treaty-") for name in code_book.tables()],
    "offline.{}": ("kept", "newer", "not-kept", "damaged"),  # as offline.kept_words asks for them
    "open-data.citation.outcome.{}": of(Final, "outcome"),
    "outcome.{}": OUTCOMES,
    "passage.{}": PASSAGES,
    "passage.{}-of": PASSAGES,
    "phase-within.{}": SHOWN,
    "phase.{}": SHOWN,
    "piece.read.{}": READ,
    "piece.report-{}": ("public", "mail"),
    "piece.reviewed.read.{}": of(Review, "read"),
    "position.reason.party-computed.{}": CONSENT,
    "position.reason.party-recorded.{}": CONSENT,
    "proposal.eyebrow.{}": of(Proposal, "kind"),
    "proposal.kind.{}": of(Proposal, "kind"),
    "proposal.part.{}": ["-".join(levels) for levels in proposals.LEVELS],
    "rating.{}": jsonld.RATING,
    "read-count.{}": READ,
    "read.{}": READ,
    "review.{}": of(Scrutiny, "state"),
    "risk-factor.eyebrow.{}": tools.GROUPS,
    "risk-factor.points.{}": tools.GROUPS,
    "search.asked.{}": ACTS,
    "source.address-archived.{}": ("gone", "silent"),
    "source.address.{}": link_answers.STATES,
    "source.in.{}": of(Source, "language"),
    "source.rank.{}": of(Source, "standing"),
    "stage.{}": STAGES,
    "story.act.{}": ACTS,
    "subpage.{}": SUBPAGES,
    "theme.{}": of(Event, "theme"),
    "timeline.{}": ("bodies", "people"),
    "tool.confidence.{}": ("low", "medium", "high"),  # as _assess.html offers them
    "tool.trend.{}": ("rising", "steady", "falling", "unclear"),
    "translation.language.{}": codes(),
    "translation.meaning.{}": STATES,
    "translation.state.{}": STATES,
    "treaty-kind.{}": of(Treaty, "kind"),
    "verdict-within.{}": MARKS,
    "verdict.{}": MARKS - {"not-checkable"},  # a view is that of who speaks
    "vote.subject.{}": of(Vote, "subject"),
    "vote.{}": of(Vote, "method"),
    "vote.{}-symbol": of(Vote, "method"),
    "ways.article-holds.{}": PASSAGES,
    **{
        f"{gap}.{what}": values
        for gap in ("gap", "gap-begin")
        for what, values in {
            "{}": UNREAD,
            "decision.{}": UNREAD,
            "from-memory.{}": unknown.READINGS,
            "day.{}": ACTS,
            "stage.{}": STAGES,
            "side.{}": unsourced(Statement),
            "part.{}": unsourced(),
        }.items()
    },
}
"""What the holes of ids stand for."""
OPTIONAL = ("kinds.{}.settles", "kinds.{}.unread", "search.asked.{}", "translation.language.{}")
"""What is said where the catalogue has it."""
NEVER = {
    "framework.reading-begin.recalled-low": "the template asks first",
    "piece.what-happened.counted": "of an event its line always tells how far its sources were read",
}
"""What only seems to be said, since one part of an id forbids the other."""


def pattern(text: str) -> bool:
    """Whether a text could be an id, or one with holes, of a group of the catalogue."""
    group, dot, _ = text.partition(".")
    return bool(dot and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9_{}-]+)+", text)) and group in GROUPS


@cache
def found() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What is given to `say` as an id, and every text that could be one; each with a file in which it stands."""
    given: dict[str, str] = {}
    there: dict[str, str] = {}
    for file in (*PROGRAMS, *TEMPLATES):
        source = file.read_text("utf-8")
        if file in PROGRAMS and not BEGINS.search(source):
            continue  # most programs say nothing, and to take one apart costs time
        for is_given, text in in_program(source) if file in PROGRAMS else in_template(source, file.name):
            if pattern(text) and not text.startswith(ELSEWHERE):
                (given if is_given else there)[text] = file.name
    return given, {**given, **there}


def filled(id: str) -> set[str]:
    """The ids that one with a hole stands for."""
    return {id.replace(HOLE, value) for value in VALUES[id]} if HOLE in id else {id}


def test_what_is_put_together_is_told() -> None:
    """Of each id with a hole VALUES says what fills it, and of no other."""
    given, there = found()
    holes = {id for id in there if HOLE in id and (id in given or any(re.fullmatch(_any(id), m) for m in MESSAGES))}
    assert holes == set(VALUES)


def _any(id: str) -> str:
    return re.escape(id).replace(r"\{\}", ".+")


def test_what_is_said_is_in_the_catalogue() -> None:
    given, _ = found()
    said = {id: file for text, file in given.items() if text not in OPTIONAL for id in filled(text)}
    assert {id: file for id, file in said.items() if id not in MESSAGES and id not in NEVER} == {}
    assert NEVER.keys() <= said.keys() - MESSAGES.keys()


def test_every_message_is_said() -> None:
    _, there = found()
    said = {id for text in there if HOLE not in text or text in VALUES for id in filled(text)}
    assert [id for id in MESSAGES if not id.startswith(ELSEWHERE) and id not in said] == []


@pytest.mark.parametrize(
    ("program", "ids"),
    [
        ('x = say("a.b")  # or a.c', {"a.b"}),
        ('"""a.b"""\ndef f():\n    """a.c"""', set()),
        ('x = say("a.b" if y else "a.c")', {"a.b", "a.c"}),
        ('x = "say a.b"', set()),
        ('for what in ("b", "c"):\n    say(f"a.{what}")\nsay(f"d.{what}")', {"a.b", "a.c", "d.{}"}),
        ('def f(what):\n    say(f"a.{what}")\nf("b")\nf(g("c"))', {"a.b", "a.{}"}),
        ('def f():\n    how = "b" if x else "c"\n    say(f"a.{how}")', {"a.b", "a.c"}),
    ],
)
def test_ids_of_a_program(program: str, ids: set[str]) -> None:
    assert {text for _, text in in_program(program) if re.fullmatch(r"[a-z]\.[a-z{}]+", text)} == ids


@pytest.mark.parametrize(
    ("template", "ids"),
    [
        ('{# say("a.b") #}<p data-x="a.c">{{ say("a.d") }}</p>', {"a.d"}),
        ('{{ say("a.b" if y else "a.c") }}', {"a.b", "a.c"}),
        ('{% for x in ["b", "c"] %}{{ say("a." ~ x) }}{% endfor %}{{ say("d." ~ x) }}', {"a.b", "a.c", "d.{}"}),
        ('{{ say(("a.b" if y else "c.") ~ x) }}', {"a.b{}", "c.{}"}),
    ],
)
def test_ids_of_a_template(template: str, ids: set[str]) -> None:
    assert {text for given, text in in_template(template) if given} == ids
