"""All arrays of one segment, in memory or mapped from its files."""

from bisect import bisect_left
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays.edits import letters
from search.arrays.packing import unpack_pairs
from search.arrays.ragged import places_within, starts_of
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.array_file import (
    open_array,
    release_array,
    write_array,
)
from search.engines.whoosh.codec_v1.stored_articles import StoredArticles
from search.engines.whoosh.codec_v1.string_table import StringTable

_SAMPLED = 64


@dataclass(frozen=True)
class Columns:
    """One segment. ``docs/index-format.md`` says what each array holds.

    :param terms: stems with the byte of their section before them, sorted
    :param posting_starts: int64[terms + 1]
    :param occurrence_starts: int64[terms + 1]
    :param docs: uint32[postings]: document numbers, rising within a term
    :param frequencies: unsigned[postings]: occurrences of the term in the document
    :param weights: unsigned[postings]: the same, each counted with the weight of its field
    :param positions: unsigned[occurrences], rising within a posting
    :param forms_at: unsigned: for each occurrence of a term that has several exact forms the
        number of the form among those of the term; see ``forms_at_starts``
    :param packed_capitals: uint8: how each occurrence is printed, as
        :func:`search.text.tokens.capitals` says, four to a byte; see ``capitals``
    :param forms: exact forms with the byte of their section before them, sorted
    :param form_terms: uint32[forms]: the term that the form is an inflection of
    :param form_numbers: unsigned[forms]: its number among the forms of that term
    :param form_counts: uint32[forms]: occurrences
    :param ids: article ids by document number
    :param id_order: uint32[documents]: document numbers in the order of their ids
    :param days: int32[documents]: proleptic Gregorian ordinal, 0 for no date
    :param lengths: uint32[documents, fields]: words of each field
    :param sentence_starts: unsigned[documents + 1]: a document's sentences in
        ``sentence_positions``
    :param sentence_positions: unsigned: the first word of each sentence of headline, standfirst,
        body and captions, rising within a document
    :param paragraph_starts: unsigned[documents + 1]: likewise its paragraphs
    :param paragraph_positions: unsigned: the first word of each
    :param byline_starts: int64[documents + 1]
    :param byline_names: uint32: numbers in ``names``
    :param names: distinct bylines as printed, sorted
    """

    terms: StringTable
    posting_starts: NDArray[np.int64]
    occurrence_starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    frequencies: NDArray[np.integer]
    weights: NDArray[np.integer]
    positions: NDArray[np.integer]
    forms_at: NDArray[np.integer]
    packed_capitals: NDArray[np.uint8]
    forms: StringTable
    form_terms: NDArray[np.uint32]
    form_numbers: NDArray[np.integer]
    form_counts: NDArray[np.uint32]
    ids: StringTable
    id_order: NDArray[np.uint32]
    days: NDArray[np.int32]
    lengths: NDArray[np.uint32]
    sentence_starts: NDArray[np.integer]
    sentence_positions: NDArray[np.integer]
    paragraph_starts: NDArray[np.integer]
    paragraph_positions: NDArray[np.integer]
    byline_starts: NDArray[np.int64]
    byline_names: NDArray[np.uint32]
    names: StringTable
    articles: StoredArticles

    @property
    def document_count(self) -> int:
        """Documents, deleted ones included."""
        return len(self.days)

    @cached_property
    def field_starts(self) -> NDArray[np.int64]:
        """int64[documents, fields]: position of the first word of each field."""
        starts = np.zeros(self.lengths.shape, np.int64)
        for column in range(1, len(layout.FIELDS)):
            before, here = layout.FIELDS[column - 1], layout.FIELDS[column]
            if layout.SECTIONS[before] == layout.SECTIONS[here]:
                width = self.lengths[:, column - 1] + layout.POSITION_GAP
                starts[:, column] = starts[:, column - 1] + width
        return starts

    @cached_property
    def form_letters(self) -> NDArray[np.uint64]:
        """uint64[forms]: which letters each has, see :mod:`search.arrays.edits`."""
        return letters(self.forms.data, self.forms.starts[:-1].astype(np.int64))

    @cached_property
    def form_groups(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The forms of each term: ``order[starts[t]:starts[t + 1]]``, by their numbers."""
        counts = np.bincount(self.form_terms, minlength=len(self.terms))
        return np.argsort(self.form_terms, kind="stable"), starts_of(counts)

    @cached_property
    def forms_at_starts(self) -> NDArray[np.int64]:
        """int64[terms + 1]: a term's occurrences in ``forms_at``; none where it has one form."""
        several = np.bincount(self.form_terms, minlength=len(self.terms)) > 1
        return starts_of(np.where(several, np.diff(self.occurrence_starts), 0))

    def capitals(self, first: int, last: int) -> NDArray[np.uint8]:
        """How occurrences ``first`` to ``last`` - 1 are printed, as in ``positions``."""
        return unpack_pairs(self.packed_capitals, first, last)

    def sentences_at(
        self, docs: NDArray[np.integer], positions: NDArray[np.integer]
    ) -> NDArray[np.int64]:
        """The number of the sentence in which each word stands; another one in each document.

        :param docs: in which headline, standfirst, body and captions have the ``positions``
        """
        return places_within(self.sentence_starts, self.sentence_positions, docs, positions)

    def paragraphs_at(
        self, docs: NDArray[np.integer], positions: NDArray[np.integer]
    ) -> NDArray[np.int64]:
        """The number of the paragraph in which each word stands, likewise."""
        return places_within(self.paragraph_starts, self.paragraph_positions, docs, positions)

    def document(self, article_id: str) -> int | None:
        """The document number of an article."""
        wanted = article_id.encode()
        low = max(bisect_left(self._sampled_ids, wanted) - 1, 0) * _SAMPLED
        high = min(low + _SAMPLED, len(self.id_order))
        place = bisect_left(self.id_order, wanted, low, high, key=self.ids.__getitem__)
        if place == len(self.id_order):
            return None
        document = int(self.id_order[place])
        return document if self.ids[document] == wanted else None

    @cached_property
    def _sampled_ids(self) -> list[bytes]:
        """Every 64th id in order, so that to look one up reads little of the file."""
        return [self.ids[document] for document in self.id_order[::_SAMPLED].tolist()]


def release_columns(columns: Columns) -> None:
    """Let the system take back the memory of the large arrays; they are read again on use.

    What was worked out from them is forgotten too.
    """
    for values in (
        columns.docs,
        columns.frequencies,
        columns.weights,
        columns.positions,
        columns.forms_at,
        columns.packed_capitals,
        columns.sentence_positions,
        columns.paragraph_positions,
        columns.articles.blocks,
    ):
        release_array(values)
    for worked_out in ("field_starts", "form_groups", "form_letters", "forms_at_starts"):
        columns.__dict__.pop(worked_out, None)


_ARRAYS = {
    "posting_starts": layout.TERM_POSTINGS,
    "occurrence_starts": layout.TERM_OCCURRENCES,
    "docs": layout.POSTING_DOCS,
    "frequencies": layout.POSTING_FREQUENCIES,
    "weights": layout.POSTING_WEIGHTS,
    "positions": layout.POSITIONS,
    "forms_at": layout.OCCURRENCE_FORMS,
    "packed_capitals": layout.CAPITALS,
    "form_terms": layout.FORM_TERMS,
    "form_numbers": layout.FORM_NUMBERS,
    "form_counts": layout.FORM_COUNTS,
    "id_order": layout.ID_ORDER,
    "days": layout.DAYS,
    "lengths": layout.LENGTHS,
    "sentence_starts": layout.SENTENCE_STARTS,
    "sentence_positions": layout.SENTENCE_POSITIONS,
    "paragraph_starts": layout.PARAGRAPH_STARTS,
    "paragraph_positions": layout.PARAGRAPH_POSITIONS,
    "byline_starts": layout.BYLINE_STARTS,
    "byline_names": layout.BYLINE_NAMES,
}
_TABLES = {
    "terms": (layout.TERM_TEXT, layout.TERM_STARTS),
    "forms": (layout.FORM_TEXT, layout.FORM_STARTS),
    "ids": (layout.ID_TEXT, layout.ID_STARTS),
    "names": (layout.NAME_TEXT, layout.NAME_STARTS),
}


def segment_file(folder: Path, segment: str, name: str) -> Path:
    """The file of one array of a segment: ``MAIN_<segment>.<name>``."""
    return folder / f"{segment}.{name}"


def write_columns(columns: Columns, folder: Path, segment: str) -> None:
    """Write every array to its file."""
    files = {name: getattr(columns, column) for column, name in _ARRAYS.items()}
    for column, (text, starts) in _TABLES.items():
        table = getattr(columns, column)
        files |= {text: table.data, starts: table.starts}
    files[layout.ARTICLE_BLOCKS] = columns.articles.blocks
    files[layout.ARTICLE_BLOCK_STARTS] = columns.articles.block_starts
    files[layout.ARTICLE_PLACES] = columns.articles.places
    for name, values in files.items():
        write_array(segment_file(folder, segment, name), values.reshape(-1))


def open_columns(folder: Path, segment: str) -> Columns:
    """Map every array of a segment.

    :raises ArchiveDamagedError: a file is missing or not as it was written
    """
    mapped: dict[str, Any] = {
        name: open_array(segment_file(folder, segment, name)) for name in layout.COLUMN_FILES
    }
    parts: dict[str, Any] = {column: mapped[name] for column, name in _ARRAYS.items()}
    parts |= {c: StringTable(mapped[text], mapped[starts]) for c, (text, starts) in _TABLES.items()}
    parts["lengths"] = parts["lengths"].reshape(-1, len(layout.FIELDS))
    parts["articles"] = StoredArticles(
        mapped[layout.ARTICLE_BLOCKS],
        mapped[layout.ARTICLE_BLOCK_STARTS],
        mapped[layout.ARTICLE_PLACES].reshape(-1, 3),
    )
    return Columns(**parts)


assert {f.name for f in fields(Columns)} == {*_ARRAYS, *_TABLES, "articles"}
