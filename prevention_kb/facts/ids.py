"""What can be an id: for ever the name of a file, of a page and the end of an address, on every machine."""

from __future__ import annotations

import re

from .shape import PASSAGE, Record

LONGEST = 80
"""As long as a reference to it may be."""
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names under which Windows saves no file, whatever its ending."""
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
"""A month as a spreadsheet knows it, and none of the words that begin so: decree, mayaguez."""
_READ_OTHERWISE = re.compile(rf"(?=.*\d)(?:\d{{1,2}}-)?{MONTH}(?:-?\d{{1,4}})?(?:-\d{{2,4}})?|0\d+|\d{{16,}}|\d+e\d+")
"""What a spreadsheet shows as a date or as another number: may-20, 17-april, 20-may-2019, 007, 8e05."""


def instead(model: type[Record], record_id: str) -> str | None:
    """What is allowed, where this cannot be the id of a record of this kind; None where it can."""
    if not re.fullmatch(model.id_pattern, record_id):
        return (
            "the id of its document, a hyphen and the number, as speech-4; in the op-ed P and the number, as P4"
            if model.id_pattern == PASSAGE
            else "small letters, digits and single hyphens, as rome-statute"
        )
    if len(record_id) > LONGEST:
        return f"at most {LONGEST} characters, as rome-statute"
    if record_id in DEVICES:
        return "no name that Windows keeps for a device: con, prn, aux, nul, com0 to com9, lpt0 to lpt9"
    if _READ_OTHERWISE.fullmatch(record_id):
        return "no name that a spreadsheet takes for a date or a number, as may-20 or 007: say what it is of"
    if model.stub and record_id == "index":
        return "any other name: index is the page that lists these records"
    return None
