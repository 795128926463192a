"""Words by which rules see that a text tells a charge, a conviction or its end, that a draft says it, or that a text is a copy: each of them counts."""

from __future__ import annotations

import re

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived import outcomes, translated
from prevention_kb.facts.sources import Source
from prevention_kb.rules import findings, sources

from .test_wording import alone, struck

LIFE = ("He serves a life sentence.", "She was given life imprisonment.")
PATTERNS: dict[str, tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...]]] = {
    "a conviction is told": (
        findings._CONVICTION,
        ("He was convicted.", "One conviction followed.", "His convictions rest on it.", "He was found guilty.", "She is guilty of murder."),
        ("Nobody pleaded guilty.", "He convicts nobody."),
    ),
    "a charge is told": (
        findings._CHARGE,
        ("She was charged.", "One charge was left.", "The charges were read.", "He was indicted.", "The indictment was read.", "He is accused of murder.", "He was arrested.", "He was detained."),
        ("The accused spoke.", "He discharged his duty."),
    ),
    "a crime is told as committed": (
        findings._COMMITTED,
        ("He committed genocide.", "He committed many of the worst crimes against humanity.", "She is guilty of war crimes."),
        ("He committed troops.", "Genocide was committed.", "He committed all that in the law is called genocide."),
    ),
    "a court is told to have judged": (
        findings._JUDGED,
        ("He was convicted.", "One conviction followed.", "His convictions rest on it.", "He was found guilty.", "He was charged with murder."),
        ("A fee was charged.",),
    ),
    "somebody says so": (
        findings._SAID,
        (
            "He said so.", "They say so.", "She says so.", "It is alleged.", "He is accused of it.", "According to him: according to her.", "He holds that it was.", "They hold that it was.", "It held that it was.", "It found that it was.",
            "It concluded so.", "He argued so.", "They argue so.", "She argues so.", "He called it that.", "They call it that.", "She calls it that.",
        ),
        ("He was found guilty.",),
    ),
    "a person speaks": (
        findings._SPEAKS,
        tuple(f"He {word} that." for word in ("said", "says", "called", "holds", "held", "argued", "argues", "asked", "wrote", "writes", "told", "urged")),
        ("He was tried.",),
    ),
    "how a case stands": (
        outcomes.OPEN,
        (
            "There no court has tried him.", "He was not convicted.", "He was not charged.", "He has not been tried.", "He has never been charged.", "He was tried, nor was convicted.", "It is not final.", "It is pending.", "They deny it.", "He denies it.",
            "He denied it.", "He is presumed innocent.", "Sentenced in his absence.", "Sentenced in her absence.", "Sentenced in their absence.", "Tried in absentia.", "He died without facing a court.", "It was upheld.", "It became final.", "He was pardoned.",
        ),
        ("He was convicted.", "He was charged and tried."),
    ),
    "it never became final": (
        outcomes.FALLEN["never-final"],
        ("It never became final.", "It never did.", "That was never final.", "He died without a final judgment.", "There was no final judgment.", "No one made it: no final finding."),
        ("It became final.",),
    ),
    "an acquittal": (outcomes.FALLEN["acquitted"], ("He was acquitted.",), ("He was tried.",)),
    "it was quashed": (outcomes.FALLEN["quashed"], ("It was quashed.", "It was reversed."), ("It was upheld.",)),
    "it ended without a trial": (
        outcomes.FALLEN["ended-without-trial"],
        (
            "It ended without a trial.", "It ended without trial.", "It ended without judgment.", "He was never tried.", "It was dismissed.", "He died before any judgment.",
            "He died before a judgment.", "He died before judgment.", "She was unfit.",
        ),
        ("He was tried.",),
    ),
    "a conviction that stood": (
        outcomes.ENDS["convicted"],
        ("He was convicted.", "His conviction stands.", "He was sentenced.", *LIFE),
        ("He was tried for life.",),
    ),
    "a conviction that was the last word": (
        outcomes._AT_LAST["convicted"],
        ("He was finally convicted.", "The conviction became final.", "The judgment became final.", "The sentence became final.", *LIFE),
        ("He was convicted.",),
    ),
    "a conviction at the beginning of a text": (
        outcomes._CONVICTED,
        ("He was convicted.", "His conviction stands.", "Both convictions stand.", "He was guilty.", "He was sentenced.", "He serves a term.", "He serves terms."),
        ("He was tried.",),
    ),
    "and how it ended": (
        outcomes._ENDED,
        ("It is final.", "It was finally so.", "It was raised to life.", "On appeal he was given life."),
        ("He was given life.", "He may appeal."),
    ),
    "what is never shown as a draft": (
        translated._CHARGE,
        (
            "He was accused.", "He was charged.", "Two indictments", "They indict nobody", "A conviction", "They convict nobody", "A sentence", "The sentenced", "An arrest", "He was arrested.",
            "They acquit nobody", "He was acquitted.", "Guilty of all", "A suspect", "Two suspects", "A pardon", "He was pardoned.", "An amnesty", "He was put on trial.", "He is fit for trial.",
            "A warrant", "Two warrants",
        ),
        ("States discharged their duty.", "He was tried.", "The trial began."),
    ),
    "a copy": (
        sources._COPY,
        ("A copy at Docs", "Two copies", "A repost", "Reposted by a blog", "Mirrored by Docs", "A reprint", "Reprinted in the Post", "A reprinting", "Text at Docs", "Text on Docs", "Copied by a blog", "The court, hosted on Docs", "A ministry; printed by the Post", "A ministry; printed in the Post"),
        ("The Copyright Office", "Textbooks"),
    ),
}  # fmt: skip
"""What is looked for, texts that say it, and texts that do not."""


@pytest.mark.parametrize("name", PATTERNS)
def test_what_is_told(name: str) -> None:
    pattern, telling, silent = PATTERNS[name]
    assert [text for text in telling if not pattern.search(text)] == []
    assert [text for text in silent if pattern.search(text)] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_every_word_counts(name: str) -> None:
    pattern, telling, _ = PATTERNS[name]
    for word, rest in struck(pattern.pattern):
        fewer = re.compile(rest, pattern.flags)
        assert not all(fewer.search(text) for text in telling), f"no text needs {word!r}"


def test_no_accusation_is_passed_over() -> None:
    """Each of the words without which a text is not asked is needed, and together they are in every text that accuses."""
    names = (
        "a conviction is told",
        "a charge is told",
        "a crime is told as committed",
        "a court is told to have judged",
    )
    telling = [text for name in names for text in PATTERNS[name][1]]
    assert all(findings._accuses(text) for text in telling)
    for word in findings._ACCUSED:
        assert any(not any(other in text for other in findings._ACCUSED if other != word) for text in telling), word


HOSTS = (
    "docslib.org", "docplayer.net", "docsbay.net", "docest.com", "fdocuments.in", "fliphtml5.com", "lawsdocbox.com", "pdfdrive.com", "pdfslide.net", "readkong.com",
    "scribd.com", "slideplayer.com", "studylib.net", "vdocuments.mx", "yumpu.com", "ki-media.blogspot.com", "khmerization.blogspot.com", "liquisearch.com",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_what_holds_the_files_of_others_is_marked(host: str, tiny: KnowledgeBase) -> None:
    paper = tiny.get(Source, "paper")
    told = {
        standing: [
            broken.at
            for broken in sources.copies_say_so(
                alone(paper.model_copy(update={"URL": f"https://www.{host}/a", "standing": standing, "mirror": False}))
            )
        ]
        for standing in ("press", "authoritative", "other")
    }
    assert told == {"press": [("standing",)], "authoritative": [("standing",)], "other": []}
