"""Where a number that may open a heading stands, and what it says."""

import re
from typing import NamedTuple

from extractor.lang.numerals import parse_number
from extractor.structure.lines import Line

AT_LINE, AT_SENTENCE, GLUED = 0, 1, 2
BARE = "bare"
PERIOD = "period"
ATTACHMENT = "attachment"

_HAN = r"[一二三四五六七八九十百零〇]"
_NAMES = "专项行动|行动计划|行动|任务|工程|项目|举措|措施|专栏"
_MARKER = re.compile(
    rf"""
    (?=[第\d({_HAN[1:-1]}㈠-㈩⒈-⒛⑴-⒇①-⑳专行任工项举措])(?:
    第\ ?(?P<ord>{_HAN}{{1,6}}|\d{{1,3}})\ ?(?P<unit>[编篇章节条](?!例)|部分)
  | (?P<dec>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?(?=\ *[\u4e00-\u9fff])
  | (?P<cn>{_HAN}{{1,4}})\ ?(?P<cnmark>[、.])(?!{_HAN}{{1,3}}[、季线产级是期])
  | \(\ ?(?P<pcn>{_HAN}{{1,4}})\ ?\)\ ?[、.]?(?!(?:[、和至到或]\ ?\()|项(?!目)|款(?!项)|目(?![标录的前]))
  | (?P<pcnone>[㈠-㈩])
  | (?P<name>{_NAMES})\ ?(?P<nameno>\d{{1,2}}|{_HAN}{{1,3}})\ ?[.、:\ ](?!\d)
  | (?P<ar>\d{{1,3}})\ ?(?P<armark>\.(?!\d)|、)
  | (?P<arone>[⒈-⒛])
  | \(\ ?(?P<par>\d{{1,2}})\ ?\)\ ?[、.]?(?!(?:[、和至到或]\ ?\()|项(?!目)|款(?!项)|目(?![标录的前]))
  | (?P<parone>[⑴-⒇])
  | (?P<half>\d{{1,2}})\)[、.]?
  | (?P<pcnh>{_HAN}{{1,3}})\)[、.]?
  | (?P<circ>[①-⑳])[、.]?
    )""",
    re.VERBOSE,
)
_ONE_SIGN = {"pcnone": ("pcn", "㈠"), "arone": ("ar.", "⒈"), "parone": ("par", "⑴"), "circ": ("circ", "①")}
_LEAD = " #*>\t"
_REFERENCE = re.compile(r"\s*(?:[-—~–至和、]\s*\(?[\d一二三四五六七八九十]{1,3}\)|项(?!目))")  # (1)-(2)项由甲牵头


class Marker(NamedTuple):
    """A number with its style; `start:end` covers it with its mark (一、 (三) 第五条).

    `place` says how safe the position is: line start, sentence start, or glued to other text.
    `line` is the index of its line.
    """

    start: int
    end: int
    style: str
    value: int
    place: int
    line: int


def find_markers(plain: str, lines: list[Line]) -> list[Marker]:
    """Return every number that may open a heading, in text order."""
    found = []
    for index, line in enumerate(lines):
        if line.cell:
            continue
        first = line.start
        while first < line.end and plain[first] in _LEAD:
            first += 1
        found.extend(_in_line(plain, line, first, index))
    return found


def opens_number(plain: str, start: int, end: int) -> bool:
    """Say whether a number that may open a heading stands at `start`."""
    return _MARKER.match(plain, start, end) is not None


def _in_line(plain: str, line: Line, first: int, index: int) -> list[Marker]:
    found = []
    for hit in _MARKER.finditer(plain, first, line.end):
        style, value = _read(hit)
        place = _place(plain, line, first, hit.start())
        refers = hit[0].endswith(")") and _REFERENCE.match(plain, hit.end()) is not None
        if value and not refers and (place == AT_LINE or _may_stand(plain, hit, style, place)):
            found.append(Marker(hit.start(), hit.end(), style, value, place, index))
    return found


def _read(hit: re.Match[str]) -> tuple[str, int]:
    """Return style and value of a match; value 0 when it is no number."""
    kind = hit.lastgroup or ""
    groups = hit.groupdict()
    if kind in _ONE_SIGN:
        style, first = _ONE_SIGN[kind]
        return style, ord(hit[kind]) - ord(first) + 1
    if groups["unit"]:
        return groups["unit"], _value(groups["ord"])
    if groups["dec"]:
        return f"dec{groups['dec'].count('.')}", int(groups["dec"].rsplit(".", 1)[1])
    if groups["cn"]:
        return "cn", _value(groups["cn"])
    if groups["ar"]:
        return "ar" + groups["armark"], int(groups["ar"])
    if groups["name"]:
        return "name" + groups["name"], _value(groups["nameno"])
    return ("pcn" if kind == "pcnh" else kind), _value(groups[kind])


def _value(written: str) -> int:
    value = parse_number(written)
    return int(value) if value is not None else 0


def _place(plain: str, line: Line, first: int, at: int) -> int:
    if at == first:
        return AT_LINE
    before = plain[at - 1]
    if before in "。!?;:…" or (before in ")”》】* " and at - 1 >= line.start):
        return AT_SENTENCE
    return GLUED


_REFERRED = re.compile(r"(?:第|[图表统同唯专单划之]|附件|条|款|前|本|至|到|、|和|及|[-~—－.·/\d〇A-Za-z])$")


def _may_stand(plain: str, hit: re.Match[str], style: str, place: int) -> bool:
    """Say whether a number inside a line can open anything at all."""
    at = hit.start()
    if place == GLUED and plain[hit.end() : hit.end() + 1].isdigit():
        return False
    if style.startswith(("dec", "half")) or hit["pcnh"]:
        return False
    if style in ("par", "circ") and plain[at - 1] in ":;,":
        return False
    if style in "章节篇编部分" and plain[hit.end() : hit.end() + 1] in "为是的中规至、和与,":
        return False
    before = plain[max(0, at - 2) : at]
    return not _REFERRED.search(before)
