"""The exact forms and stems that a segment is made with, and those of them that occur in it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.arrays.packing import narrow
from search.arrays.ragged import ranges, starts_of
from search.arrays.strings import order_of
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.string_table import StringTable

SECTION_NAMES = sorted(set(layout.SECTIONS.values()))
_SECTION_BYTES = np.frombuffer(b"".join(SECTION_NAMES), np.uint8)


class Names(Protocol):
    """Strings by number, of which a segment has some."""

    def __len__(self) -> int: ...

    def take(self, numbers: NDArray[np.int64]) -> StringTable:
        """Those of some numbers."""
        ...


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Forms and stems by their numbers.

    :param form_stems: uint32[forms]: the stem of each form
    """

    forms: Names
    stems: Names
    form_stems: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class SegmentDictionary:
    """The terms and forms that occur, sorted.

    :param form_terms: uint32[forms]
    :param form_numbers: unsigned[forms]: the number of each among the forms of its term
    :param form_of: uint32: the form that each number of a form and section became
    """

    terms: StringTable
    forms: StringTable
    form_terms: NDArray[np.uint32]
    form_numbers: NDArray[np.integer]
    form_of: NDArray[np.uint32]


def segment_dictionary(vocabulary: Vocabulary, occurs: NDArray[np.bool_]) -> SegmentDictionary:
    """The forms that occur, sorted, and the sorted terms that they are inflections of.

    :param occurs: for each form and section, by the number of the form times the sections and
        that of the section
    """
    used = np.flatnonzero(occurs)
    forms, form_ranks = _ranked(vocabulary.forms, used)
    stems = vocabulary.form_stems[used // len(SECTION_NAMES)].astype(np.int64)
    used_stems, stem_of = np.unique(
        stems * len(SECTION_NAMES) + used % len(SECTION_NAMES), return_inverse=True
    )
    terms, term_ranks = _ranked(vocabulary.stems, used_stems)
    form_of = np.zeros(len(occurs), np.uint32)
    form_of[used] = form_ranks
    form_terms = np.empty(len(used), np.uint32)
    form_terms[form_ranks] = term_ranks[stem_of]
    numbers = narrow(number_within(form_terms, len(terms)))
    return SegmentDictionary(terms, forms, form_terms, numbers, form_of)


def number_within(groups: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """For each element how many before it are of the same group (0 to ``count`` - 1)."""
    order = np.argsort(groups, kind="stable")
    starts = starts_of(np.bincount(groups, minlength=count))
    numbers = np.empty(len(groups), np.int64)
    numbers[order] = np.arange(len(groups)) - starts[groups[order]]
    return numbers


def _ranked(names: Names, used: NDArray[np.int64]) -> tuple[StringTable, NDArray[np.int64]]:
    """Strings with the letter of their section, sorted, and the place of each.

    :param used: numbers of names, times the sections, and that of the section
    """
    known, sections = np.divmod(used, len(SECTION_NAMES))
    distinct, numbers = np.unique(known, return_inverse=True)
    own = names.take(distinct)
    starts = own.starts.astype(np.int64)
    ranks = np.empty(len(own), np.int64)
    ranks[order_of(own.data, starts)] = np.arange(len(own))
    order = np.argsort(sections * len(own) + ranks[numbers])
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return _with_sections(own.data, starts, numbers[order], sections[order]), places


def _with_sections(
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    numbers: NDArray[np.int64],
    sections: NDArray[np.int64],
) -> StringTable:
    counts = starts[numbers + 1] - starts[numbers]
    new_starts = starts_of(counts + 1)
    text = np.empty(int(new_starts[-1]), np.uint8)
    text[new_starts[:-1]] = _SECTION_BYTES[sections]
    text[ranges(new_starts[:-1] + 1, counts)] = data[ranges(starts[numbers], counts)]
    return StringTable(text, narrow(new_starts))
