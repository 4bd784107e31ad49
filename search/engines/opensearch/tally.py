"""The articles that match one query, counted in all the ways that some requests ask for."""

from collections.abc import Callable, Sequence
from datetime import date
from heapq import nsmallest

import numpy as np

from search.arrays.counts import sums
from search.engines.counts import BylineCount, CountRequest, Counts, Period, PeriodCount
from search.engines.opensearch import aggregations
from search.engines.opensearch.aggregations import Aggregations
from search.engines.opensearch.census import Census
from search.engines.opensearch.index import Answer, Body
from search.engines.periods import Reach, in_periods, period_of, reach

Parts = Sequence[Aggregations]


class Tally:
    """What has been counted so far.

    :param query: which the articles match
    :param requests: about them
    :param signed: the query of the articles that a name in quotation marks finds by byline
    """

    def __init__(
        self,
        query: Body,
        requests: Sequence[CountRequest],
        census: Census,
        signed: Callable[[str], Body],
    ) -> None:
        self._query = query
        self._requests = requests
        self._census = census
        self._signed_query = signed
        self._total = self._undated = 0
        self._ends: tuple[date | None, date | None] = None, None
        self._matching: dict[Period, dict[int, int]] = {}
        self._names: dict[str, int] = {}
        self._signed: dict[str, int] = {}

    def at_once(self) -> list[Body]:
        """What to ask first: all that can be asked before something is known of the matches."""
        reaches = [(own, reach(own, self._census.days, None, None)) for own in self._requests]
        periods = [period_of(own, over) for own, over in reaches if own.period or over]
        asked = [name for own in self._requests for name in own.names]
        wanted = [[aggregations.WHEN], *self._by_period(periods), self._by_query(asked)]
        if any(map(_is_named, self._requests)):
            wanted.append(aggregations.by_name(self._census))
        return aggregations.bodies(self._query, wanted)

    def then(self) -> list[Body]:
        """What to ask next: the periods from the first match to the last, and those names that
        stand over most of the matches."""
        reaches = [(own, self._reach(own)) for own in self._requests]
        periods = [period_of(own, over) for own, over in reaches if over]
        most = [name for own in self._requests for name in self._most(own)]
        wanted = [*self._by_period(periods), self._by_query(most)]
        return aggregations.bodies(self._query, wanted)

    def add(self, answer: Answer) -> None:
        """Take in what was answered to one of the questions."""
        self._total = answer["hits"]["total"]["value"]
        found = answer["aggregations"]
        if aggregations.UNDATED in found:
            self._undated = found[aggregations.UNDATED]["doc_count"]
            self._ends = _day(found[aggregations.FIRST]), _day(found[aggregations.LAST])
        for period in found.keys() & {*Period}:
            matching = {int(own["key"]): own["doc_count"] for own in found[period]["buckets"]}
            self._matching.setdefault(Period(period), {}).update(matching)
        if aggregations.NAMES in found:
            for own in found[aggregations.NAMES]["buckets"]:
                self._names[self._census.names[own["key"]]] = own["doc_count"]
        if aggregations.SIGNED in found:
            signed = found[aggregations.SIGNED]["buckets"]
            self._signed |= {name: own["doc_count"] for name, own in signed.items()}

    def counts(self, request: CountRequest) -> Counts:
        """The numbers that a request asks for."""
        over = self._reach(request)
        period = period_of(request, over)
        named = _is_named(request)
        return Counts(
            total=self._total,
            undated=self._undated,
            period=period,
            periods=self._periods(period, over) if over else (),
            bylines=self._bylines(request) if named else (),
            names=len(self._names) if named else 0,
        )

    def _by_period(self, periods: Sequence[Period]) -> list[Parts]:
        """How to ask for those periods that were not counted yet."""
        missing = [own for own in dict.fromkeys(periods) if own not in self._matching]
        return [aggregations.by_period(period, self._census) for period in missing]

    def _by_query(self, names: Sequence[str]) -> Parts:
        """How to ask for the articles that those names find which were not asked for yet."""
        missing = [name for name in dict.fromkeys(names) if name not in self._signed]
        return aggregations.by_query({name: self._signed_query(name) for name in missing})

    def _reach(self, request: CountRequest) -> Reach | None:
        return reach(request, self._census.days, *self._ends)

    def _periods(self, period: Period, over: Reach) -> tuple[PeriodCount, ...]:
        own, groups = in_periods(period, self._census.days, over)
        columns = (self._census.held, self._census.words)
        added = [sums(groups, column[own]).tolist() for column in columns]
        days = [date.fromordinal(day) for day in np.unique(groups).tolist()]
        numbers = (aggregations.number_of(period, day) for day in days)
        matching = [self._matching[period].get(number, 0) for number in numbers]
        return tuple(map(PeriodCount, days, matching, *added))

    def _bylines(self, request: CountRequest) -> tuple[BylineCount, ...]:
        counts = [BylineCount(name, self._signed[name]) for name in self._most(request)]
        asked = [BylineCount(name, self._signed[name]) for name in request.names]
        return (*sorted(counts, key=lambda own: (-own.matching, own.name)), *asked)

    def _most(self, request: CountRequest) -> list[str]:
        """The names that stand over most of the articles."""
        return nsmallest(request.bylines, self._names, key=lambda own: (-self._names[own], own))


def _is_named(request: CountRequest) -> bool:
    return bool(request.bylines or request.names)


def _day(found: Answer) -> date | None:
    return None if found["value"] is None else date.fromordinal(int(found["value"]))
