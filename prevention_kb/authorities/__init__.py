"""Who is asked whether a fact is still true: one module an authority, all with the interface in `answers`, all named here."""

from __future__ import annotations

from .answers import Authority
from .focal_points import FocalPoints
from .icrc import ICRC
from .ohchr_votes import OHCHRVotes
from .un_treaties import UNTreaties
from .un_votes import UNVotes

AUTHORITIES: tuple[Authority, ...] = (UNTreaties(), UNVotes(), OHCHRVotes(), ICRC(), FocalPoints())
