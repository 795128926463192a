"""Small answers in the shapes of the authorities, made from a few rows. Where each shape was seen is said in prevention_kb/authorities/."""

from __future__ import annotations

from html import escape

ID = "ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_"
HEAD = ("Participant", "Signature", "Accession(a), Succession(d), Ratification")
LEGEND = "Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification, Formal confirmation(c), Consent to be bound(P)"
ROWS = (("Afghanistan", "", "24 Jan\t 1983 a"), ("Cambodia", "17 Oct\t 1980", "26 May\t 1992 a"))

Rows = tuple[tuple[str, ...], ...]


def page(
    rows: Rows = ROWS,
    number: str = "IV-4",
    day: str = "03-02-2026",
    head: tuple[str, ...] = HEAD,
    said: tuple[int, int] | None = None,
    declarations: dict[str, str] | None = None,
    tail: str = "</form></body>\n</html>\n",
) -> bytes:
    """A page of status. A declaration may be markup, with its headings. A name may carry the marks of its end notes, as `Cambodia|4,5`."""
    signed, parties = said or (counted(rows, 1), counted(rows, len(head) - 1))
    body = "".join("<tr>" + "".join(_td(c) for c in row) + "</tr>\n" for row in rows)
    heads = "".join(f"<td>{escape(name)}<br></td>" for name in head)
    words = "".join(
        f'<div id="{ID}dgDec_ctl{n:02}_divParticipant">{escape(name)} <SUP>3</SUP></div>'
        f'<div id="{ID}dgDec_ctl{n:02}_divText"><p>{escape(name)}</p>{text if "<" in text else escape(text)}</div>\n'
        for n, (name, text) in enumerate((declarations or {}).items(), 2)
    )
    return f"""<html><body><form method="post" action="./ViewDetails.aspx?src=TREATY&amp;mtdsg_no={number}&amp;chapter=4&amp;clang=_en">
<div id="{ID}div3">STATUS AS AT : {day} 10:16:18 EDT</div>
<div id="{ID}rptTreaty_ctl00_tcTreaty">4. Covenant on Things to be Kept</div>
<div id="{ID}rptStatus_ctl00_tcText">Signatories :
  {signed}. Parties :
  {parties}</div>
<table id="{ID}tblgrid"><tr class="thead-one">{heads}</tr>
{body}</table>
{words}<table><tr><td><div class="divNotesAll"><a name='4'>4</a>Signed by an earlier government.</div></td></tr></table>
{tail}""".encode()


def counted(rows: Rows, column: int) -> int:
    """How many rows have an act in a column that no brackets undo."""
    return sum(bool(row[column]) and not row[column].startswith("[") for row in rows)


def _td(text: str) -> str:
    name, _, marks = text.partition("|")
    raised = f" <SUP>{', '.join(f'<A>{m}</A>' for m in marks.split(','))} </SUP>" if marks else ""
    return f"<td> &nbsp;{escape(name)}{raised}<br></td>"


def chapter(rows: Rows = ROWS, title: str = "4. Covenant on Things to be Kept", updated: str = "") -> bytes:
    """A chapter of MTDSG as XML; marks of end notes stand in it as text."""
    body = "".join(
        "<Row>" + "".join(f"<Entry>{escape(_marked(cell))}</Entry>" for cell in row) + "</Row>" for row in rows
    )
    day = f"<LastUpdated>{updated}</LastUpdated>" if updated else ""
    heads = "".join(f"<Entry>{escape(name)}</Entry>" for name in HEAD)
    return f"""<?xml version="1.0" encoding="utf-8"?><MTDSG>{day}<Treaty><Header/><ExternalData><Titlesect>{title}</Titlesect>
<Status><Signatories>{counted(rows, 1)}</Signatories><Parties>{counted(rows, 2)}</Parties></Status></ExternalData>
<Participants><Table><TGroup><Thead><Row>{heads}</Row></Thead><Tbody><Rows>{body}</Rows></Tbody></TGroup></Table></Participants>
</Treaty></MTDSG>""".encode()


def _marked(text: str) -> str:
    name, _, marks = text.partition("|")
    return f"{name}<superscript>{marks}</superscript>" if marks else name


CASTS = (("AFG", "Y", "AFGHANISTAN"), ("KHM", "A", "CAMBODIA"), ("MYS", "", "MALAYSIA"))


def roll_call(
    casts: tuple[tuple[str, str, str], ...] = CASTS,
    symbol: str = "A/RES/1",
    day: str = "2021-05-18",
    tally: tuple[int, int, int] | None = None,
    code: str = "c",
) -> bytes:
    """A voting record as MARCXML; `code` is the subfield with the code of a state, c in New York and b in Geneva."""
    yes, no, abstain = tally or tuple(sum(vote == letter for _, vote, _ in casts) for letter in "YNA")
    fields = "".join(
        f'<datafield tag="967" ind1=" " ind2=" "><subfield code="a">{n}</subfield><subfield code="{code}">{iso}</subfield>'
        + (f'<subfield code="d">{vote}</subfield>' if vote else "")
        + f'<subfield code="e">{escape(name)}</subfield></datafield>'
        for n, (iso, vote, name) in enumerate(casts, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<collection xmlns="http://www.loc.gov/MARC21/slim"><record><controlfield tag="001">3926467</controlfield>
<datafield tag="269" ind1=" " ind2=" "><subfield code="a">{day}</subfield></datafield>
<datafield tag="791" ind1=" " ind2=" "><subfield code="a">{symbol}</subfield></datafield>
<datafield tag="996" ind1=" " ind2=" "><subfield code="b">{yes}</subfield><subfield code="c">{no}</subfield><subfield code="d">{abstain}</subfield></datafield>
{fields}</record></collection>""".encode()
