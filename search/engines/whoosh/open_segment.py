"""One segment of a snapshot, open for reading."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays.postings import Postings
from search.arrays.topk import best
from search.engines.contract import Sort
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.evaluation import Scores, SegmentSearch
from search.engines.whoosh.expansion import Expanding
from search.engines.whoosh.leaves import Docs, Forms
from search.engines.whoosh.postings import LeafPostings

Ranked = tuple[float, str, float]
"""What a hit is sorted by, its id and its score."""

_ALL = np.empty(0, np.bool_)


class OpenSegment:
    """What an engine keeps of one segment.

    :ivar live: bool[documents], None where no document is deleted
    :ivar norms: float32[documents], see :mod:`search.arrays.bm25`
    """

    def __init__(
        self, columns: Columns, live: NDArray[np.bool_] | None, norms: NDArray[np.float32]
    ) -> None:
        self.columns = columns
        self.live = live
        self.norms = norms
        self._id_text = columns.ids.data.data
        self._id_starts = columns.ids.starts.data

    @cached_property
    def id_ranks(self) -> NDArray[np.uint32]:
        """uint32[documents]: the place of each among the ids of the segment in order."""
        order = self.columns.id_order
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        return ranks

    @cached_property
    def postings(self) -> Postings:
        """The postings of all terms, for the compiled loops."""
        allowed = _ALL if self.live is None else self.live
        columns = self.columns
        return Postings(columns.docs, columns.weights, self.norms, allowed, self.id_ranks)

    def own_postings(self, found: LeafPostings) -> Postings:
        """The postings of one leaf, for the compiled loops: of documents that are not deleted."""
        weights = found.weights.astype(np.uint32, copy=False)
        return Postings(found.docs, weights, self.norms, _ALL, self.id_ranks)

    def search(self, forms: Mapping[Expanding, Forms], deadline: Deadline) -> SegmentSearch:
        """The segment during one search; see :class:`SegmentSearch`."""
        return SegmentSearch(self.columns, self.live, self.norms, forms, deadline)

    def ranked(
        self, docs: Docs, scores: Scores, sort: Sort, scored: bool, depth: int
    ) -> list[Ranked]:
        """The first hits, in their order; by date, newest first, where nothing is scored."""
        days = self.columns.days[docs].astype(np.float64)
        if sort is Sort.RELEVANCE and scored:
            keys = scores
        else:
            keys = np.where(days > 0, -days if sort is Sort.OLDEST else days, -np.inf)
        places = best(keys, self.id_ranks[docs], depth)
        ids = self.ids(docs[places])
        return list(zip((-keys[places]).tolist(), ids, scores[places].tolist(), strict=True))

    def ids(self, docs: Docs) -> list[str]:
        """The article ids of documents."""
        text, starts = self._id_text, self._id_starts
        return [text[starts[doc] : starts[doc + 1]].tobytes().decode() for doc in docs.tolist()]
