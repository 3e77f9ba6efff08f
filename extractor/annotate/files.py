"""Files of annotations: read and written with errors that name them and say what to do."""

from pathlib import Path

from extractor.errors import AnnotationError
from extractor.export import sink


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises AnnotationError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise AnnotationError(f"读不到标注文件 {path}（{error.strerror}），请检查路径和权限") from error


def read_text(path: Path) -> str:
    """Read a file in UTF-8, its line ends as they are. Raises AnnotationError."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{path} 不是 UTF-8 编码（第 {error.start + 1} 个字节读不懂），请另存为 UTF-8") from error


def write(data: bytes, path: Path) -> None:
    """Write a file that appears whole or not at all. Raises OutputError."""
    with sink.opened(path) as stream:
        stream.write(data)
