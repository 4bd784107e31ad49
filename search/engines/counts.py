"""Counting all articles that match, not only those of a page: what is asked, and the answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf

from search.engines.expansion import Expansion
from search.query.nodes import Node


class Period(StrEnum):
    """A stretch of the calendar, from fine to coarse."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class CountRequest:
    """What is to be counted among the articles that match a tree.

    :param tree: without :class:`~search.query.nodes.Keywords`
    :param period: what to count by; None for the finest of which ``most_periods`` reach from the
        first day to the last, or else years
    :param most_periods: 0 where periods are not asked for
    :param first: where the periods begin; that of the first match if None. Periods outside of
        the days that the archive has articles of are left out in any case.
    :param last: where they end; that of the last match if None. There are no periods where one
        of both is needed and nothing with a date matches
    :param bylines: how many names at most: those that stand over most of the articles
    :param names: names that are counted too, as they may be typed
    :param most_expansions: as of :class:`~search.engines.contract.Request`
    :param deadline: of :func:`time.monotonic`, after which the engine gives up
    """

    tree: Node
    period: Period | None = None
    most_periods: int = 0
    first: date | None = None
    last: date | None = None
    bylines: int = 0
    names: tuple[str, ...] = ()
    most_expansions: int = 1_000
    deadline: float = inf


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """One period that the archive has articles of.

    :param first: its first day
    :param matching: articles that match
    :param held: articles of the whole archive
    :param words: of those, bylines not counted
    """

    first: date
    matching: int
    held: int
    words: int


@dataclass(frozen=True, slots=True)
class BylineCount:
    """How many of the matching articles a name finds as a phrase in the byline.

    So "PA" counts what "PA Media" signed: it is what a search narrowed by the name finds.
    """

    name: str
    matching: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact numbers over all matching articles.

    :param undated: how many of them have no date, and are in no period
    :param periods: rising; those in which the archive has no article are left out
    :param bylines: falling by articles, then by name; behind them the names that were asked for
    :param names: how many different names signed
    :param cut: leaves of which not all words were looked for
    """

    total: int
    undated: int
    period: Period
    periods: tuple[PeriodCount, ...]
    bylines: tuple[BylineCount, ...]
    names: int
    cut: tuple[Expansion, ...] = ()
