"""How long an article counts as being."""

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.fields import SEARCHED_FIELDS, TEXT_FIELDS

_WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}

FIELD_WEIGHTS = np.array([_WEIGHTS[name] for name in layout.FIELDS], np.int64)
"""int64[fields]: the weight of each field in ``layout.FIELDS``."""

# Bylines are looked up, not read: they add nothing to an article's length.
LENGTH_WEIGHTS = FIELD_WEIGHTS * np.array([name in SEARCHED_FIELDS for name in layout.FIELDS])
"""int64[fields]: as how many words one of each field counts in the length of an article."""


def weighted_lengths(columns: Columns) -> NDArray[np.int64]:
    """int64[documents]: words, each counted with the weight of its field."""
    lengths: NDArray[np.int64] = columns.lengths @ LENGTH_WEIGHTS
    return lengths
