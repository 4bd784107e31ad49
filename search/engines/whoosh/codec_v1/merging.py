"""Several segments made one, array by array, straight into the files of the new segment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.packing import narrow, narrowest, pack_pairs
from search.arrays.ragged import starts_of
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.array_file import (
    create_array,
    open_array,
    release_array,
    seal_array,
    write_array,
)
from search.engines.whoosh.codec_v1.columns import Columns, release_columns, segment_file
from search.engines.whoosh.codec_v1.methods import NUMPY, Method
from search.engines.whoosh.codec_v1.string_table import StringTable, string_table
from search.engines.whoosh.codec_v1.vocabulary import number_within

# Postings or occurrences moved at a time: what the index arrays of one step cost in memory is
# about 16 bytes each.
_STEP = 1 << 21

# Strings of the longest table that are made one with those of the others at a time.
_STRINGS = 50_000

# A file that is gone when the merge ends.
_UNPACKED = "capitals.unpacked"

Ints = NDArray[np.int64]
_Values = Callable[[int, int, int], NDArray[np.integer]]
"""The values of a part for a range of its terms: part, first term, the one behind the last."""

_DOC_TYPE = np.dtype(np.uint32)
_COUNTS = {layout.POSTING_FREQUENCIES: "frequencies", layout.POSTING_WEIGHTS: "weights"}


def merge(parts: Sequence[Columns], folder: Path, segment: str, method: Method = NUMPY) -> int:
    """Write the files of a segment that holds the documents of all parts, in their order.

    :param parts: without deleted documents (see :mod:`.compaction`)
    :returns: the number of documents
    """
    merger = _Merger(parts, folder, segment, method)
    merger.documents()
    merger.sentences_and_paragraphs()
    merger.terms_and_postings()
    merger.articles()
    return merger.document_count


@dataclass(frozen=True, slots=True)
class _Union:
    """Tables made one: its strings, and for each part the new number of each old one."""

    table: StringTable
    numbers: list[NDArray[np.int32]]


class _Merger:
    def __init__(
        self, parts: Sequence[Columns], folder: Path, segment: str, method: Method
    ) -> None:
        self._parts = parts
        self._put_lists = method.put_lists
        self._folder = folder
        self._segment = segment
        counts = np.array([part.document_count for part in parts], np.int64)
        self._bases = starts_of(counts)
        self.document_count = int(self._bases[-1])

    def documents(self) -> None:
        """Ids, dates, lengths and bylines: one part behind the other."""
        parts = self._parts
        ids = [article_id for part in parts for article_id in part.ids]
        self._write_table(string_table(ids), layout.ID_TEXT, layout.ID_STARTS)
        order = sorted(range(len(ids)), key=ids.__getitem__)
        self._write(layout.ID_ORDER, np.array(order, np.uint32))
        self._write(layout.DAYS, np.concatenate([part.days for part in parts]))
        self._write(layout.LENGTHS, np.concatenate([part.lengths for part in parts]))
        used = [np.bincount(p.byline_names, minlength=len(p.names)) for p in parts]
        names = _union([part.names for part in parts], used)
        self._write_table(names.table, layout.NAME_TEXT, layout.NAME_STARTS)
        numbers = [new[p.byline_names] for new, p in zip(names.numbers, parts, strict=True)]
        self._write(layout.BYLINE_NAMES, np.concatenate(numbers).astype(np.uint32))
        self._write(layout.BYLINE_STARTS, _joined_starts([p.byline_starts for p in parts]))

    def sentences_and_paragraphs(self) -> None:
        """Where they begin: one part behind the other."""
        for starts, positions, columns in (
            (layout.SENTENCE_STARTS, layout.SENTENCE_POSITIONS, "sentence"),
            (layout.PARAGRAPH_STARTS, layout.PARAGRAPH_POSITIONS, "paragraph"),
        ):
            own = [getattr(part, f"{columns}_starts") for part in self._parts]
            self._write(starts, narrow(_joined_starts(own)))
            values = [getattr(part, f"{columns}_positions") for part in self._parts]
            self._write(positions, np.concatenate(values))

    def terms_and_postings(self) -> None:
        """The dictionaries, then each array of postings and occurrences in its new order."""
        parts = self._parts
        terms = _union([p.terms for p in parts], [np.diff(p.posting_starts) for p in parts])
        forms = _union([p.forms for p in parts], [p.form_counts for p in parts])
        self._write_table(terms.table, layout.TERM_TEXT, layout.TERM_STARTS)
        self._write_table(forms.table, layout.FORM_TEXT, layout.FORM_STARTS)
        form_terms, form_numbers = self._write_forms(terms, forms)

        count = len(terms.table)
        places = _places(terms.numbers, lambda part: np.diff(parts[part].posting_starts), count)
        self._write(layout.TERM_POSTINGS, places.starts)
        postings = [p.posting_starts for p in parts]
        self._move(layout.POSTING_DOCS, places, _DOC_TYPE, self._documents(postings))
        for name, column in _COUNTS.items():
            own = [getattr(p, column) for p in parts]
            self._move(name, places, _widest(own), _slices(own, postings))

        places = _places(terms.numbers, lambda part: np.diff(parts[part].occurrence_starts), count)
        self._write(layout.TERM_OCCURRENCES, places.starts)
        own = [p.positions for p in parts]
        occurrences = [p.occurrence_starts for p in parts]
        self._move(layout.POSITIONS, places, _widest(own), _slices(own, occurrences))
        several = np.bincount(form_terms, minlength=count + 1) > 1
        self._move_capitals(places)
        self._move_forms(terms, forms, form_numbers, several)

    def articles(self) -> None:
        """The compressed blocks as they are."""
        stored = [part.articles for part in self._parts]
        sizes = np.array([len(s.blocks) for s in stored], np.int64)
        starts = starts_of(sizes)
        path = segment_file(self._folder, self._segment, layout.ARTICLE_BLOCKS)
        blocks = create_array(path, np.dtype(np.uint8), int(starts[-1]))
        for start, s in zip(starts[:-1], stored, strict=True):
            blocks[start : start + len(s.blocks)] = s.blocks
            release_array(s.blocks)
            release_array(blocks)
        del blocks
        seal_array(path)
        counts = [np.diff(s.block_starts) for s in stored]
        self._write(layout.ARTICLE_BLOCK_STARTS, starts_of(np.concatenate(counts)))
        firsts = starts_of(np.array([len(c) for c in counts], np.int64))
        places = [s.places + np.array([f, 0, 0]) for f, s in zip(firsts[:-1], stored, strict=True)]
        self._write(layout.ARTICLE_PLACES, np.concatenate(places).astype(np.uint32))

    def _write_forms(self, terms: _Union, forms: _Union) -> tuple[NDArray[np.uint32], Ints]:
        form_terms = np.zeros(len(forms.table), np.uint32)
        form_counts = np.zeros(len(forms.table), np.int64)
        for part, term_of, form_of in zip(self._parts, terms.numbers, forms.numbers, strict=True):
            occurs = form_of >= 0
            form_terms[form_of[occurs]] = term_of[part.form_terms[occurs]]
            form_counts[form_of[occurs]] += part.form_counts[occurs]
        numbers = number_within(form_terms, len(terms.table))
        self._write(layout.FORM_TERMS, form_terms)
        self._write(layout.FORM_NUMBERS, narrow(numbers))
        self._write(layout.FORM_COUNTS, form_counts.astype(np.uint32))
        return form_terms, numbers

    def _documents(self, starts: Sequence[Ints]) -> _Values:
        own = _slices([part.docs for part in self._parts], starts)
        return lambda part, first, last: own(part, first, last) + np.uint32(self._bases[part])

    def _move_capitals(self, places: "_Places") -> None:
        """How each occurrence is printed: moved as bytes, and packed when all are there."""
        starts = [part.occurrence_starts for part in self._parts]

        def unpacked(part: int, first: int, last: int) -> NDArray[np.integer]:
            begin, end = starts[part][[first, last]].tolist()
            return self._parts[part].capitals(begin, end)

        path = segment_file(self._folder, self._segment, _UNPACKED)
        self._move(_UNPACKED, places, np.dtype(np.uint8), unpacked)
        values = open_array(path).astype(np.uint8, copy=False)
        packed = [pack_pairs(values[i : i + _STEP]) for i in range(0, len(values), _STEP)]
        self._write(layout.CAPITALS, np.concatenate([np.empty(0, np.uint8), *packed]))
        path.unlink()

    def _move_forms(
        self, terms: _Union, forms: _Union, numbers: Ints, several: NDArray[np.bool_]
    ) -> None:
        """The form of each occurrence, for the terms that have several in the whole.

        :param several: bool[terms + 1], the last for terms that do not occur
        """
        filled = np.append(numbers, 0)  # the last is for forms that do not occur: -1

        def counts(part: int) -> Ints:
            told = several[terms.numbers[part]]
            return np.where(told, np.diff(self._parts[part].occurrence_starts), 0)

        def renumbered(part: int, first: int, last: int) -> NDArray[np.integer]:
            columns, wanted = self._parts[part], counts(part)[first:last]
            own = np.diff(columns.forms_at_starts)[first:last]
            at = np.repeat(columns.form_groups[1][first:last], wanted)
            told = _slices([columns.forms_at], [columns.forms_at_starts])(0, first, last)
            at[np.repeat(own > 0, wanted)] += told[np.repeat(wanted > 0, own)]
            return filled[forms.numbers[part][columns.form_groups[0][at]]]

        places = _places(terms.numbers, counts, len(terms.table))
        greatest = int(numbers.max()) if len(numbers) else 0
        self._move(layout.OCCURRENCE_FORMS, places, narrowest(greatest), renumbered)

    def _move(self, name: str, places: "_Places", dtype: np.dtype[Any], values: _Values) -> None:
        path = segment_file(self._folder, self._segment, name)
        target = np.asarray(create_array(path, dtype, int(places.starts[-1])))
        filled = np.zeros(len(places.starts), np.int64)
        for part, columns in enumerate(self._parts):
            counts, new = places.counts(part), places.numbers[part]
            targets = places.starts[new] + filled[new]
            filled[new[new >= 0]] += counts[new >= 0]
            for first, last in _steps(counts):
                own = slice(first, last)
                self._put_lists(target, targets[own], counts[own], values(part, first, last))
            release_columns(columns)
            release_array(target)
        del target
        seal_array(path)

    def _write(self, name: str, values: NDArray[np.generic]) -> None:
        write_array(segment_file(self._folder, self._segment, name), values.reshape(-1))

    def _write_table(self, table: StringTable, text: str, starts: str) -> None:
        self._write(text, table.data)
        self._write(starts, table.starts)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the lists of each part go: behind those that the parts before have for the term.

    :param starts: int64[terms + 1]: of the merged lists
    :param numbers: for each part the new number of each of its terms, -1 where it does not occur
    :param counts: gives for a part int64[its terms]: lengths of its lists
    """

    starts: Ints
    numbers: Sequence[NDArray[np.int32]]
    counts: Callable[[int], Ints]


def _places(
    numbers: Sequence[NDArray[np.int32]], counts: Callable[[int], Ints], term_count: int
) -> _Places:
    totals = np.zeros(term_count, np.int64)
    for part, new in enumerate(numbers):
        totals[new[new >= 0]] += counts(part)[new >= 0]
    return _Places(starts_of(totals), numbers, counts)


def _steps(counts: Ints) -> list[tuple[int, int]]:
    """Ranges of terms with at most about ``_STEP`` elements each."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    cuts = np.searchsorted(ends, np.arange(_STEP, total, _STEP)) + 1
    return list(pairwise(sorted({0, *cuts.tolist(), len(ends)})))


def _joined_starts(starts: Sequence[NDArray[np.integer]]) -> Ints:
    """Where the lists of each part begin when they stand one part behind the other."""
    return starts_of(np.concatenate([np.diff(own) for own in starts]))


def _union(tables: Sequence[StringTable], counts: Sequence[NDArray[np.integer]]) -> _Union:
    """All strings that occur, sorted; the number of one that does not occur is -1.

    Stretch by stretch, since the strings of all tables at once would fill the memory.
    """
    numbers = [np.full(len(table), -1, np.int32) for table in tables]
    lengths: list[NDArray[np.int64]] = []
    texts: list[bytes] = []
    known = 0
    for stretch in _stretches(tables):
        strings = [
            table.strings(own.start, own.stop) for table, own in zip(tables, stretch, strict=True)
        ]
        used: set[bytes] = set()
        for own, found, count in zip(stretch, strings, counts, strict=True):
            used.update(compress(found, count[own.start : own.stop].tolist()))
        merged = sorted(used)
        number = {string: i for i, string in enumerate(merged, known)}
        for own, found, new in zip(stretch, strings, numbers, strict=True):
            new[own.start : own.stop] = [number.get(string, -1) for string in found]
        lengths.append(np.array([len(string) for string in merged], np.int64))
        texts.append(b"".join(merged))
        known += len(merged)
    data = np.frombuffer(b"".join(texts), np.uint8)
    return _Union(StringTable(data, narrow(starts_of(np.concatenate(lengths)))), numbers)


def _stretches(tables: Sequence[StringTable]) -> Iterator[tuple[range, ...]]:
    """The numbers of the strings of each table that are between the same two strings."""
    longest = max(tables, key=len)
    cuts = [longest[i] for i in range(_STRINGS, len(longest), _STRINGS)]
    places = [[0, *map(table.lower_bound, cuts), len(table)] for table in tables]
    return zip(*([range(a, b) for a, b in pairwise(own)] for own in places), strict=True)


def _slices(columns: Sequence[NDArray[np.integer]], starts: Sequence[Ints]) -> _Values:
    """The values of a range of terms as they stand in a column of each part."""
    return lambda part, first, last: columns[part][starts[part][first] : starts[part][last]]


def _widest(columns: Sequence[NDArray[np.integer]]) -> np.dtype[Any]:
    return max((column.dtype for column in columns), key=lambda dtype: dtype.itemsize)
