"""Many documents, some processes, results in the order of the documents."""

import sys
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, groupby, islice
from pathlib import Path

from extractor import pipeline
from extractor.errors import ZhengceError
from extractor.isolate import Pool, Work
from extractor.pipeline import Options
from extractor.read import Job, Member, digest_file, expand
from extractor.types import Issue, Result

STDIN = "-"


def extract_one(job: Job, options: Options) -> Result:
    """Extract one path or member of a container; whatever goes wrong with it becomes a failed result."""
    try:
        if isinstance(job, Member):
            return pipeline.extract_member(job, options)
        if job == STDIN:
            data = sys.stdin.buffer.read(options.limits.max_bytes + 1)
            return pipeline.extract_bytes(data, job, options)
        return pipeline.extract_file(job, options)
    except ZhengceError:
        raise
    except Exception as error:
        if options.debug:
            raise
        cause = f"时出错（{type(error).__name__}），该文件未抽取；加 --debug 可显示调用栈"
        return fail(job, options, "internal", cause)


@dataclass(frozen=True, slots=True)
class Batch:
    """How to work through documents; `work` runs in the workers, so it is a function of a module."""

    options: Options
    workers: int = 1
    work: Work[Job] = extract_one

    def run(self, paths: Iterable[str]) -> Generator[Result]:
        """Yield the results of every path in order, of a container those of its members.

        A document that kills its process or takes too long is a failed one. `-` is standard input.
        Raises what is no document's fault: OptionError, ModelError.
        """
        seconds = self.options.limits.max_seconds
        found = expand(paths, self.options.limits)
        first = list(islice(found, 2))
        alone = not seconds and (self.workers == 1 or len(first) < 2)
        pool = Pool(self.work, fail, self.options, self.workers, seconds)
        for here, jobs in groupby(chain(first, found), lambda job: job == STDIN):
            if here or alone:
                yield from (self.work(job, self.options) for job in jobs)
            else:
                yield from pool.run(jobs)


def fail(job: Job, options: Options, code: str, cause: str) -> Result:
    """Return the failed result of a job; `cause` goes on from 处理 and its name."""
    name = job.name if isinstance(job, Member) else job
    digest = sha256(job.data).hexdigest() if isinstance(job, Member) else digest_file(Path(job), options.limits)
    issue = Issue("read", code, f"处理 {name} {cause}", severity="fatal")
    return pipeline.failed(name, issue, pipeline.load_recogniser(options.recogniser), digest)
