"""How the site's own words read: words a sentence, and the share of sentences in the passive, over the catalogue and the pages.

The passive is found by its form (a form of *be* and a participle), which also meets a few adjectives: the figure is for comparing two
states of the same words, not for a verdict on one. Run as `python -m bench.readability`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
#: A message of fewer words is a label, not a sentence.
SENTENCE = 5
IRREGULAR = "read|told|found|made|said|given|shown|written|known|taken|kept|held|done|set|seen|put|drawn|meant|sent|built|chosen|begun|left|lost"
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\b(?: \w+ly| not| never| only| yet| also| then)? (?:\w+ed|{IRREGULAR})\b",
    re.I,
)


def messages(node: Any) -> Iterator[str]:
    """The texts of the catalogue."""
    if isinstance(node, dict):
        for value in node.values():
            yield from messages(value)
    elif isinstance(node, str):
        yield node


def prose(page: str) -> Iterator[str]:
    """The paragraphs, list items and cells of a page, without front matter, code, macros and link targets."""
    page = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.S)
    page = re.sub(r"```.*?```|\{[{:%].*?\}\}?|<[^>]+>", " ", page, flags=re.S)
    page = re.sub(r"\]\([^)]*\)", "", page).replace("[", "")
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*#|]|\d+\.) )| \| ", page):
        yield re.sub(r"[*_`#|]", "", block)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are long enough to be one."""
    plain = re.sub(r"<[^>]+>", "", text)
    for sentence in re.split(r"(?<=[.!?])[”’)]?\s+", " ".join(plain.split())):
        if len(sentence.split()) >= SENTENCE:
            yield sentence


def measure(texts: list[str]) -> dict[str, float]:
    """Sentences, words a sentence, and the share that is passive."""
    said = [sentence for text in texts for sentence in sentences(text)]
    words = sum(len(sentence.split()) for sentence in said)
    passive = sum(bool(PASSIVE.search(sentence)) for sentence in said)
    return {
        "sentences": len(said),
        "words a sentence": round(words / len(said), 1),
        "passive, %": round(100 * passive / len(said), 1),
    }


def main() -> None:
    """Print the figures as JSON."""
    catalogue = yaml.load((ROOT / "languages/en/interface.yaml").read_text("utf-8"), yaml.CBaseLoader)
    pages = [text for path in sorted((ROOT / "docs").rglob("*.md")) for text in prose(path.read_text("utf-8"))]
    print(json.dumps({"interface": measure(list(messages(catalogue))), "pages": measure(pages)}, indent=2))


if __name__ == "__main__":
    main()
