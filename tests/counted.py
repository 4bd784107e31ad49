"""Counting told slowly: each article is asked whether it matches, and then what it has."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from search.articles.article import Article
from search.engines.counts import BylineCount, CountRequest, Counts, Period, PeriodCount

Matches = Callable[[Article], bool]


def counts(
    request: CountRequest,
    archive: Sequence[Article],
    matches: Matches,
    words: Callable[[Article], int],
    signed: Callable[[str, Article], bool],
) -> Counts:
    found = [article for article in archive if matches(article)]
    names = Counter(name for article in found for name in set(article.bylines))
    period, periods = _periods(request, archive, found, words)
    first = sorted(names, key=lambda name: (-names[name], name.encode()))[: request.bylines]
    ranked = [BylineCount(name, sum(signed(name, article) for article in found)) for name in first]
    asked = bool(request.bylines or request.names)
    return Counts(
        total=len(found),
        undated=sum(article.date is None for article in found),
        period=period,
        periods=periods,
        bylines=(
            *sorted(ranked, key=lambda own: (-own.matching, own.name)),
            *(BylineCount(n, sum(signed(n, article) for article in found)) for n in request.names),
        ),
        names=len(names) if asked else 0,
    )


def first_day(day: date, period: Period) -> date:
    match period:
        case Period.YEAR:
            return date(day.year, 1, 1)
        case Period.MONTH:
            return date(day.year, day.month, 1)
        case Period.DAY:
            return day


def _periods(
    request: CountRequest,
    archive: Sequence[Article],
    found: Sequence[Article],
    words: Callable[[Article], int],
) -> tuple[Period, tuple[PeriodCount, ...]]:
    days = [article.date for article in found if article.date]
    held = [article.date for article in archive if article.date]
    first, last = request.first or min(days, default=None), request.last or max(days, default=None)
    if not request.most_periods or not first or not last or not held:
        return request.period or Period.YEAR, ()
    first, last = (min(max(day, min(held)), max(held)) for day in (first, last))
    period = request.period or _finest(first, last, request.most_periods)
    starts = {first_day(day, period) for day in held}
    return period, tuple(
        PeriodCount(
            start,
            sum(first_day(day, period) == start for day in days),
            sum(first_day(day, period) == start for day in held),
            sum(words(a) for a in archive if a.date and first_day(a.date, period) == start),
        )
        for start in sorted(starts)
        if first_day(first, period) <= start <= last
    )


def _finest(first: date, last: date, most: int) -> Period:
    days = [first + timedelta(n) for n in range(max((last - first).days + 1, 0))]
    for period in (Period.DAY, Period.MONTH):
        if len({first_day(day, period) for day in days}) <= most:
            return period
    return Period.YEAR
