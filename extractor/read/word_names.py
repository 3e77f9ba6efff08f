"""The names of WordprocessingML and how its values are read."""

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")


def child_value(node: _Element, name: str) -> str | None:
    """Return the `w:val` of a child by its local name, None without one."""
    child = node.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def is_on(node: _Element | None, name: str) -> bool:
    """Say whether a property is set: the child is there and not switched off."""
    child = None if node is None else node.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val") not in _OFF


def number_of(value: str | None, default: int, most: int) -> int:
    """Return a written number from 0 to `most`, the default for what is none."""
    digits = (value or "").strip()
    return min(most, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
