"""Pieces of text between blanks, found by the words that stand in them.

No token spans a blank, and most pieces are met again and again. What was learnt of a piece is
remembered, so that a text is looked through for some words without reading all the others.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, compress, count
from typing import NamedTuple

from search.text.stems import stem
from search.text.tokens import tokens

_REMEMBERED = 1_000_000  # about 20 MB


class Pieces:
    """Those that were met so far; any number of threads may use them.

    :param most: letters of pieces that are remembered, about; with more all are forgotten
    """

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._most = most
        self._met = _Met()

    def cut(self, text: str) -> "CutText":
        """A text in pieces."""
        met = self._met
        if met.letters > self._most:
            # Texts that are being looked through keep what they have.
            self._met = met = _Met()
        pieces = text.replace("\n", " ").split(" ")
        return CutText(pieces, met.counted(pieces), met)


class _Met:
    """What is known of pieces; there is only ever more of it.

    :ivar letters: in all pieces
    :ivar words: how many words a piece has
    :ivar having: the pieces with a word of a stem
    """

    def __init__(self) -> None:
        self.letters = 0
        self.words: dict[str, int] = {}
        self.having: dict[str, list[str]] = {}

    def counted(self, pieces: Sequence[str]) -> list[int]:
        """How many words each of the pieces has; those not met before are from now on."""
        try:
            return list(map(self.words.__getitem__, pieces))
        except KeyError:
            self._meet(set(pieces).difference(self.words))
            return list(map(self.words.__getitem__, pieces))

    def _meet(self, pieces: Iterable[str]) -> None:
        for piece in pieces:
            found = tokens(piece)
            self.letters += len(piece)
            for own in {stem(token.form) for token in found}:
                self.having.setdefault(own, []).append(piece)
            # Last, since this is what says to other threads that the piece is known.
            self.words[piece] = found[-1].position + 1 if found else 0


class CutText(NamedTuple):
    """A text in pieces.

    :param pieces: between single blanks, in order; some may be empty
    :param words: how many words each has
    :param met: what is known of pieces, of this text and others
    """

    pieces: list[str]
    words: list[int]
    met: _Met

    def having(self, stems: Iterable[str]) -> set[str]:
        """All pieces met so far with a word of any of these stems."""
        return set(chain.from_iterable(self.met.having.get(own, ()) for own in stems))

    def places(self, wanted: Container[str]) -> Iterator[tuple[str, int, int]]:
        """Where some pieces stand: the piece, how many words there are before it, its offset."""
        last = position = offset = 0
        for number in compress(count(), map(wanted.__contains__, self.pieces)):
            position += sum(self.words[last:number])
            offset += sum(map(len, self.pieces[last:number])) + number - last
            last = number
            yield self.pieces[number], position, offset
