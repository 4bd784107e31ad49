"""What the age of an article leaves of its score."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays import recency
from search.engines.whoosh.evaluation import Scores
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.open_segment import OpenSegment

_NO_DAYS = np.empty(0, np.int32)


class Ages:
    """The ages of the articles of a snapshot, counted from its newest."""

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        self._segments = segments

    def factors(self, half_life: float | None, segment: OpenSegment, docs: Docs) -> Scores | float:
        """What the score of each document is multiplied by; one number where it is the same."""
        if half_life is None:
            return 1.0
        return recency.factors(segment.columns.days[docs], *self._days, half_life)

    @cached_property
    def _days(self) -> tuple[int, int]:
        """The days of the oldest and the newest article; both 0 where none is dated."""
        days: NDArray[np.int32] = np.concatenate(
            [_NO_DAYS, *(segment.live_days() for segment in self._segments)]
        )
        dated = days[days > 0]
        return (int(dated.min()), int(dated.max())) if len(dated) else (0, 0)
