"""What the texts of a batch of articles come to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every occurrence of a word in a batch of articles, in the order of the text.

    :param docs: uint32[texts]: of each text, rising
    :param fields: uint8[texts]: number in ``layout.FIELDS``
    :param counts: int64[texts]: how many occurrences each text has
    :param forms: uint32: number of the exact form, times the sections, and that of the section
    :param positions: int32
    :param capitals: uint8, see :func:`search.text.tokens.capitals`
    """

    docs: NDArray[np.uint32]
    fields: NDArray[np.uint8]
    counts: NDArray[np.int64]
    forms: NDArray[np.uint32]
    positions: NDArray[np.int32]
    capitals: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Starts:
    """Where sentences or paragraphs begin.

    :param counts: int64[documents]: how many each document has
    :param positions: int32: of the first word of each, rising within a document
    """

    counts: NDArray[np.int64]
    positions: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Analysed:
    """The words of a batch.

    :param lengths: uint32[documents, fields]: words
    """

    words: Occurrences
    lengths: NDArray[np.uint32]
    sentences: Starts
    paragraphs: Starts
