"""`zhengce evaluate`: how good a recogniser is on annotated documents."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from extractor import __version__
from extractor.annotate.split import PARTS, read_parts
from extractor.cli.parameters import RECOGNISER
from extractor.export.sink import opened
from extractor.export.write import check_spared
from extractor.recognise.base import default_recogniser
from extractor.score.differences import Difference, differences
from extractor.score.figures import NOTHING, Score, figures, plain
from extractor.score.gold import find, fingerprint, load
from extractor.score.report import per_document, tables
from extractor.score.run import compare
from extractor.types import Annotation

GOLD = Path("annotations/gold")
SPLITS = Path("annotations/splits.json")
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of a gold set: in all, by document name, and up to so many differences of each kind."""

    recogniser: str
    gold_sha256: str
    total: Score
    documents: dict[str, Score]
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which gold documents: files or folders, the folder of texts for stand-off ones, a part of a split file."""

    paths: Sequence[Path]
    corpus: Path | None = None
    part: str | None = None
    splits: Path = SPLITS

    def annotations(self) -> Iterator[Annotation]:
        """Yield the annotations chosen. Raises UnreadableError or AnnotationError."""
        names = read_parts(self.splits)[self.part] if self.part else None
        for file in find(self.paths):
            for annotation in load(file, self.corpus):
                if names is None or annotation.name in names:
                    yield annotation


def evaluate(
    chosen: Selection, recogniser: str | None = None, *, gold_mentions: bool = False, errors: int = 0
) -> Evaluation:
    """Extract the texts of the gold documents again and compare.

    `errors` is how many differences of each kind to keep. Raises UnreadableError, AnnotationError,
    OptionError or ModelError.
    """
    chosen_name = recogniser or default_recogniser()
    total, documents = NOTHING, {}
    kept: dict[str, list[str]] = defaultdict(list)
    for compared in compare(chosen.annotations(), chosen_name, gold_mentions=gold_mentions):
        total += compared.score
        documents[compared.gold.name] = compared.score
        if errors:
            _keep(kept, compared.gold.name, list(differences(compared.gold, compared.predicted)), errors)
    name = "gold" if gold_mentions else chosen_name
    return Evaluation(name, fingerprint(find(chosen.paths)), total, documents, dict(kept))


def _keep(kept: dict[str, list[str]], name: str, found: list[Difference], limit: int) -> None:
    for difference in found:
        if len(kept[difference.kind]) < limit:
            kept[difference.kind].append(f"{name}:{difference.line}")


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as plain values: headline figures first, then every count."""
    return {
        "version": __version__,
        "recogniser": evaluation.recogniser,
        "gold": {"documents": evaluation.total.documents, "sha256": evaluation.gold_sha256},
        "figures": {name: round(figure, 4) for name, figure in figures(evaluation.total).items()},
        "counts": plain(evaluation.total),
        "documents": {name: plain(score) for name, score in evaluation.documents.items()},
    }


@click.command("evaluate")
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path))
@click.option("--corpus", type=click.Path(path_type=Path), help="离线标注所指文本的文件夹。")
@click.option("--split", "part", type=click.Choice(PARTS), help="只用 annotations/splits.json 里的这一部分。")
@RECOGNISER
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="把全部数字写入 JSON 文件。")
@click.option("--per-document", "by_document", is_flag=True, help="逐篇列出主要数字。")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="每类差异列出至多 N 条。")
@click.option("--gold-mentions", is_flag=True, help="用标注的提及代替识别器，只衡量归一与组装。")
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    gold: tuple[Path, ...],
    corpus: Path | None,
    part: str | None,
    recogniser: str,
    json_file: Path | None,
    by_document: bool,
    errors: int,
    gold_mentions: bool,
) -> None:
    """在标注文档上衡量抽取质量。

    GOLD 是行内标注（*.xml）、离线标注（*.jsonl）或文件夹，默认 annotations/gold；
    离线标注的正文在 --corpus 文件夹里。正文重新抽取后与标注比较。
    """
    chosen = Selection(gold or (GOLD,), corpus, part)
    if json_file:
        check_spared(json_file, map(str, find(chosen.paths)))
    evaluation = evaluate(chosen, recogniser, gold_mentions=gold_mentions, errors=errors)
    if json_file:
        _write(json_file, as_json(evaluation))
    _show(evaluation, by_document)


def _show(evaluation: Evaluation, by_document: bool) -> None:
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    console.print(
        f"标注 {evaluation.total.documents} 篇（sha256 {evaluation.gold_sha256[:12]}），"
        f"识别器 {evaluation.recogniser}，版本 {__version__}"
    )
    for table in tables(evaluation.total):
        console.print(table)
    if by_document:
        console.print(per_document(evaluation.documents))
    for kind, lines in evaluation.errors.items():
        console.print(f"\n[bold]{escape(kind)}[/bold]")
        for line in lines:
            console.print(f"  {line}", markup=False, soft_wrap=True)


def _write(path: Path, data: dict[str, Any]) -> None:
    with opened(path) as stream:
        stream.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
