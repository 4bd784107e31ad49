"""Where the sentences and paragraphs end in some documents of a segment."""

import numpy as np

from search.arrays.occurrences import Keys, keys
from search.arrays.ragged import ranges
from search.arrays.spans import Mask, Rank, Spans
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.leaves import Docs
from search.query.nodes import Unit

BYLINE = 1 << 31
"""The bit that a key in the section of bylines has, and none in that of the text."""

# A byline is one sentence; no other begins so near it.
_WITHIN_BYLINE = 255
_SECTION = BYLINE - 1


class Sentences:
    """The sentences or paragraphs of some documents."""

    def __init__(self, columns: Columns, unit: Unit, docs: Docs, rank: Rank) -> None:
        self._rank = rank
        if unit is Unit.SENTENCE:
            starts, positions = columns.sentence_starts, columns.sentence_positions
        else:
            starts, positions = columns.paragraph_starts, columns.paragraph_positions
        firsts = starts[docs].astype(np.int64)
        counts = starts[docs + np.uint32(1)] - firsts
        self._begins = keys(docs, counts, positions[ranges(firsts, counts)])

    def ends(self, of: Keys) -> Keys:
        """The last key of the sentence in which each word stands."""
        following = np.append(self._begins, np.iinfo(np.int64).max)
        ends = following[self._rank(self._begins, of, True)] - 1
        in_byline = (of & BYLINE) > 0
        return np.where(in_byline, of + _WITHIN_BYLINE, np.minimum(ends, of | _SECTION))

    def inside(self, spans: Spans) -> Mask:
        """Whether each stretch is wholly in one sentence."""
        return spans.last <= self.ends(spans.first)
