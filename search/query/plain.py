"""The most frequent queries, read without a grammar: plain words, alone or between quotes."""

from collections.abc import Sequence

from search.query.bounds import MAX_QUERY_CHARS
from search.query.joining import keywords
from search.query.nodes import Node, Phrase, Word
from search.query.operators import OPERATORS, is_function
from search.query.terms import MAX_TERMS


def read_plain(text: str) -> Node | None:
    """The tree of a text of ASCII letters, digits and spaces; None for any other.

    Nothing in such a text could be read otherwise than typed: it needs no notes.
    """
    if not text.isascii() or len(text) > MAX_QUERY_CHARS:
        return None
    bare = text.replace(" ", "")
    if bare.isalnum():
        return _words(text, bare.isalpha())
    if text[:1] == '"' == text[-1:] and text[1:-1].replace(" ", "").isalnum():
        return Phrase(" ".join(text[1:-1].split()), at=(0, len(text)))
    return None


def _words(text: str, without_figures: bool) -> Node | None:
    pieces = text.split(" ")
    if not OPERATORS.isdisjoint(pieces) or not (without_figures or _no_function(pieces)):
        return None
    words: list[Node] = []
    start = 0
    for piece in pieces:
        end = start + len(piece)
        if piece:
            words.append(Word(piece, at=(start, end)))
        start = end + 1
    return keywords(words) if len(words) <= MAX_TERMS else None


def _no_function(pieces: Sequence[str]) -> bool:
    return not any(piece and is_function(piece) for piece in pieces)
