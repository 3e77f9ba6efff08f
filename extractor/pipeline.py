"""The one way through: a source in, a Result out, every stage named once.

bytes ─read→ Document ─structure→ Policies ─tokenise→ Sentences ─recognise→ Mentions
      ─normalise→ Mentions with values ─assemble→ Records ─→ Result
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date as calendar_date
from functools import cache
from hashlib import sha256
from pathlib import Path

from extractor import __version__
from extractor.assemble import records
from extractor.errors import ModelError, OptionError, ReadError, ZhengceError
from extractor.lang.gaps import parted
from extractor.normalise import normalise
from extractor.read import DEFAULT_LIMITS, Limits, Member, digest_file, expand, find, read_bytes, read_file, read_text
from extractor.read.rows import Row, document_of, source_of
from extractor.recognise.base import RECOGNISERS, Recogniser, default_recogniser
from extractor.recognise.cells import read_cells
from extractor.recognise.completions import completed
from extractor.recognise.places import placed
from extractor.recognise.rules import RuleRecogniser
from extractor.structure import mark_tables, policies, unwrap
from extractor.tokenise import sentences
from extractor.types import (
    LABELS,
    SCHEMA,
    Document,
    Issue,
    MadeWith,
    Mention,
    Policy,
    Result,
    Sentence,
    Source,
    Span,
    Stage,
    Status,
)

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Options:
    """How to extract. `date` (YYYY[-MM[-DD]]) anchors relative deadlines where a text has no date.

    Raises OptionError for a date of another form, or that does not exist.
    """

    recogniser: str = field(default_factory=default_recogniser)
    date: str | None = None
    limits: Limits = DEFAULT_LIMITS
    debug: bool = False

    def __post_init__(self) -> None:
        match = _DATE.fullmatch(self.date) if self.date is not None else None
        try:
            if match:
                calendar_date(*(int(part or 1) for part in match.groups()))
        except ValueError:
            match = None
        if self.date is not None and not match:
            raise OptionError(f"日期“{self.date}”无效；应写作 YYYY、YYYY-MM 或 YYYY-MM-DD，如 2020-06-01")


DEFAULT = Options()


def extract_file(path: str, options: Options = DEFAULT) -> Result:
    """Extract one file. What cannot be read becomes a `failed` Result, never an exception.

    Raises what is no file's fault, OptionError and ModelError, and with `debug` every inner error.
    """
    file, limits = Path(path), options.limits
    return _from(path, options, lambda: read_file(file, limits), lambda: digest_file(file, limits))


def extract_files(paths: Iterable[str], options: Options = DEFAULT) -> Iterator[Result]:
    """Yield the results of files, of what lies in folders and patterns, and of all members of containers, in order.

    Every member has its own result, named `container!/member`; one that cannot be read has a `failed` one.
    """
    for job in expand(find(paths), options.limits):
        yield extract_member(job, options) if isinstance(job, Member) else extract_file(job, options)


def extract_member(member: Member, options: Options = DEFAULT) -> Result:
    """Extract a member of a container. Fails as `extract_file` does."""
    if not member.code:
        return extract_bytes(member.data, member.name, options)
    issue = Issue("read", member.code, member.message, severity="fatal")
    return failed(member.name, issue, load_recogniser(options.recogniser))


def extract_bytes(data: bytes, path: str, options: Options = DEFAULT) -> Result:
    """Extract a file's bytes; `path` names them in the result. Fails as `extract_file` does."""
    return _from(path, options, lambda: read_bytes(data, path, options.limits), lambda: sha256(data).hexdigest())


def extract_text(text: str, *, recogniser: str | None = None, date: str | None = None) -> Result:
    """Extract a text that is already decoded; offsets count its code points."""
    options = Options(recogniser or default_recogniser(), date)
    return _from("<text>", options, lambda: read_text(text), str)


def extract_row(row: Row, options: Options = DEFAULT) -> Result:
    """Extract a row of a table as a document. One that could not be read becomes a `failed` Result."""
    if row.code:
        return failed_row(row, Issue("read", row.code, row.message, severity="fatal"), options)
    found = _read(row.name, lambda: document_of(row), options)
    if isinstance(found, Issue):
        return failed_row(row, found, options)
    return extract(found, load_recogniser(options.recogniser), options)


def failed_row(row: Row, issue: Issue, options: Options = DEFAULT) -> Result:
    """Return the Result of a row that gave no text; it keeps the row's fields."""
    return replace(failed(row.name, issue, load_recogniser(options.recogniser)), source=source_of(row))


def _from(path: str, options: Options, read: Callable[[], Document], digest: Callable[[], str]) -> Result:
    recogniser = load_recogniser(options.recogniser)
    found = _read(path, read, options)
    if isinstance(found, Issue):
        return failed(path, found, recogniser, digest())
    return extract(found, recogniser, options)


def _read(name: str, read: Callable[[], Document], options: Options) -> Document | Issue:
    """Return the Document, or why there is none."""
    try:
        return read()
    except ReadError as error:
        return Issue("read", error.code, str(error), severity="fatal")
    except Exception as error:
        if options.debug or isinstance(error, ZhengceError):
            raise
        return _internal("read", name, error)


def extract(document: Document, recogniser: Recogniser, options: Options = DEFAULT) -> Result:
    """Run every stage after reading. A stage that breaks costs its policy, structure the document, and says so."""
    try:
        return _extract(document, recogniser, options)
    except Exception as error:
        if options.debug or isinstance(error, ZhengceError):
            raise
        issues = (*document.issues, _internal("structure", document.source.path, error))
        return Result(SCHEMA, "failed", document.source, "", (), issues, _made_with(recogniser))


def _extract(document: Document, recogniser: Recogniser, options: Options) -> Result:
    text = document.text
    document, gaps = unwrap(document)
    document = mark_tables(document)
    issues = list(document.issues)
    found = []
    for policy in policies(document, options.date):
        stage = _Stage("tokenise")
        try:
            found.append(_fill(document, policy, recogniser, stage))
        except Exception as error:
            if options.debug:
                raise
            issues.append(_internal(stage.name, policy.id, error, policy.span))
            found.append(policy)
    made_with = _made_with(recogniser)
    result = Result(SCHEMA, _status(issues), document.source, document.text, tuple(found), tuple(issues), made_with)
    return parted(result, text, gaps)


@dataclass(slots=True)
class _Stage:
    name: Stage


def _fill(document: Document, policy: Policy, recogniser: Recogniser, stage: _Stage) -> Policy:
    split: tuple[Sentence, ...] = sentences(document, policy)
    stage.name = "recognise"
    mentions: tuple[Mention, ...] = recogniser.recognise(document, policy, split)
    mentions = placed(document, read_cells(document, policy, completed(document, mentions)))
    stage.name = "normalise"
    mentions = normalise(mentions, document, policy)
    stage.name = "assemble"
    return replace(policy, mentions=mentions, records=records(document, policy, split, mentions))


def _internal(stage: Stage, name: str, error: Exception, span: Span | None = None) -> Issue:
    """Say which stage broke over a policy (with its span) or over a whole source."""
    message = f"{name} 在“{stage}”一步出错（{type(error).__name__}: {error}），该篇未抽取；加 --debug 可看详情"
    return Issue(stage, "internal", message, span, "partial" if span else "fatal")


def _status(issues: list[Issue]) -> Status:
    severities = {issue.severity for issue in issues}
    if "fatal" in severities:
        return "failed"
    return "partial" if "partial" in severities else "ok"


def failed(path: str, issue: Issue, recogniser: Recogniser, digest: str = "") -> Result:
    """Return the Result of a source that gave no text; `digest` is its sha256, "" when it was not read."""
    source = Source(path, digest, "application/octet-stream")
    return Result(SCHEMA, "failed", source, "", (), (issue,), _made_with(recogniser))


def _made_with(recogniser: Recogniser) -> MadeWith:
    return MadeWith(__version__, recogniser.name, recogniser.sha256)


@cache
def load_recogniser(name: str) -> Recogniser:
    """Return the recogniser of that name, loaded once a process.

    Raises OptionError for an unknown name, ModelError when no model is installed.
    """
    if name == "rules":
        return RuleRecogniser()
    if name == "model":
        return _load_tagger()
    raise OptionError(f"没有名为“{name}”的识别器，可选：{'、'.join(RECOGNISERS)}")


def _load_tagger() -> Recogniser:
    from extractor.recognise.tagger import TaggerRecogniser  # noqa: PLC0415 (the rules do not wait for ONNX Runtime)

    recogniser = TaggerRecogniser()
    foreign = sorted(recogniser.labels - set(LABELS))
    if foreign:
        raise ModelError(
            f"模型 {recogniser.name} 的标签 {'、'.join(foreign)} 不是抽取所用的 {'、'.join(LABELS)}；"
            "自有标签的模型请在 Python 中用 extractor.recognise.tagger.TaggerRecogniser"
        )
    return recogniser
