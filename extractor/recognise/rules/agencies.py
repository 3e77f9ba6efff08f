"""AGENCY: responsibility brackets, subjects of clauses, 由 … 负责, 会同, 报 … 批准, 组织 … 开展."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from extractor.recognise.rules.clauses import Clause
from extractor.recognise.rules.found import Found
from extractor.recognise.rules.names import LONGEST, acts, read_name, read_names, skip_others, suffix_pattern
from extractor.recognise.rules.tables import pattern, table
from extractor.recognise.rules.words import verb_class
from extractor.types import Role, Sentence

Group = tuple[int, int]
OVERSIGHT = ("的监督", "监督", "的指导和监督")
LONGEST_LIST = 1000
LONGEST_ITEM = 80
LONGEST_PERSON = 3
_CUES: tuple[tuple[str, Role | None], ...] = (("passive", None), ("together", "coop"), ("delegate", "resp"))


def groups(plain: str, sentences: Sequence[Sentence], cells: frozenset[int]) -> list[Group]:
    """Return the brackets, labelled lines and table cells that only name who is responsible.

    `cells` are the blocks that are table cells.
    """
    found: list[Group] = []
    for sentence in sentences:
        if sentence.block in cells and _names_organs(plain[sentence.span.start : sentence.span.end]):
            found.append((sentence.span.start, sentence.span.end))
            continue
        here = [hit.span() for hit in _p("group").finditer(plain, *sentence.span) if _is_list(hit, sentence)]
        labelled = _p("labelled").search(plain, *sentence.span)
        if labelled and not any(a <= labelled.start() < b for a, b in here):
            here = [one for one in here if one[1] <= labelled.start()]
            here.append((labelled.start(), min(sentence.span.end, labelled.start() + LONGEST_LIST)))
        found += here
    return found


def _is_list(bracket: re.Match[str], sentence: Sentence) -> bool:
    inside = bracket[1]
    if _p("cue").search(inside):
        return bool(_p("labelled").search(inside)) or any(True for _ in _members(inside, 0, len(inside)))
    if sentence.span.start < bracket.start() and bracket.end() < sentence.span.end:
        return False
    return _names_organs(inside)


def _names_organs(text: str) -> bool:
    """Say whether the text is a list of organs and nothing else."""
    return all(len(name) >= 2 and _is_strong(name) for name in re.split("[、,; ]", text))


def in_groups(plain: str, spans: Iterable[Group]) -> Iterator[Found]:
    """Return the members of responsibility lists, each with its role."""
    for start, end in spans:
        for a, b, role in _members(plain, start, end):
            yield _found(a, b, "group", role)


def in_column(plain: str, start: int, end: int) -> Iterator[tuple[int, int, Role | None]]:
    """Yield (start, end, role as written in it) of the names in a cell of a column of agencies.

    Whatever is listed there is a name, but what stands for none, and a person's beside organs.
    """
    names = []
    for a, b, role in _members(plain, start, end, named=True):
        note = _p("note").search(plain, a, b)
        stop = note.start() if note and note.end() == b and note.start() > a else b
        if not _p("nobody").fullmatch(plain, a, stop):
            names.append((a, stop, role or (_role(note[0]) if note and stop < b else None)))
    organs = [_is_organ(plain[a:b], named=False) for a, b, _ in names]
    for (a, b, role), organ in zip(names, organs, strict=True):
        if organ or b - a > LONGEST_PERSON or not any(organs):
            yield a, b, role


def _members(plain: str, start: int, end: int, *, named: bool = False) -> Iterator[tuple[int, int, Role | None]]:
    waiting: list[Group] = []
    label: Role | None = None
    timed = False
    for hit in _p("item").finditer(plain, start + (plain[start] in "([〔【"), end):
        if plain[hit.end() : hit.end() + 1] == ":" or plain[hit.end() : hit.end() + 2] == " :":
            yield from ((a, b, label) for a, b in waiting)
            waiting, label = [], _role(hit[0])
            timed = "时" in hit[0]
            continue
        if timed or len(hit[0]) > LONGEST_ITEM:
            continue
        a, b, cue = _strip(plain, *hit.span())
        waiting += _split(plain, a, b, named=named or label is not None)
        if cue:
            yield from ((a, b, _role(cue) or label) for a, b in waiting)
            waiting = []
    yield from ((a, b, label) for a, b in waiting)


def _strip(plain: str, start: int, end: int) -> tuple[int, int, str]:
    lead = _p("lead_in").match(plain[start:end])
    start += lead.end() if lead else 0
    tail = _p("tail").search(plain[start:end])
    stop = start + tail.start() if tail else end
    return start, stop, plain[stop:end]


def _split(plain: str, start: int, end: int, *, named: bool) -> Iterator[Group]:
    at = start
    for join in _p("join").finditer(plain, start, end):
        if _is_organ(plain[at : join.start()], named):
            yield at, join.start()
            at = join.end()
    if _is_organ(plain[at:end], named):
        yield at, end


def _is_organ(name: str, named: bool) -> bool:
    if not 2 <= len(name) <= LONGEST + 10 or _p("not_organ").search(name):
        return False
    return named or bool(_p("organ").search(name) or _ends_as_organ(name))


def _ends_as_organ(name: str) -> bool:
    bare = re.sub(r"\([^()]*\)$", "", name)
    return any(hit.end() == len(bare) for hit in suffix_pattern().finditer(bare))


def _is_strong(name: str) -> bool:
    found = read_name(name, 0, len(name))
    return found is not None and found.strong and found.end == len(name)


def _role(cue: str) -> Role | None:
    for role, words in table("agencies")["roles"].items():
        if any(word in cue for word in words):
            return cast(Role, role)
    return None


def subjects(plain: str, clause: Clause, start: int, times: Mapping[int, int]) -> list[Found]:
    """Return the agencies that open the clause at `start` and act in it.

    `times` maps start to end of the DEADLINEs, which may stand between agency and verb.
    """
    if short := _short(plain, clause, start):
        return short
    names = read_names(plain, start, clause.end)
    if not names:
        return []
    after = skip_others(plain, names[-1].end, clause.end)
    how = _how(plain, after, clause, times)
    if how is None or (how != "must" and not all(name.strong for name in names)):
        return []
    if _p("stative").match(plain, after, clause.end):
        return []
    role = _subject_role(plain[names[-1].end : names[-1].end + LONGEST])
    return [_found(a, b, "subject", role) for a, b, _ in names]


def _how(plain: str, after: int, clause: Clause, times: Mapping[int, int]) -> str | None:
    """Say how firmly the clause goes on as their predicate; a time before it makes it firm."""
    timed = after in times
    after = times.get(after, after)
    if after >= clause.end:
        return "must" if timed else "may" if clause.mark == "," else None
    how = acts(plain, after, clause.end)
    return "must" if timed and how else how


def _short(plain: str, clause: Clause, start: int) -> list[Found]:
    hit = _p("short").match(plain, start, clause.end)
    if not hit or verb_class(plain, hit.start(1), clause.end) in ("act", "grant"):
        return []
    if hit.end() < clause.end and acts(plain, hit.end(), clause.end) is None:
        return []
    spans = [one.span() for one in re.finditer("[^、和]+", hit[1])]
    if any(_p("not_name").search(hit[1][a:b]) for a, b in spans):
        return []
    role = _subject_role(plain[hit.end() : hit.end() + LONGEST])
    return [_found(hit.start(1) + a, hit.start(1) + b, "short", role) for a, b in spans]


def _subject_role(after: str) -> Role:
    if _p("coop").match(after):
        return "coop"
    return "lead" if _p("lead").match(after) else "resp"


def inside(plain: str, clause: Clause) -> Iterator[Found]:
    """Return agencies behind 由, 会同, 组织 and 设在 and in 报…批准, anywhere in the clause."""
    if not _p("cues").search(plain, clause.start, clause.end):
        return
    for rule, role in _CUES:
        for hit in _p(rule).finditer(plain, clause.start, clause.end):
            if rule != "passive" or not _p("modifier").search(plain[clause.start : hit.start()]):
                yield from _behind(plain, hit.end(), clause, rule, role)
    for hit in _p("approval").finditer(plain, clause.start, clause.end):
        stop = _approver_end(plain, hit.end(), clause.end)
        for part in re.finditer("[^、]+", plain[hit.end() : stop]):
            yield _found(hit.end() + part.start(), hit.end() + part.end(), "approval", "supv")
    for hit in _p("oversight").finditer(plain, clause.start, clause.end):
        if stop := _overseer_end(plain, hit.end(), clause.end):
            yield _found(hit.end(), stop, "oversight", "supv")
    yield from _seats(plain, clause)


def _seats(plain: str, clause: Clause) -> Iterator[Found]:
    """Return X of 办公室设在X."""
    seat = _p("seat").search(plain, clause.start, clause.end)
    name = read_name(plain, seat.end(), clause.end) if seat else None
    if name and name.end == clause.end:
        yield _found(name.start, name.end, "seat", "resp")


def _behind(plain: str, start: int, clause: Clause, rule: str, role: Role | None) -> Iterator[Found]:
    names = read_names(plain, start, clause.end, named=True)
    if not names:
        return
    after = skip_others(plain, names[-1].end, clause.end)
    how = acts(plain, after, clause.end) if after < clause.end else None
    if how is None and not (rule == "together" and after >= clause.end):
        return
    if rule == "delegate" and how != "verb":
        return
    role = role or _subject_role(plain[after : after + LONGEST])
    yield from (_found(name.start, name.end, rule, role) for name in names)


def _overseer_end(plain: str, start: int, end: int) -> int:
    """Return the end of X in 接受X的监督, 0 when there is none."""
    for hit in suffix_pattern().finditer(plain, start, min(end, start + LONGEST)):
        if hit.end() - start >= 2 and plain.startswith(OVERSIGHT, hit.end()):
            return hit.end()
    return 0


def _approver_end(plain: str, start: int, end: int) -> int:
    for hit in suffix_pattern().finditer(plain, start, min(end, start + LONGEST)):
        if hit.end() - start >= 2 and _p("approved").match(plain, hit.end(), end):
            return 0 if _p("not_name").search(plain[start : hit.end()]) else hit.end()
    return 0


def _found(start: int, end: int, rule: str, role: Role | None) -> Found:
    return Found(start, end, "AGENCY", f"agency.{rule}", table("agencies")["scores"][rule], role=role)


def _p(key: str) -> re.Pattern[str]:
    return pattern("agencies", key)
