"""What Whoosh asks about documents: which are deleted, lengths, the date column, stored fields."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import PerDocumentReader, Segment
from whoosh.columns import Column, ColumnReader

from search.articles.article import Article
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.fields import DATE_FIELD

ID_FIELD = "id"

_LAST = np.iinfo(np.int32).max


class ArrayDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """The documents of one segment; lengths are exact."""

    def __init__(self, columns: Columns, segment: Segment) -> None:
        self._columns = columns
        self._segment = segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._columns.document_count

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> frozenset[int]:
        return frozenset(self._segment.deleted_docs())

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == DATE_FIELD

    def list_columns(self) -> list[str]:
        return [DATE_FIELD]

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        if fieldname != DATE_FIELD:
            raise KeyError(f"{fieldname} has no column; {DATE_FIELD} has one")
        return DayColumnReader(self._columns.days)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = field_lengths(self._columns, fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        lengths = field_lengths(self._columns, fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        lengths = field_lengths(self._columns, fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        lengths = field_lengths(self._columns, fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, str]:
        (article,) = self._columns.articles.articles([docnum])
        return stored_fields(article)


class DayColumnReader(ColumnReader):  # type: ignore[misc]
    """The day of each document as a proleptic Gregorian ordinal, 0 for no date.

    :param days: int32[documents]
    """

    def __init__(self, days: NDArray[np.int32]) -> None:
        self._days = days
        self._reverse = False

    def __len__(self) -> int:
        return len(self._days)

    def __getitem__(self, docnum: int) -> int:
        return int(self._days[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self._days.tolist())

    def sort_key(self, docnum: int) -> int:
        """What the document is sorted by; one without a date comes last in both directions."""
        day = self[docnum]
        if not day:
            return int(_LAST)
        return -day if self._reverse else day

    def set_reverse(self) -> None:
        self._reverse = True


def field_lengths(columns: Columns, field: str) -> NDArray[np.integer] | None:
    """How many words each document has in a field; None where the field has no words."""
    if field == ID_FIELD:
        return np.ones(columns.document_count, np.uint8)
    if field in layout.FIELDS:
        return columns.lengths[:, layout.FIELDS.index(field)]
    return None


def stored_fields(article: Article) -> dict[str, str]:
    """An article as Whoosh hands it out; what is empty is left out, as Whoosh does.

    The date is written as ISO; captions are parted by one blank line, like paragraphs.
    """
    values = {
        ID_FIELD: article.id,
        DATE_FIELD: article.date.isoformat() if article.date else "",
        "headline": article.headline,
        "byline": article.byline,
        "standfirst": article.standfirst,
        "body": article.body,
        "captions": "\n\n".join(article.captions),
    }
    return {name: value for name, value in values.items() if value}
