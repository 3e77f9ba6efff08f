"""Word documents (docx): the text as shown, one block for each line or cell paragraph."""

from collections.abc import Iterator

from lxml.etree import _Element

from extractor.errors import EmptyError
from extractor.lang.fold import fold
from extractor.read.content import Content, Raw, within
from extractor.read.detect import get_format
from extractor.read.noise import is_noise
from extractor.read.numbering import Numbering
from extractor.read.package import Package
from extractor.read.text import strip
from extractor.read.word import Piece, Story
from extractor.read.word_names import W
from extractor.read.word_styles import Styles
from extractor.types import Block, BlockKind, Issue, Place, Span

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(raw: Raw) -> Content:
    """Read a docx file. Raises EmptyError, FormatError (damaged), LimitError."""
    package = Package(raw)
    main = package.main()
    root = package.require(main)
    parts = package.related(main)
    styles, numbering = (_part(package, parts, name) for name in ("styles", "numbering"))
    story = Story(Styles(styles), Numbering(numbering), dict(_notes(package, parts)), raw)
    text, blocks = _join(_untitled(story.read(root)))
    if not blocks and package.issues:
        raise package.damaged(main)
    if not blocks:
        raise EmptyError(f"文件 {raw.path} 没有文字（只有空白或图片）；如是扫描件，请先做文字识别（OCR）")
    issues = (*package.issues, *_foreign(root))
    return Content(text, fold(text), within(blocks, raw), get_format("docx").media_type, issues=issues)


def _part(package: Package, parts: dict[str, str], kind: str) -> _Element | None:
    return package.optional(parts.get(kind, f"word/{kind}.xml"))


def _notes(package: Package, parts: dict[str, str]) -> Iterator[tuple[tuple[str, str], _Element]]:
    for kind, tag in _NOTES.items():
        root = _part(package, parts, kind)
        for note in () if root is None else root.iterchildren(f"{W}{tag}"):
            if note.get(f"{W}type") not in _SEPARATORS:
                yield (tag, note.get(f"{W}id", "")), note


def _untitled(pieces: list[Piece]) -> list[Piece]:
    """Take the level from a title: the first heading, if none behind its lines is of its level or above."""
    headed = [at for at, piece in enumerate(pieces) if piece.level]
    if not headed:
        return pieces
    top = pieces[headed[0]].level
    title: set[int] = set()
    for at in headed:
        if pieces[at].level != top or any(piece.text.strip() for piece in pieces[max(title, default=at) + 1 : at]):
            break
        title.add(at)
    if any((pieces[at].level or 0) <= (top or 0) for at in headed if at not in title):
        return pieces
    return [piece._replace(level=None) if at in title else piece for at, piece in enumerate(pieces)]


def _join(pieces: list[Piece]) -> tuple[str, list[Block]]:
    """Return the text and its blocks, blank pieces being only line breaks."""
    texts = [piece.before + piece.text if at else piece.text for at, piece in enumerate(pieces)]
    text = "".join(texts)
    plain = fold(text)
    blocks, end = [], 0
    for piece, written in zip(pieces, texts, strict=True):
        start, end = end, end + len(written)
        span = Span(*strip(plain, end - len(piece.text), end))
        if start < end and span.width:
            rows, columns = (piece.cell.rows, piece.cell.columns) if piece.cell else (1, 1)
            kind = _kind(piece, span.of(plain))
            blocks.append(Block(span, kind, _place(piece), rows, columns, level=piece.level))
    return text, blocks


def _kind(piece: Piece, line: str) -> BlockKind:
    if piece.contents:
        return "noise"
    if piece.cell:
        return "cell"
    return "noise" if is_noise(line) else "text"


def _place(piece: Piece) -> Place:
    if piece.cell:
        return Place(table=piece.cell.table, row=piece.cell.row, column=piece.cell.column)
    return Place(paragraph=piece.paragraph)


def _foreign(root: _Element) -> list[Issue]:
    """Say so when the document embeds another file as part of its text, which is not read."""
    if root.find(f".//{W}altChunk") is None:
        return []
    message = "文档嵌有其他格式的正文（altChunk），这部分没有读出；请用 Word 打开后另存为 docx 再试"
    return [Issue("read", "embedded", message)]
