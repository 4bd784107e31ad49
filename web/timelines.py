"""A timeline as a drawing: where each bar stands, what it is called and where it leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from search.query.periods import period as in_words
from search.results.timeline import YEARS, Bar, Gap, Stretch, Timeline
from web.links import Change

HEIGHT = 88
"""Pixels that the tallest bar is high."""

_FEWEST = 8  # bars of so many periods or fewer are not made any wider
_MOST_LABELS = dict.fromkeys(Stretch, 6) | {Stretch.MONTH: 4, Stretch.DAY: 4}
_DIGITS = dict.fromkeys(Stretch, 4) | {Stretch.MONTH: 7, Stretch.DAY: 10}


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar of the chart.

    :param left: where its period begins, percent of the width
    :param height: pixels; at least 2 where anything matches
    :param name: its period in words
    :param change: what narrows the search to it
    """

    left: float
    height: int
    name: str
    bar: Bar
    change: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline ready to be drawn.

    :param width: of a period, percent
    :param labels: below the bars: percent from the left, text
    :param longest_gap: the longest stretch of which the archive has next to nothing
    """

    period: Stretch
    width: float
    bars: tuple[DrawnBar, ...]
    labels: tuple[tuple[float, str], ...]
    longest_gap: Gap | None
    undated: int

    @property
    def tallest(self) -> DrawnBar:
        """The first of those with most matches."""
        return max(self.bars, key=lambda drawn: drawn.bar.matching)


def chart(timeline: Timeline) -> Chart | None:
    """The drawing; None where there is no more than one period."""
    if len(timeline.bars) < 2:
        return None
    width = 100 / max(len(timeline.bars), _FEWEST)
    most = max(bar.matching for bar in timeline.bars)
    return Chart(
        period=timeline.period,
        width=width,
        bars=tuple(
            _drawn(bar, number * width, most, timeline.period)
            for number, bar in enumerate(timeline.bars)
        ),
        labels=_labels([bar.first for bar in timeline.bars], width, timeline.period),
        longest_gap=next(iter(timeline.gaps), None),
        undated=timeline.undated,
    )


def only(period: Stretch, first: date, last: date) -> dict[str, Change]:
    """The change that narrows a search to some periods."""
    digits = _DIGITS[period]
    return {"from": first.isoformat()[:digits], "to": last.isoformat()[:digits], "page": None}


def _drawn(bar: Bar, left: float, most: int, period: Stretch) -> DrawnBar:
    height = max(round(HEIGHT * bar.matching / most), 2) if bar.matching else 0
    name = in_words(bar.first, bar.last)
    return DrawnBar(left, height, name, bar, only(period, bar.first, bar.last))


def _labels(firsts: Sequence[date], width: float, period: Stretch) -> tuple[tuple[float, str], ...]:
    step = -(-max(len(firsts), _FEWEST) // _MOST_LABELS[period])
    return tuple(
        (number * width, short_name(firsts[number], period))
        for number in range(0, len(firsts), step)
    )


def short_name(first: date, period: Stretch) -> str:
    """ "1800s", "2019", "Mar 2019" or "1 Mar"."""
    match period:
        case Stretch.DECADE | Stretch.CENTURY:
            is_begun = first.year % YEARS[period]  # the first bar may begin within one
            return str(first.year) if is_begun else f"{first.year}s"
        case Stretch.YEAR:
            return str(first.year)
        case Stretch.MONTH:
            return f"{in_words(first, first).split()[1][:3]} {first.year}"
        case Stretch.DAY:
            return f"{first.day} {in_words(first, first).split()[1][:3]}"
