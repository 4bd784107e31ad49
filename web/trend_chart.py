"""Trends as a drawing: lines, and a point for each period in which something matches."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from werkzeug.datastructures import MultiDict

from search.query.periods import period as in_words
from search.results.timeline import Stretch
from search.results.trends import Trend, TrendPoint, Trends
from web.links import search_link
from web.timelines import only, short_name

HEIGHT = 220
"""Pixels from the ground to the highest point."""

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
"""A query is told by the form of its points, not by colour alone; there are no more queries."""

_APART = {Stretch.YEAR: 14, Stretch.MONTH: 24, Stretch.DAY: 24}
"""Percent of the width that a label needs on a phone."""


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    """A point of a line.

    :param left: percent of the width
    :param top: pixels
    :param link: to the articles
    """

    left: float
    top: float
    name: str
    point: TrendPoint
    link: str


@dataclass(frozen=True, slots=True)
class DrawnTrend:
    """The line of one query.

    :param lines: runs of periods without a gap of the archive between them, as the points of an
        SVG polyline: percent of the width, pixels
    """

    shape: str
    trend: Trend
    lines: tuple[str, ...]
    points: tuple[DrawnPoint, ...]


@dataclass(frozen=True, slots=True)
class TrendChart:
    """All lines.

    :param highest: the rate at the top
    """

    period: Stretch
    highest: float
    trends: tuple[DrawnTrend, ...]
    labels: tuple[tuple[float, str], ...]


def trend_chart(trends: Trends) -> TrendChart:
    """The drawing of trends over the same periods."""
    highest = max((p.rate for trend in trends.trends for p in trend.points), default=0.0)
    period = Stretch(trends.period)
    drawn = tuple(
        _drawn(trend, shape, highest, period)
        for trend, shape in zip(trends.trends, SHAPES, strict=False)
    )
    labels = _labels(drawn[0].points if drawn else (), period)
    return TrendChart(period, highest, drawn, labels)


def _labels(points: Sequence[DrawnPoint], period: Stretch) -> tuple[tuple[float, str], ...]:
    labels: list[tuple[float, str]] = []
    for point in points:
        if not labels or point.left - labels[-1][0] >= _APART[period]:
            labels.append((point.left, short_name(point.point.first, period)))
    return tuple(labels)


def _drawn(trend: Trend, shape: str, highest: float, period: Stretch) -> DrawnTrend:
    days = [point.first.toordinal() for point in trend.points]
    span = (days[-1] - days[0] or 1) if days else 1
    points = tuple(
        DrawnPoint(
            left=round(1 + 97 * (day - days[0]) / span, 3),
            top=round(HEIGHT * (1 - point.rate / (highest or 1)), 1) + 10,
            name=in_words(point.first, point.last),
            point=point,
            link=_link(trend.query.text, point, period),
        )
        for day, point in zip(days, trend.points, strict=True)
    )
    return DrawnTrend(shape, trend, _lines(points), points)


def _link(text: str, point: TrendPoint, period: Stretch) -> str:
    search = MultiDict([("q", text), ("match", "all")])
    return search_link(search, only(period, point.first, point.last))


def _lines(points: Sequence[DrawnPoint]) -> tuple[str, ...]:
    runs: list[list[DrawnPoint]] = [[point] for point in points[:1]]
    for before, point in pairwise(points):
        if point.point.first.toordinal() - before.point.last.toordinal() > 1:
            runs.append([])
        runs[-1].append(point)
    return tuple(" ".join(f"{p.left},{p.top}" for p in run) for run in runs if len(run) > 1)
