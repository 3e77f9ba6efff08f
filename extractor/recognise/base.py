"""What every recogniser offers."""

import os
from typing import Protocol

from extractor.types import Document, Mention, Policy, Sentence

RECOGNISERS = ("model", "rules")
DEFAULT_RECOGNISER = "model"
VARIABLE = "ZHENGCE_RECOGNISER"
"""Environment variable that names another default."""


def default_recogniser() -> str:
    """Return the name of the recogniser that is used when none is asked for."""
    return os.environ.get(VARIABLE, DEFAULT_RECOGNISER)


class Recogniser(Protocol):
    """Finds mentions in the sentences of one policy.

    `name` goes into `Result.made_with.model`, `sha256` names the exact model (None for rules).
    """

    name: str
    sha256: str | None

    def recognise(self, document: Document, policy: Policy, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """Return mentions by start (longer first); ids are unique within the policy."""
        ...
