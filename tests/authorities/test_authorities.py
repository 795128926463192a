"""What the readers make of answers: the stored pages, every code and mark that was seen, and answers that are none."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_kb import KnowledgeBase
from prevention_kb.authorities import AUTHORITIES, un_votes
from prevention_kb.authorities.answers import Refusal, RollCall, Row, TreatyTable, Unknown, day_in
from prevention_kb.authorities.focal_points import FocalPoints
from prevention_kb.authorities.icrc import ICRC
from prevention_kb.authorities.names import OF_THE_UN, States
from prevention_kb.authorities.ohchr_votes import OHCHRVotes
from prevention_kb.authorities.un_treaties import UNTreaties, chapter_xml, page
from prevention_kb.authorities.un_votes import UNVotes
from prevention_kb.facts.states import Country, Vote
from prevention_kb.facts.treaties import Treaty
from prevention_kb.upkeep.comparison import compare

from .. import depositary
from ..conftest import ROOT

HERE = Path(__file__).parent
CELLS = yaml.load((HERE / "cells.yaml").read_text("utf-8"), yaml.CBaseLoader)
CODES = "Participant", "Signature, Succession to signature(d)", "Provisional application(n)", depositary.LEGEND


def table(answer: bytes, kb: KnowledgeBase, modified: str = "") -> TreatyTable:
    (found,) = UNTreaties().read(answer, kb, modified)
    assert isinstance(found, TreatyTable)
    return found


def refused(answer: bytes, kb: KnowledgeBase, authority: object = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        (authority or UNTreaties()).read(answer, kb)  # type: ignore[attr-defined]
    assert caught.value.what and caught.value.cure
    return caught.value


@pytest.mark.parametrize("instrument", CELLS)
def test_the_stored_pages_give_every_position(kb: KnowledgeBase, instrument: str) -> None:
    """All that was written down by hand comes out of the page, and nothing else."""
    found = table((HERE / f"untc/{instrument}.html").read_bytes(), kb)
    assert found.record == f"treaties/{instrument}" and found.published.day == "2026-02-03"
    acts = {state: {a.act: a.day for a in found.rows.get(state, Row()).acts} for state in kb.all(Country)}
    assert acts == CELLS[instrument]
    assert found.published.addresses[0] == page(str(kb.get(Treaty, instrument).un_treaty_collection))


def test_there_are_209_positions() -> None:
    assert sum(map(len, CELLS.values())) == 209 and len(CELLS) == 19


def test_notes_and_declarations_are_read(kb: KnowledgeBase) -> None:
    found = table((HERE / "untc/icescr.html").read_bytes(), kb)
    assert len(found.rows["cambodia"].notes) == 2
    assert set(found.declarations) == {"indonesia", "myanmar", "thailand", "viet-nam"}


HEADED = """</n><p align=left><i>Reservations:<br></n></i></p>&nbsp;“Not bound by article 2, nor by another one.”<br></n><br>
<p align=right>19 July 2010</p><br></n><p align=left><i>Declaration :<br></n></i></p>“With respect to article 28.”"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADED, [("reservation", "1992-05-26", False), ("declaration", "2010-07-19", True)]),
        ("<p align=left><i>Declaration made upon signature<br></i></p>It may make some later, it says.", [("declaration", "1980-10-17", False)]),
        ("<p align=left><i>Reservations and declarations made upon signature and confirmed upon ratification:<br></i></p>Three of them.",
         [("declaration and reservation", "1980-10-17", False)]),
        ("<p align=left><i>Interpretative declaration:<br></i></p>As it reads it. <title>Reservation :</title>None.",
         [("declaration", "1992-05-26", False), ("reservation", "1992-05-26", False)]),
        ("<p align=left><i>Reservation:<br><p align=left><i>Article 29<br></i></p>Not bound by it.", [("reservation", "1992-05-26", False)]),
        ("<p align=right>10 August 2015</p><br>The Government expresses its reservations on this.", [("declaration or reservation", "2015-08-10", True)]),
        ("The Government does not consider itself bound by article 29.", [("declaration or reservation", "1992-05-26", False)]),
        ("<sup>3</sup>", None),
    ],
)  # fmt: skip
def test_declarations_are_taken_apart(tiny: KnowledgeBase, text: str, says: list[tuple[str, str, bool]] | None) -> None:
    """Every style of heading and day that stands on the stored pages."""
    found = table(depositary.page(declarations={"Cambodia": text}), tiny).declared.get("cambodia")
    assert (found and [(d.kind, d.day, d.printed) for d in found]) == says


def test_every_letter_behind_a_date(tiny: KnowledgeBase) -> None:
    rows = (
        ("Afghanistan", "", "", "24 Jan 1983 a"),
        ("Albania", "4 Oct 1991 d", "", "5 Aug 2002 d"),
        ("Cambodia", "17 Oct 1980", "8 Aug 2014 n", "26 May 1992 AA"),
        ("Canada|7", "[ 3 Dec 2008 ]", "[24 Mar 2011 n]", "[24 Mar 2011 ]"),
        ("European Union", "", "", "1 Jan 2010 c"),
        ("Malaysia", "", "", "[ 9 Jan 2012 a]"),
        ("Norway", "", "", "2 Feb 2012 P"),
        ("Oman", "", "", "2 Feb 2012 A"),
    )
    found = table(depositary.page(rows, head=CODES), tiny)
    assert found.parties == 6
    assert found.rows["cambodia"].unclear == ("provisional application of 2014-08-08", "approval of 1992-05-26")
    (undone,) = found.rows["malaysia"].acts
    assert (undone.act, undone.day, undone.undone) == ("accession", "2012-01-09", True)


def test_the_xml_reads_as_the_page_does(tiny: KnowledgeBase) -> None:
    rows = (*depositary.ROWS[:1], ("Cambodia|4", *depositary.ROWS[1][1:]))
    by_page, by_xml = table(depositary.page(rows), tiny), table(depositary.chapter(rows, updated="03-02-2026"), tiny)
    assert {s: r.acts for s, r in by_page.rows.items()} == {s: r.acts for s, r in by_xml.rows.items()}
    assert by_page.rows["cambodia"].notes == ("4 Signed by an earlier government.",)
    assert by_xml.published.day == "2026-02-03" and not by_xml.prints_declarations
    assert table(depositary.chapter(rows), tiny, "2026-01-31").published.day == "2026-01-31"


def test_addresses_follow_from_the_number() -> None:
    assert page("XXVI-8").endswith("mtdsg_no=XXVI-8&chapter=26&clang=_en")
    assert chapter_xml("IV-11-b").endswith("MTDSG/Volume%20I/Chapter%20IV/IV-11-b.en.xml")
    assert chapter_xml("XVIII-10").endswith("MTDSG/Volume%20II/Chapter%20XVIII/XVIII-10.en.xml")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"  \n", "empty"),
        (b"x" * 30_000_001, "million bytes"),
        (b"<html><form><input type='password'></form></html>", "password"),
        (b"<html><h1>Urgent maintenance</h1></html>", "no table of participants"),
        (b"Not found", "no whole XML"),
        (depositary.page()[:-60], "breaks off"),
        (depositary.page(tail=""), "breaks off"),
        (depositary.page().replace(b"Participant", b"Signature"), "does not name the participants first"),
        (re.sub(rb"(tblgrid[^>]*>)", rb"\1<tr></tr>", depositary.page()), "does not name the participants first"),
        (re.sub(rb"(tblgrid[^>]*>).*?</table>", rb"\1</table>", depositary.page(), flags=re.S), "does not name"),
        (depositary.page(said=(1, 3)), "parties: 3, and 2 are counted"),
        (depositary.page(said=(2, 2)), "signatories: 2, and 1 are counted"),
        (depositary.page((("Atlantis", "", "24 Jan 1983 a"),)), "Atlantis"),
        (depositary.page((("Cambodia", "", "24 Jan 1983 q"),)), "letter “q”"),
        (depositary.page((("Cambodia", "", "soon"),)), "soon"),
        (depositary.page((("Cambodia", "", "31 Feb 1983 a"),)), "no day of the calendar"),
        (depositary.page((("Cambodia", "24 Jan 1983"),), said=(1, 0)), "2 cells instead of 3"),
        (depositary.page((*depositary.ROWS, depositary.ROWS[1])), "twice"),
        (depositary.page((("Cambodia", "", ""),)), "no parties"),
        (depositary.page(head=("Participant", "Signature", "Mood")), "Mood"),
        (depositary.page(day="soon"), "prints no day"),
        (depositary.page(day="03-02-2926"), "has not come yet"),
        (depositary.page().replace(b"mtdsg_no", b"other"), "does not say which instrument"),
        (depositary.page().replace(b"clang=_en", b"clang=_fr"), "French"),
        (depositary.chapter()[:-40], "no whole XML"),
        (depositary.chapter(), "prints no day"),
        (b"<a/>", "no table of participants"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "refused"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(tiny: KnowledgeBase, answer: bytes, says: str) -> None:
    refusal = refused(answer, tiny)
    assert says in refusal.what and not isinstance(refusal, Unknown)


def test_another_instrument_is_nothing_wrong(tiny: KnowledgeBase) -> None:
    assert isinstance(refused(depositary.page(number="XXVI-5"), tiny), Unknown)
    assert isinstance(refused(depositary.chapter(title="5. Another"), tiny), Unknown)
    assert isinstance(refused(depositary.roll_call(symbol="A/RES/9"), tiny, UNVotes()), Unknown)


def test_states_go_by_their_names(kb: KnowledgeBase) -> None:
    states = States(kb)
    for name in ("Lao People’s Democratic Republic", "LAO PEOPLE'S DEMOCRATIC REPUBLIC", "Laos", "LAO"):
        assert states.ours(name) == "lao-pdr"
    assert states.ours("Viet Nam") == "viet-nam" and states.ours("Brunei Darussalam") == "brunei-darussalam"
    for name in ("Bolivia (Plurinational State of)", "TÜRKİYE", "COTE D'IVOIRE", *OF_THE_UN):
        assert states.ours(name) is None
    with pytest.raises(Refusal, match="Atlantis"):
        states.ours("Atlantis")


def test_a_roll_call(tiny: KnowledgeBase) -> None:
    (found,) = UNVotes().read(depositary.roll_call(), tiny)
    assert isinstance(found, RollCall)
    assert found.record == "votes/a-res-1" and found.casts == {"cambodia": "abstain", "malaysia": "absent"}
    assert found.tally == (1, 0, 1) and found.published.addresses == ("https://digitallibrary.un.org/record/3926467",)
    for answer, says in (
        (depositary.roll_call(tally=(2, 0, 1)), "2-0-1"),
        (depositary.roll_call((*depositary.CASTS, ("KHM", "Y", "CAMBODIA"))), "twice"),
        (depositary.roll_call((("XXX", "Y", "ATLANTIS"),)), "ATLANTIS"),
        (depositary.roll_call((("KHM", "Q", "CAMBODIA"),)), "“Q”"),
        (depositary.roll_call(()), "no roll call"),
        (depositary.roll_call(day="long ago"), "prints no day"),
        (b'<c xmlns="http://www.loc.gov/MARC21/slim"/>', "no MARCXML record"),
        (b"<!DOCTYPE html><html></html>", "web page"),
    ):
        assert says in refused(answer, tiny, UNVotes()).what


def test_a_roll_call_of_the_council(kb: KnowledgeBase) -> None:
    """Of the other library: another subfield for the code, days without signs between, and only members vote."""
    casts = (("IDN", "A", "INDONESIA"), ("PHL", "A", "PHILIPPINES"), ("VEN", "N", "VENEZUELA"))
    answer = depositary.roll_call(casts, "A/HRC/RES/44/14", "20200717", code="b")
    assert [a.name for a in AUTHORITIES if a.recognises(answer)] == [OHCHRVotes.name]
    (found,) = OHCHRVotes().read(answer, kb)
    assert isinstance(found, RollCall) and found.published.day == "2020-07-17"
    assert found.casts == {"indonesia": "abstain", "philippines": "abstain"} and found.members_only
    told = compare(kb, found, "2026-11-30", False).findings
    assert all(f.kind == "confirmed" for f in told if f.state), "the record in data says the same of all eleven"


def test_each_vote_is_asked_of_one_authority_or_it_is_said_why_not(kb: KnowledgeBase) -> None:
    asked = {q.record: q for a in (UNVotes(), OHCHRVotes()) for q in a.questions(kb)}
    assert asked.keys() == {f"votes/{v.id}" for v in kb.all(Vote).values() if v.method == "recorded"}
    assert all(bool(q.addresses) != bool(q.why) for q in asked.values())
    assert asked["votes/hrc-2020-r2p"].addresses[0].endswith("p=%22A%2FHRC%2FRES%2F44%2F14%22&of=xm")
    assert "adopted resolutions only" in asked["votes/agenda-74-r2p"].why
    assert un_votes.search("A/RES/1").endswith("p=documentsymbol%3A%22A%2FRES%2F1%22&of=xm")


def icrc_list(more: str = "", count: int = 110) -> str:
    import pycountry

    own = ("KHM", "LAO", "VNM", "MYS")
    others = [c.name for c in pycountry.countries if c.alpha_3 not in own and "," not in c.name][:count]
    rows = "".join(f"{name},01.02.1950,,08.06.1978\n" for name in others)
    return f"States party as of 30-Aug-2023,,,\nCountry,GC I-IV 1949,AP I 1977,AP II 1977\nCambodia,08.12.1958,14.01.1998,14.01.1998\n{rows}{more}"


def test_the_list_of_the_icrc(kb: KnowledgeBase) -> None:
    found = ICRC().read(icrc_list().encode(), kb)
    assert [t.record for t in found] == ["treaties/geneva-conventions", "treaties/ap-i", "treaties/ap-ii"]
    first = found[0]
    assert isinstance(first, TreatyTable) and first.parties == 111 and first.published.day == "2023-08-30"
    assert [(a.act, a.day) for a in first.rows["cambodia"].acts] == [("consent", "1958-12-08")]
    lines = icrc_list().splitlines()
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row.split(",")) + "</tr>" for row in lines[1:])
    as_page = f"<html><p>{lines[0]}</p><table>{cells}</table></html>"
    assert ICRC().read(as_page.encode(), kb) == found and ICRC().recognises(as_page.encode())
    for answer, says in (
        (icrc_list("Atlantis,,,"), "Atlantis"),
        (icrc_list("Cambodia,08.12.1958,,"), "twice"),
        (icrc_list("Malaysia,soon,,"), "soon"),
        (icrc_list("Malaysia"), "cells and none"),
        (icrc_list(count=20), "only 21 states"),
        (icrc_list().replace("as of 30-Aug-2023", ""), "prints no day"),
        ("<html><p>as of 30-Aug-2023</p></html>", "no table"),
        ("as of 30-Aug-2023\na,b", "no column"),
    ):
        assert says in refused(answer.encode(), kb, ICRC()).what


def test_a_list_of_focal_points(kb: KnowledgeBase) -> None:
    import pycountry

    names = [c.name for c in pycountry.countries][:40]
    text = "R2P focal points\nUpdated 3 March 2026\n" + "\n".join([*names, "Cambodia"])
    (found,) = FocalPoints().read(text.encode(), kb)
    assert "cambodia" in found.states and found.published.day == "2026-03-03"  # type: ignore[union-attr]
    assert "only" in refused(b"R2P focal points\nUpdated 3 March 2026\nCambodia", kb, FocalPoints()).what
    assert "day" in refused(text.replace("Updated", "Since").encode(), kb, FocalPoints()).what


@pytest.mark.parametrize(
    ("text", "day"),
    [("03-02-2026 10:16", "2026-02-03"), ("30-Aug-2023", "2023-08-30"), ("8.12.1958", "1958-12-08"), ("24 September\t1982", ""),
     ("2026-02-30", ""), ("99-99-2026", ""), ("4 Foo 2026", "")],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert day_in(text) == day


PIECES = st.sampled_from(
    [depositary.page(), depositary.chapter(), depositary.roll_call(), icrc_list().encode(), b"<html", b"</html>", b"<td>", b"GC I-IV"]
)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """An answer with pieces cut out, doubled, or replaced by anything."""
    answer = draw(PIECES)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(answer)))
        end = draw(st.integers(start, min(len(answer), start + 400)))
        answer = answer[:start] + draw(st.binary(max_size=12) | st.just(answer[start:end] * 2)) + answer[end:]
    return answer


@given(answer=st.binary(max_size=300) | broken(), modified=st.sampled_from(["", "2026-02-03"]))
@settings(max_examples=150)
def test_no_answer_can_raise(tiny: KnowledgeBase, answer: bytes, modified: str) -> None:
    """Whatever comes, it is read and compared, or refused in words."""
    for authority in AUTHORITIES:
        assert authority.recognises(answer) in (True, False)
        try:
            readings = authority.read(answer, tiny, modified)
            assert readings and [compare(tiny, reading, "2026-11-29", True) for reading in readings]
        except Refusal as refusal:
            assert refusal.what and refusal.cure


def test_each_authority_is_one_module() -> None:
    folder = ROOT / "prevention_kb/authorities"
    classes = {
        node.name: file.stem
        for file in folder.glob("*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    modules = [classes[type(authority).__name__] for authority in AUTHORITIES]
    assert len(set(modules)) == len(AUTHORITIES)
