"""Every form of an annotated set, by name: how it is read from files and written to one."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractor.annotate import doccano, files, inline, label_studio, standoff
from extractor.errors import AnnotationError
from extractor.export import sink
from extractor.export.write import check_spared, free_name
from extractor.types import Annotation

Annotations = Iterable[Annotation]
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError)


class Form(NamedTuple):
    """One form: `read` takes a file and the corpus folder, `write` a file or, for inline, a folder."""

    suffix: str
    read: Callable[[Path, Path | None], Iterator[Annotation]]
    write: Callable[[Annotations, Path], None]


def read(path: Path, corpus: Path | None = None) -> Iterator[Annotation]:
    """Read an annotated file, or a folder of inline and JSON-lines files, whichever form each has.

    Raises AnnotationError for a missing path or an unknown form.
    """
    for file in files_of(path):
        if not file.is_file():
            raise AnnotationError(f"找不到标注文件 {file}，请检查路径")
        yield from FORMS[form_of(file)].read(file, corpus)


def write(annotations: Annotations, target: Path, form: str, source: Path) -> None:
    """Write annotations that were read from `source`. Raises OutputError, also where that would be overwritten."""
    sources = files_of(source)
    beside = {file.parent for file in sources if file.suffix == ".xml"} if form == "inline" else set()
    check_spared(target, map(str, (*sources, *beside)))
    FORMS[form].write(annotations, target)


def files_of(path: Path) -> list[Path]:
    """Return the annotation files of a folder, sorted; anything else is returned as it is."""
    return sorted([*path.rglob("*.xml"), *path.rglob("*.jsonl")]) if path.is_dir() else [path]


def form_of(path: Path) -> str:
    """Tell a form by suffix, and for .jsonl and .json by the first object in it."""
    if path.suffix == ".xml":
        return "inline"
    if path.suffix == ".spacy":
        return "spacy"
    if path.suffix in (".jsonl", ".json"):
        return _json_form(path)
    raise AnnotationError(
        f"{path} 的格式认不出，可用：{'、'.join(f'{name}（{form.suffix}）' for name, form in FORMS.items())}"
    )


def _json_form(path: Path) -> str:
    head, _, _ = files.read_bytes(path).partition(b"\n")
    if head.lstrip().startswith(b"["):
        return "label-studio"
    try:
        keys = json.loads(head).keys()
    except (ValueError, AttributeError) as error:
        raise AnnotationError(f"{path} 第 1 行不是 JSON 对象，请检查文件") from error
    if "entities" in keys:
        return "doccano"
    return "standoff" if "sha256" in keys else "datasets"


def _read_inline(path: Path, _corpus: Path | None) -> Iterator[Annotation]:
    markup = files.read_text(path)
    try:
        yield inline.parse(markup, path.stem)
    except AnnotationError as error:
        raise AnnotationError(f"{path}：{error}") from error


def _write_inline(annotations: Annotations, folder: Path) -> None:
    sink.folder(folder)
    taken: set[str] = set()
    for annotation in annotations:
        name = free_name(Path(annotation.name).stem or "untitled", ".xml", taken)
        files.write(inline.render(annotation).encode("utf-8"), folder / name)


def _write_standoff(annotations: Annotations, path: Path) -> None:
    standoff.dump((standoff.separate(annotation) for annotation in annotations), path)


def _read_docbin(path: Path, _corpus: Path | None) -> Iterator[Annotation]:
    from extractor.annotate import docbin  # noqa: PLC0415 (spaCy takes a second to import)

    try:
        yield from docbin.from_docbin(files.read_bytes(path))
    except (*_BROKEN, zlib.error) as error:
        raise AnnotationError(
            f"{path} 读不懂（{error!r}）；请检查它是不是 zhengce annotate convert 写出的 .spacy"
        ) from error


def _write_docbin(annotations: Annotations, path: Path) -> None:
    from extractor.annotate import docbin  # noqa: PLC0415

    files.write(docbin.to_docbin(annotations), path)


def _read_label_studio(path: Path, _corpus: Path | None) -> Iterator[Annotation]:
    try:
        yield from label_studio.from_tasks(json.loads(files.read_bytes(path)))
    except _BROKEN as error:
        raise AnnotationError(f"{path} 读不懂（{error!r}）；请检查它是不是 Label Studio 导出的 JSON") from error


def _write_label_studio(annotations: Annotations, path: Path) -> None:
    files.write(json.dumps(label_studio.to_tasks(annotations), ensure_ascii=False, indent=1).encode("utf-8"), path)


def _rows(path: Path, form: Callable[[dict[str, Any]], Annotation]) -> Iterator[Annotation]:
    """Yield the annotations of JSON lines. Raises AnnotationError naming file and line."""
    for number, line in enumerate(files.read_bytes(path).splitlines(), 1):
        if line.strip():
            try:
                yield form(json.loads(line))
            except _BROKEN as error:
                raise AnnotationError(f"{path} 第 {number} 行读不懂（{error!r}）；请检查它是不是标注文件") from error


def _write_rows(rows: Iterable[dict[str, Any]], path: Path) -> None:
    files.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8"), path)


def _read_doccano(path: Path, _corpus: Path | None) -> Iterator[Annotation]:
    yield from _rows(path, doccano.from_row)


def _write_doccano(annotations: Annotations, path: Path) -> None:
    _write_rows(doccano.to_rows(annotations), path)


def _read_datasets(path: Path, _corpus: Path | None) -> Iterator[Annotation]:
    yield from _rows(path, lambda row: standoff.unite(standoff.from_row(row), row["text"]))


def _write_datasets(annotations: Annotations, path: Path) -> None:
    _write_rows((standoff.to_row(annotation) for annotation in annotations), path)


FORMS: dict[str, Form] = {
    "inline": Form(".xml", _read_inline, _write_inline),
    "standoff": Form(".jsonl", standoff.load, _write_standoff),
    "spacy": Form(".spacy", _read_docbin, _write_docbin),
    "datasets": Form(".jsonl", _read_datasets, _write_datasets),
    "label-studio": Form(".json", _read_label_studio, _write_label_studio),
    "doccano": Form(".jsonl", _read_doccano, _write_doccano),
}
