"""What the archive holds, whatever is looked for."""

from dataclasses import dataclass
from datetime import date

from search.articles.skipped import Skipped
from search.engines.contract import Engine, Snapshot
from search.engines.counts import BylineCount, CountRequest, Period, PeriodCount
from search.query.joining import disjunction
from search.query.nodes import DateRange, Everything, Node, Not

_MOST_BYLINES = 50


@dataclass(frozen=True, slots=True)
class Holdings:
    """All articles by year and by byline.

    :param years: those that there are articles of, rising
    :param bylines: the 50 names that stand over most articles, falling
    :param names: how many different names there are
    :param skipped: files, or places in them, of which no article could be made
    """

    snapshot: Snapshot
    years: tuple[PeriodCount, ...]
    undated: int
    bylines: tuple[BylineCount, ...]
    names: int
    skipped: tuple[Skipped, ...]


def holdings(engine: Engine, skipped: tuple[Skipped, ...]) -> Holdings:
    """Count all articles."""
    request = CountRequest(Everything(), Period.YEAR, 1, bylines=_MOST_BYLINES)
    (counts,) = engine.count([request])
    return Holdings(
        engine.snapshot, counts.periods, counts.undated, counts.bylines, counts.names, skipped
    )


def on_day(engine: Engine, month: int, day: int) -> Node:
    """A tree that matches the articles of a day of the year, in whatever year."""
    (counts,) = engine.count([CountRequest(Everything(), Period.YEAR, 1)])
    days = [_day(period.first.year, month, day) for period in counts.periods]
    ranges = [DateRange(there, there) for there in days if there]
    return disjunction(ranges) if ranges else Not(Everything())


def _day(year: int, month: int, day: int) -> date | None:
    """29 February only in the years that have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
