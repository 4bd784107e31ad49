"""What a snapshot knows of single words: how much each says, and where its postings are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.leaves import term_of
from search.query.nodes import Word

# A word takes about 400 bytes.
_MOST_WORDS = 20_000

Live = NDArray[np.bool_] | None


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A plain word in one snapshot.

    :param articles: that are not deleted and have it
    :param starts: for each segment where its postings begin
    :param ends: and where they end: there too, where the segment has none
    :param occurrence_starts: for each segment where its positions begin
    """

    articles: int
    idf: float
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    occurrence_starts: tuple[int, ...]


class KnownWords(dict[str, KnownWord]):
    """Plain words by their text as typed, each looked up when it is first met."""

    def __init__(self, segments: Sequence[tuple[Columns, Live]], documents: int) -> None:
        """Of segments with their documents that are not deleted, and the number of those."""
        super().__init__()
        self._segments = segments
        self._documents = documents

    def __missing__(self, text: str) -> KnownWord:
        if len(self) >= _MOST_WORDS:
            self.clear()
        places = [_place(columns, text) for columns, _ in self._segments]
        frequency = sum(
            _live_postings(columns, live, place)
            for (columns, live), place in zip(self._segments, places, strict=True)
        )
        known = KnownWord(
            frequency,
            bm25.idf(self._documents, frequency),
            tuple(place.start for place in places),
            tuple(place.end for place in places),
            tuple(place.occurrence_start for place in places),
        )
        self[text] = known
        return known


class _Place(NamedTuple):
    """Where the postings of a word begin and end in one segment, and where its positions begin."""

    start: int
    end: int
    occurrence_start: int


def _place(columns: Columns, text: str) -> _Place:
    term = term_of(columns, Word(text))
    if term is None:
        return _Place(0, 0, 0)
    start, end = columns.posting_starts[term : term + 2].tolist()
    return _Place(start, end, int(columns.occurrence_starts[term]))


def _live_postings(columns: Columns, live: Live, place: _Place) -> int:
    if live is None:
        return place.end - place.start
    return int(np.count_nonzero(live[columns.docs[place.start : place.end]]))
