"""A run of typed characters, or a quoted text, as the leaves of the tree that it stands for."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from search.query.nodes import Phrase, Wildcard, Word
from search.text.tokens import tokens

OPERATORS = frozenset({"AND", "OR", "NOT"})
MIN_PREFIX = 2
"""Letters and digits before a star; one letter would stand for a tenth of all words."""

_STARS = re.compile(r"\*+")
_ENDING_STARS = re.compile(r"\*+(?!\w)")

Leaf = Word | Wildcard | Phrase


@dataclass(frozen=True, slots=True)
class Leaves:
    """What a run says.

    :param leaves: in the order typed; none where the run has no letter or digit
    :param ignored_stars: offsets in the run of the stars that say nothing
    """

    leaves: tuple[Leaf, ...]
    ignored_stars: tuple[int, ...]


@lru_cache(maxsize=10_000)
def read_run(text: str) -> Leaves:
    """The words of what was typed without a space: "foo/brib*" is a word and a prefix."""
    leaves: list[Leaf] = []
    used: set[int] = set()
    for start, end in _words(text):
        prefix = _prefix(text[start:end]) if _ENDING_STARS.match(text, end) else None
        if prefix:
            used.add(end)
        leaves.append(prefix or _word(text[start:end]))
    return Leaves(tuple(leaves), tuple(at for at in _stars(text) if at not in used))


def read_quoted(text: str) -> Leaves:
    """The phrase between quotation marks, from its first letter to its last, without stars."""
    plain = text.replace("*", " ")
    spans = _words(plain)
    if not spans:
        return Leaves((), _stars(text))
    phrase = " ".join(plain[spans[0][0] : spans[-1][1]].split())
    return Leaves((Phrase(phrase),), _stars(text))


def _words(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for token in tokens(text):
        if spans and token.start < spans[-1][1]:
            # A compound and its parts overlap; they are one word, from the first to the last.
            start, end = spans.pop()
            spans.append((start, max(end, token.end)))
        else:
            spans.append((token.start, token.end))
    return spans


def _stars(text: str) -> tuple[int, ...]:
    return tuple(stars.start() for stars in _STARS.finditer(text))


def _word(surface: str) -> Word:
    # "AND," is a word, but as a word it must not be taken for the operator when written again.
    return Word(surface.lower() if surface in OPERATORS else surface)


def _prefix(surface: str) -> Wildcard | None:
    # A prefix is of one word of the index, and compounds are indexed joined: co-op* is coop*.
    parts = (surface[t.start : t.end] for t in tokens(surface) if not t.joined)
    joined = unicodedata.normalize("NFC", "".join(parts))
    letters = sum(map(str.isalnum, joined))
    is_word = letters >= MIN_PREFIX and _words(joined) == [(0, len(joined))]
    return Wildcard(f"{joined}*") if is_word else None
