"""One document to an Outcome, and the process that does it."""

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from extractor import __version__, pipeline
from extractor.bulk.items import Entry, Item, Outcome
from extractor.bulk.manifest import Made
from extractor.bulk.tables import tabulate
from extractor.errors import ModelError, OptionError
from extractor.isolate import GRACE, ends_clean
from extractor.pipeline import Options
from extractor.types import SCHEMA, Issue, MadeWith, Result, Source

Work = Callable[[Item, Options], Outcome]
_UNREAD = "application/octet-stream"


def extract(item: Item, options: Options) -> Outcome:
    """Extract one item; whatever goes wrong with it becomes a failed Outcome.

    Raises what is no document's fault: OptionError, ModelError.
    """
    try:
        return _outcome(item, _result(item, options))
    except (OptionError, ModelError):
        raise
    except Exception as error:
        message = f"处理 {item.key} 时出错（{type(error).__name__}: {error}），该文件未抽取"
        return refuse(item, made_by(options), "internal", message)


def refuse(item: Item, made: Made, code: str, message: str) -> Outcome:
    """Return the Outcome of an item that is not extracted, and why."""
    issue = Issue("read", code, message, severity="fatal")
    author = MadeWith(made.version, made.model, made.model_sha256)
    source = Source(item.key, item.sha256, _UNREAD, None, item.row.fields if item.row else {})
    return _outcome(item, Result(SCHEMA, "failed", source, "", (), (issue,), author))


def made_by(options: Options) -> Made:
    """Return what a run with these options makes its results with. Raises OptionError or ModelError."""
    recogniser = pipeline.load_recogniser(options.recogniser)
    return Made(__version__, recogniser.name, recogniser.sha256, options.date)


def _result(item: Item, options: Options) -> Result:
    if item.row is None:
        return pipeline.extract_bytes(item.data, item.key, options)
    result = pipeline.extract_row(item.row, options)
    return replace(result, source=replace(result.source, sha256=item.sha256))


def _outcome(item: Item, result: Result) -> Outcome:
    worst = {"failed": "fatal", "partial": "partial"}.get(result.status)
    first = next(((one.code, one.message) for one in result.issues if one.severity == worst), ("", ""))
    return Outcome(Entry(item.key, item.sha256, result.status, *first), tabulate(result), len(result.text))


def serve(connection: Connection, options: Options, work: Work, begun: object) -> None:
    """Answer each Item that comes over `connection` with `begun`, then its Outcome or an error that ends the run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ends_clean(signal.SIGTERM)
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        while True:
            item = connection.recv()
            connection.send(begun)
            try:
                connection.send(work(item, options))
            except (OptionError, ModelError) as error:
                connection.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _follow_parent() -> None:
    """End this process with its parent, also in the midst of a document."""
    parent = parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)
