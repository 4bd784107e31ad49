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

_CAPTIONS = layout.FIELDS.index("captions")


def openings(columns: Columns, words: Keys, near: int) -> Keys:
    """The key of the first word of each word's field, and in captions and bylines of its value.

    :param near: a word fewer positions behind the start of the captions is not looked up: it is
        given the start of the first
    """
    docs = documents(words)
    found = np.empty(len(words), np.int64)
    in_byline = (words & BYLINE) > 0
    text = np.flatnonzero(~in_byline)
    fields = fields_of(columns, words[text], TEXT)
    found[text] = (docs[text] << 32) + columns.field_starts[docs[text], fields]
    later = text[(fields == _CAPTIONS) & (words[text] - found[text] >= near)]
    for own, starts_in in ((later, _captions), (np.flatnonzero(in_byline), _bylines)):
        if len(own):
            starts = starts_in(columns, np.unique(docs[own]))
            found[own] = starts[np.searchsorted(starts, words[own], "right") - 1]
    return found


def _captions(columns: Columns, docs: Keys) -> Keys:
    """Where each caption of some documents begins."""
    # The index has no numbers for it: captions are few, and short.
    articles = columns.articles.articles(docs.tolist())
    counts = np.array([len(article.captions) for article in articles])
    lengths = [_words(caption) for article in articles for caption in article.captions]
    first = (docs << 32) + columns.field_starts[docs, _CAPTIONS]
    return _starts(first, counts, np.array(lengths, np.int64))


def _bylines(columns: Columns, docs: Keys) -> Keys:
    """Where each byline of some documents begins."""
    firsts = columns.byline_starts[docs]
    counts = columns.byline_starts[docs + 1] - firsts
    names = columns.byline_names[ranges(firsts, counts)]
    lengths = [_words(columns.names[name].decode()) for name in names.tolist()]
    return _starts((docs << 32) | BYLINE, counts, np.array(lengths, np.int64))


def _starts(first: Keys, counts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Keys:
    """Where each of some values begins if they stand behind each other with gaps between.

    :param first: where those of each document begin
    :param counts: how many each document has
    :param lengths: words of each value
    """
    begins = starts_of(lengths + layout.POSITION_GAP)
    own = starts_of(counts)[:-1]
    return begins[:-1] + np.repeat(first - begins[own], counts)


@lru_cache(maxsize=10_000)
def _words(text: str) -> int:
    return sum(not token.joined for token in tokens(text))
