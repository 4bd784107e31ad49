"""Sentences typed in capitals throughout, in which an operator cannot be told from a word."""

import re
from collections.abc import Iterator
from itertools import pairwise

from search.query.notes import Notes
from search.query.operators import OPERATORS

FEWEST_WORDS = 5
"""Beside the operators; with fewer, "NATO AND EU", people mean what they type."""

_PIECE = re.compile(r'[()&|]|["“”][^"“”]*["“”]?|[^\s()"“”&|]+')


def spoken(text: str, notes: Notes) -> str:
    """The text with AND, OR and NOT as words if it is a sentence in capitals; as long as before."""
    if not text.isupper():
        return text
    pieces = _PIECE.findall(text)
    used = [piece for piece in dict.fromkeys(pieces) if piece in OPERATORS]
    if not used or sum(map(_is_word, pieces)) < FEWEST_WORDS or not _says(pieces):
        return text
    named = " and ".join(filter(None, [", ".join(used[:-1]), used[-1]]))
    were = "were read as words" if len(used) > 1 else "was read as a word"
    notes.add(f"all is in capitals, so {named} {were}; operators that stand out are &, | and -")
    return _PIECE.sub(lambda piece: piece[0].lower() if piece[0] in OPERATORS else piece[0], text)


def _says(pieces: list[str]) -> bool:
    """Whether two words stand side by side: where operators are meant, one stands between."""
    return any(_is_word(one) and _is_word(next) for one, next in pairwise(_outside(pieces)))


def _outside(pieces: list[str]) -> Iterator[str]:
    depth = 0
    for piece in pieces:
        depth += (piece == "(") - (piece == ")")
        if depth <= 0:
            yield piece


def _is_word(piece: str) -> bool:
    return piece not in OPERATORS and piece[0] not in '()&|"“”' and any(map(str.isalpha, piece))
