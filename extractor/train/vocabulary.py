"""The vocabulary of policy text, cut from the pretrained one, and its fast tokenizer.

Kept: the special pieces, every piece that the texts use, every single CJK character, and the
single letters, digits and signs; all else falls back to single characters, then to `<unk>`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Sequence as Steps
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing

from extractor.lang.fold import fold

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
MASK = "<mask>"
_UNKNOWN_ID = SPECIAL.index("<unk>")
_ISOLATED = r"\p{N}+|[A-Za-z]+|[^\p{L}\p{N}\p{M}\s]|的"


def choose(pieces: Sequence[str], scores: Sequence[float], texts: Iterable[str]) -> list[int]:
    """Return the ids of the pieces to keep, in their old order."""
    used = count_pieces(pieces, scores, texts)
    return [number for number, piece in enumerate(pieces) if piece in SPECIAL or used[number] or _is_single(piece)]


def _is_single(piece: str) -> bool:
    if len(piece) != 1:
        return False
    return "\u3400" <= piece <= "\u9fff" or piece < "\u0250" or "\u2000" <= piece <= "\u33ff" or piece >= "\uff00"


def count_pieces(pieces: Sequence[str], scores: Sequence[float], texts: Iterable[str]) -> Counter[int]:
    """Count how often the whole vocabulary's tokenizer uses each piece."""
    tokenizer = build_tokenizer(pieces, scores)
    used: Counter[int] = Counter()
    for text in texts:
        used.update(tokenizer.encode(fold(text), add_special_tokens=False).ids)
    return used


def build_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """Return a tokenizer for folded text: unigram pieces that never cross a sign, digit run or space.

    Offsets count code points of the text it is given.
    """
    tokenizer = Tokenizer(Unigram(list(zip(pieces, scores, strict=True)), unk_id=_UNKNOWN_ID))
    tokenizer.pre_tokenizer = Steps([Split(Regex(r"\s+"), "removed"), Split(Regex(_ISOLATED), "isolated")])
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> $B:0 </s>:0",
        special_tokens=[("<s>", SPECIAL.index("<s>")), ("</s>", SPECIAL.index("</s>"))],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer
