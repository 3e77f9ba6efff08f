"""`zhengce evaluate`: how good a recogniser is on annotated documents."""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from extractor import __version__
from extractor.errors import OutputError
from extractor.score.differences import Difference, differences
from extractor.score.figures import NOTHING, Score, figures, plain
from extractor.score.gold import find, fingerprint
from extractor.score.report import per_document, tables
from extractor.score.run import compare_files

GOLD = Path("annotations/gold")
RECOGNISERS = ("rules", "model")
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of a gold set: in all, by document name, and up to so many differences of each kind."""

    recogniser: str
    gold_sha256: str
    total: Score
    documents: dict[str, Score]
    errors: dict[str, list[str]] = field(default_factory=dict)


def evaluate(
    paths: Sequence[Path], recogniser: str = "rules", *, gold_mentions: bool = False, errors: int = 0
) -> Evaluation:
    """Extract the texts of the gold files under `paths` again and compare.

    `errors` is how many differences of each kind to keep. Raises UnreadableError, AnnotationError,
    OptionError or ModelError.
    """
    files = find(paths)
    total, documents = NOTHING, {}
    kept: dict[str, list[str]] = defaultdict(list)
    for compared in compare_files(files, recogniser, gold_mentions=gold_mentions):
        total += compared.score
        documents[compared.gold.name] = compared.score
        if errors:
            _keep(kept, compared.gold.name, list(differences(compared.gold, compared.predicted)), errors)
    name = "gold" if gold_mentions else recogniser
    return Evaluation(name, fingerprint(files), total, documents, dict(kept))


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
@click.option("--recogniser", type=click.Choice(RECOGNISERS), default="rules", help="用哪个识别器（默认 rules）。")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="把全部数字写入 JSON 文件。")
@click.option("--per-document", "by_document", is_flag=True, help="逐篇列出主要数字。")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="每类差异列出至多 N 条。")
@click.option("--gold-mentions", is_flag=True, help="用标注的提及代替识别器，只衡量归一与组装。")
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    gold: tuple[Path, ...],
    recogniser: str,
    json_file: Path | None,
    by_document: bool,
    errors: int,
    gold_mentions: bool,
) -> None:
    """在标注文档上衡量抽取质量。

    GOLD 是行内标注文件（*.xml）或文件夹，默认 annotations/gold；
    正文取自去掉标签的标注文件，重新抽取后与标注比较。
    """
    evaluation = evaluate(gold or (GOLD,), recogniser, gold_mentions=gold_mentions, errors=errors)
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
    try:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise OutputError(f"写不进“{path}”（{error.strerror}），请换一个位置") from error
