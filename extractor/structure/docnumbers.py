"""发文字号: 国发〔2013〕24号, 第12号令, 2014年第3号公告 and their many brackets."""

import re
from typing import NamedTuple

from extractor.structure.organs import behind_organs

_OPEN, _SHUT = r"[〔\[(【﹝〖<《]", r"[〕\])】﹞〗>》]"
_YEAR = r"(?:19|20)\ ?\d\ ?\d|[5-9]\d|二[〇零][〇零一二]."
_CODE = r"[\u4e00-\u9fffA-Za-z·\-—]"
_YEARED = re.compile(
    rf"(?P<code>{_CODE}(?:{_CODE}|\ (?=[\u4e00-\u9fff])){{0,70}})\ ?{_OPEN}\ ?(?P<year>{_YEAR})\ ?年?\ ?{_SHUT}\ ?"
    rf"(?P<mid>第|字第|字|{_CODE}{{1,6}}?第?)?\ ?(?P<no>\d{{1,5}}(?:-\d{{1,3}})?)\ ?(?:号|$)"
)
_YEAR_FIRST = re.compile(
    rf"{_OPEN}\ ?(?P<year>{_YEAR})\ ?{_SHUT}\ ?(?P<code>{_CODE}{{1,10}}?)\ ?第?\ ?(?P<no>\d{{1,5}})\ ?号"
)
_ORDINAL = r"第[ \n]*(?P<no>\d{1,4}|[一二三四五六七八九十百〇零]{1,6})[ \n]*号"
_DECREE = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、 ]{0,60}?)"
    r"(?P<kind>主席令|人民政府令|政府令|国务院令|国令|令 ?部令|部令|委令|局令|厅令|令|公告|通告)[ \n]*"
    rf"(?:(?P<year>(?:19|20)\d\d)年[ \n]*)?\(?{_ORDINAL}\)?"
)
_DECREE_AFTER = re.compile(rf"(?:(?P<year>(?:19|20)\d\d)年[ ]*)?{_ORDINAL}(?P<kind>令|公告|通告)")
_PLAIN = re.compile(r"(?P<code>[\u4e00-\u9fff]{2,10}[发函办字政文电])\ ?第?(?P<no>\d{1,4})号")
_HEADS = re.compile(
    r".*(?:文件|人民政府|办公厅|办公室|委员会|通知|意见|方案|办法|规定|决定|批复|报告|通报|请示|函|公告|纲要|计划|规划|管理局|总局|[字文]号:?|号)"
    r"(?=.{2})(?!办?[发函])"
)
_CITED_BEFORE = re.compile(r"(?:转发|印发|根据|按照|依据|以|原|[《(》、]|执行|贯彻)$")
_CITING = re.compile(r"根据|按照|依据|依照|以|原|经|已")
_CITED_AFTER = re.compile(r"^(?:文件?|的|精神|要求|规定|[)\]]?(?:同时)?废止|和|、|及)")


class DocNumber(NamedTuple):
    """A document number in `plain[start:end]`; `text` is its standard form."""

    start: int
    end: int
    text: str


def find_number(plain: str, start: int, end: int) -> DocNumber | None:
    """Return the first number of `plain[start:end]` that is the document's own, not a cited one."""
    found = [number for number in (_yeared(plain, start, end), _decree(plain, start, end)) if number]
    return min(found) if found else None


def parse_number(text: str) -> str | None:
    """Return the standard form of a text that is one document number (labels allowed), else None."""
    text = re.sub(r"^[^:]{2,6}:", "", re.sub(r"[\u200b-\u200d\ufeff]", "", text).strip()).strip()
    for pattern in (_YEARED, _YEAR_FIRST, _DECREE, _DECREE_AFTER, _PLAIN):
        hit = pattern.match(text)
        if hit:
            return _standard(hit)
    return None


def _yeared(plain: str, start: int, end: int) -> DocNumber | None:
    for pattern in (_YEARED, _YEAR_FIRST):
        for hit in pattern.finditer(plain, start, end):
            number = _own(plain, hit)
            if number:
                return number
    return None


def _own(plain: str, hit: re.Match[str]) -> DocNumber | None:
    at = hit.start()
    if hit.re is _YEARED:
        code = "".join(hit["code"].split())
        head = _HEADS.match(code)
        left = len(code) - (head.end() if head else behind_organs(code))
        at = hit.end("code")
        while left:
            at -= 1
            left -= plain[at] != " "
    before, after = plain[max(0, at - 4) : at].rstrip(), plain[hit.end() : hit.end() + 6]
    alone = before.endswith("(") and plain[max(0, at - 2) : at - 1] in ("", "\n", " ", "知", "定", "见", "案")
    if (_CITED_BEFORE.search(before) and not alone) or _CITED_AFTER.match(after):
        return None
    written = plain[at : hit.end("code")] if hit.re is _YEARED else None
    return DocNumber(at, hit.end(), _standard(hit, written))


def _decree(plain: str, start: int, end: int) -> DocNumber | None:
    for pattern in (_DECREE, _DECREE_AFTER):
        for hit in pattern.finditer(plain, start, end):
            before, after = plain[max(0, hit.start() - 2) : hit.start()], plain[hit.end() : hit.end() + 3]
            cited = _CITING.match((hit.groupdict().get("organ") or "").strip())
            if (
                not cited
                and not after.startswith(("发布", "公布", "的", ")"))
                and not before.endswith(("(", "年", "《"))
            ):
                return DocNumber(hit.start(), hit.end(), _standard(hit))
    return None


def _standard(hit: re.Match[str], code: str | None = None) -> str:
    groups = hit.groupdict()
    number = groups["no"]
    if hit.re is _DECREE or hit.re is _DECREE_AFTER:
        organ = "".join((groups.get("organ") or "").split())
        year = f"{groups['year']}年" if groups["year"] else ""
        kind = "令" if groups["kind"].startswith("令") else groups["kind"]
        return f"{organ}{kind}{year}第{number}号"
    code = "".join((code or groups["code"]).split())
    if hit.re is _PLAIN:
        return f"{code}{number}号"
    year = "".join(groups["year"].split())
    if hit.re is _YEAR_FIRST:
        return f"〔{year}〕{code}第{number}号" if code.endswith("字") else f"〔{year}〕{code}{number}号"
    return f"{code}〔{year}〕{groups['mid'] or ''}{number}号"
