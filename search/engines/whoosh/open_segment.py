"""One segment of a snapshot, open for reading."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

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

_ALL = np.empty(0, np.bool_)


class OpenSegment:
    """What an engine keeps of one segment.

    :ivar number: among the segments of the snapshot
    :ivar live: bool[documents], None where no document is deleted
    :ivar norms: float32[documents], see :mod:`search.arrays.bm25`
    """

    def __init__(
        self,
        number: int,
        columns: Columns,
        live: NDArray[np.bool_] | None,
        norms: NDArray[np.float32],
    ) -> None:
        self.number = number
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

    def find(self, article_id: str) -> int | None:
        """The number of the document that is an article; None where it is not there."""
        document = self.columns.document(article_id)
        if document is None or (self.live is not None and not self.live[document]):
            return None
        return document

    def keys(self, docs: Docs, scores: Scores, sort: Sort, scored: bool) -> Scores:
        """What hits are sorted by, falling: by date, newest first, where nothing is scored."""
        if sort is Sort.RELEVANCE and scored:
            return scores
        days = self.columns.days[docs].astype(np.float64)
        return np.where(days > 0, -days if sort is Sort.OLDEST else days, -np.inf)

    def ranked(self, docs: Docs, scores: Scores, sort: Sort, scored: bool, depth: int) -> "Hits":
        """The first hits, in their order."""
        keys = self.keys(docs, scores, sort, scored)
        places = best(keys, self.id_ranks[docs], depth)
        return Hits(self, docs[places], -keys[places], scores[places])

    def ids(self, docs: Docs) -> list[str]:
        """The article ids of documents."""
        text, starts = self._id_text, self._id_starts
        return [str(text[starts[doc] : starts[doc + 1]], "utf-8") for doc in docs.tolist()]

    def live_days(self) -> NDArray[np.int32]:
        """int32: the days of the articles that are there, 0 for no date."""
        return self.columns.days if self.live is None else self.columns.days[self.live]


class Hits(NamedTuple):
    """The first hits of one segment, in their order.

    :param keys: float64: what they are sorted by, lowest first; where equal, by id
    :param scores: float64
    """

    segment: OpenSegment
    docs: Docs
    keys: Scores
    scores: Scores

    def part(self, start: int, end: int) -> "Hits":
        """Those from number ``start`` to one before ``end``."""
        if start == 0 and end >= len(self.docs):
            return self
        own = slice(start, end)
        return Hits(self.segment, self.docs[own], self.keys[own], self.scores[own])

    def ids(self) -> list[str]:
        """Of the articles."""
        return self.segment.ids(self.docs)
