"""All hits of a request in their order, held as document numbers until they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import merge as merge_sorted

import numpy as np
from numpy.typing import NDArray

from search.engines.contract import Hit
from search.engines.expansion import Expansion
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.evaluation import Scores
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.open_segment import Hits, OpenSegment

Ranks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class SegmentHits:
    """The hits in one segment, in no order.

    :param keys: float64, the greater the earlier
    :param ranks: uint32, the place of each id among all ids of the index
    """

    columns: Columns
    docs: Docs
    keys: Scores
    ranks: Ranks
    scores: Scores


@dataclass(frozen=True, slots=True)
class ArrayOrdering:
    """Hits in their order; 14 bytes a hit.

    :param columns: of each segment
    :param segments: uint16[hits], the number of each one's segment
    :param docs: uint32[hits], its document there
    :param scores: float64[hits]
    :param cut: leaves of which not all words were looked for
    """

    columns: Sequence[Columns]
    segments: NDArray[np.uint16]
    docs: Docs
    scores: Scores
    cut: tuple[Expansion, ...]

    def __len__(self) -> int:
        return len(self.docs)

    def hits(self, start: int, stop: int) -> tuple[Hit, ...]:
        """Those from one place to before another; fewer where the list ends."""
        chosen = slice(start, stop)
        found = zip(
            self.segments[chosen].tolist(),
            self.docs[chosen].tolist(),
            self.scores[chosen].tolist(),
            strict=True,
        )
        return tuple(Hit(self._id(s, d), score) for s, d, score in found)

    def first_of(self, segment: OpenSegment, count: int) -> Hits:
        """Those of one segment that are among the first of all; in an order by score."""
        own = self.segments[:count] == segment.number
        scores = self.scores[:count][own]
        return Hits(segment, self.docs[:count][own], -scores, scores)

    def begun_by(self, first: "ArrayOrdering") -> "ArrayOrdering":
        """The same hits, the first ones of which stand in another order or score otherwise."""
        rest = slice(len(first), None)
        return replace(
            self,
            segments=np.concatenate([first.segments, self.segments[rest]]),
            docs=np.concatenate([first.docs, self.docs[rest]]),
            scores=np.concatenate([first.scores, self.scores[rest]]),
        )

    def _id(self, segment: int, document: int) -> str:
        return self.columns[segment].ids[document].decode()


def ordered(parts: Sequence[SegmentHits], cut: tuple[Expansion, ...]) -> ArrayOrdering:
    """The hits of all segments by falling keys, equal ones by id."""
    keys = np.concatenate([*(part.keys for part in parts), np.empty(0)])
    ranks = np.concatenate([*(part.ranks for part in parts), np.empty(0, np.uint32)])
    docs = np.concatenate([*(part.docs for part in parts), np.empty(0, np.uint32)])
    scores = np.concatenate([*(part.scores for part in parts), np.empty(0)])
    numbers = np.arange(len(parts), dtype=np.uint16)
    segments = np.repeat(numbers, [len(part.docs) for part in parts])
    order = np.lexsort((ranks, -keys))
    columns = [part.columns for part in parts]
    return ArrayOrdering(columns, segments[order], docs[order], scores[order], cut)


def ranks_of_ids(segments: Sequence[Columns]) -> list[Ranks]:
    """For each segment uint32[documents]: the place of each id among those of all segments."""
    ranks = [np.empty(columns.document_count, np.uint32) for columns in segments]
    lists = [
        [(columns.ids[document], number, document) for document in columns.id_order.tolist()]
        for number, columns in enumerate(segments)
    ]
    for rank, (_, number, document) in enumerate(merge_sorted(*lists)):
        ranks[number][document] = rank
    return ranks
