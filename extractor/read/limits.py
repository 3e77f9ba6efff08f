"""How much of a source is read: the one place of these settings; `zhengce extract` has a flag for each."""

from dataclasses import dataclass, field

_MIB = 1024 * 1024


def _limit(default: int, title: str) -> int:
    """Return a field with its Chinese title, which is what its flag says."""
    value: int = field(default=default, metadata={"title": title})
    return value


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file, and an archive of files, may at most be. Files are untrusted: every reader keeps to these.

    `max_expanded` bounds the bytes that are unpacked from an office file, `max_ratio` how often a part
    of it may be larger than it was packed, and all that comes out of an archive, at any depth, by the
    archive's own size; `max_convert_seconds` is the time of a converter program. `max_seconds` is for one
    document in a process of its own, which has `max_memory` MiB; 0 is no such limit.
    Extraction takes memory by the character, up to 0.5 KB where commitments stand close.
    """

    max_bytes: int = _limit(64 * _MIB, "一个文件的字节数")
    max_characters: int = _limit(5_000_000, "一个文件的字数")
    max_blocks: int = _limit(1_000_000, "一个文件的段落数")
    max_expanded: int = _limit(128 * _MIB, "一个办公文件解开后的字节数")
    max_ratio: int = _limit(200, "解开后与压缩时的大小之比")
    max_convert_seconds: int = _limit(120, "转换旧格式文件的秒数")
    max_pages: int = _limit(5_000, "一个文件的页数")
    max_page_seconds: int = _limit(30, "PDF、OFD 一页的秒数")
    max_cells: int = _limit(1_000_000, "一个文件的单元格数")
    max_archive: int = _limit(1024 * _MIB, "一个压缩包的字节数")
    max_archive_expanded: int = _limit(2048 * _MIB, "一个压缩包解开后的总字节数")
    max_depth: int = _limit(3, "压缩包嵌套的层数")
    max_members: int = _limit(10_000, "一个压缩包里的文件数")
    max_seconds: int = _limit(0, "一个文件的秒数，0 为不限")
    max_memory: int = _limit(4096, "限时处理时一个进程的内存 MiB 数，0 为不限")


DEFAULT_LIMITS = Limits()
