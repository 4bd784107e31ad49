"""How often something was written about, beside how much was written at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.engines.contract import Engine, Request, Snapshot
from search.engines.counts import CountRequest, Counts, Period
from search.query.matching import all_of
from search.query.nodes import Node
from search.query.parser import ParsedQuery, parse
from search.query.readback import readback
from search.results.cuts import cut_note
from search.results.page import QueryReading
from search.results.timeline import Stretch, last_day

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


def trends(engine: Engine, texts: Sequence[str], limits: Request, period: Period | None) -> Trends:
    """Count each typed query over all of the archive's time; of words side by side all must match.

    :param limits: within which it is counted
    :param period: None for the finest of which 120, or as many as there are articles for, reach
        over the archive
    """
    most = max(FEWEST_PERIODS, min(MOST_PERIODS, engine.snapshot.documents // _ARTICLES))
    parsed = [parse(text) for text in texts]
    counts = engine.count(
        [_over_all_time(all_of(own.tree), limits, period, most) for own in parsed]
    )
    lines = tuple(map(_trend, texts, parsed, counts))
    return Trends(counts[0].period if counts else Period.YEAR, lines, engine.snapshot)


def _over_all_time(tree: Node, limits: Request, period: Period | None, most: int) -> CountRequest:
    return CountRequest(
        tree,
        period,
        most,
        date.min,
        date.max,
        most_expansions=limits.most_expansions,
        deadline=limits.deadline,
    )


def _trend(text: str, parsed: ParsedQuery, counts: Counts) -> Trend:
    notes = (*parsed.notes, *map(cut_note, counts.cut))
    reading = QueryReading(text, readback(parsed.tree, "all"), notes=notes)
    period = Stretch(counts.period)
    points = tuple(
        TrendPoint(p.first, last_day(p.first, period), p.matching, p.held, p.words)
        for p in counts.periods
    )
    return Trend(reading, counts.total, points)
