"""One term's postings as a matcher of Whoosh."""

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

from search.engines.whoosh.codec_v1.field_postings import FieldPostings

# Postings that share one upper bound of their scores.
BLOCK_SIZE = 128


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks over the postings of one term in one field.

    :param postings: of that term alone
    :param lengths: of the field, by document number
    """

    def __init__(
        self,
        term: tuple[str, bytes],
        postings: FieldPostings,
        lengths: NDArray[np.integer],
        format_: Format,
        scorer: BaseScorer | None = None,
    ) -> None:
        self._term = term
        self._postings = postings
        self._lengths = lengths
        self.format = format_
        self.scorer = scorer
        # Python reads a single number several times quicker from a memoryview than from an array.
        self._ids = postings.docs.data
        self._frequencies = postings.frequencies.data
        self._place = 0

    def copy(self) -> "ArrayMatcher":
        """Another matcher at the same place, that moves on its own."""
        other = ArrayMatcher(self._term, self._postings, self._lengths, self.format, self.scorer)
        other._place = self._place
        return other

    def reset(self) -> None:
        self._place = 0

    def is_active(self) -> bool:
        return self._place < len(self._ids)

    def id(self) -> int:
        return self._ids[self._place]

    def all_ids(self) -> Iterator[int]:
        """The documents from the current one on."""
        return iter(self._ids[self._place :])

    def next(self) -> bool:
        """Go on; whether that led into another block."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1
        return self._place % BLOCK_SIZE == 0

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._place = bisect_left(self._ids, id, self._place)

    def weight(self) -> float:
        return float(self._frequencies[self._place] * self.format.field_boost)

    def value(self) -> bytes:
        """The posting as the field's format encodes it, for whoever copies postings."""
        if self.supports("positions"):
            return bytes(self.format.encode(self._positions()))
        return b""

    def value_as(self, astype: str) -> object:
        if astype == "positions" and self.supports(astype):
            return self._positions()
        return super().value_as(astype)

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def block_min_length(self) -> int:
        return int(self._lengths[self._postings.docs[self._block()]].min())

    def block_max_length(self) -> int:
        return int(self._lengths[self._postings.docs[self._block()]].max())

    def block_max_weight(self) -> float:
        greatest = self._postings.frequencies[self._block()].max()
        return float(greatest * self.format.field_boost)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the next block that may score more; how many blocks were left out."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._place = min(self._block().stop, len(self._ids))
            skipped += 1
        return skipped

    def _block(self) -> slice:
        first = self._place - self._place % BLOCK_SIZE
        return slice(first, first + BLOCK_SIZE)

    def _positions(self) -> list[int]:
        first, last = self._postings.position_starts[self._place : self._place + 2]
        return list(map(int, self._postings.positions[first:last]))
