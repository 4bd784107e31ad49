"""The most frequent queries, read without a grammar: plain words, alone or between quotes."""

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
    if text.replace(" ", "").isalnum():
        surfaces = text.split()
        if len(surfaces) <= MAX_TERMS and not any(map(_is_operator, surfaces)):
            return keywords(_words(text, surfaces))
    elif text[:1] == '"' == text[-1:] and text[1:-1].replace(" ", "").isalnum():
        return Phrase(" ".join(text[1:-1].split()), at=(0, len(text)))
    return None


def _is_operator(surface: str) -> bool:
    return surface in OPERATORS or is_function(surface)


def _words(text: str, surfaces: list[str]) -> list[Word]:
    words: list[Word] = []
    end = 0
    for surface in surfaces:
        start = text.index(surface, end)
        end = start + len(surface)
        words.append(Word(surface, at=(start, end)))
    return words
