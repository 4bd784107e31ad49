"""Pieces of a sentence listed so that they can be heard in one way only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.query.telling import Told, join


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence.

    :param lead: the word that leads it in; "" where the text leads itself in
    :param is_list: whether it is itself a list, as in 'either "a" or "b"'
    :param is_joined: whether its end says something of its beginning, as in '"a" next to "b"',
        so that what stands beside it could be taken for a part of it
    """

    lead: str
    text: Told | str
    is_list: bool = False
    is_joined: bool = False

    def led(self) -> "Piece":
        """The same with the lead in its text."""
        return replace(self, lead="", text=f"{self.lead} " + self.text if self.lead else self.text)

    def held(self) -> Told | str:
        """Its text, in brackets where another could be heard as a part of it."""
        return "(" + self.text + ")" if self.is_joined else self.text


def listed(pieces: Sequence[Piece], word: str) -> Told | str:
    """The texts with commas, and a word before the last: "a, b and c".

    Lists come last, for what follows a list could be heard as a part of it; two of them are
    parted by a comma before the word.
    """
    *others, last = _lists_last(pieces)
    if not others:
        return last.text
    comma = "," if others[-1].is_list else ""
    before = join([piece.held() for piece in others], ", ")
    return before + f"{comma} {word} " + last.held()


def either(pieces: Sequence[Piece]) -> Told | str:
    """One of them: 'either "a" or "b"'."""
    return "either " + listed(pieces, "or")


def any_of_these(pieces: Sequence[Piece]) -> Told | str:
    """At least one of them: 'any of "a", "b", "c"'."""
    return "any of " + join([piece.held() for piece in _lists_last(pieces)], ", ")


def _lists_last(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.is_list)
