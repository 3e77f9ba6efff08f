"""How right the attributes of mentions are, where the mention itself is exactly right."""

from extractor.score.counts import Counts, compare, total, verdict
from extractor.score.mentions import matched
from extractor.types import Annotation, Mention, Span

ATTRIBUTES = ("value_kind", "value_norm", "deadline_norm", "value_indicator", "agency_role")


def attributes(gold: Annotation, predicted: Annotation) -> dict[str, Counts]:
    """Count right attributes over the strictly matched mentions.

    `value_kind`, `value_norm`, `deadline_norm` and `agency_role` (the set of roles that an AGENCY
    plays in any record) are decisions: their F1 is an accuracy. `value_indicator` counts the links
    of matched VALUEs to the exact span of their INDICATOR.
    """
    pairs = matched(gold.mentions, predicted.mentions)
    values = [pair for pair in pairs if pair[0].label == "VALUE"]
    deadlines = [pair for pair in pairs if pair[0].label == "DEADLINE"]
    agencies = [pair for pair in pairs if pair[0].label == "AGENCY"]
    links, predicted_links = indicators(gold), indicators(predicted)
    roles, predicted_roles = agency_roles(gold), agency_roles(predicted)
    return {
        "value_kind": total(verdict(a.kind == b.kind) for a, b in values),
        "value_norm": total(verdict(a.norm == b.norm) for a, b in values),
        "deadline_norm": total(verdict(a.norm == b.norm) for a, b in deadlines),
        "value_indicator": total(_link(links.get(a.id), predicted_links.get(b.id)) for a, b in values),
        "agency_role": total(verdict(roles.get(a.id, set()) == predicted_roles.get(b.id, set())) for a, b in agencies),
    }


def indicators(annotation: Annotation) -> dict[str, Mention]:
    """Return VALUE id → its INDICATOR, from the mention or else from the record that holds it."""
    by_id = {mention.id: mention for mention in annotation.mentions}
    names = {
        metric.value: metric.indicator for record in annotation.records for metric in record.metrics if metric.indicator
    }
    names |= {mention.id: mention.indicator for mention in annotation.mentions if mention.indicator}
    return {value: by_id[name] for value, name in names.items() if name in by_id}


def agency_roles(annotation: Annotation) -> dict[str, set[str]]:
    """Return AGENCY id → the roles it plays in any record."""
    roles: dict[str, set[str]] = {}
    for record in annotation.records:
        for slot in record.agencies:
            roles.setdefault(slot.mention, set()).add(slot.role)
    return roles


def _link(gold: Mention | None, predicted: Mention | None) -> Counts:
    return compare(_place(gold), _place(predicted))


def _place(mention: Mention | None) -> list[Span]:
    return [mention.span] if mention else []
