"""The role of each AGENCY in a list or clause, from the words around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from extractor.assemble.around import roles_around
from extractor.assemble.cues import Cues, cues, load
from extractor.lang.fold import fold
from extractor.types import Mention, Role, Span

IN_CHARGE: tuple[Role, ...] = ("lead", "resp")
_STOP = re.compile(r"[,;。:!?\n]")
_END = re.compile(r"[;。!?\n]")
_TITLE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])[^,;。:]{4,20}$")
_NUMBER_LENGTH = 5
_DUTY = re.compile(r"[^,;。:]{0,30}?(?:要|应|将)")
_WITH = "与"
_SPACES = re.compile(r"[\s\"“”()〔〕【】\[\]]+")


NOTHING: Mapping[str, Role] = {}
Said = Literal["label", "after", "before"]


class Played(NamedTuple):
    """An AGENCY and its role; `said` is the kind of word around it that says the role, if any."""

    mention: Mention
    role: Role
    said: Said | None


def listed_roles(plain: str, span: Span, agencies: Sequence[Mention], over: str = "") -> tuple[Played, ...]:
    """Return the roles in a list of responsibilities: (甲牵头,乙、丙配合), 责任单位:甲、乙.

    A label holds until the next one; a verb takes those in front of it back to the last verb,
    or to the last stop where a label is in force, in brackets the one right in front of it (甲、乙(牵头)).
    `over` is a label that stands over all of it.
    """
    walk = _Walk(cues())
    walk.gap(over, followed=False)
    return _walk(plain, span, agencies, walk)


def clause_roles(plain: str, span: Span, agencies: Sequence[Mention], *, inside: bool = False) -> tuple[Played, ...]:
    """Return the roles in running text, where only words next to an agency count; `inside` a TARGET some say else."""
    walk = _Walk(cues(), anchored=True, inside=inside)
    return _walk(plain, span, agencies, walk, roles_around(plain, span, agencies, inside=inside))


def role_in_target(plain: str, target: Span, played: Played) -> Role:
    """Return the role of a subject in one TARGET: 牵头…, 配合… and 负责… at its head say it."""
    open_to_say = played.said is None or (played.said == "before" and played.role == "lead")
    match = cues().head.match(plain, *target) if open_to_say and played.role in IN_CHARGE else None
    if match is None:
        return played.role
    said = cues().head_roles[match.group("head")] if match.group("head") else "coop"
    return played.role if (played.role, said) == ("lead", "resp") else said


def leading(plain: str, first: Span, agencies: Sequence[Played]) -> tuple[Played, ...]:
    """Return the subjects of a sentence as leaders of it where its first TARGET says so: 甲会同乙制定办法,公布结果."""
    return tuple(
        played._replace(role="lead", said="before")
        if played.role != "lead" and role_in_target(plain, first, played) == "lead"
        else played
        for played in agencies
    )


def as_supervisors(plain: str, target: Span, agencies: tuple[Played, ...]) -> tuple[Played, ...]:
    """Return the subjects of a TARGET that checks the work of others (对…进行考核) as supervisors."""
    checks = cues().supervises.match(plain, *target) is not None
    return tuple(
        played._replace(role="supv")
        if played.role in IN_CHARGE
        and played.said != "after"
        and (checks or cues().supervisor.search(played.mention.text))
        else played
        for played in agencies
    )


def first_leads(plain: str, span: Span) -> tuple[Role, Role] | None:
    """Return the roles of the first and the other names of a list, where the policy says so."""
    if not cues().first_listed.search(plain, span.start, span.end):
        return None
    return "lead", "coop" if cues().others_coop.search(plain, span.start, span.end) else "resp"


def ordered(agencies: tuple[Played, ...], order: tuple[Role, Role] | None) -> tuple[Played, ...]:
    """Let the first name of a list lead where `first_leads` says so and the list names no leader itself.

    A list that a class opens (各区县、各部门) keeps its roles.
    """
    if order is None or not agencies or any(played.role != "resp" for played in agencies):
        return agencies
    if cues().classes.search(agencies[0].mention.text):
        return agencies
    first, others = order
    return tuple(played._replace(role=others if at else first) for at, played in enumerate(agencies))


class _Walk:
    """State of one reading from left to right."""

    def __init__(self, words: Cues, *, anchored: bool = False, inside: bool = False) -> None:
        self.words = words
        self.anchored = anchored
        self.inside = inside
        self.pending: list[Mention] = []
        self.played: list[Played] = []
        self.label: Role | None = None
        self.next: Role | None = None
        self.given = 0

    def gap(self, text: str, *, followed: bool) -> None:
        """Read what stands between two agencies (or before the first, behind the last)."""
        own = bracketed().match(text) if self.pending else None
        if own:
            self.put(self.pending.pop(), self.role_of(own))
            text = text[own.end() :]
        match = self.words.before.search(text.rstrip()) if followed else None
        if match and self.pending and text.strip() == _WITH:
            match = None
        self._read(text[: match.start()] if match else text)
        if match:
            word = self.words.before_roles[match.group("before")]
            joint = self.next if self.pending and self.next == "supv" and word.first == "lead" else None
            if word.first == "lead" and not self.pending and not _END.search(text):
                self._raise()
            if word.first == "lead" and self.next == "resp":
                self.next = None
            self._give(word.first, "before")
            self.next = joint or (word.inside if self.inside else word.then)

    def _raise(self) -> None:
        """Make those who were last said to be responsible lead: 甲负责对接,会同乙落实."""
        for at in range(self.given, len(self.played)):
            if self.played[at].role == "resp" and self.played[at].said == "after":
                self.played[at] = self.played[at]._replace(role="lead")

    def put(self, agency: Mention, role: Role) -> None:
        """Give an agency the role that the words on both sides of it say."""
        self.close()
        self.played.append(Played(agency, role, "after"))

    def role_of(self, own: re.Match[str]) -> Role:
        """Return the role that a word in brackets behind a name says."""
        return (self.words.labels | self.words.after)[own["role"]]

    def close(self) -> None:
        """Give the agencies that still wait the role that a word before them or a label says."""
        self._give(None, "before")

    def _give(self, role: Role | None, said: Said) -> None:
        if self.pending:
            self.given = len(self.played)
        for agency in self.pending:
            if self.next:
                self.played.append(Played(agency, self.next, "before"))
            elif role:
                self.played.append(Played(agency, role, said))
            elif self.label:
                self.played.append(Played(agency, self.label, "label"))
            else:
                self.played.append(Played(agency, agency.role or "resp", None))
        if self.pending:
            self.next = None
        self.pending = []

    def _read(self, text: str) -> None:
        if self.anchored:
            self._read_next_word(text)
            return
        at = 0
        for match in self.words.cue.finditer(text):
            self._stop(text[at : match.start()])
            at = match.end()
            if match.group("label"):
                self.close()
                self.label = self.words.labels[match.group("label")]
            elif self.pending:
                self._give(self.words.after[match.group("after")], "after")
        self._stop(text[at:])

    def _read_next_word(self, text: str) -> None:
        match = self.words.tail.match(_SPACES.sub("", text)) if self.pending and not self.next else None
        if match:
            self._give(self.words.after[match.group("after")], "after")
        elif self.next and _STOP.search(text):
            self.close()

    def _stop(self, text: str) -> None:
        if self.label and _STOP.search(text):
            self.close()


@cache
def bracketed() -> re.Pattern[str]:
    """Return what finds a role in brackets that is said of the one name in front of them: (牵头), 〔配合单位〕."""
    role, noun = "|".join(cues().labels | cues().after), "|".join(load("roles.toml")["label"]["nouns"])
    return re.compile(rf"[(〔\[【](?P<role>{role})(?:{noun})?[)〕\]】]")


def _bare(agency: Mention) -> Mention:
    """Return an agency named without the role in brackets that was taken for a part of its name."""
    name = agency.norm or agency.text
    own = bracketed().search(fold(name))
    return replace(agency, norm=name[: own.start()]) if own else agency


def _is_titled(plain: str, at: int, agency: Mention) -> bool:
    """Say whether what stands in front of an agency is a title, with the sentence of its duty behind it."""
    head = plain[max(0, at - _NUMBER_LENGTH) : agency.span.start]
    return bool(_TITLE.search(head) and _DUTY.match(plain, agency.span.end))


def _walk(
    plain: str, span: Span, agencies: Sequence[Mention], walk: _Walk, known: Mapping[str, Role] = NOTHING
) -> tuple[Played, ...]:
    at = span.start
    for agency in agencies:
        walk.gap(plain[at : agency.span.start], followed=agency.id not in known and not _is_titled(plain, at, agency))
        own = bracketed().search(plain, *agency.span)
        if own and own.end() == agency.span.end:
            walk.put(_bare(agency), walk.role_of(own))
        elif agency.id in known:
            walk.put(agency, known[agency.id])
        else:
            walk.pending.append(agency)
        at = agency.span.end
    walk.gap(plain[at : span.end], followed=False)
    walk.close()
    order = {agency.id: index for index, agency in enumerate(agencies)}
    return tuple(sorted(walk.played, key=lambda played: order[played.mention.id]))
