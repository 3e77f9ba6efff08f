"""The agencies of running text, and the TARGETs of their sentence that they work on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.assemble.around import active
from extractor.assemble.cues import cues
from extractor.assemble.layout import Layout, Line, is_frequency
from extractor.assemble.roles import IN_CHARGE, Played, as_supervisors, clause_roles, listed_roles
from extractor.lang.brackets import top_level
from extractor.types import Mention, Span

_TITLE = re.compile(r"(等|各|有关|相关|部门|单位)*\s*:\s*")
_OWN_SUBJECT = re.compile(
    r"[^,;]{2,25}(?:(?<![供适响反效对])应(?![急用对变届])|(?<!必)须|不得|(?<![自理])由|经(?![济营验费贸常])|按(?![时期照]))"
)
_ALONE = re.compile(r"[、,和及与\s等各有关相部门单位:]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Agencies with one place in the sentence, and the TARGETs they work on.

    `opens` says that they can open a paragraph: in words that make one of them the leader (由甲牵头,乙配合), or with
    nothing but a colon behind them (甲:…).
    """

    agencies: tuple[Played, ...]
    targets: tuple[Mention, ...]
    opens: bool = False


class _Gap(NamedTuple):
    """A stretch in front of the TARGET of that index (or behind the last), and who is named in it."""

    span: Span
    at: int
    agencies: tuple[Played, ...]


class _Turn(NamedTuple):
    """From which TARGET on (by index) which agencies are the subject."""

    at: int
    agencies: tuple[Played, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The groups of a sentence, and its last subject, which a sentence behind : goes on with."""

    groups: tuple[Group, ...]
    subject: tuple[Played, ...] = ()


def read_subjects(layout: Layout, line: Line, listed: frozenset[str], carried: tuple[Played, ...] = ()) -> Reading:
    """Return who works on which TARGET of a sentence, agencies of lists left out.

    Agencies in front of a TARGET are the subject from there to the next subject, or to a ; where
    `_starts_anew`. So are those that a TARGET names as its doer (办法由甲制定,报乙批准). Agencies behind
    the last TARGET, or in front of a ; , work on the TARGETs before them if words say their role.
    `carried` is the subject of a sentence that goes on here.
    """
    targets = line.targets.mentions
    turns = [_Turn(0, carried)]
    groups: list[Group] = []
    first = 0
    for index, (start, end) in enumerate(_gaps(line)):
        named = [m for m in line.outside.within(start, end) if m.label == "AGENCY" and m.id not in listed]
        free = active(layout.plain, Span(start, end), named)
        cut = _cut(layout.plain, start, end, index, len(targets))
        behind = tuple(p for p in _played(layout.plain, Span(start, cut), free) if _says_role(p))
        if behind and index:
            groups.append(Group(behind, targets[first:index]))
        gap = _Gap(Span(cut, end), index, _played(layout.plain, Span(cut, end), free))
        turn = _turn(layout, line, gap, turns[-1])
        turns += [turn] if turn else []
        first = index if turn or cut > start else first
    turns.append(_Turn(len(targets), ()))
    for turn, following in pairwise(turns):
        groups += _led(layout, turn, targets[turn.at : following.at])
    return Reading(tuple(groups), turns[-2].agencies)


def _gaps(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the stretches before, between and behind the TARGETs."""
    edges = [line.span.start, *(edge for target in line.targets for edge in target.span), line.span.end]
    return zip(edges[::2], edges[1::2], strict=True)


def _cut(plain: str, start: int, end: int, index: int, count: int) -> int:
    """Return where what belongs to the TARGETs before ends and what belongs to the next begins."""
    if index == 0:
        return start
    at = plain.rfind(";", start, end)
    bracketed = any(opener < at < closer for opener, closer in top_level(plain, start, end))
    return end if index == count else start if bracketed else max(start, at + 1)


def _turn(layout: Layout, line: Line, gap: _Gap, last: _Turn) -> _Turn | None:
    """Return the subject that begins in a gap, if one does."""
    anew = _starts_anew(layout, line, gap, last)
    if gap.agencies:
        before = () if anew else _joined(layout.plain, gap, last)
        return _Turn(gap.at, (*before, *gap.agencies), _opens(layout.plain, gap))
    if anew:
        return _Turn(gap.at, ())
    doers = _doers(layout, line.targets.mentions[gap.at - 1]) if gap.at else ()
    following = line.targets.mentions[gap.at : gap.at + 1]
    if following and _OWN_SUBJECT.match(layout.plain, *following[0].span):
        return None
    return _Turn(gap.at, doers) if doers else None


def _joined(plain: str, gap: _Gap, last: _Turn) -> tuple[Played, ...]:
    """Return the subject that works with those in the gap: 甲制定办法,会同乙公布 (then it leads), 甲督促乙."""
    if any(played.role != "coop" or played.said != "before" for played in gap.agencies):
        return ()
    word = cues().before.search(plain[gap.span.start : gap.agencies[0].mention.span.start].rstrip())
    leads = word is not None and cues().before_roles[word.group("before")].first == "lead"
    kept = (played for played in last.agencies if played.role in IN_CHARGE)
    return tuple(played._replace(role="lead") if leads else played for played in kept)


def _starts_anew(layout: Layout, line: Line, gap: _Gap, last: _Turn) -> bool:
    """Say whether a ; ends the subject before it.

    It does when that subject did not open the sentence, and when a new date and a TARGET with a
    subject of its own stand behind it (;到2025年,覆盖率达到…).
    """
    if gap.at in (0, len(line.targets.mentions)) or layout.plain[gap.span.start - 1] != ";":
        return False
    target = line.targets.mentions[gap.at]
    dated = any(m.label == "DEADLINE" and not is_frequency(m) for m in line.outside.within(*gap.span))
    noun = any(m.label == "INDICATOR" and m.span.start == target.span.start for m in layout.inside[target.id])
    return last.at > 0 or (dated and noun)


def _opens(plain: str, gap: _Gap) -> bool:
    leads = any(played.role == "lead" and played.said == "after" for played in gap.agencies)
    return leads or _TITLE.fullmatch(plain, gap.agencies[-1].mention.span.end, gap.span.end) is not None


def read_title(layout: Layout, line: Line) -> tuple[Played, ...]:
    """Return the agencies that alone make up a line with a colon behind it, if it is one."""
    agencies = [mention for mention in line.outside if mention.label == "AGENCY"]
    if line.targets or not agencies or layout.plain[line.span.end - 1] != ":":
        return ()
    parts, at = [], line.span.start
    for agency in agencies:
        parts.append(layout.plain[at : agency.span.start])
        at = agency.span.end
    rest = "".join(parts) + layout.plain[at : line.span.end]
    return clause_roles(layout.plain, line.span, agencies) if _ALONE.fullmatch(rest) else ()


def _doers(layout: Layout, target: Mention) -> tuple[Played, ...]:
    """Return the agencies that a TARGET names as those who do it, or what follows: with 由, or as founded by it."""
    born = founded(layout, target)
    if born:
        return (Played(born, "resp", None),)
    agencies = [mention for mention in layout.inside[target.id] if mention.label == "AGENCY"]
    if not agencies or layout.plain[agencies[0].span.start - 1] != "由":
        return ()
    return tuple(p for p in clause_roles(layout.plain, target.span, agencies, inside=True) if p.role != "supv")


def founded(layout: Layout, target: Mention) -> Mention | None:
    """Return the AGENCY that a TARGET founds and ends with (成立领导小组): it works on what follows, not on that."""
    held = layout.inside[target.id][-1:]
    body = held[0] if held and held[0].label == "AGENCY" and held[0].span.end == target.span.end else None
    if body is None or not body.text.endswith(cues().bodies):
        return None
    return body if cues().founds.search(layout.plain, target.span.start, body.span.start) else None


def _led(layout: Layout, turn: _Turn, targets: tuple[Mention, ...]) -> Iterator[Group]:
    if not turn.agencies or not targets:
        return
    first = targets[0]
    agencies = as_supervisors(layout.plain, first.span, turn.agencies)
    checking = agencies != turn.agencies
    own, turned = [first], False
    for before, target in pairwise(targets):
        turned = checking and _is_about_others(layout.plain, before, target, turned)
        if not turned and not _doers(layout, target):
            own.append(target)
    yield Group(agencies, tuple(own), turn.opens)


def _is_about_others(plain: str, before: Mention, target: Mention, turned: bool) -> bool:
    """Say whether a topic turned from who checks to who is checked (对违规的,追回…,不再…)."""
    topic = cues().topic.search(plain, before.span.end, target.span.start)
    return (turned or topic is not None) and not cues().supervises.match(plain, *target.span)


def _played(plain: str, span: Span, free: Sequence[Mention]) -> tuple[Played, ...]:
    agencies = [mention for mention in free if span.contains(mention.span)]
    if not agencies:
        return ()
    is_field = cues().field.search(plain, span.start, agencies[0].span.start)
    return (listed_roles if is_field else clause_roles)(plain, span, agencies)


def _says_role(played: Played) -> bool:
    return played.said is not None or played.mention.role is not None
