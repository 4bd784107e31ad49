"""What a result can be narrowed by, with counts over all matching articles.

Within one facet the values are alternatives: its counts are made without its own filter, so that
a value that is not chosen tells how many articles choosing it would add.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from search.engines.contract import Engine, Request
from search.engines.counts import CountRequest, Counts, Period
from search.query.narrowing import Filters
from search.query.nodes import Node
from search.results.timeline import Timeline, timeline

MOST_BYLINES = 12
MOST_BARS = 120
FEWEST_BARS = 12


class FacetName(StrEnum):
    """What may be asked for."""

    BYLINE = "byline"
    YEAR = "year"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One thing to narrow by, and how many articles have it."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet.

    :param values: chosen ones too, even where they have no article
    :param different: how many different values the matching articles have
    """

    values: tuple[FacetValue, ...]
    different: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Those that were asked for; the others are None."""

    byline: Facet | None = None
    year: Facet | None = None
    timeline: Timeline | None = None


def facets(
    engine: Engine,
    request: Request,
    asked: Iterable[FacetName],
    filters: Filters,
    narrowed: Callable[[Filters], Node],
    total: int,
) -> Facets:
    """Count what is asked for.

    :param request: within whose limits it is counted
    :param narrowed: gives the tree that the engine is to match under some of the filters
    :param total: how many articles match under all of them: few of them in many bars say little
    """
    bars = max(FEWEST_BARS, min(MOST_BARS, total))
    wanted = tuple(dict.fromkeys(asked))
    requests = [_within(request, _request(name, filters, narrowed, bars)) for name in wanted]
    counts = dict(zip(wanted, engine.count(requests), strict=True))
    by_name, by_year = counts.get(FacetName.BYLINE), counts.get(FacetName.YEAR)
    over_time = counts.get(FacetName.TIMELINE)
    return Facets(
        byline=_bylines(by_name, filters.bylines) if by_name else None,
        year=_years(by_year, filters.years) if by_year else None,
        timeline=timeline(over_time, MOST_BARS) if over_time else None,
    )


def _within(limits: Request, request: CountRequest) -> CountRequest:
    return replace(request, most_expansions=limits.most_expansions, deadline=limits.deadline)


def _request(
    name: FacetName, filters: Filters, narrowed: Callable[[Filters], Node], bars: int
) -> CountRequest:
    match name:
        case FacetName.BYLINE:
            tree = narrowed(filters.by())
            return CountRequest(tree, bylines=MOST_BYLINES, names=filters.bylines)
        case FacetName.YEAR:
            return CountRequest(narrowed(filters.of_any_year()), Period.YEAR, MOST_BARS)
        case FacetName.TIMELINE:
            first, last = filters.first, filters.last
            return CountRequest(narrowed(filters), None, bars, first, last)


def _bylines(counts: Counts, chosen: Sequence[str]) -> Facet:
    folded = {name.casefold() for name in chosen}
    first = dict.fromkeys(own.name.casefold() for own in counts.bylines)
    named = {own.name.casefold(): own for own in reversed(counts.bylines)}
    values = [FacetValue(named[n].name, named[n].matching, n in folded) for n in first]
    return Facet(tuple(values), counts.names)


def _years(counts: Counts, chosen: Sequence[int]) -> Facet:
    found = {period.first.year: period.matching for period in counts.periods if period.matching}
    years = sorted({*found, *chosen}, reverse=True)
    values = [FacetValue(str(year), found.get(year, 0), year in chosen) for year in years]
    return Facet(tuple(values), len(found))
