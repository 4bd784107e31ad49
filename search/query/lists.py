"""Pieces of a sentence listed so that they can be heard in one way only."""

from collections.abc import Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A piece of a sentence.

    :param lead: the word that leads it in; "" where the text leads itself in
    :param is_list: whether it is itself a list, as in 'either "a" or "b"'
    """

    lead: str
    text: str
    is_list: bool = False

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".lstrip()

    def led(self) -> "Piece":
        """The same with the lead in its text."""
        return Piece("", str(self), self.is_list)


def listed(pieces: Sequence[Piece], word: str) -> str:
    """The texts with commas, and a word before the last: "a, b and c".

    Lists come last, for what follows a list could be heard as a part of it; two of them are
    parted by a comma before the word.
    """
    *others, last = _lists_last(pieces)
    if not others:
        return last.text
    comma = "," if others[-1].is_list else ""
    return f"{', '.join(piece.text for piece in others)}{comma} {word} {last.text}"


def either(pieces: Sequence[Piece]) -> str:
    """One of them: 'either "a" or "b"'."""
    return f"either {listed(pieces, 'or')}"


def any_of_these(pieces: Sequence[Piece]) -> str:
    """At least one of them: 'any of "a", "b", "c"'."""
    return f"any of {', '.join(piece.text for piece in _lists_last(pieces))}"


def _lists_last(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.is_list)
