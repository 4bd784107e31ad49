"""The most frequent queries, read without a grammar: plain words, alone or between quotes."""

import re

from search.query.bounds import MAX_QUERY_CHARS
from search.query.joining import keywords
from search.query.nodes import Node, Phrase, Word
from search.query.operators import OPERATORS, is_function
from search.query.terms import MAX_TERMS

_WORD = re.compile("[^ ]+")


def read_plain(text: str) -> Node | None:
    """The tree of a text of ASCII letters, digits and spaces; None for any other.

    Nothing in such a text could be read otherwise than typed: it needs no notes.
    """
    if not text.isascii() or len(text) > MAX_QUERY_CHARS:
        return None
    if text.replace(" ", "").isalnum():
        return _words(text)
    if text[:1] == '"' == text[-1:] and text[1:-1].replace(" ", "").isalnum():
        return Phrase(" ".join(text[1:-1].split()), at=(0, len(text)))
    return None


def _words(text: str) -> Node | None:
    words = [Word(found[0], at=found.span()) for found in _WORD.finditer(text)]
    if len(words) > MAX_TERMS or any(_means_more(word.text) for word in words):
        return None
    return keywords(words)


def _means_more(text: str) -> bool:
    return text in OPERATORS or is_function(text)
