"""How often something was written about, beside how much was written at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.engines.contract import Engine, Request, Snapshot
from search.engines.counts import CountRequest, Period
from search.results.page import QueryReading
from search.results.timeline import last_day

MOST_PERIODS = 120
FEWEST_PERIODS = 12
_ARTICLES = 10  # that a period should have on average: with fewer the lines only jump


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period.

    :param matching: articles that match
    :param held: articles of the archive
    :param words: in those
    """

    first: date
    last: date
    matching: int
    held: int
    words: int

    @property
    def rate(self) -> float:
        """Matching articles for every 10,000 words of the archive; 0 where it has none."""
        return 10_000 * self.matching / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Trend:
    """One query over time.

    :param points: the periods that the archive has articles of, rising
    """

    query: QueryReading
    total: int
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """Several queries over the same periods."""

    period: Period
    trends: tuple[Trend, ...]
    snapshot: Snapshot


def trends(
    engine: Engine,
    asked: Sequence[QueryReading],
    requests: Sequence[Request],
    period: Period | None,
) -> Trends:
    """Count each query over all of the archive's time.

    :param asked: how each query was read
    :param requests: for all that each of them matches
    :param period: None for the finest of which 120, or as many as there are articles for, reach
        over the archive
    """
    most = max(FEWEST_PERIODS, min(MOST_PERIODS, engine.snapshot.documents // _ARTICLES))
    counts = engine.count([_over_all_time(own, period, most) for own in requests])
    lines = tuple(
        Trend(
            reading,
            own.total,
            tuple(
                TrendPoint(p.first, last_day(p.first, own.period), p.matching, p.held, p.words)
                for p in own.periods
            ),
        )
        for reading, own in zip(asked, counts, strict=True)
    )
    return Trends(counts[0].period if counts else Period.YEAR, lines, engine.snapshot)


def _over_all_time(request: Request, period: Period | None, most: int) -> CountRequest:
    return CountRequest(
        request.tree,
        period,
        most,
        date.min,
        date.max,
        most_expansions=request.most_expansions,
        deadline=request.deadline,
    )
