"""What the tribunal found: each charge with its crime, place, victims and accused, from the charge to what stood in the end."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .dates import When
from .shape import CaseId, Checked, Exact, Line, Model, Prose, Record, Sources, Title

UNKNOWN = "not established"
"""What stands for victims, a mode of liability or a place that no source tells."""


class Stage(Model):
    """What was decided at one stage, and how that is known."""

    text: Prose = Field(description="What was decided, in one sentence; where no source tells, what is missing.")
    date: When | None = Field(default=None, description="The day of the decision, where a source gives it.")
    document: Exact | None = Field(
        default=None,
        description="Number of the court’s document, as F36; it was read where `paragraph` is given, and nowhere else.",
    )
    paragraph: Exact | None = Field(
        default=None,
        description="Paragraph of that document, where it was read there; left out where the judgment was not read.",
    )
    sources: Sources = Field(description="Who reports it; [] only where nothing was decided or no source tells.")


class Charge(Stage):
    """What the investigating judges charged."""

    outcome: Literal["charged", "not-charged", "not-established"] = Field(
        description="charged, not-charged, or not-established where no source tells."
    )


class Trial(Stage):
    """What the Trial Chamber decided."""

    outcome: Literal["convicted", "not-convicted", "none", "not-established"] = Field(
        description="convicted, not-convicted, none (no trial judgment), or not-established where no source tells."
    )


class Appeal(Stage):
    """What the Supreme Court Chamber decided."""

    outcome: Literal["upheld", "reversed", "replaced", "added", "none", "not-established"] = Field(
        description="upheld, reversed, replaced (by another crime), added (on appeal), none (no judgment on appeal), or "
        "not-established where no source tells."
    )


class Final(Stage):
    """What stands."""

    outcome: Literal[
        "convicted", "convicted-otherwise", "acquitted", "quashed", "not-convicted", "never-final", "ended-without-trial",
        "not-established",
    ] = Field(
        description="convicted, convicted-otherwise (of another crime in its place), acquitted, quashed, not-convicted, never-final "
        "(no judgment on appeal before the end), ended-without-trial, or not-established where no source tells."
    )  # fmt: skip


class Finding(Record, Checked):
    """A charge before the tribunal and what became of it; whoever was not finally convicted is presumed innocent. Shown on /accountability/findings/."""

    collection = "findings"
    home = "accountability/findings/#{}"
    keyed = True

    title: Title = Field(description="Crime, place and accused in short, unlike that of any other finding.")
    case: CaseId = Field(description="Id of the case in data/cases.yaml.")
    law: Literal["genocide", "crimes-against-humanity", "grave-breaches", "national-law"] = Field(
        description="genocide, crimes-against-humanity, grave-breaches (of the Geneva Conventions) or national-law (the Penal Code of 1956)."
    )
    crime: Line = Field(description="The crime as the court calls it.")
    places: list[Line] = Field(
        min_length=1, description="Where, each by its name; “not established” where no source tells."
    )
    victims: Line = Field(description="The group of victims; “not established” where no source tells.")
    accused: list[Line] = Field(
        min_length=1,
        description="Who stood accused, as the case names them; several only where one outcome holds for all.",
    )
    mode: Line = Field(description="The mode of liability; “not established” where no source tells.")
    charged: Charge = Field(description="The charge or indictment.")
    trial: Trial = Field(description="The judgment of the Trial Chamber.")
    appeal: Appeal = Field(description="The judgment of the Supreme Court Chamber.")
    final: Final = Field(description="What stands in the end.")
    note: Prose | None = Field(default=None, description="A doubt or limit that a reader should know.")

    @property
    def stages(self) -> dict[str, Charge | Trial | Appeal | Final]:
        """Each stage by its name, in their order."""
        return {"charged": self.charged, "trial": self.trial, "appeal": self.appeal, "final": self.final}

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def gists(self) -> list[str]:
        return self.accused
