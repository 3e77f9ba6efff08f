"""What kind of document a title names."""

import re
from functools import cache
from typing import cast

from extractor.structure.lexicons import table
from extractor.types import Genre

_BRACKETED = re.compile(r"(?:\([^()]{0,40}\)|\[[^\]]{0,20}\]|【[^】]{0,20}】|〔[^〕]{0,20}〕)$")
_PIECE = re.compile(r" ?篇 ?(?:\d{1,3}|[一二三四五六七八九十]{1,3})$|范文$|全文$")
_LISTED = re.compile(r"(?:[一二三四五六七八九十百]{1,4}|\d{1,3})条$")
_COVERS = re.compile(r"(?:印发|转发|批转|发布|公布|下发|颁发|制定|颁布)(.+?)》?的?(?:通知|公告|决定|通告|令|函)$")
_LONGEST_NOUN = 6


def genre_of(title: str) -> Genre | None:
    """Return the genre a folded title names with its last noun, or None."""
    bare = strip_title(title)
    for length in range(min(_LONGEST_NOUN, len(bare)), 0, -1):
        genre = _nouns().get(bare[-length:])
        if genre:
            return genre
    return "opinion" if _LISTED.search(bare) else None


def genre_of_form(text: str) -> Genre | None:
    """Return the genre that folded text shows by what it says of itself, or None."""
    for genre, pattern in _forms():
        if pattern.search(text):
            return genre
    return None


def covered(title: str) -> str | None:
    """Return what a covering notice covers (关于印发《某方案》的通知 gives 某方案), or None."""
    hit = _COVERS.search(strip_title(title))
    return hit[1].strip("《〈 ") if hit else None


def ends_like_title(text: str) -> bool:
    """Say whether folded text ends in a noun that titles end with (brackets behind it allowed)."""
    return genre_of(text) is not None


def strip_title(title: str) -> str:
    """Take off what stands behind a title's last noun: （试行） 篇3 》 and spaces."""
    bare = "".join(title.split())
    while True:
        shorter = _PIECE.sub("", _BRACKETED.sub("", bare)).rstrip("》*_")
        if shorter == bare:
            return bare
        bare = shorter


@cache
def _nouns() -> dict[str, Genre]:
    nouns = table("genres")["nouns"]
    return {noun: cast(Genre, genre) for genre in nouns for noun in nouns[genre]}


@cache
def _forms() -> tuple[tuple[Genre, re.Pattern[str]], ...]:
    return tuple((cast(Genre, row["genre"]), re.compile(row["text"])) for row in table("genres")["form"])
