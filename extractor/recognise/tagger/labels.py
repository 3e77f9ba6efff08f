"""Layers of labels. Types of one layer never overlap; a TARGET holds slots, so slots have their own."""

from typing import get_args

from extractor.types import Kind, Mention, Role

Layers = tuple[tuple[str, ...], ...]

_ROLES: tuple[str, ...] = ("", *get_args(Role))
POLICY_LAYERS: Layers = (
    ("TARGET",),
    (
        *(f"AGENCY:{role}" if role else "AGENCY" for role in _ROLES),
        "DEADLINE",
        "INDICATOR",
        *(f"VALUE:{kind}" for kind in get_args(Kind)),
    ),
)
"""A slot's type carries its attribute: AGENCY its role (none when no TARGET names it), VALUE its kind."""


def tags(types: tuple[str, ...]) -> tuple[str, ...]:
    """Return the BIO tags of a layer: `O`, then `B-x` and `I-x` of each type."""
    return ("O", *(f"{edge}-{name}" for name in types for edge in "BI"))


def type_of(mention: Mention, role: str | None = None) -> str:
    """Return the type under which a mention is tagged; `role` is an AGENCY's role in its records."""
    if mention.label == "AGENCY":
        return f"AGENCY:{role}" if role else "AGENCY"
    if mention.label == "VALUE":
        return f"VALUE:{mention.kind or 'target'}"
    return mention.label


def split_type(name: str) -> tuple[str, str | None]:
    """Return label and attribute of a type: `VALUE:support` → (VALUE, support)."""
    label, _, attribute = name.partition(":")
    return label, attribute or None
