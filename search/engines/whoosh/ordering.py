"""All hits of a request in their order, held as document numbers until they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge as merge_sorted

import numpy as np
from numpy.typing import NDArray

from search.engines.contract import Expansion, Hit
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.evaluation import Scores
from search.engines.whoosh.leaves import Docs

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


class ArrayOrdering:
    """Hits by falling keys, equal ones by id; 14 bytes a hit."""

    def __init__(self, parts: Sequence[SegmentHits], cut: tuple[Expansion, ...]) -> None:
        self.cut = cut
        self._columns = [part.columns for part in parts]
        keys = np.concatenate([*(part.keys for part in parts), np.empty(0)])
        ranks = np.concatenate([*(part.ranks for part in parts), np.empty(0, np.uint32)])
        docs = np.concatenate([*(part.docs for part in parts), np.empty(0, np.uint32)])
        scores = np.concatenate([*(part.scores for part in parts), np.empty(0)])
        segments = np.arange(len(parts), dtype=np.uint16)
        order = np.lexsort((ranks, -keys))
        self._segments = np.repeat(segments, [len(part.docs) for part in parts])[order]
        self._docs, self._scores = docs[order], scores[order]

    def __len__(self) -> int:
        return len(self._docs)

    def hits(self, start: int, stop: int) -> tuple[Hit, ...]:
        """Those from one place to before another; fewer where the list ends."""
        chosen = slice(start, stop)
        found = zip(
            self._segments[chosen].tolist(),
            self._docs[chosen].tolist(),
            self._scores[chosen].tolist(),
            strict=True,
        )
        return tuple(Hit(self._columns[s].ids[d].decode(), score) for s, d, score in found)


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
