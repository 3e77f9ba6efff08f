"""The frozen values that cross rooms, and their one codec."""

from extractor.types.annotation import Annotation
from extractor.types.document import Block, BlockKind, Column, Document, Source
from extractor.types.issue import Issue, Stage
from extractor.types.mention import (
    LABELS,
    RECURRING,
    ROLES,
    UNRESOLVED,
    Kind,
    Label,
    Mention,
    Operator,
    Quantity,
    Role,
)
from extractor.types.place import Place
from extractor.types.policy import AdminLevel, Function, Genre, Policy, Section
from extractor.types.record import (
    PREVIOUS_PERIOD,
    PREVIOUS_YEAR,
    AgencySlot,
    Change,
    DeadlineSlot,
    Metric,
    Nature,
    Record,
    Strength,
)
from extractor.types.result import SCHEMA, MadeWith, Result, Status
from extractor.types.span import Span
from extractor.types.token import Sentence, Token

__all__ = [
    "LABELS",
    "PREVIOUS_PERIOD",
    "PREVIOUS_YEAR",
    "RECURRING",
    "ROLES",
    "SCHEMA",
    "UNRESOLVED",
    "AdminLevel",
    "AgencySlot",
    "Annotation",
    "Block",
    "BlockKind",
    "Change",
    "Column",
    "DeadlineSlot",
    "Document",
    "Function",
    "Genre",
    "Issue",
    "Kind",
    "Label",
    "MadeWith",
    "Mention",
    "Metric",
    "Nature",
    "Operator",
    "Place",
    "Policy",
    "Quantity",
    "Record",
    "Result",
    "Role",
    "Section",
    "Sentence",
    "Source",
    "Span",
    "Stage",
    "Status",
    "Strength",
    "Token",
]
