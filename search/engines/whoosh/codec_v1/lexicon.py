"""The analysis of every distinct piece of text, done once and remembered as numbers."""

from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np
import Stemmer
from numpy.typing import NDArray

from search.arrays.pieces import LONGEST_KEYED, Keys, Offsets, cut, keys, mixed, plain_marks
from search.arrays.ragged import starts_of
from search.text.sentences import (
    ENDS,
    ENDS_PARAGRAPH,
    GOES_ON,
    MAY_END,
    break_between,
    is_abbreviation,
    may_begin,
)
from search.text.tokens import capitals, tokens

# Bytes that part words wherever they stand become blanks; then pieces are the same whatever
# sentence they stand in. What may stand inside a token or compound stays.
_INSIDE_WORDS = "'.,-"
_TRANSLATION = bytes(
    c if chr(c).isalnum() or chr(c) in _INSIDE_WORDS else 32 for c in range(128)
) + bytes(range(128, 256))
_TRIMMED = np.isin(np.arange(256), [ord(c) for c in _INSIDE_WORDS])
_FIRST_STEP = 1 << 13
# Marks of up to so many bytes fit into one number, with their length in its last byte.
_LONGEST_COUNTED = 7
_LENGTH_SHIFT = np.uint64(8 * _LONGEST_COUNTED)
_PADDING = b" " * (LONGEST_KEYED + 1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of many texts in a row.

    :param numbers: int32[pieces]
    :param counts: int64[texts]: how many pieces each text has
    :param sentences: bool[pieces]: whether a sentence begins with the piece
    :param paragraphs: bool[pieces]: whether a paragraph does
    """

    numbers: NDArray[np.int32]
    counts: NDArray[np.int64]
    sentences: NDArray[np.bool_]
    paragraphs: NDArray[np.bool_]


class Lexicon:
    """Pieces of text between blanks (``bribes,``), each a number; a new one is analysed.

    No token and no compound spans a blank, so that the tokens of a text are those of its pieces
    in a row. Piece n has the tokens ``token_starts[n]`` to ``token_starts[n + 1]`` of
    ``token_forms``, ``token_places`` and ``token_capitals``: the exact form of each, its position
    within the piece, and how it is printed. ``words[n]`` is how many positions the piece takes up.

    :ivar forms: exact form -> its number
    :ivar form_stems: for each exact form the number of its stem
    :ivar stems: stem -> its number
    """

    def __init__(self) -> None:
        self.token_starts = array("I", [0])
        self.token_forms = array("I")
        self.token_places = array("I")
        self.token_capitals = array("B")
        self.words = array("I")
        self.forms: dict[str, int] = {}
        self.form_stems = array("I")
        self.stems: dict[str, int] = {}
        self._may_begin = array("B")
        self._abbreviations = array("B")
        self._stem = Stemmer.Stemmer("english", 0).stemWord
        self._numbers: dict[bytes, int] = {}
        self._table = _Table()

    def __len__(self) -> int:
        return len(self.words)

    def pieces(self, texts: list[str]) -> Pieces:
        """The pieces of many texts, and which of them begin sentences and paragraphs."""
        encoded = [text.encode("utf-8", "replace") for text in texts]
        printed = np.frombuffer(bytearray(b" ".join(encoded) + _PADDING), np.uint8)
        plain_marks(printed)
        joined = printed.tobytes().translate(_TRANSLATION)
        data = np.frombuffer(joined, np.uint8)
        starts, ends = cut(data, _TRIMMED)
        text_ends = np.cumsum([len(text) + 1 for text in encoded], dtype=np.int64)
        counts = np.diff(np.searchsorted(starts, text_ends), prepend=0)
        numbers = np.empty(len(starts), np.int32)
        # Most pieces are met again and again. Looking few up at first, and more as the table
        # fills, leaves few to be taken one by one.
        done, step = 0, _FIRST_STEP
        while done < len(starts):
            part = slice(done, done + step)
            numbers[part] = self._look_up(joined, data, starts[part], ends[part])
            done, step = done + step, step * 2
        breaks = _breaks(printed, starts, ends)
        breaks[starts_of(counts)[:-1][counts > 0]] = ENDS_PARAGRAPH
        return Pieces(numbers, counts, self._sentences(breaks, numbers), breaks == ENDS_PARAGRAPH)

    def _sentences(
        self, breaks: NDArray[np.uint8], numbers: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """Which pieces begin sentences, from what stands before each."""
        sentences: NDArray[np.bool_] = breaks == ENDS_PARAGRAPH
        unsure = np.flatnonzero((breaks == MAY_END) | (breaks == ENDS))
        begins = np.frombuffer(self._may_begin, np.bool_)[numbers[unsure]]
        before = np.frombuffer(self._abbreviations, np.bool_)[numbers[unsure - 1]]
        sentences[unsure] = begins & ((breaks[unsure] == ENDS) | ~before)
        return sentences

    def _look_up(
        self, joined: bytes, data: NDArray[np.uint8], starts: Offsets, ends: Offsets
    ) -> NDArray[np.int32]:
        own = keys(data, starts, ends)
        numbers = self._table.find(own)
        numbers[ends - starts > LONGEST_KEYED] = -1
        unknown = np.flatnonzero(numbers < 0)
        for place, start, end in zip(
            unknown.tolist(), starts[unknown].tolist(), ends[unknown].tolist(), strict=True
        ):
            piece = joined[start:end]
            number = self._numbers.get(piece)
            if number is None:
                number = self._numbers[piece] = self._analyse(piece.decode("utf-8", "replace"))
            numbers[place] = number
        self._table.add(_chosen(own, unknown), numbers[unknown])
        return numbers

    def _analyse(self, piece: str) -> int:
        found = tokens(piece)
        self.token_forms.extend([self._form(token.form) for token in found])
        self.token_places.extend([token.position for token in found])
        self.token_capitals.extend([capitals(piece[token.start : token.end]) for token in found])
        self.token_starts.append(len(self.token_forms))
        self.words.append(max([token.position for token in found], default=-1) + 1)
        self._may_begin.append(may_begin(piece))
        self._abbreviations.append(is_abbreviation(piece))
        return len(self.words) - 1

    def _form(self, form: str) -> int:
        number = self.forms.get(form)
        if number is None:
            number = self.forms[form] = len(self.forms)
            self.form_stems.append(self.stems.setdefault(self._stem(form), len(self.stems)))
        return number


def _breaks(printed: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> NDArray[np.uint8]:
    """uint8[pieces]: what the marks between each piece and the one before it say."""
    breaks = np.full(len(starts), GOES_ON, np.uint8)
    # One blank alone ends nothing; it stands before most words.
    marked = np.flatnonzero(starts[1:] - ends[:-1] > 1) + 1
    firsts, lasts = ends[marked - 1], starts[marked]
    short = lasts - firsts <= _LONGEST_COUNTED
    breaks[marked[short]] = _short_breaks(printed, firsts[short], lasts[short])
    for place in np.flatnonzero(~short).tolist():
        between = printed[firsts[place] : lasts[place]].tobytes()
        breaks[marked[place]] = break_between(between.decode("ascii"))
    return breaks


def _short_breaks(printed: NDArray[np.uint8], firsts: Offsets, lasts: Offsets) -> NDArray[np.uint8]:
    """The same for marks of up to 7 bytes, each sort looked at once."""
    own = keys(printed, firsts, lasts)[0] | (lasts - firsts).astype(np.uint64) << _LENGTH_SHIFT
    _, some, number = np.unique(own, return_index=True, return_inverse=True)
    sorts = [
        break_between(printed[first:last].tobytes().decode("ascii"))
        for first, last in zip(firsts[some].tolist(), lasts[some].tolist(), strict=True)
    ]
    return np.array(sorts, np.uint8)[number]


class _Table:
    """Numbers by key in open addressing, looked up for millions of keys at a time."""

    def __init__(self) -> None:
        self._bits = 16
        self._held = 0
        self._clear()

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """The number of each key, -1 where it is not in the table."""
        found = np.full(len(keys[0]), -1, np.int32)
        slots = self._first_slots(keys)
        rest = np.arange(len(found))
        while len(rest):
            at = slots[rest]
            held = self._values[at]
            same = held >= 0
            for own, key in zip(self._keys, keys, strict=True):
                same &= own[at] == key[rest]
            found[rest[same]] = held[same]
            rest = rest[(held >= 0) & ~same]
            slots[rest] = (slots[rest] + 1) & self._mask
        return found

    def add(self, keys: Keys, values: NDArray[np.int32]) -> None:
        """Put keys in; those that are there already, or twice among the new ones, count once."""
        values, first = np.unique(values, return_index=True)
        keys = _chosen(keys, first)
        new = self.find(keys) < 0
        keys, values = _chosen(keys, new), values[new]
        while (self._held + len(values)) * 3 > 1 << self._bits:
            self._grow()
        self._held += len(values)
        self._insert(keys, values)

    def _insert(self, keys: Keys, values: NDArray[np.int32]) -> None:
        slots = self._first_slots(keys)
        rest = np.arange(len(values))
        while len(rest):
            at = slots[rest]
            free = self._values[at] < 0
            # Of several that want one free slot the last gets it; the others go on looking.
            self._values[at[free]] = values[rest[free]]
            got = self._values[at] == values[rest]
            winners = rest[got]
            for own, key in zip(self._keys, keys, strict=True):
                own[slots[winners]] = key[winners]
            rest = rest[~got]
            slots[rest] = (slots[rest] + 1) & self._mask

    def _grow(self) -> None:
        filled = self._values >= 0
        keys, values = _chosen(self._keys, filled), self._values[filled]
        self._bits += 1
        self._clear()
        self._insert(keys, values)

    def _clear(self) -> None:
        size = 1 << self._bits
        self._mask = size - 1
        self._values = np.full(size, -1, np.int32)
        self._keys: Keys = (
            np.zeros(size, np.uint64),
            np.zeros(size, np.uint64),
            np.zeros(size, np.uint64),
        )

    def _first_slots(self, keys: Keys) -> NDArray[np.int64]:
        return (mixed(keys) >> np.uint64(64 - self._bits)).astype(np.int64)


def _chosen(keys: Keys, which: NDArray[Any]) -> Keys:
    return keys[0][which], keys[1][which], keys[2][which]
