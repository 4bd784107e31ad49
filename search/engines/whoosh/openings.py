"""Where the field, caption or byline begins in which a word stands."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from search.arrays.occurrences import Keys, documents
from search.arrays.ragged import ranges, starts_of
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of
from search.engines.whoosh.leaves import TEXT
from search.engines.whoosh.sentences import BYLINE
from search.text.tokens import tokens

Ints = NDArray[np.int64]

_CAPTIONS = layout.FIELDS.index("captions")
_GAP = layout.POSITION_GAP


def openings(columns: Columns, words: Keys) -> Keys:
    """The key of the first word of each word's field, or of its caption or byline."""
    docs = documents(words)
    found = np.empty(len(words), np.int64)
    in_byline = (words & BYLINE) > 0
    text, bylines = np.flatnonzero(~in_byline), np.flatnonzero(in_byline)
    fields = fields_of(columns, words[text], TEXT)
    found[text] = (docs[text] << 32) + columns.field_starts[docs[text], fields]
    for own, starts_in in ((text[fields == _CAPTIONS], _captions), (bylines, _bylines)):
        starts = starts_in(columns, np.unique(docs[own]))
        found[own] = starts[np.searchsorted(starts, words[own], "right") - 1]
    return found


def _captions(columns: Columns, docs: Ints) -> Keys:
    """Where each caption that has words begins, rising.

    The index does not say, but a sentence begins there, the gap behind the words before. So does
    one behind a sentence of more words than the gap. Where there may be such a one, the article is
    read.
    """
    sentences = _sentences(columns, docs)
    steps = np.diff(sentences, append=np.iinfo(np.int64).max)
    # The words of each sentence if none has more than the gap, but for the last of an article.
    words = np.where(steps > _GAP, (steps - 1) % _GAP + 1, steps)
    own = np.searchsorted(docs, documents(sentences))
    last = own != np.append(own[1:], -1)
    told = np.bincount(own[~last], words[~last], len(docs))
    # One that had more would leave more than the gap for the last.
    unsure = docs[columns.lengths[docs, _CAPTIONS] - told > _GAP]
    begins = sentences[np.diff(sentences, prepend=-_GAP - 1) > _GAP]
    sure = begins[np.isin(documents(begins), unsure, invert=True)]
    return np.sort(np.concatenate([sure, _captions_read(columns, unsure)]))


def _sentences(columns: Columns, docs: Ints) -> Keys:
    """Where each sentence of the captions begins."""
    firsts = columns.sentence_starts[docs].astype(np.int64)
    counts = columns.sentence_starts[docs + 1] - firsts
    doc = np.repeat(docs, counts)
    positions = columns.sentence_positions[ranges(firsts, counts)].astype(np.int64)
    inside = positions >= columns.field_starts[doc, _CAPTIONS]
    begins: Keys = (doc[inside] << 32) + positions[inside]
    return begins


def _captions_read(columns: Columns, docs: Ints) -> Keys:
    """Where each caption begins, from the stored articles."""
    captions = [article.captions for article in columns.articles.articles(docs.tolist())]
    lengths = [_words(caption) for own in captions for caption in own]
    first = (docs << 32) + columns.field_starts[docs, _CAPTIONS]
    return _starts(first, np.array(list(map(len, captions)), np.int64), lengths)


def _bylines(columns: Columns, docs: Ints) -> Keys:
    """Where each byline begins, rising."""
    firsts = columns.byline_starts[docs]
    counts = columns.byline_starts[docs + 1] - firsts
    names = columns.byline_names[ranges(firsts, counts)]
    lengths = [_words(columns.names[name].decode()) for name in names.tolist()]
    return _starts((docs << 32) | BYLINE, counts, lengths)


def _starts(first: Keys, counts: Ints, lengths: list[int]) -> Keys:
    """Where each of some values begins that stand behind each other with gaps between.

    :param first: where those of each document begin
    :param counts: how many each document has
    :param lengths: words of each value
    """
    begins = starts_of(np.array(lengths, np.int64) + _GAP)
    own = starts_of(counts)[:-1]
    return begins[:-1] + np.repeat(first - begins[own], counts)


@lru_cache(maxsize=10_000)
def _words(text: str) -> int:
    return sum(not token.joined for token in tokens(text))
