"""What a snapshot knows of single words: how much each says, and where its postings are."""

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.leaves import is_plain, term_of
from search.query.nodes import Word

# A word takes about 300 bytes.
_MOST_WORDS = 20_000
_FIRST_ROOM = 256

NOT_PLAIN = -1
"""The number of a text that is more than one word: "co-op" is two."""

Live = NDArray[np.bool_] | None
Numbers = NDArray[np.int64]


class WordTable(dict[str, int]):
    """The numbers of plain words by their text as typed; each is looked up when it is first met.

    A number stays what it is, and the arrays that hold it may be replaced by longer ones: so any
    thread may take an array once it has the numbers.

    :ivar places: for each segment int64[room, 3]: where the postings of a word begin, where they
        end, and where its positions begin; where the segment has none, all the same
    :ivar idfs: float64[room, 2]: the idf, and the same again but 0 for a word that no article has
    :ivar articles: how many that are not deleted have the word
    """

    def __init__(self, segments: Sequence[tuple[Columns, Live]], documents: int) -> None:
        super().__init__()
        self._segments = segments
        self._documents = documents
        self._lock = threading.Lock()
        self.articles: list[int] = []
        self.idfs = np.zeros((_FIRST_ROOM, 2), np.float64)
        self.places = [np.zeros((_FIRST_ROOM, 3), np.int64) for _ in segments]

    def __missing__(self, text: str) -> int:
        with self._lock:
            if text not in self:
                self[text] = self._looked_up(Word(text)) if is_plain(Word(text)) else NOT_PLAIN
        return self[text]

    def _looked_up(self, word: Word) -> int:
        number = len(self.articles)
        if number == len(self.idfs):
            self.idfs = _doubled(self.idfs)
            self.places = [_doubled(places) for places in self.places]
        articles = 0
        for (columns, live), places in zip(self._segments, self.places, strict=True):
            places[number] = start, end, _ = _place(columns, word)
            articles += _live_postings(columns, live, start, end)
        idf = bm25.idf(self._documents, articles)
        self.idfs[number] = idf, idf if articles else 0.0
        self.articles.append(articles)
        return number


class KnownWords:
    """Holds the table of a snapshot, and begins a new one when it is full."""

    def __init__(self, segments: Sequence[tuple[Columns, Live]], documents: int) -> None:
        """Of segments with their documents that are not deleted, and the number of those."""
        self._segments = segments
        self._documents = documents
        self._table = WordTable(segments, documents)

    @property
    def table(self) -> WordTable:
        """The table of now: whoever has asked it for numbers goes on with the same one."""
        if len(self._table) >= _MOST_WORDS:
            self._table = WordTable(self._segments, self._documents)
        return self._table

    def articles(self, text: str) -> int:
        """How many articles have a plain word."""
        table = self.table
        return table.articles[table[text]]

    def idf(self, text: str) -> float:
        """How much a plain word says."""
        table = self.table
        number = table[text]
        return float(table.idfs[number, 0])


def _place(columns: Columns, word: Word) -> tuple[int, int, int]:
    term = term_of(columns, word)
    if term is None:
        return 0, 0, 0
    start, end = columns.posting_starts[term : term + 2].tolist()
    return start, end, int(columns.occurrence_starts[term])


def _live_postings(columns: Columns, live: Live, start: int, end: int) -> int:
    if live is None:
        return end - start
    return int(np.count_nonzero(live[columns.docs[start:end]]))


def _doubled(values: NDArray[Any]) -> NDArray[Any]:
    """The values, and as much room again."""
    return np.concatenate([values, np.zeros_like(values)])
