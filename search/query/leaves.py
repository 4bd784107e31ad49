"""A piece of typed text as the leaves of the tree that it stands for."""

from dataclasses import dataclass

from search.query.nodes import Leaf, Phrase, Word
from search.query.notes import Remark
from search.query.operators import OPERATORS, is_function
from search.text.tokens import tokens


@dataclass(frozen=True, slots=True)
class Leaves:
    """What a piece of text says; places count from its first character.

    :param leaves: in the order typed; none where the piece has no letter or digit
    :param remarks: what of it was read otherwise than typed
    """

    leaves: tuple[Leaf, ...] = ()
    remarks: tuple[Remark, ...] = ()


def plain_words(text: str, start: int = 0) -> list[Leaf]:
    """The words of a text in order, of which none spans a blank.

    :param start: where the text begins in the piece that is read
    """
    return [word(text[first:end], start + first) for first, end in word_spans(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text begin and end; a compound and its parts are one."""
    spans: list[tuple[int, int]] = []
    for token in tokens(text):
        if spans and token.start < spans[-1][1]:
            start, end = spans.pop()
            spans.append((start, max(end, token.end)))
        else:
            spans.append((token.start, token.end))
    return spans


def word(surface: str, start: int) -> Leaf:
    """A word as typed, so that it is read as a word when it is written again."""
    at = (start, start + len(surface))
    if surface in OPERATORS:  # as in "AND,"
        return Word(surface.lower(), at=at)
    return Phrase(surface, at=at) if is_function(surface) else Word(surface, at=at)
