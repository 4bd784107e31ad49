"""What stands between quotation marks: words in a row, or near each other in any order."""

import re
from collections.abc import Sequence

from search.query.leaves import Leaves, word_spans
from search.query.nodes import Phrase, Unordered
from search.query.notes import Remark
from search.query.operators import MAX_WITHIN, clamped
from search.text.tokens import tokens

_PIECE = re.compile(r"\S+")
_IGNORED = "the star {at} was ignored; in quotation marks it stands for a word between others"


def read_phrase(text: str) -> Leaves:
    """These words in this order; a star between blanks is any one word.

    :param text: what is between the marks
    """
    stars = _stars(text)
    phrase = _from_first_word_to_last(_spread(text, stars))
    return Leaves((Phrase(phrase),) if phrase else (), _ignored(text, stars))


def read_unordered(text: str, within: int) -> Leaves:
    """These words in any order, as near as ``"hero driver"~3`` asks; of one word a phrase."""
    phrase = _from_first_word_to_last(text.replace("*", " "))
    ignored = _ignored(text, [])
    if sum(not token.joined for token in tokens(phrase)) < 2:
        few = Remark("the number behind the quotation {at} was ignored; it needs two words", -1)
        return Leaves((Phrase(phrase),) if phrase else (), (*ignored, few))
    nearest = clamped(within, 1, MAX_WITHIN)
    if nearest != within:
        ignored = (*ignored, Remark(f"~{within} {{at}} was read as ~{nearest}", len(text) + 1))
    return Leaves((Unordered(phrase, nearest),), ignored)


def _stars(text: str) -> list[int]:
    """Offsets of the stars that stand for a word: apart from letters, and between words."""
    spans = word_spans(text) if "*" in text else []
    if not spans:
        return []
    apart = (
        found.start() + at
        for found in _PIECE.finditer(text)
        if not tokens(found[0])
        for at, sign in enumerate(found[0])
        if sign == "*"
    )
    return [at for at in apart if spans[0][1] < at < spans[-1][0]][:MAX_WITHIN]


def _spread(text: str, stars: Sequence[int]) -> str:
    """The text with these stars between blanks, and blanks for all others."""
    kept = set(stars)
    signs = (sign if sign != "*" else " * " if at in kept else " " for at, sign in enumerate(text))
    return "".join(signs)


def _from_first_word_to_last(text: str) -> str:
    spans = word_spans(text)
    return " ".join(text[spans[0][0] : spans[-1][1]].split()) if spans else ""


def _ignored(text: str, stars: Sequence[int]) -> tuple[Remark, ...]:
    kept = set(stars)
    signs = enumerate(text)
    return tuple(Remark(_IGNORED, at) for at, sign in signs if sign == "*" and at not in kept)
