"""What is worked out once for a snapshot, so that a count is no more than adding up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from search.arrays.counts import tally_lists, without_doubles
from search.arrays.ragged import Ints
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.fields import SEARCHED_FIELDS

T = TypeVar("T", bound=np.generic)
Live = NDArray[np.bool_] | None

_READ = np.array([name in SEARCHED_FIELDS for name in layout.FIELDS])


@dataclass(frozen=True, slots=True)
class Numbers:
    """A segment in the numbers of the whole snapshot.

    :param live: bool[documents], None where no document is deleted
    :param days: int32[documents]: places among the days of the census, of which there is one more
        for undated documents
    :param name_starts: int64[documents + 1]
    :param names: int32: each name of a document once
    """

    live: Live
    days: NDArray[np.int32]
    name_starts: Ints
    names: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Census:
    """All that is not deleted, by day and by name.

    :param days: int32: the days that there are articles of, rising
    :param names: the distinct bylines as printed, sorted
    :param signed: int64[names]: articles that each name signed
    :param held: int64[days + 1]: articles of each day, undated ones last
    :param words: int64[days + 1]: the words in them, bylines not counted
    """

    days: NDArray[np.int32]
    names: Sequence[bytes]
    parts: Sequence[Numbers]
    signed: Ints
    held: Ints
    words: Ints

    @property
    def signers(self) -> dict[str, int]:
        """Each name, and how many articles it signed."""
        counts: list[int] = self.signed.tolist()
        return {name.decode(): count for name, count in zip(self.names, counts, strict=True)}


def take_census(segments: Sequence[tuple[Columns, Live]]) -> Census:
    """Number and add up the documents of all segments.

    :param segments: their columns, and bool[documents] that tells which are not deleted, or None
    """
    days = _distinct([_kept(columns.days, live) for columns, live in segments])
    names = sorted({name for columns, _ in segments for name in columns.names})
    number = {name: number for number, name in enumerate(names)}
    parts = [_numbers(columns, live, days, number) for columns, live in segments]
    signed = np.zeros(len(names), np.int64)
    held, words = np.zeros((2, len(days) + 1), np.int64)
    for (columns, live), part in zip(segments, parts, strict=True):
        own, lengths = _kept(part.days, live), _kept(columns.lengths, live)
        held += np.bincount(own, minlength=len(held))
        # Sums in float64 are exact below 2**53 words.
        words += np.bincount(own, lengths[:, _READ].sum(axis=1), len(words)).astype(np.int64)
        there = np.flatnonzero(np.ones(len(part.days), bool) if live is None else live)
        signed += tally_lists(part.name_starts, part.names, there, len(names))
    return Census(days, names, parts, signed, held, words)


def _numbers(
    columns: Columns, live: Live, calendar: NDArray[np.int32], number: dict[bytes, int]
) -> Numbers:
    days = np.searchsorted(calendar, columns.days).astype(np.int32)
    days[columns.days == 0] = len(calendar)
    renumbered = np.array([number[name] for name in columns.names], np.int32)
    starts, names = without_doubles(columns.byline_starts, columns.byline_names)
    return Numbers(live, days, starts, renumbered[names])


def _kept(values: NDArray[T], live: Live) -> NDArray[T]:
    """The rows of documents that are not deleted."""
    return values if live is None else values[live]


def _distinct(days: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    found = np.unique(np.concatenate([*days, np.empty(0, np.int32)]))
    return found[found > 0]
