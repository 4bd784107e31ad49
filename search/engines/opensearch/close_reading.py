"""A few articles read closely: by the code of the embedded engine, as a segment in memory."""

import threading
from collections.abc import Iterable, Mapping

import numpy as np

from search.arrays import bm25
from search.articles.article import Article
from search.engines.opensearch.expansion import Forms
from search.engines.opensearch.layout import term
from search.engines.opensearch.places import Expanding
from search.engines.whoosh import leaves
from search.engines.whoosh.codec_v1.builder import SegmentBuilder
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.lengths import weighted_lengths
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.evaluation import SegmentSearch
from search.engines.whoosh.expansion import forms_of
from search.engines.whoosh.explaining import ScoredLength
from search.query.nodes import Node

# Bytes that the analysed words of articles may take, which are met again in the next.
_MEMORY = 256 << 20


class Reader:
    """Reads articles that are handed to it; words met once are known in the next articles.

    :param length: what the index makes of lengths
    """

    def __init__(self, length: ScoredLength) -> None:
        self._length = length
        self._builder = SegmentBuilder(_MEMORY)
        self._lock = threading.Lock()

    def read(
        self,
        articles: Iterable[Article],
        forms: Mapping[Expanding, Forms],
        weights: Mapping[Node, float],
        deadline: float,
    ) -> SegmentSearch:
        """A search of the articles, whose documents are numbered in their order.

        :param forms: what the wildcards and fuzzy words of the query stand for in the archive
        :param weights: idfs in the archive of the parts of each Some
        :param deadline: of :func:`time.monotonic`
        """
        with self._lock:
            for article in articles:
                self._builder.add(article)
            columns = self._builder.finish()
        own = self._length
        norms = bm25.norms(weighted_lengths(columns), own.mean, own.k1, own.b)
        numbers = {leaf: _numbers(columns, leaf, found) for leaf, found in forms.items()}
        return SegmentSearch(columns, None, norms, numbers, Deadline(deadline), dict(weights))


def _numbers(columns: Columns, leaf: Expanding, forms: Forms) -> leaves.Forms:
    """The forms of a segment that a leaf stands for, of those taken."""
    found = forms_of(columns, leaf)
    if forms.words == len(forms.taken):
        return found
    skipped = len(leaves.section_of(leaf))
    taken = set(forms.taken)
    kept = [term(columns.forms[number][skipped:].decode()) in taken for number in found.tolist()]
    return found[np.array(kept, np.bool_)]
