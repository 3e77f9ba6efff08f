"""Results without what is too unsure; what is left out is counted, never silent."""

from collections import Counter
from dataclasses import replace

from extractor.types import Issue, Mention, Record, Result

CODE = "below-min-score"
_NAMES = {"records": "记录 {} 条", "deadlines": "时限 {} 个", "agencies": "责任主体 {} 个", "metrics": "指标 {} 个"}
_SLOTS = ("deadlines", "agencies", "metrics")


def sift(result: Result, least: float) -> tuple[Result, Counter[str]]:
    """Leave out the records whose TARGET scores below `least` (0 to 1), and the slots below it of the others.

    Mentions stay, and so do the scores of records. Returns what was left out, by field of Record
    (`records` for whole ones); a note among the issues says the same.
    """
    left: Counter[str] = Counter()
    policies = []
    for policy in result.documents:
        mentions = {mention.id: mention for mention in policy.mentions}
        sure = tuple(record for record in policy.records if _target(record, mentions).score >= least)
        left["records"] += len(policy.records) - len(sure)
        policies.append(replace(policy, records=tuple(_thinned(record, least, left) for record in sure)))
    if not left.total():
        return result, left
    issue = Issue("export", CODE, f"置信度低于 {least:g}，未输出：{words(left)}", severity="note")
    return replace(result, documents=tuple(policies), issues=(*result.issues, issue)), left


def words(left: Counter[str]) -> str:
    """Return counts of things left out as people read them."""
    return "，".join(name.format(left[field]) for field, name in _NAMES.items() if left[field])


def _target(record: Record, mentions: dict[str, Mention]) -> Mention:
    return mentions[record.target]


def _thinned(record: Record, least: float, left: Counter[str]) -> Record:
    thin = replace(
        record,
        deadlines=tuple(slot for slot in record.deadlines if slot.score >= least),
        agencies=tuple(slot for slot in record.agencies if slot.score >= least),
        metrics=tuple(metric for metric in record.metrics if metric.score >= least),
    )
    left.update({field: len(getattr(record, field)) - len(getattr(thin, field)) for field in _SLOTS})
    return thin
