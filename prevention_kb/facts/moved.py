"""What became of ids that no record bears any more."""

from __future__ import annotations

from pydantic import Field, PrivateAttr, model_validator

from .shape import AnyId, Model, Prose

MOVED = "data/moved.yaml"
"""No collection: what it holds is shown by /about/changes/ and by the pages where the records stood."""


class Moved(Model):
    """What became of an id that no record bears any more."""

    moved_to: AnyId | None = Field(default=None, description="The record that holds the fact now, as collection/id.")
    withdrawn: Prose | None = Field(default=None, description="Why the fact is gone, in one sentence.")
    _line: int = PrivateAttr(default=1)

    @model_validator(mode="after")
    def _one(self) -> Moved:
        if (self.moved_to is None) == (self.withdrawn is None):
            raise ValueError("moved_to or withdrawn, one of the two")
        return self
