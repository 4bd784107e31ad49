"""Two ways to make and merge segments that give the same: with numpy, and with compiled loops."""

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.arrays.ragged import put_lists
from search.engines.whoosh.codec_v1.analysed import Analysed, Occurrences
from search.engines.whoosh.codec_v1.analysis import analysed
from search.engines.whoosh.codec_v1.inverted import PostingColumns, inverted
from search.engines.whoosh.codec_v1.lexicon import Lexicon
from search.engines.whoosh.codec_v1.vocabulary import SegmentDictionary, Vocabulary


class KnownWords(Protocol):
    """What was learnt about words from the texts so far; its length is that of its forms."""

    def __len__(self) -> int: ...

    def vocabulary(self) -> Vocabulary:
        """The exact forms and stems that are known."""
        ...


class Method(NamedTuple):
    """How texts are analysed and inverted.

    :param words: knows nothing yet
    :param analysed: the words of some articles, see :func:`.analysis.analysed`
    :param inverted: the columns of postings, see :func:`.inverted.inverted`
    :param put_lists: what a merge is made with, see :func:`search.arrays.ragged.put_lists`
    :param batch: bytes of articles that are best analysed together
    :param bytes_a_word: that are in use at most when the columns are made, as measured; likewise
        ``bytes_a_form``, of all forms known
    """

    words: Callable[[], KnownWords]
    analysed: Callable[[Any, list[str], NDArray[np.int64], int], Analysed]
    inverted: Callable[[list[Occurrences], SegmentDictionary], PostingColumns]
    put_lists: Callable[[NDArray[Any], NDArray[np.int64], NDArray[np.int64], NDArray[Any]], None]
    batch: int
    bytes_a_word: int
    bytes_a_form: int


# With so many bytes numpy's intermediate results stay in the processor's cache.
NUMPY = Method(Lexicon, analysed, inverted, put_lists, 1 << 19, 56, 700)


def fastest() -> Method:
    """The compiled loops, which take half a second to load; numpy where Numba is not installed."""
    try:
        lexicon = importlib.import_module("search.engines.whoosh.codec_v1.compiled_lexicon")
        inverting = importlib.import_module("search.engines.whoosh.codec_v1.compiled_inverted")
    except ImportError:
        return NUMPY
    words = lexicon.CompiledLexicon
    # A thread that makes segments has to wait for Python's lock the seldomer the larger a batch.
    return Method(words, words.analysed, inverting.inverted, inverting.put_lists, 1 << 21, 32, 150)
