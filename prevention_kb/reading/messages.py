"""What pydantic finds in a record, in plain words: what is wrong, what is allowed, and a cure that can be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ..facts import shape
from ..facts.characters import INVISIBLE
from ..facts.dates import DAY
from ..facts.kinds import field_of
from ..facts.shape import Record
from ..facts.sources import TONGUES, bare
from . import cures
from . import yaml_file as source
from .problems import Problem, any_of, nearest

_KINDS = {
    "string_type": "text", "int_type": "a whole number", "int_parsing": "a whole number", "list_type": "a list", "bool_type": "true or false",
    "bool_parsing": "true or false", "dict_type": "a group of fields", "model_type": "a group of fields",
    "model_attributes_type": "a group of fields", "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
    "finite_number": "a number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that does not fit its field: what it is, what pydantic says, and how the field is declared."""

    value: Any
    kind: str
    said: str
    context: dict[str, Any]
    owner: type[BaseModel]
    field: str
    description: str
    within: str = ""
    """The innermost field that has a name."""
    document: source.Document | None = None

    @property
    def may_go(self) -> bool:
        """Whether the record stands without this field."""
        info = field_of(self.owner, self.field)
        return info is not None and not info.is_required()


Words = tuple[str, str, str]
"""What is wrong, what is allowed, the cure."""


def explain_all(
    model: type[Record], found: Sequence[ErrorDetails], at: tuple[str, ...], document: source.Document
) -> list[Problem]:
    """All complaints of a record; a field that is missing because it is misspelt is told once, of its line."""
    meant = set()
    for details in found:
        if details["type"] == "extra_forbidden":
            *above, field = steps(details)
            meant.add((*above, _meant(_declared(model, (*above, field))[0], str(field))))
    return [
        explain(model, details, at, document)
        for details in found
        if details["type"] != "missing" or steps(details) not in meant
    ]


def steps(details: ErrorDetails) -> tuple[int | str, ...]:
    """Where in a record it stands: the steps of pydantic that are none of the file are left out."""
    return tuple(step for step in details["loc"] if step not in ("[key]", "int", "float"))


def explain(model: type[BaseModel], details: ErrorDetails, at: tuple[str, ...], document: source.Document) -> Problem:
    """One complaint of pydantic in plain words and with its place, by the kind of error and the description of the field.

    `at` is where the record stands in its file. Example: “kind: 'cor' is none of the allowed words; …; did you mean core?”.
    """
    loc = steps(details)
    owner, description = _declared(model, loc)
    kind = (
        "float_parsing" if details["loc"][-1] in ("int", "float") else details["type"]
    )  # of a whole number or another one
    refused = Refused(
        details["input"],
        kind,
        details["msg"],
        details.get("ctx", {}),
        owner,
        str(loc[-1]) if loc else "",
        description.rstrip("."),
        next((step for step in reversed(loc) if isinstance(step, str)), ""),
        document,
    )
    what, allowed, cure = _words(refused)
    place = document.place(
        (*at, *(loc[:-1] if kind == "missing" else loc)), key=kind == "extra_forbidden" or "[key]" in details["loc"]
    )
    if kind == "string_pattern_mismatch" and (sign := unseen(str(details["input"]))):
        place = document.find(sign, place[0]) or place
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in loc)
    return Problem(
        document.path,
        *place,
        what=f"{name}: {what}" if name else what,
        allowed=allowed,
        cure="" if cure == allowed else cure,
    )


def _words(refused: Refused) -> Words:
    value = refused.value
    if (value is None or (isinstance(value, str) and not value.strip())) and refused.kind != "extra_forbidden":
        what = "is empty" if not value else "holds nothing but blanks"
        return what, refused.description, "write what belongs here" + (", or remove the line" if refused.may_go else "")
    if (inside := cures.unquoted(value)) and refused.kind not in _OF_LENGTH:
        what = f"the quotation marks of {_shown(value)} are none to YAML, and a part of the text"
        without = replace(refused, value=inside)
        cure = f"write {inside}" if _fits(without) else _words(without)[2]
        return what, refused.description, cure
    if refused.kind in _SAYING:
        return _SAYING[refused.kind](refused)
    if refused.kind in _KINDS:
        return _of_another_kind(refused)
    return f"{_shown(value)} will not do ({refused.said})", refused.description, ""


_OF_LENGTH = ("quote", "string_too_short", "string_too_long", "too_short", "too_long")


def _fits(refused: Refused) -> bool:
    """Whether a text is what a field asks that refused another one."""
    value = str(refused.value)
    match refused.kind:
        case "string_pattern_mismatch":
            return bool(re.fullmatch(refused.context.get("pattern", ""), value))
        case "literal_error":
            return f"'{value}'" in refused.context.get("expected", "")
        case "date" | "day":
            return cures.date(value) == value
        case "bool_type" | "bool_parsing":
            return value in ("true", "false")
    return False


def unseen(text: str) -> str:
    """The first sign of a text that cannot be seen, but for the end of a line; "" where all can."""
    found = re.search(rf"[\x00-\x09\x0b-\x1f{INVISIBLE}]", text)
    return found[0] if found else ""


def _missing(refused: Refused) -> Words:
    return "is missing", refused.description, f"add a line “{refused.field}: …”"


def _unknown_field(refused: Refused) -> Words:
    close = _meant(refused.owner, refused.field)
    cure = f"did you mean {close}?" if close else "remove the line or mend its spelling"
    return "unknown field", f"fields here are {any_of(_fields(refused.owner), 40)}", cure


def _fields(owner: type[BaseModel]) -> list[str]:
    return [info.alias or key for key, info in owner.model_fields.items() if key != "id"]


def _meant(owner: type[BaseModel], field: str) -> str | None:
    """The field of a group that one of another name was probably meant to be: in other capitals, by another word for it, or misspelt."""
    fields = _fields(owner)
    by_letters = {name.lower(): name for name in fields}
    typed = field.lower().replace("-", "_").replace(" ", "_")
    others = (name for name in cures.OTHER_NAMES.get(typed, ()) if name in fields)
    close = nearest(typed, by_letters)
    return by_letters.get(typed) or next(others, None) or (by_letters[close] if close else None)


def _no_allowed_word(refused: Refused) -> Words:
    words = re.findall(r"'([^']*)'", refused.context.get("expected", ""))
    if set(words) == set(TONGUES):
        return _no_language(str(refused.value))
    told = all(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", refused.description) for word in words)
    close = nearest(str(refused.value).lower(), words)
    return (
        f"{_shown(refused.value)} is none of the allowed words",
        refused.description if told else f"allowed are {any_of(words, 30)}",
        f"did you mean {close}?" if close else "write the one that fits",
    )


def _no_language(value: str) -> Words:
    """What is said of a language of a source: English needs none, others are known by their names, and for one without a code there is a way out."""
    code = cures.language(value)
    if code == "en":
        return "English needs no mention", "languages other than English", "delete the line"
    names = {one: cures.name_of_language(one) for one in TONGUES}
    what = f"{_shown(value)} is none of the allowed words"
    if code in names:
        return what, "the code of a language", f"did you mean {code}, for {names[code]}?"
    cure = "where none fits, delete the line and write a title of our own in English, in [square brackets]"
    return what, f"allowed are {any_of([f'{one} ({name})' for one, name in names.items()], 30)}", cure


def _no_date(refused: Refused) -> Words:
    value = str(refused.value)
    typed = cures.date(value)
    cure = _write(typed) if typed else "give only what the source gives"
    return f"{_shown(refused.value)} {refused.said}", refused.context.get("allowed", refused.description), cure


def _no_day(refused: Refused) -> Words:
    what, _, cure = no_day(str(refused.value))
    return what, refused.description, cure


def no_day(text: str) -> Words:
    """What is said of a text that names no day."""
    cure = _write(cures.day(text)) or "write year, month and day in digits"
    return f"{_shown(text)} is no day of the calendar", "a day as 2026-11-22", cure


def _quote_too_long(refused: Refused) -> Words:
    return refused.said, refused.context["allowed"], "shorten it to the words on which the verdict turns"


def _too_short(refused: Refused) -> Words:
    least = refused.context.get("min_length")
    if isinstance(refused.value, str):
        what = f"is too short ({_shown(refused.value)}, {len(refused.value)} characters)"
        return (
            what,
            refused.description,
            f"write at least {least} characters: a shorter text is as a rule the rest of a longer one",
        )
    what = "the list is empty" if not refused.value else "the list is too short"
    return what, refused.description, f"name at least {'one' if least == 1 else least}"


def _too_long(refused: Refused) -> Words:
    most, unit = refused.context.get("max_length"), " characters" if isinstance(refused.value, str) else ""
    return f"is too long ({len(refused.value)}{unit})", refused.description, f"write at most {most}{unit}"


def _out_of_range(refused: Refused) -> Words:
    end = (
        f"{'at least' if 'ge' in refused.context else 'at most'} {refused.context.get('ge', refused.context.get('le'))}"
    )
    return f"{_shown(refused.value)} is out of range", end, refused.description


def _of_another_kind(refused: Refused) -> Words:
    wanted, value = _KINDS[refused.kind], refused.value
    cure = {
        "a list": _listed(value),
        "text": _as_text(value),
        "true or false": _write(cures.yes_or_no(value)) or "write true or false",
        "a whole number": _write(_fitting(r"[0-9]+", cures.number(value))) or "write it in digits",
        "a number": _write(cures.number(value)) or "write it in digits",
        "a group of fields": _grouped(refused),
    }[wanted]
    return f"{_shown(value)} is not {wanted}", refused.description, cure


def _listed(value: Any) -> str:
    """How a list is written for which there is a text."""
    entries = (
        [part for part in re.split(r"[,;]\s*|(?:^|\s)-\s?", value.strip("[] ")) if part]
        if isinstance(value, str)
        else []
    )
    if not entries or not all(re.fullmatch(r"[\w-]+(/[\w-]+)?", entry) for entry in entries):
        return "write [one, two], or a line “- one” for each"
    return f"write [{', '.join(entries)}], or a line “- {entries[0]}” for each"


def _as_text(value: Any) -> str:
    """How a text is written for which there is something else."""
    if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        return f'write it without brackets and dashes, as one text: "{_cut(", ".join(value))}"'
    if isinstance(value, (list, dict)):
        return "write plain text; put text with a colon or brackets in quotation marks"
    return "put it in quotation marks if it is meant as text"


def _grouped(refused: Refused) -> str:
    """How a group is written, by the fields that it must have, or may."""
    info = field_of(refused.owner, refused.field)
    inner = next(models_in(info.annotation), None) if info and refused.kind != "dict_type" else None
    if inner is None:
        return "write its fields on lines of their own, indented by two spaces"
    needed = [i.alias or key for key, i in inner.model_fields.items() if i.is_required()] or _fields(inner)
    numbers = re.fullmatch(r"\d+(?:[-–/:, ]+\d+)+", str(refused.value)) and re.findall(r"\d+", str(refused.value))
    if numbers and len(numbers) == len(needed):
        return f"write {{{', '.join(f'{name}: {number}' for name, number in zip(needed, numbers, strict=True))}}}"
    return (
        f"write its fields on lines of their own, indented by two spaces, or {{{', '.join(f'{n}: …' for n in needed)}}}"
    )


_UNFIT = {
    "{": "a brace",
    "}": "a brace",
    "<": "markup or an angle bracket",
    ">": "markup or an angle bracket",
    "\n": "a line break",
}
_FITTING = {
    "a brace": "write the text without braces",
    "markup or an angle bracket": "write it in words: less than, more than; emphasis is *one star*",
    "a line break": "write it on one line, or fold it with >-",
}


def _unfit_text(refused: Refused) -> Words:
    """A text, id or address that is written otherwise than its field asks."""
    pattern, value = refused.context.get("pattern", ""), str(refused.value)
    if pattern in (shape.PLAIN_TEXT, shape.PROSE):
        for character, name in _UNFIT.items():
            if character in value and not (character == "\n" and pattern == shape.PROSE):
                return (
                    f"{name} ({character!r}) stands in the text",
                    "plain text, in prose also *emphasis* and [links](https://…)",
                    _FITTING[name],
                )
        sign = unseen(value) or value.lstrip(" ")[:1]  # a text may not begin with a space that is none of the keyboard
        name = {"\t": "a tab", "\n": "an empty line"}.get(sign) or f"an invisible character (U+{ord(sign):04X})"
        cure = "type a space instead" if sign == "\t" else "type the text anew instead of pasting it"
        return f"{name} stands in the text", "characters that can be seen", cure
    if pattern == DAY:
        return _no_day(refused)
    if pattern == shape.URL:
        cure = _write(_fitting(pattern, cures.address(value))) or "copy the address anew from the browser"
        return f"{_shown(value)} is not an address of the web", refused.description, cure
    if pattern == shape.SLUG and re.match(r"https?:|www\.", value):
        return _address_for_an_id(refused, value)
    several = re.split(r"\s*[;/]\s*|\s+and\s+", value)
    if pattern == shape.SLUG and len(several) > 1 and all(re.fullmatch(pattern, one) for one in several):
        return f"{_shown(value)} is several ids in one", "a comma between ids", _write(", ".join(several))
    if pattern == shape.SLUG:
        cure = _write(_fitting(pattern, cures.identifier(value))) or refused.description
        if len(words := value.split()) > 1:
            two = all(re.fullmatch(pattern, word) for word in words)
            cure = (
                f"write {', '.join(words)} where a comma is missing; {cure} where it is one id"
                if two
                else f"{cure}, or a comma between two ids"
            )
        return f"{_shown(value)} cannot be an id", "small letters, digits and single hyphens, as rome-statute", cure
    if pattern == shape.PASSAGE:
        number = re.sub(r"[^0-9]", "", value).lstrip("0")
        return (
            f"{_shown(value)} cannot be the id of a passage",
            "P and the number for the op-ed, as P5; for another document its id, a hyphen and the number, as speech-5",
            _write(_fitting(pattern, f"P{number}")) or "write P and the number, as P5",
        )
    cure = _write(
        next(
            filter(
                None, (_fitting(pattern, one) for one in (value.strip(), value.strip().upper(), value.strip().lower()))
            ),
            "",
        )
    )
    return f"{_shown(value)} will not do", refused.description, cure


def _address_for_an_id(refused: Refused, address: str) -> Words:
    """An address where the id of a record is asked; of a source that has it already, its id is the cure."""
    if refused.within not in ("source", "sources"):
        return f"{_shown(address)} is an address, not an id", refused.description, "write the id of the record"
    cure = f"add one for this address: kb new sources {_host(address)}-<subject>-<year>"
    if known := _source_at(refused.document, address):
        cure = f"write {known}, which has this address"
    return f"{_shown(address)} is an address, not an id", "ids of records in data/sources.yaml", cure


def _host(address: str) -> str:
    """The part of an address by which its publisher may be called."""
    host = re.sub(r"^(https?:/*)?(www\.)?", "", address)
    return cures.identifier(re.split(r"[./]", host)[0]) or "publisher"


def _source_at(document: source.Document | None, address: str) -> str:
    """The id of the source that has an address, as the file of the sources has it; "" where none has."""
    if document is None or document.file is None:
        return ""
    file = document.file.parents[document.path.count("/")] / "data/sources.yaml"
    meant = bare(address if "//" in address else f"https://{address}")
    found = ""
    for line in file.read_text("utf-8", errors="replace").split("\n") if file.is_file() else ():
        if line[:1].isalnum():
            found = line.partition(":")[0]
        elif (has := re.fullmatch(r"  (?:URL|archive): [\"']?(https?://[^\s\"']+)[\"']?", line)) and bare(
            has[1]
        ) == meant:
            return found
    return ""


_SAYING = {
    "missing": _missing, "extra_forbidden": _unknown_field, "literal_error": _no_allowed_word, "string_pattern_mismatch": _unfit_text,
    "date": _no_date, "day": _no_day, "quote": _quote_too_long, "string_too_short": _too_short, "too_short": _too_short,
    "string_too_long": _too_long, "too_long": _too_long, "greater_than_equal": _out_of_range, "less_than_equal": _out_of_range,
}  # fmt: skip


def _write(typed: str) -> str:
    """The cure that can be typed; "" where none is known."""
    return f"write {typed}{', whichever is meant' if ' or ' in typed else ''}" if typed else ""


def _fitting(pattern: str, text: str) -> str:
    return text if re.fullmatch(pattern, text) else ""


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return f"a list ({_cut(', '.join(map(str, value)))})"
    if isinstance(value, dict):
        return f"a group of fields ({_cut(', '.join(map(str, value)))})"
    return repr(_cut(str(value)))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _declared(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The model that holds the last step of `loc`, and the description of the innermost field on the way."""
    owner, description = model, ""
    for index, step in enumerate(loc):
        info = field_of(owner, step) if isinstance(step, str) else None
        if info is None:
            continue
        description = info.description or ""
        inner = next(models_in(info.annotation), None)
        if inner and index < len(loc) - 1:
            owner = inner
    return owner, description


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models named in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for arg in get_args(annotation):
        yield from models_in(arg)
