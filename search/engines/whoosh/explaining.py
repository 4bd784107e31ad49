"""How the score of an article came about, leaf by leaf."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search.arrays import bm25, occurrences
from search.arrays.occurrences import Keys
from search.engines.contract import Explanation, LeafScore
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS, LENGTH_WEIGHTS
from search.engines.whoosh.evaluation import SegmentSearch
from search.engines.whoosh.leaves import Docs, is_plain, section_of
from search.query.nodes import Leaf


class ScoredLength(NamedTuple):
    """What an index makes of the lengths of its articles.

    :param mean: of the weighted lengths
    """

    mean: float
    k1: float
    b: float


class Explainer:
    """Explains the scores of one query.

    :param boosts: the leaves that add to a score, and how many times each counts
    :param counts: how many articles have each of them
    :param articles: how many there are
    """

    def __init__(
        self,
        boosts: Mapping[Leaf, float],
        counts: Sequence[int],
        articles: int,
        length: ScoredLength,
    ) -> None:
        self._leaves = list(zip(boosts, boosts.values(), counts, strict=True))
        self._articles = articles
        self._length = length

    def explain(self, search: SegmentSearch, document: int, article_id: str) -> Explanation:
        """The score of one document of a segment."""
        lengths = search.columns.lengths[document].astype(np.int64)
        return Explanation(
            id=article_id,
            leaves=tuple(self._leaf(search, document, *leaf) for leaf in self._leaves),
            articles=self._articles,
            words=int(lengths @ (LENGTH_WEIGHTS > 0)),
            length=int(lengths @ LENGTH_WEIGHTS),
            mean=self._length.mean,
            k1=self._length.k1,
            b=self._length.b,
            norm=float(search.norms[document]),
        )

    def _leaf(
        self, search: SegmentSearch, document: int, leaf: Leaf, boost: float, count: int
    ) -> LeafScore:
        keys = _keys(search, leaf, document)
        fields = np.bincount(
            fields_of(search.columns, keys, section_of(leaf)), minlength=len(layout.FIELDS)
        )
        frequency = int(fields @ FIELD_WEIGHTS)
        idf = bm25.idf(self._articles, count)
        saturation = float(
            bm25.saturation(np.array([frequency]), search.norms[document : document + 1])[0]
        )
        there = {name: own for name, own in zip(layout.FIELDS, fields.tolist(), strict=True) if own}
        return LeafScore(
            leaf, count, idf, boost, there, frequency, saturation, idf * boost * saturation
        )


def _keys(search: SegmentSearch, leaf: Leaf, document: int) -> Keys:
    """The places of a leaf in one document, as often as they count."""
    if is_plain(leaf):
        return _of_term(search.columns, search.term(leaf), document)
    docs = np.array([document], np.uint32)
    return np.concatenate([places.leaf(leaf).first for places in search.places(leaf, docs)])


def _of_term(columns: Columns, term: int | None, document: int) -> Keys:
    if term is None:
        return np.empty(0, np.int64)
    first, last = columns.posting_starts[term : term + 2].tolist()
    docs: Docs = columns.docs[first:last]
    place = int(np.searchsorted(docs, document))
    here = slice(place, place + int(place < len(docs) and docs[place] == document))
    frequencies = columns.frequencies[first:last]
    begin = int(columns.occurrence_starts[term]) + int(frequencies[:place].sum(dtype=np.int64))
    count = int(frequencies[here].sum())
    return occurrences.keys(docs[here], frequencies[here], columns.positions[begin : begin + count])
