"""A figure of a claim, to be said."""

from __future__ import annotations

from ..facts.documents import Figure
from ..languages.language import Language, Message, message


def amount(figure: Figure, language: Language) -> Message | None:
    """The figure with its unit: 1.2 to 2.8 million deaths; None where only a date is given."""
    ends = [end for end in (figure.low, figure.high) if end is not None] or [
        end for end in (figure.value,) if end is not None
    ]
    if not ends:
        return None
    millions = all(abs(end) >= 1_000_000 and end % 100_000 == 0 for end in ends)
    said = [language.number(end / 1_000_000 if millions else end) for end in ends]
    if len(ends) == 2:
        form = "range"
    else:
        form = "exact" if figure.value is not None else "at-least" if figure.low is not None else "at-most"
    return message(f"figure.{'millions-' if millions else ''}{form}", first=said[0], last=said[-1], unit=figure.unit)
