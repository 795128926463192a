"""How things are worded: who speaks, no demand in the voice of this site, no bare number of the dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..facts.documents import Claim, Document, Paragraph
from ..facts.knowledge import KnowledgeBase
from ..facts.sources import Source
from ..facts.texts import is_line
from .broken import Broken, texts_and_dates


def summaries_name_the_authors(kb: KnowledgeBase) -> Iterator[Broken]:
    """What a passage of a document says is said by who speaks in it."""
    for paragraph in kb.all(Paragraph).values():
        if (document := paragraph.document) and not _speakers(document.voice, document.called).search(
            paragraph.summary
        ):
            voice = document.voice_begin
            yield Broken(
                paragraph,
                ("summary",),
                what="the summary does not say who speaks",
                allowed=f"a sentence with {document.voice} in it, as “{voice} {'hold' if len(document.speakers) > 1 else 'holds'} that …”",
                cure=f"begin with “{voice}”",
            )


@cache
def _speakers(voice: str, called: str) -> re.Pattern[str]:
    """The words for who speaks in a document, several or one of them, and for the document: the authors, an author, the op-ed."""
    who, what = (re.escape(name.removeprefix("the ")) for name in (voice.removesuffix("s"), called))
    return re.compile(rf"\b(?:{who}s?|{what})\b", re.I)


_DEMAND = re.compile(
    r"\b(?:Cambodia|ASEAN|[Tt]he (?:[Rr]oyal )?(?:[Gg]overnment|authorities|state|region|international community|United Nations)"
    r"|(?:[Mm]ember )?[Ss]tates|[Ww]e)\s+(?:[\w’-]+\s+){0,2}?(should|must|ought to|needs? to)\b"
)
_DEMANDED = ("should", "must", "ought", "need")
"""Text without one of these is no demand, and is passed over: patterns take their time, and most text is without."""
_SPEAKER = re.compile(
    r"\b(authors?|op-ed|say|says|said|hold|holds|held|wr[io]tes?|argue\w*|call\w*|ask\w*|recommend\w*|propos\w*|urge\w*|demand\w*"
    r"|according to|requir\w*|oblig\w*|resol\w*|convention|treaty|articles?|charter|law|rules?)\b",
    re.I,
)
_OWN_VOICE = {"claims", "proposals", "risk_factors", "guidance", "measures", "commitments", "sources"}
"""Kinds whose page says whose view it is, or that give advice by their nature."""


def demands_have_a_speaker(kb: KnowledgeBase) -> Iterator[Broken]:
    """What somebody should do is never said in the voice of this site: the sentence names who says so."""
    voices = [
        _speakers(document.voice, document.called)
        for document in kb.records.get(Document.collection, {}).values()
        if isinstance(document, Document)
    ]
    for found in texts_and_dates(kb):
        record = found.record
        if record.collection in _OWN_VOICE:
            continue
        for at, text in found.texts:
            if at[0] == "quote" or not any(word in text for word in _DEMANDED):
                continue
            for sentence in re.split(r"(?<=[.;:?!])\s+", text):
                if (demand := _DEMAND.search(sentence)) and not any(
                    words.search(sentence) for words in (_SPEAKER, *voices)
                ):
                    yield Broken(
                        record,
                        at,
                        what=f"“{demand.group()}” is an opinion, and nobody is named who holds it",
                        allowed="views and proposals only with the one who holds them",
                        cure="name the speaker (“The authors hold that …”), or say what happened",
                    )


DEATH = re.compile(r"\b(die|died|dying|dead|deaths?|kill\w*|perish\w*|murder\w*|victims?|lives|toll)\b", re.I)
_COUNT = r"(?:[1-3](?:\.\d+)?|one|two|three)"
_MILLION = re.compile(rf"(?<![\d.,\w])(?:{_COUNT}(?: and a half)?[ -]million|[1-3],\d{{3}},\d{{3}})\b", re.I)
_MILLIONS = re.compile(r"[1-3],\d{3},\d{3}")
_BEFORE = re.compile(
    r"(?:\d|million|half|one|two)\s*(?:to|and|or|–|-)\s*(?:about |nearly |almost |over |more than )?$", re.I
)
_AFTER = re.compile(rf"^\s*(?:to|and|or|–|-)\s*(?:about |nearly |almost |over |more than )?{_COUNT}", re.I)


def no_bare_toll(kb: KnowledgeBase) -> Iterator[Broken]:
    """A death toll stands as a range, or leads to the claim that holds the rival figures."""
    for claim in kb.all(Claim).values():
        if claim.toll_of:
            yield from _no_bare(kb, claim)


def _no_bare(kb: KnowledgeBase, toll: Claim) -> Iterator[Broken]:
    """Where a text speaks of what this claim counts the dead of, and gives a number without its rivals."""
    names = re.compile(rf"\b({'|'.join(map(re.escape, toll.toll_of))})\b")
    for every in texts_and_dates(kb):
        record = every.record
        if isinstance(record, Source) or record is toll:
            continue
        found = [(at, text) for at, text in every.texts if "illion" in text.lower() or _MILLIONS.search(text)]
        if not found or not any(names.search(text) for _, text in every.texts):
            continue
        for at, text in found:
            if at[0] in ("quote", "wordings", "figures") or f"(claims/{toll.id})" in text:
                continue
            if bare := next(_bare_tolls(text), None):
                yield Broken(
                    record,
                    at,
                    what=f"“{bare}” stands for the dead without its rivals",
                    allowed=f"a range, as “an estimated 1.7 to 2.2 million”, or a link to the claim: [{bare}](claims/{toll.id})",
                    cure="write the range or the link",
                )


def _bare_tolls(text: str) -> Iterator[str]:
    """Numbers of one to three million in sentences that speak of death, unless they are an end of a range."""
    for sentence in re.split(r"(?<=[.;:?!])\s+", text):
        if DEATH.search(sentence):
            for match in _MILLION.finditer(sentence):
                before, after = sentence[: match.start()], sentence[match.end() :]
                money = re.search(r"(US ?)?\$ ?$", before) or re.match(r" (US )?dollars", after)
                if not (_BEFORE.search(before) or _AFTER.match(after) or money):
                    yield match.group()


_TO_COME = re.compile(r"(?:to ?do|tb[ad]|fixme|xxx+|lorem ipsum.*)[.:!…]*", re.I)
"""What somebody wrote who meant to write it later."""


def texts_say_something(kb: KnowledgeBase) -> Iterator[Broken]:
    """No text is a row of signs, or a word that stands for what is still to come: readers would see it."""
    for every in texts_and_dates(kb):
        for at, text in every.texts:
            if not any(map(str.isalnum, text)) or _TO_COME.fullmatch(text.strip()):
                yield Broken(
                    every.record,
                    at,
                    what=f"{text.strip()!r} says nothing to a reader",
                    allowed="words",
                    cure="write what belongs here, or say in words that it is not known or not yet checked",
                )


def texts_end_with_a_word(kb: KnowledgeBase) -> Iterator[Broken]:
    """No text begins or ends with a blank, which nobody sees and no search finds; folded text ends its last line."""
    for every in texts_and_dates(kb):
        for at, text in every.texts:
            if text != text.strip() and (line := text.rstrip("\n")) != line.strip():
                where = "begins" if line[:1].isspace() else "ends"
                yield Broken(
                    every.record,
                    at,
                    what=f"the text {where} with a blank ({line[:20] + '…' if where == 'begins' else '…' + line[-20:]!r})",
                    allowed="text from its first letter to its last",
                    cure="delete the blanks at its ends",
                )


def words_stand_one_blank_apart(kb: KnowledgeBase) -> Iterator[Broken]:
    """Between two words stands one blank: a page shows two as one, a table and a search do not."""
    for every in texts_and_dates(kb):
        for at, text in every.texts:
            if "  " in text and at[0] != "quote" and (found := re.search(r"(\S+) {2,}(\S+)", text)):
                yield Broken(
                    every.record,
                    at,
                    what=f"more than one blank stands between “{found[1]}” and “{found[2]}”",
                    allowed="one blank between two words",
                    cure="delete the others",
                    near=found[0],
                )


_MARKUP = re.compile(r"(?<![*\w])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![*\w])|(`+)([^`]+)\3|\[([^\]]*)\]\([^)]*\)")
"""Emphasis, code and links of Markdown."""


def lines_are_plain(kb: KnowledgeBase) -> Iterator[Broken]:
    """Titles, names and other lines are shown as they are written: Markdown in them would stand there as its signs."""
    for every in texts_and_dates(kb):
        for at, text in every.texts:
            suspect = "*" in text or "`" in text or "](" in text  # the pattern takes its time
            if suspect and (found := _MARKUP.search(text)) and is_line(every.record, at):
                yield Broken(
                    every.record,
                    at,
                    what=f"{found[0]} is Markdown, and this text is shown as it is written",
                    allowed="plain text; *emphasis* and [links](https://…) stand in prose only",
                    cure=f"write {found[2] or found[4] or found[5]}",
                )
