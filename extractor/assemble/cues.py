"""The cue words of this room, compiled once from data/*.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

from extractor.types import Role

WAYS = ("forward", "attached", "back", "all", "others")


class Before(NamedTuple):
    """A word right in front of an agency: the role of those in front of the word, and behind it."""

    first: Role | None
    then: Role
    inside: Role
    """What `then` is inside a TARGET."""


class Cues(NamedTuple):
    """Patterns over folded text, and the role that each word gives.

    `cue` finds labels (group `label`) and verbs (group `after`); `field` matches a label that ends in
    front of an agency; `tail` a verb that follows an agency directly; `before` a word at the end of what
    stands in front of an agency; `head` the first words of a TARGET; `topic` opens a clause that says
    whom the next TARGET is about; `supervises` matches a TARGET that checks the work of others,
    `supervisor` the name of an agency that does; `due` matches the name of a field in front of a DEADLINE;
    `member` the head of a member of a list (一是). Those from `standing` on are told in data/scope.toml.
    """

    cue: re.Pattern[str]
    field: re.Pattern[str]
    tail: re.Pattern[str]
    before: re.Pattern[str]
    head: re.Pattern[str]
    first_listed: re.Pattern[str]
    others_coop: re.Pattern[str]
    classes: re.Pattern[str]
    labels: dict[str, Role]
    after: dict[str, Role]
    before_roles: dict[str, Before]
    head_roles: dict[str, Role]
    topic: re.Pattern[str]
    supervises: re.Pattern[str]
    supervisor: re.Pattern[str]
    due: re.Pattern[str]
    member: re.Pattern[str]
    helps: re.Pattern[str]
    charges: re.Pattern[str]
    aside: re.Pattern[str]
    founds: re.Pattern[str]
    bodies: tuple[str, ...]
    standing: re.Pattern[str]
    exception: re.Pattern[str]
    staffing: re.Pattern[str]
    roster: re.Pattern[str]


@cache
def cues() -> Cues:
    """Return the cue words."""
    data, reach = load("roles.toml"), load("scope.toml")
    nouns = _any(data["label"].pop("nouns"))
    between = _any(data["after"].pop("between"))
    no_noun = rf"(?:(?<=下)|(?!{_any(data['after'].pop('no_role'))}))"
    labels, after = _roles(data["label"]), _roles(data["after"])
    before = {
        word: Before(row["first"] or None, row["then"], row.get("inside", row["then"]))
        for row in data["before"]
        for word in row["words"]
    }
    head = _roles(data["head"])
    return Cues(
        cue=re.compile(rf"(?P<label>{_any(labels)})(?:{nouns})|(?P<after>{_any(after)}){no_noun}"),
        field=re.compile(rf"(?:{_any(labels)})(?:{nouns})[:为是\s]*$"),
        tail=re.compile(rf"(?:{between})*(?P<after>{_any(after)}){no_noun}"),
        before=re.compile(rf"(?<![参给])(?P<before>{_any(before)})$"),
        head=re.compile(rf"(?P<head>{_any(head)})|(?P<part>{data['part']['coop']})"),
        first_listed=re.compile("|".join(data["first_listed"]["patterns"])),
        others_coop=re.compile("|".join(data["first_listed"]["others_coop"])),
        classes=re.compile(data["first_listed"]["classes"]),
        labels=labels,
        after=after,
        before_roles=before,
        head_roles=head,
        topic=re.compile(_any(data["supervision"]["topics"])),
        supervises=re.compile("|".join(data["supervision"]["targets"])),
        supervisor=re.compile("|".join(data["supervision"]["names"])),
        member=re.compile(data["member"]["pattern"]),
        helps=re.compile(data["helps"]["pattern"]),
        charges=re.compile(_any(data["charges"]["words"])),
        aside=re.compile(_any(data["charges"]["aside"])),
        founds=re.compile(rf"(?:{_any(data['founds']['words'])})[^,;。:并及报送支向给]{{0,20}}$"),
        bodies=tuple(data["founds"]["bodies"]),
        due=re.compile(rf"(?:{_any(load('deadlines.toml')['due'])})[:为\s]*$"),
        standing=re.compile("|".join(f"(?P<{way}>{'|'.join(reach[way])})" for way in WAYS)),
        exception=re.compile("|".join(reach["exception"])),
        staffing=re.compile(reach["staffing"]),
        roster=re.compile(reach["roster"]),
    )


def load(name: str) -> dict[str, Any]:
    """Return a file of data/."""
    return tomllib.loads(files("extractor.assemble.data").joinpath(name).read_text("utf-8"))


def _roles(table: dict[str, list[str]]) -> dict[str, Role]:
    return {word: cast(Role, role) for role, words in table.items() for word in words}


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
