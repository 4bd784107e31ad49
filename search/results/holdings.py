"""What the archive holds, whatever is looked for."""

from dataclasses import dataclass

from search.articles.skipped import Skipped
from search.engines.contract import Engine, Snapshot
from search.engines.counts import BylineCount, CountRequest, Period, PeriodCount
from search.query.nodes import Everything

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
