"""How the score of an article came about, leaf by leaf."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25, occurrences
from search.arrays.occurrences import Keys
from search.engines.contract import Explanation, LeafScore, Request
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS, LENGTH_WEIGHTS
from search.engines.whoosh.evaluation import SegmentSearch
from search.engines.whoosh.leaves import Docs, is_plain, section_of, term_of
from search.query.nodes import Leaf

_NONE: Keys = np.empty(0, np.int64)


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

    def explain(
        self, search: SegmentSearch, docs: Docs, ids: Sequence[str]
    ) -> Iterator[Explanation]:
        """The scores of some documents of a segment.

        :param docs: rising
        :param ids: of the articles that they are
        """
        there = [_occurrences(search, leaf, docs) for leaf, _, _ in self._leaves]
        for place, (document, article_id) in enumerate(zip(docs.tolist(), ids, strict=True)):
            lengths = search.columns.lengths[document].astype(np.int64)
            norm = search.norms[document]
            yield Explanation(
                id=article_id,
                leaves=tuple(
                    self._leaf(*leaf, own[place], norm)
                    for leaf, own in zip(self._leaves, there, strict=True)
                ),
                articles=self._articles,
                words=int(lengths @ (LENGTH_WEIGHTS > 0)),
                length=int(lengths @ LENGTH_WEIGHTS),
                mean=self._length.mean,
                k1=self._length.k1,
                b=self._length.b,
                norm=float(norm),
            )

    def _leaf(
        self, leaf: Leaf, boost: float, count: int, own: NDArray[np.int64], norm: np.float32
    ) -> LeafScore:
        frequency = int(own @ FIELD_WEIGHTS)
        idf = bm25.idf(self._articles, count)
        saturation = float(bm25.saturation(np.array([frequency]), np.array([norm]))[0])
        named = zip(layout.FIELDS, own.tolist(), strict=True)
        there = {name: times for name, times in named if times}
        return LeafScore(
            leaf, count, idf, boost, there, frequency, saturation, idf * boost * saturation
        )


def with_others(
    told: Explanation, request: Request, near: float | None, kept: float
) -> Explanation:
    """An explanation with what nearness adds to the score, and what age takes.

    :param near: what nearness adds, None where it does not count
    :param kept: how much age leaves
    """
    others: list[tuple[str, float]] = []
    if near is not None and request.neighbours:
        others.append(("nearness", near))
    if request.half_life is not None:
        others.append(("recency", (told.score + (near or 0.0)) * (kept - 1)))
    return replace(told, others=tuple(others))


def _occurrences(search: SegmentSearch, leaf: Leaf, docs: Docs) -> NDArray[np.int64]:
    """int64[documents, fields]: how often a leaf counts in each field of some documents."""
    if is_plain(leaf):
        term = term_of(search.columns, leaf)
        keys = np.concatenate([_NONE, *(_of_term(search.columns, term, doc) for doc in docs)])
    else:
        keys = np.concatenate([places.leaf(leaf).first for places in search.places(leaf, docs)])
    counts = np.zeros((len(docs), len(layout.FIELDS)), np.int64)
    fields = fields_of(search.columns, keys, section_of(leaf))
    np.add.at(counts, (np.searchsorted(docs, occurrences.documents(keys)), fields), 1)
    return counts


def _of_term(columns: Columns, term: int | None, document: np.uint32) -> Keys:
    if term is None:
        return _NONE
    first, last = columns.posting_starts[term : term + 2].tolist()
    docs: Docs = columns.docs[first:last]
    place = int(np.searchsorted(docs, document))
    here = slice(place, place + int(place < len(docs) and docs[place] == document))
    frequencies = columns.frequencies[first:last]
    begin = int(columns.occurrence_starts[term]) + int(frequencies[:place].sum(dtype=np.int64))
    count = int(frequencies[here].sum())
    return occurrences.keys(docs[here], frequencies[here], columns.positions[begin : begin + count])
