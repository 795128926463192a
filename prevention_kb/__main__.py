"""The command kb: check the facts, begin a new one, write the schemas, export and release the data."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TextIO

from .derived import citation, link_answers
from .facts.dates import calendar_day
from .facts.kinds import COLLECTIONS
from .project import load
from .reading import faults, messages
from .reading.catalogue import english
from .reading.overlays import read_all as read_overlays
from .reading.problems import DataError, nearest
from .reading.records import read_all, require_project
from .upkeep import deleted, diff_table, differences, quotations, releases, words
from .upkeep.new import begin, write_counterparts, write_stubs
from .upkeep.schema import write as write_schemas


def check(root: Path, arguments: argparse.Namespace) -> int:
    """Read all facts and say what is wrong with them, or how many there are."""
    kb = load(root)
    if arguments.stale:
        today = arguments.today or date.today().isoformat()
        due = sorted((by, day, r.path, r.line(), r.label) for r, day, by in kb.checks() if by < today)
        for review_by, checked, path, line, label in due:
            print(f"{path}:{line}: due since {review_by}, checked {checked}: {label}")
        print(f"{len(due)} facts are past the day of their next check")
        return 0
    if gone := list(deleted.problems(kb)):
        raise DataError(gone)
    compared = [quotations.compare(kb, document, Path(file)) for document, file in arguments.text]
    counts = {name: len(records) for name, records in kb.records.items()}
    print(
        f"{sum(counts.values())} records, no problem: " + ", ".join(f"{count} {name}" for name, count in counts.items())
    )
    print("\n".join(compared) or quotations.NOT_COMPARED)
    return 0


def new(root: Path, arguments: argparse.Namespace) -> int:
    """Begin a record with a comment on every field; for a kind with pages of its own, its page."""
    model = COLLECTIONS.get(arguments.collection)
    if model is None:
        close = nearest(arguments.collection, COLLECTIONS)
        print(
            f"there is no collection {arguments.collection!r}; "
            + (f"did you mean {close}?" if close else f"there are {', '.join(COLLECTIONS)}"),
            file=sys.stderr,
        )
        return 1
    if wrong := begin(root, model, arguments.id):
        print(wrong, file=sys.stderr)
        return 1
    return 0


def schema(root: Path, arguments: argparse.Namespace) -> int:
    """Write schema/ anew from the models."""
    others = write_schemas(root / "schema")
    print(
        f"{len(COLLECTIONS)} schemas written to schema/, {len(COLLECTIONS) - 1} to schema/languages/ for translations"
    )
    for name in others:
        print(f"schema/{name} belongs to no kind of fact; delete it if nothing else needs it")
    return 0


def words_out(root: Path, arguments: argparse.Namespace) -> int:
    """Write anew what follows from languages/."""
    print("\n".join(words.write(root)) or "nothing changed")
    return 0


def translation(root: Path, arguments: argparse.Namespace) -> int:
    """Begin the translation of a record, write digests, or say how much a language has."""
    from .upkeep import translate

    kb = load(root) if not arguments.stamp else read_all(root, read_overlays(root)[0])[0]
    known, code = ", ".join(kb.overlays), arguments.language or next(iter(kb.overlays), "")
    if code not in kb.overlays:
        named = f"name one of {known}, or begin" if known else "begin"
        print(f"there is no language {code!r}; {named} it with languages/<code>/interface.yaml", file=sys.stderr)
        return 1
    if arguments.stamp:
        stamped = [code] if arguments.language else list(kb.overlays)
        print("\n".join(translate.stamp_all(kb, stamped, arguments.record)) or "nothing changed")
    elif len(kb.overlays) > 1 and not arguments.language:
        print(f"which language: {known}? Write --language {code}", file=sys.stderr)
        return 1
    elif arguments.record:
        print(f"begun: {translate.begin(kb, code, arguments.record)}; fill it in, then run kb check")
    else:
        print("\n".join(translate.report(kb, code)))
    return 0


def stubs(root: Path, arguments: argparse.Namespace) -> int:
    """Write the missing pages of records and of parts of a collection, and set right the ones whose title has changed."""
    print(f"{write_stubs(root)} pages written")
    return 0


def export(root: Path, arguments: argparse.Namespace) -> int:
    """Write the open data to a folder of its own, or add it to a built site."""
    from . import exports as opendata  # composes much that the other commands never need
    from .pages import settings

    target = arguments.into or arguments.folder
    if (arguments.into is None) == (arguments.folder is None):
        print("kb export: name a folder, or a built site with --into; one of the two", file=sys.stderr)
        return 1
    url = settings.place(arguments.url, "--url or KB_SITE_URL")
    written = opendata.write(load(root), url, target.resolve(), into=arguments.into is not None)
    print(f"{len(written)} files, {sum(map(len, written.values())) / 1_000_000:.1f} MB, written to {target}")
    return 0


def book(root: Path, arguments: argparse.Namespace) -> int:
    """Make the book of a built site in each of its languages, as EPUB and as PDF, and name it there."""
    from .derived.copies import Copy
    from .exports import book as books
    from .exports import copies, epub, paper
    from .pages import settings

    kb, site = load(root), arguments.site.resolve()
    url = settings.place(arguments.url, "--url or KB_SITE_URL")
    base = url and url.rstrip("/") + "/"
    copies.require_site(site)
    made: list[Copy] = []
    for code in books.languages(site):
        whole = books.book(kb, site, base, code, settings.read(root, base))
        forms = [("epub", "application/epub+zip", epub.epub(whole, site, copies.today()))]
        if not arguments.no_paper:
            forms.append(("pdf", "application/pdf", paper.pdf(whole, site)))
        for kind, media_type, content in forms:
            file = books.name(code, kind)
            made.append(copies.add(kb, site, kind, code, file, content, media_type))
    copies.announce(kb, site, base)
    for copy in made:
        print(f"{copy.address}: {copy.bytes / 1_000_000:.1f} MB")
    return 0


def cards(root: Path, arguments: argparse.Namespace) -> int:
    """Draw the pictures to share that are missing or say something else now, in each language."""
    from .exports import cards as drawing
    from .pages import settings

    url = settings.place(arguments.url, "--url or KB_SITE_URL")
    made = drawing.make(load(root), settings.read(root, url and url.rstrip("/") + "/"), arguments.folder)
    print(f"{made.drawn} drawn, {made.kept} kept, {made.bytes / 1_000_000:.1f} MB in {arguments.folder}")
    return 0


def bundle(root: Path, arguments: argparse.Namespace) -> int:
    """Write a built site as one ZIP a language, to be opened from a folder, and name it on the site."""
    from .exports import bundle as bundling
    from .exports import copies
    from .pages import settings
    from .pages.speech import Speech

    site, url = arguments.site.resolve(), settings.place(arguments.url, "--url or KB_SITE_URL")
    base = url and url.rstrip("/") + "/"
    copies.require_site(site)
    kb, of = load(root), settings.read(root, base)
    for code in bundling.languages(site):
        page = Speech.of(kb, code, of.drafts(code)).page(of)
        content = bundling.Bundle(site, page, base).zipped(citation.edition(root).released)
        file = f"prevention-kb-{bundling.KIND}.{code}.zip"
        made = copies.add(kb, site, bundling.KIND, code, file, content, bundling.MEDIA_TYPE)
        print(f"{made.address}, {made.bytes / 1_000_000:.1f} MB, SHA-256 {made.sha256}")
    copies.announce(kb, site, base)
    return 0


def launch(root: Path, arguments: argparse.Namespace) -> int:
    """Say what is missing before the site is published."""
    from .derived import citation
    from .pages import settings
    from .upkeep import launch as launching

    said, whole = launching.report(settings.read(root), citation.edition(root))
    print(said)
    return 1 if arguments.strict and not whole else 0


def diff(root: Path, arguments: argparse.Namespace) -> int:
    """Say what was added, changed and removed since a revision, field by field."""
    old = differences.at_revision(root, arguments.revision)
    new = differences.at_revision(root, arguments.until) if arguments.until else differences.facts_in(root / "data")
    what = differences.difference(old, new)
    print(diff_table.table(what, new) if arguments.table else what.text())
    return 0


def release(root: Path, arguments: argparse.Namespace) -> int:
    """Make a version of the data: what changed, every id, the version in CITATION.cff and CHANGELOG.md."""
    made = releases.release(load(root), arguments.date or date.today().isoformat(), arguments.note, arguments.since)
    what = f"{made.total} records, the first release" if made.first else english().say(made.difference.count)
    write_counterparts(root)
    print(f"version {made.version}: {what}; commit it before any other change: {releases.COMMIT}")
    return 0


def ask_links(root: Path, arguments: argparse.Namespace) -> int:
    """Ask the addresses of the sources whether they still answer, and keep the answers; never fails for a foreign host."""
    from .pages import settings  # the pages and what speaks to other hosts: no other command needs them
    from .upkeep import link_check

    introduce = link_check.agent(settings.place(arguments.about, "--about"))
    kb, answers = load(root), []
    for entry in link_check.expired(root, link_check.today()):
        print(f"{link_answers.EXCEPTIONS}: the exception for {entry.host} is over since {entry.until}: {entry.reason}")
    try:
        for answer in link_check.check(
            kb,
            link_check.today(),
            limit=arguments.limit,
            delay=arguments.delay,
            timeout=arguments.timeout,
            introduce=introduce,
            local=arguments.local,
        ):
            answers.append(answer)
            if not arguments.table:
                print(f"{answer.source} {answer.field} {link_check.WORDS[answer.state]} ({answer.said})", flush=True)
    except KeyboardInterrupt:
        print("stopped; what was answered so far is kept", file=sys.stderr)
    found = link_check.merged(kb, answers)
    link_check.write(root, found)
    print(link_check.table(kb, found) if arguments.table else f"{len(answers)} asked: {link_check.summary(answers)}")
    return 0


def refresh(root: Path, arguments: argparse.Namespace) -> int:
    """Ask the authorities, compare with the facts, and propose the difference; never fails for a foreign host."""
    from .pages import settings
    from .upkeep import link_check
    from .upkeep import refresh as refreshing
    from .upkeep.transport import Transport

    kb, today = load(root), link_check.today()
    for name in arguments.records:
        collection, _, record_id = name.partition("/")
        if collection not in COLLECTIONS or record_id not in kb.records[collection]:
            print(f"kb refresh: there is no record {name!r}; name one as treaties/iccpr", file=sys.stderr)
            return 1
    if arguments.source and not arguments.source.is_dir():
        print(f"kb refresh: {arguments.source} is no folder; name the one with the saved files", file=sys.stderr)
        return 1
    wanted = refreshing.Wanted(kb, arguments.records, arguments.due, today)
    if arguments.source:
        answers = refreshing.saved(kb, arguments.source)
    else:
        introduce = link_check.agent(settings.place(arguments.about, "--about")).replace("kb-links", "kb-refresh")
        transport = Transport(introduce, arguments.delay, arguments.timeout, arguments.local)
        answers = refreshing.asked(
            kb, wanted, transport, refreshing.known(root), arguments.due, _progress, arguments.approved
        )
    report = refreshing.run(root, answers, wanted, today, write=arguments.write, fewer=arguments.fewer)
    if arguments.json:
        print(refreshing.as_json(report))
    else:
        print(refreshing.table(report) if arguments.table else refreshing.text(report, arguments.all))
    return 0


def review(root: Path, arguments: argparse.Namespace) -> int:
    """Lead a person through what is due or was never read."""
    from .upkeep import review as reviewing

    if name := reviewing.unknown(load(root), arguments.records):
        print(
            f"kb review: there is no {name!r}; name a kind, as claims, or a record, as treaties/iccpr", file=sys.stderr
        )
        return 1
    today = arguments.today or date.today().isoformat()
    try:
        done = reviewing.lead(root, today, arguments.records, input, print)
    except (EOFError, KeyboardInterrupt):
        print("\nstopped; every answer so far is written")
        return 0
    print(f"{done} facts answered")
    return 0


def _progress(what: str) -> None:
    """What is being done, on a terminal only: a log has no use for it."""
    if sys.stderr.isatty():
        print(what, file=sys.stderr, flush=True)


def _day(text: str) -> str:
    try:
        return calendar_day(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError("; ".join(messages.no_day(text))) from None


def _write_anything(stream: TextIO) -> None:
    """A character that the encoding of a terminal does not know is written as its number; a file or pipe gets UTF-8 unless told otherwise."""
    if isinstance(stream, io.TextIOWrapper):
        told = stream.isatty() or "PYTHONIOENCODING" in os.environ
        stream.reconfigure(encoding=None if told else "utf-8", errors="backslashreplace")


Run = Callable[[Path, argparse.Namespace], int]
Declare = Callable[[Run, str, str], argparse.ArgumentParser]
"""Declares a command: what carries it out, its name, its help. It returns the parser that takes its arguments."""


def _address(command: argparse.ArgumentParser) -> None:
    told = os.environ.get("KB_SITE_URL", "")
    command.add_argument("--url", default=told, help="address of the site (default: KB_SITE_URL)")


def _asks_hosts(command: argparse.ArgumentParser, timeout: float) -> None:
    """How a command behaves that speaks to other hosts."""
    command.add_argument(
        "--delay", type=float, default=5.0, help="seconds between two questions to one host (default: 5)"
    )
    command.add_argument(
        "--timeout", type=float, default=timeout, help=f"seconds to wait for an answer (default: {timeout:g})"
    )
    command.add_argument("--about", default="", metavar="URL", help="where a host finds out who is asking")
    command.add_argument("--local", action="store_true", help="also ask addresses inside the own network")


def _on_facts(command: Declare) -> None:
    """The commands for who writes facts and translations."""
    checking = command(check, "check", "say what is wrong with the facts")
    checking.add_argument("--stale", action="store_true", help="list facts past the day of their next check")
    checking.add_argument("--today", metavar="YYYY-MM-DD", type=_day, help="with --stale: the day that counts as today")
    checking.add_argument(
        "--text",
        metavar=("DOCUMENT", "FILE"),
        nargs=2,
        action="append",
        default=[],
        help="compare every quotation of a document, as op-ed, with a copy of its text",
    )
    beginning = command(new, "new", "begin a record, with a comment on every field")
    beginning.add_argument("collection", help=", ".join(COLLECTIONS))
    beginning.add_argument("id", help="small letters, digits and single hyphens")
    command(schema, "schema", "write schema/ anew from the models")
    command(words_out, "words", "write anew what follows from languages/")
    command(stubs, "stubs", "write the pages of records that lack one")
    translating = command(
        translation, "translate", "begin a translation, write its digests, or say what a language lacks"
    )
    translating.add_argument(
        "record",
        nargs="?",
        metavar="RECORD",
        help="collection/id to begin, or pages/<page>; with --stamp a file whose digests to renew",
    )
    translating.add_argument(
        "--language", metavar="CODE", help="which language, where there are several; --stamp alone takes all"
    )
    translating.add_argument(
        "--stamp", action="store_true", help="write the digest of the English beside each text that has none"
    )


def _on_site(command: Declare) -> None:
    """The commands for who publishes: the open data, the copies to carry away, what is missing."""
    exporting = command(export, "export", "write the open data")
    exporting.add_argument("folder", nargs="?", type=Path, help="a new folder, or one that only an export wrote")
    exporting.add_argument("--into", metavar="SITE", type=Path, help="add the data to the site built there instead")
    _address(exporting)
    binding = command(book, "book", "make the book of a built site, as EPUB and as PDF")
    binding.add_argument("site", type=Path, help="the folder of the built site")
    _address(binding)
    binding.add_argument("--no-paper", action="store_true", help="only the EPUB, which needs no Chromium")
    drawing = command(cards, "cards", "draw the pictures to share; KB_CARDS=FOLDER of a build takes them over")
    drawing.add_argument("folder", type=Path, metavar="FOLDER", help="where they are kept, as .cache/cards")
    _address(drawing)
    carrying = command(bundle, "bundle", "write a built site as a ZIP that opens from a folder")
    carrying.add_argument("site", type=Path, help="a built site, to which it is added")
    _address(carrying)
    launching = command(launch, "launch", "say what is missing before the site is published")
    launching.add_argument("--strict", action="store_true", help="end with 1 where something is missing")


def _on_evidence(command: Declare) -> None:
    """The commands that compare facts with the world: addresses, authorities, a person."""
    asking = command(ask_links, "links", "ask the addresses of the sources whether they still answer")
    asking.add_argument("--limit", type=int, default=200, help="ask no more than this many (default: 200)")
    asking.add_argument("--table", action="store_true", help="print what needs a person, as a Markdown table")
    _asks_hosts(asking, timeout=20.0)
    refreshing = command(refresh, "refresh", "compare facts with what their authorities say today")
    refreshing.add_argument("records", nargs="*", metavar="RECORD", help="only these, as treaties/iccpr")
    refreshing.add_argument("--due", action="store_true", help="only what is past the day of its next check")
    refreshing.add_argument(
        "--from", dest="source", metavar="FOLDER", type=Path, help="read saved files instead of asking"
    )
    writing = refreshing.add_mutually_exclusive_group()
    writing.add_argument("--write", action="store_true", help="make the edits in data/, for a person to review")
    writing.add_argument("--dry-run", action="store_true", help="only tell (this is the default)")
    refreshing.add_argument("--fewer", action="store_true", help="accept a table with fewer parties than last time")
    refreshing.add_argument(
        "--approved", action="store_true", help="also ask those whose approval programs need, which you have"
    )
    shape = refreshing.add_mutually_exclusive_group()
    shape.add_argument("--table", action="store_true", help="as a Markdown table, for a review")
    shape.add_argument("--json", action="store_true", help="as JSON")
    shape.add_argument("--all", action="store_true", help="also a line for each fact that is confirmed")
    _asks_hosts(refreshing, timeout=60.0)
    going = command(review, "review", "go through what only a person can check, one fact at a time")
    going.add_argument("records", nargs="*", metavar="KIND", help="only these: claims, or treaties/iccpr")
    going.add_argument("--today", metavar="YYYY-MM-DD", type=_day, help="the day that counts as today")


def _on_versions(command: Declare) -> None:
    """The commands on what changed, and on making a version of it."""
    comparing = command(diff, "diff", "say what changed since a revision of git, field by field")
    comparing.add_argument("revision", metavar="REV")
    comparing.add_argument("until", metavar="REV", nargs="?", help="compare with this instead of the files as they are")
    comparing.add_argument("--table", action="store_true", help="as a Markdown table, for a review")
    releasing = command(release, "release", "make a version of the data and its change log")
    releasing.add_argument("--date", metavar="YYYY-MM-DD", type=_day, help="the day of the release (default: today)")
    releasing.add_argument("--note", default="", help="what readers should know, in a sentence or two")
    releasing.add_argument("--since", metavar="REV", help="compare with this revision (default: the last release)")


def _asked(argv: list[str] | None) -> argparse.Namespace:
    """What was typed behind kb: the command to run and its arguments."""
    parser = argparse.ArgumentParser(prog="kb", description="Work on the facts of the project in the current folder.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    def command(run: Run, name: str, what: str) -> argparse.ArgumentParser:
        declared = commands.add_parser(name, help=what)
        declared.set_defaults(run=run)
        return declared

    for group in (_on_facts, _on_site, _on_evidence, _on_versions):
        group(command)
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns 0 where all is well, 1 where the facts or the call are wrong, 2 where this program is."""
    for stream in (sys.stdout, sys.stderr):
        _write_anything(stream)
    arguments = _asked(argv)
    try:
        require_project(Path.cwd())
        with faults.named(f"kb {arguments.command}"):
            code = int(arguments.run(Path.cwd(), arguments))
            sys.stdout.flush()
        return code
    except BrokenPipeError:  # kb diff | head: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except DataError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, faults.Fault) else 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except OSError as error:
        file = os.path.relpath(error.filename2 or error.filename) if error.filename else "a file"
        print(f"{file}: {error.strerror}; nothing was half written", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
