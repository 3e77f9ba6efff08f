"""The fonts of official documents, with what stands in for each (data/fonts.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Face(NamedTuple):
    """A font and its stand-ins, best first."""

    name: str
    instead: tuple[str, ...]

    @property
    def css(self) -> str:
        """The value of font-family."""
        return ", ".join(f'"{name}"' for name in (self.name, *self.instead)) + ", serif"


@cache
def faces() -> dict[str, Face]:
    """Return the faces of title, head and body."""
    data = tomllib.loads(files("extractor.table.data").joinpath("fonts.toml").read_text("utf-8"))
    return {use: Face(face["name"], tuple(face["instead"])) for use, face in data.items()}
