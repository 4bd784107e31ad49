"""The most frequent queries, read without a grammar: plain words, alone or between quotes."""

from search.query.bounds import MAX_QUERY_CHARS
from search.query.joining import keywords
from search.query.leaves import OPERATORS, read_run
from search.query.nodes import Node, Phrase


def read_plain(text: str) -> Node | None:
    """The tree of a text of ASCII letters, digits and spaces; None for any other.

    Nothing in such a text could be read otherwise than typed: it needs no notes.
    """
    if not text.isascii() or len(text) > MAX_QUERY_CHARS:
        return None
    if text.replace(" ", "").isalnum():
        words = text.split()
        if OPERATORS.isdisjoint(words):
            return keywords([read_run(word).leaves[0] for word in words])
    elif text[:1] == '"' == text[-1:] and text[1:-1].replace(" ", "").isalnum():
        return Phrase(" ".join(text[1:-1].split()))
    return None
