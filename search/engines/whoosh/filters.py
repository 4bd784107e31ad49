"""Which articles of a segment have a date or a length."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.fields import SEARCHED_FIELDS
from search.query.nodes import DateRange, DayOfYear, Length

Mask = NDArray[np.bool_]

_EPOCH = date(1970, 1, 1).toordinal()
_COUNTED = np.array([name in SEARCHED_FIELDS for name in layout.FIELDS])


def filtered(columns: Columns, node: DateRange | DayOfYear | Length) -> Mask:
    """bool[documents]: which match, deleted ones included."""
    match node:
        case DateRange(first, last):
            return _within(columns.days, first, last)
        case DayOfYear(month, day):
            return _on(columns.days, month, day)
        case Length(least, most):
            return _long(columns, least, most)


def _within(days: NDArray[np.int32], first: date | None, last: date | None) -> Mask:
    inside: Mask = days >= (first.toordinal() if first else 1)
    return inside & (days <= last.toordinal()) if last else inside


def _on(days: NDArray[np.int32], month: int, day: int) -> Mask:
    dates = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    same_month = months.astype(np.int64) % 12 == month - 1
    same_day = (dates - months.astype("datetime64[D]")).astype(np.int64) == day - 1
    same: Mask = same_month & same_day & (days > 0)
    return same


def _long(columns: Columns, least: int | None, most: int | None) -> Mask:
    words = columns.lengths.astype(np.int64) @ _COUNTED
    long: Mask = words >= (least or 0)
    return long & (words <= most) if most is not None else long
