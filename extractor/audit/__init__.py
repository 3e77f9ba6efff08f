"""What a person should look at before records are sent: gaps and contradictions."""

from extractor.audit.finding import CODES, SEVERITIES, Finding
from extractor.audit.run import audit, audit_rows

__all__ = ["CODES", "SEVERITIES", "Finding", "audit", "audit_rows"]
