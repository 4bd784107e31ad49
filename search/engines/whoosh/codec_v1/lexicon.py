"""The analysis of every distinct piece of text, done once and remembered as numbers."""

import re
from array import array
from dataclasses import dataclass
from itertools import islice

import numpy as np
import Stemmer
from numpy.typing import NDArray

from search.arrays.pieces import (
    COMMA,
    DIGIT,
    JOINER,
    LETTER,
    LONGEST_KEYED,
    OTHER,
    Offsets,
    cut,
    keys,
    plain_marks,
)
from search.arrays.ragged import starts_of
from search.engines.whoosh.codec_v1.breaks import breaks_before
from search.engines.whoosh.codec_v1.piece_table import PieceTable, chosen
from search.engines.whoosh.codec_v1.string_table import StringTable, string_table
from search.engines.whoosh.codec_v1.vocabulary import Vocabulary
from search.text.sentences import (
    ENDS,
    ENDS_PARAGRAPH,
    MAY_END,
    is_abbreviation,
    may_begin,
)
from search.text.tokens import capitals, tokens


def _kind(code: int) -> int:
    if code >= 128 or chr(code).isalpha():
        return LETTER
    if chr(code).isdigit():
        return DIGIT
    return JOINER if chr(code) in "'.-" else COMMA if chr(code) == "," else OTHER


# A number with commas or stops is one word; so is a piece of letters and digits alone.
_NUMBER = re.compile(rb"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)+")
KINDS = bytes(map(_kind, range(256)))
# Pieces looked up together: what is new among them is met again in the next.
_STEP = 1 << 14
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


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of which a segment of few articles has few: only those are encoded."""

    names: list[str]

    def __len__(self) -> int:
        return len(self.names)

    def take(self, numbers: NDArray[np.int64]) -> StringTable:
        return string_table([self.names[number].encode() for number in numbers.tolist()])


class Lexicon:
    """Pieces of text (``bribes``, ``O'Neill's``), each a number; a new one is analysed.

    No token and no compound spans two pieces, so that the tokens of a text are those of its pieces
    in a row. Piece n has the tokens ``token_starts[n]`` to ``token_starts[n + 1]`` of
    ``token_forms``, ``token_places`` and ``token_capitals``: the exact form of each, its position
    within the piece, and how it is printed. ``words[n]`` is how many positions the piece takes up.

    :ivar forms: exact form -> its number
    :ivar form_names: the same by their numbers
    :ivar form_stems: for each exact form the number of its stem
    :ivar stems: stem -> its number
    :ivar stem_names: the same by their numbers
    """

    def __init__(self) -> None:
        self.token_starts = array("I", [0])
        self.token_forms = array("I")
        self.token_places = array("I")
        self.token_capitals = array("B")
        self.words = array("I")
        self.forms: dict[str, int] = {}
        self.form_names: list[str] = []
        self.form_stems = array("I")
        self.stems: dict[str, int] = {}
        self.stem_names: list[str] = []
        self._may_begin = array("B")
        self._abbreviations = array("B")
        self._stem = Stemmer.Stemmer("english", 0).stemWords
        self._long: dict[bytes, int] = {}
        self._table = PieceTable()

    def __len__(self) -> int:
        """How many exact forms it knows."""
        return len(self.forms)

    def vocabulary(self) -> Vocabulary:
        """All forms and stems that it knows."""
        stems = np.array(self.form_stems, np.uint32)
        return Vocabulary(_Names(self.form_names), _Names(self.stem_names), stems)

    def pieces(self, texts: list[str]) -> Pieces:
        """The pieces of many texts, and which of them begin sentences and paragraphs."""
        encoded = [text.encode("utf-8", "replace") for text in texts]
        printed = np.frombuffer(bytearray(b" ".join([b"", *encoded, _PADDING])), np.uint8)
        plain_marks(printed)
        joined = printed.tobytes()
        starts, ends = cut(np.frombuffer(joined.translate(KINDS), np.uint8))
        text_ends = 1 + np.cumsum([len(text) + 1 for text in encoded], dtype=np.int64)
        counts = np.diff(np.searchsorted(starts, text_ends), prepend=0)
        numbers = np.empty(len(starts), np.int32)
        for first in range(0, len(starts), _STEP):
            part = slice(first, first + _STEP)
            numbers[part] = self._look_up(joined, printed, starts[part], ends[part])
        breaks = breaks_before(printed, starts, ends)
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
        has_key = ends - starts <= LONGEST_KEYED
        numbers = np.where(has_key, self._table.find(own), np.int32(-1))
        unknown = np.flatnonzero(numbers < 0)
        places = zip(starts[unknown].tolist(), ends[unknown].tolist(), strict=True)
        pieces = [joined[start:end] for start, end in places]
        learnt = self._learn([piece for piece in dict.fromkeys(pieces) if piece not in self._long])
        self._long |= {p: number for p, number in learnt.items() if len(p) > LONGEST_KEYED}
        numbers[unknown] = [learnt[p] if p in learnt else self._long[p] for p in pieces]
        keyed = unknown[has_key[unknown]]
        self._table.add(chosen(own, keyed), numbers[keyed])
        return numbers

    def _learn(self, pieces: list[bytes]) -> dict[bytes, int]:
        """Analyse pieces that are new; gives their numbers."""
        single = [piece for piece in pieces if piece.isalnum() or _NUMBER.fullmatch(piece)]
        others = dict.fromkeys(pieces)
        for piece in single:
            del others[piece]
        learnt = {piece: number for number, piece in enumerate([*single, *others], len(self.words))}
        self._add_single(b" ".join(single).decode("ascii"))
        for piece in others:
            self._add(piece.decode("utf-8", "replace"))
        return learnt

    def _add_single(self, pieces: str) -> None:
        """Pieces between blanks that are one word each, and have no apostrophe."""
        words = pieces.split()
        self.token_forms.extend(self._numbered(pieces.lower().replace(",", "").split()))
        self.token_starts.extend(
            range(len(self.token_forms) - len(words) + 1, len(self.token_forms) + 1)
        )
        self.token_places.extend(bytes(len(words)))
        self.token_capitals.extend(map(capitals, words))
        self.words.extend(b"\1" * len(words))
        self._may_begin.extend(map(may_begin, words))
        self._abbreviations.extend(map(is_abbreviation, words))

    def _add(self, piece: str) -> None:
        found = tokens(piece)
        self.token_forms.extend(self._numbered([token.form for token in found]))
        self.token_starts.append(len(self.token_forms))
        self.token_places.extend([token.position for token in found])
        self.token_capitals.extend([capitals(piece[token.start : token.end]) for token in found])
        self.words.append(max([token.position for token in found], default=-1) + 1)
        self._may_begin.append(may_begin(piece))
        self._abbreviations.append(is_abbreviation(piece))

    def _numbered(self, forms: list[str]) -> list[int]:
        """The numbers of forms, of which new ones get the next."""
        numbers = [self.forms.setdefault(form, len(self.forms)) for form in forms]
        new = _last(self.forms, len(self.forms) - len(self.form_names))
        self.form_names += new
        stems = self._stem(new)
        self.form_stems.extend([self.stems.setdefault(stem, len(self.stems)) for stem in stems])
        self.stem_names += _last(self.stems, len(self.stems) - len(self.stem_names))
        return numbers


def _last(names: dict[str, int], count: int) -> list[str]:
    """The names that came last, in their order."""
    return list(islice(reversed(names), count))[::-1]
