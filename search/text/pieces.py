"""Pieces of text between blanks, found by the words that stand in them.

No token spans a blank, and most pieces are met again and again. What was learnt of a piece is
remembered, so that a text is looked through for some words without reading all the others.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from search.text.stems import stem
from search.text.tokens import tokens

_REMEMBERED = 100_000


class Pieces:
    """Those that were met so far; any number of threads may use them.

    :param most: how many are remembered, about; with more of them all are forgotten
    """

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._most = most
        self._met = _Met({}, {})

    def cut(self, text: str) -> "CutText":
        """A text in pieces."""
        met = self._met
        if len(met.words) > self._most:
            # Texts that are being looked through keep what they have.
            self._met = met = _Met({}, {})
        pieces = text.replace("\n", " ").split(" ")
        different = set(pieces)
        met.learn(different)
        return CutText(pieces, different, met)


class _Met(NamedTuple):
    """What is known of pieces; there is only ever more of it.

    :param words: how many words a piece has
    :param having: the pieces with a word of a stem
    """

    words: dict[str, int]
    having: dict[str, list[str]]

    def learn(self, pieces: set[str]) -> None:
        for piece in pieces.difference(self.words):
            found = tokens(piece)
            for own in {stem(token.form) for token in found}:
                self.having.setdefault(own, []).append(piece)
            # Last, since this is what says to other threads that the piece is known.
            self.words[piece] = found[-1].position + 1 if found else 0


class CutText(NamedTuple):
    """A text in pieces.

    :param pieces: between single blanks, in order; some may be empty
    :param different: each of them once
    """

    pieces: list[str]
    different: set[str]
    met: _Met

    def having(self, stems: Iterable[str]) -> set[str]:
        """The pieces with a word of any of these stems."""
        having = self.met.having
        return self.different.intersection(
            chain.from_iterable(having.get(own, ()) for own in stems)
        )

    def places(self, wanted: Collection[str]) -> Iterator[tuple[str, int, int]]:
        """Where some pieces stand: the piece, how many words there are before it, its offset."""
        if not wanted:
            return
        positions = accumulate(map(self.met.words.__getitem__, self.pieces), initial=0)
        lengths = accumulate(map(len, self.pieces), initial=0)
        for number, (piece, position, length) in enumerate(
            zip(self.pieces, positions, lengths, strict=False)
        ):
            if piece in wanted:
                yield piece, position, length + number
