"""Facets and the timeline: what they count is what choosing them finds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from search import Archive, open_archive
from search.engines.counts import Counts, Period, PeriodCount
from search.errors import QueryTooSlowError
from search.results.facets import MOST_BARS, FacetName
from search.results.timeline import Gap, Stretch, timeline
from search.settings import Settings

QUERIES = ("", "flood", "mayor bribe", '"former mayor"', "zeppelin bridge", "library -roof")
FACETS = tuple(FacetName)


@pytest.mark.parametrize("query", QUERIES)
def test_choosing_a_value_finds_as_many_as_it_says(shipped_archive: Archive, query: str) -> None:
    facets = shipped_archive.search(query, facet=FACETS).facets
    assert facets.byline and facets.year
    for byline in facets.byline.values:
        page = shipped_archive.search(query, bylines=[byline.value])
        assert page.total == byline.count > 0
    for year in facets.year.values:
        assert shipped_archive.search(query, years=[int(year.value)]).total == year.count > 0


@pytest.mark.parametrize("query", QUERIES)
def test_the_bars_and_the_undated_are_all_that_was_found(
    shipped_archive: Archive, query: str
) -> None:
    page = shipped_archive.search(query, facet=FACETS)
    chart = page.facets.timeline
    assert chart
    assert sum(bar.matching for bar in chart.bars) + chart.undated == page.total
    for bar in chart.bars:
        found = shipped_archive.search(query, first=bar.first, last=bar.last, match="any")
        assert found.total >= bar.matching


def test_a_facet_is_counted_without_its_own_filter_but_with_the_others(
    shipped_archive: Archive,
) -> None:
    free = shipped_archive.search("flood", years=[2021], facet=FACETS).facets
    chosen = shipped_archive.search(
        "flood", years=[2021], bylines=["Nia Catterall"], facet=FACETS
    ).facets
    assert free.byline and chosen.byline and free.year and chosen.year
    assert [(v.value, v.count) for v in chosen.byline.values] == [
        (v.value, v.count) for v in free.byline.values
    ]
    assert [v.value for v in chosen.byline.values if v.chosen] == ["Nia Catterall"]
    assert len(free.year.values) > 1
    assert sum(v.count for v in chosen.year.values) < sum(v.count for v in free.year.values)


def test_a_chosen_value_that_finds_nothing_stays_in_sight(shipped_archive: Archive) -> None:
    facets = shipped_archive.search("flood", years=[1900], bylines=["Nobody"], facet=FACETS).facets
    assert facets.byline and facets.year
    assert ("Nobody", 0, True) in [(v.value, v.count, v.chosen) for v in facets.byline.values]
    assert ("1900", 0, True) in [(v.value, v.count, v.chosen) for v in facets.year.values]


def test_only_what_is_asked_for_is_counted(shipped_archive: Archive) -> None:
    facets = shipped_archive.search("flood", facet=[FacetName.YEAR]).facets
    assert facets.year and facets.byline is facets.timeline is None


def test_a_narrow_span_is_shown_in_finer_bars(shipped_archive: Archive) -> None:
    def period(first: date | None, last: date | None) -> Stretch:
        chart = shipped_archive.search("", first=first, last=last, facet=FACETS).facets.timeline
        assert chart
        return chart.period

    assert period(None, None) is Stretch.YEAR
    assert period(date(2021, 1, 1), date(2021, 12, 31)) is Stretch.MONTH
    assert period(date(2021, 1, 20), date(2021, 1, 31)) is Stretch.DAY


def test_years_of_which_the_archive_has_hardly_anything_are_a_gap() -> None:
    held = dict.fromkeys(range(1970, 1980), 100) | {1974: 1, 1976: 2}
    del held[1975]
    periods = tuple(PeriodCount(date(year, 1, 1), 1, n, n) for year, n in sorted(held.items()))
    chart = timeline(Counts(9, 0, Period.YEAR, periods, (), 0), MOST_BARS)
    assert [bar.first.year for bar in chart.bars] == list(range(1970, 1980))
    assert chart.gaps == (Gap(date(1974, 1, 1), date(1976, 12, 31), 3),)


def test_one_article_of_a_year_far_off_makes_the_bars_coarser_and_is_counted() -> None:
    def bars(*years: int) -> tuple[str, list[tuple[int, int, int, int]]]:
        periods = tuple(PeriodCount(date(year, 1, 1), 1, 2, 30) for year in years)
        chart = timeline(Counts(len(years), 0, Period.YEAR, periods, (), 0), MOST_BARS)
        assert sum(bar.matching for bar in chart.bars) == len(years)
        assert sum(bar.held for bar in chart.bars) == 2 * len(years)
        spans = [(bar.first.year, bar.last.year, bar.matching, bar.held) for bar in chart.bars]
        return chart.period, spans

    period, spans = bars(1881, 2000)
    assert (period, len(spans), spans[0]) == ("year", 120, (1881, 1881, 1, 2))
    period, spans = bars(1879, 1881, 1889, 2000)
    # Of the first and last decade no more years were counted than these.
    assert (period, spans[:2]) == ("decade", [(1879, 1879, 1, 2), (1880, 1889, 2, 4)])
    assert (len(spans), spans[-1]) == (14, (2000, 2000, 1, 2))
    period, spans = bars(1, 1987, 1988)
    assert (period, len(spans)) == ("century", 20)
    assert (spans[0], spans[1], spans[-1]) == (
        (1, 99, 1, 2),
        (100, 199, 0, 0),
        (1900, 1988, 2, 4),
    )
    assert len(bars(1, 9999)[1]) == 100


def test_months_follow_each_other_to_the_end_of_the_calendar() -> None:
    ends = (date(9999, 10, 1), date(9999, 12, 1))
    periods = tuple(PeriodCount(day, 1, 1, 1) for day in ends)
    chart = timeline(Counts(2, 0, Period.MONTH, periods, (), 0), MOST_BARS)
    assert [bar.last.isoformat() for bar in chart.bars] == [
        "9999-10-31",
        "9999-11-30",
        "9999-12-31",
    ]


@pytest.mark.parametrize("query", ["flood warning", "mayor"])
def test_a_broadened_search_is_counted_with_the_words_that_were_added(
    shipped_archive: Archive, query: str
) -> None:
    asked: dict[str, Any] = {"bylines": ["Nia Catterall"], "broaden": True, "facet": FACETS}
    page = shipped_archive.search(query, **asked)
    chart, bylines = page.facets.timeline, page.facets.byline
    assert page.query.added and chart and bylines
    assert sum(bar.matching for bar in chart.bars) + chart.undated == page.total
    assert [v.count for v in bylines.values if v.chosen] == [page.total]


def test_of_a_wildcard_no_more_words_are_counted_than_were_looked_for(shipped_index: Path) -> None:
    archive = open_archive(shipped_index, Settings(most_expansions=2))
    page = archive.search("flo*", facet=FACETS)
    assert page.query.notes and page.facets.timeline
    chart = page.facets.timeline
    assert sum(bar.matching for bar in chart.bars) + chart.undated == page.total
    assert page.total < open_archive(shipped_index).search("flo*").total


def test_a_trend_says_that_a_wildcard_was_cut(shipped_index: Path) -> None:
    archive = open_archive(shipped_index, Settings(most_expansions=2))
    flo, mayor = archive.trends(["flo*", "mayor"]).trends
    assert flo.query.notes == archive.search("flo*").query.notes
    assert "the 2 most frequent were looked for" in flo.query.notes[0]
    assert flo.total == archive.search("flo*", match="all").total
    assert mayor.query.notes == ()


def test_counting_keeps_within_the_time_of_a_search(shipped_index: Path) -> None:
    archive = open_archive(shipped_index, Settings(timeout=1e-9))
    with pytest.raises(QueryTooSlowError):
        archive.trends(["flood w/5 warning"])
