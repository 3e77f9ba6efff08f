"""Headers of tables, as a process meets them that lives for thousands of documents."""

from inspect import signature
from types import ModuleType

import pytest

from extractor.structure import headers, indicators


@pytest.mark.parametrize("module", [headers, indicators])
def test_headings_of_thousands_of_documents_are_not_all_kept(module: ModuleType) -> None:
    kept = (one for one in vars(module).values() if hasattr(one, "cache_info"))
    remembering = [one for one in kept if "text" in signature(one).parameters]
    assert remembering
    assert all(one.cache_info().maxsize for one in remembering)
