"""A small tokenizer, and texts taken through the stages before recognition."""

from collections.abc import Callable

import pytest
from tokenizers import Tokenizer

from extractor.read import read_text
from extractor.structure import policies
from extractor.tokenise import sentences
from extractor.train.vocabulary import SPECIAL, build_tokenizer
from extractor.types import Document, Policy, Sentence

Staged = tuple[Document, Policy, tuple[Sentence, ...]]
PIECES = (*SPECIAL, *"到年底前建成个公园由市局负责一二三、。,:()20135689")


@pytest.fixture
def tokenizer() -> Tokenizer:
    return build_tokenizer(PIECES, [0.0] * len(SPECIAL) + [-1.0] * (len(PIECES) - len(SPECIAL)))


@pytest.fixture
def stage() -> Callable[[str], Staged]:
    def through(text: str) -> Staged:
        document = read_text(text)
        policy = policies(document)[0]
        return document, policy, sentences(document, policy)

    return through
