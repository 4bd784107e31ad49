"""The terms of a segment as Whoosh sees them: each field with terms of its own.

As with Whoosh's own segments, the numbers of documents and occurrences count deleted documents
until a merge leaves them out.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import FieldPostings, field_postings
from search.engines.whoosh.codec_v1.whoosh_documents import ID_FIELD
from search.engines.whoosh.codec_v1.whoosh_postings import ArrayMatcher

# Terms whose postings are gone through at once when the terms of a field are listed.
_TERMS_AT_ONCE = 1024
_TERMS_REMEMBERED = 32

Term = tuple[str, bytes]


class FieldTerms(Protocol):
    """The sorted terms of one field, by numbers that may have gaps."""

    lengths: NDArray[np.integer]
    """Of the field, by document number."""

    def text(self, number: int) -> bytes: ...

    def number(self, text: bytes) -> int | None:
        """The number of a term; None if the field does not have it."""
        ...

    def numbers_from(self, text: bytes) -> Iterator[int]:
        """The numbers of the terms that are not less."""
        ...

    def postings(self, number: int) -> FieldPostings: ...


class StemTerms:
    """The stems that occur in a field of text."""

    def __init__(self, columns: Columns, field: str) -> None:
        self._columns = columns
        self._field = field
        self._section = layout.SECTIONS[field]
        self._all = columns.terms.with_prefix(self._section)
        self.lengths: NDArray[np.integer] = columns.lengths[:, layout.FIELDS.index(field)]
        self.postings = lru_cache(_TERMS_REMEMBERED)(self._postings)
        self._occurring = lru_cache(None)(self._find_occurring)

    def text(self, number: int) -> bytes:
        return self._columns.terms[number].removeprefix(self._section)

    def number(self, text: bytes) -> int | None:
        number = self._columns.terms.find(self._section + text)
        return None if number is None or not len(self.postings(number).docs) else number

    def numbers_from(self, text: bytes) -> Iterator[int]:
        first = self._columns.terms.lower_bound(self._section + text)
        block = first - first % _TERMS_AT_ONCE
        for start in range(block, self._all.stop, _TERMS_AT_ONCE):
            occurring = self._occurring(start)
            yield from occurring[np.searchsorted(occurring, first) :].tolist()

    def _postings(self, number: int) -> FieldPostings:
        return field_postings(self._columns, self._field, range(number, number + 1))

    def _find_occurring(self, start: int) -> NDArray[np.int64]:
        """The numbers of the terms of a block that occur in this field."""
        first, last = max(start, self._all.start), min(start + _TERMS_AT_ONCE, self._all.stop)
        found = field_postings(self._columns, self._field, range(first, last))
        return first + np.flatnonzero(np.diff(found.starts))


class IdTerms:
    """The ids of the articles, each a term of one document."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.lengths: NDArray[np.integer] = np.ones(columns.document_count, np.uint8)

    def text(self, number: int) -> bytes:
        return self._columns.ids[int(self._columns.id_order[number])]

    def number(self, text: bytes) -> int | None:
        number = self._lower_bound(text)
        return number if number < self._count and self.text(number) == text else None

    def numbers_from(self, text: bytes) -> Iterator[int]:
        return iter(range(self._lower_bound(text), self._count))

    def postings(self, number: int) -> FieldPostings:
        one = np.array([0, 1])
        docs = self._columns.id_order[number : number + 1].astype(np.int64)
        return FieldPostings(one, docs, np.array([1]), np.array([0, 0]), docs[:0])

    @property
    def _count(self) -> int:
        return self._columns.document_count

    def _lower_bound(self, text: bytes) -> int:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self.text(middle) < text:
                low = middle + 1
            else:
                high = middle
        return low


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """All terms of a segment, by field name and then by their bytes."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        names = sorted([ID_FIELD, *layout.FIELDS])
        self._fields: dict[str, FieldTerms] = {
            name: IdTerms(columns) if name == ID_FIELD else StemTerms(columns, name)
            for name in names
        }

    def __contains__(self, term: Term) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].number(text) is not None

    def indexed_field_names(self) -> Sequence[str]:
        return list(self._fields)

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "ArrayFieldCursor":
        return ArrayFieldCursor(self._fields[fieldname], fieldobj)

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms not less than the one given; those of the fields behind it follow."""
        for name, field, number in self._numbers_from(fieldname, prefix):
            yield name, field.text(number)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        for name, field, number in self._numbers_from(fieldname, prefix):
            yield (name, field.text(number)), term_info(field, number)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, number = self._find(fieldname, text)
        return term_info(field, number)

    def frequency(self, fieldname: str, text: bytes) -> int:
        field, number = self._find(fieldname, text)
        return int(field.postings(number).frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field, number = self._find(fieldname, text)
        return len(field.postings(number).docs)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> ArrayMatcher:
        try:
            field, number = self._find(fieldname, text)
        except KeyError as error:
            raise TermNotFound(f"no term {fieldname}:{text!r}") from error
        postings = field.postings(number)
        return ArrayMatcher((fieldname, text), postings, field.lengths, format_, scorer)

    def _find(self, field: str, text: bytes) -> tuple[FieldTerms, int]:
        """Where a term is.

        :raises KeyError: nowhere, which Whoosh's readers expect and turn into 0 or TermNotFound
        """
        number = self._fields[field].number(text)
        if number is None:
            raise KeyError((field, text))
        return self._fields[field], number

    def _numbers_from(self, first: str, text: bytes) -> Iterator[tuple[str, FieldTerms, int]]:
        for name, field in self._fields.items():
            if name >= first:
                for number in field.numbers_from(text if name == first else b""):
                    yield name, field, number


class ArrayFieldCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of one field; it begins at the first."""

    def __init__(self, terms: FieldTerms, fieldobj: FieldType) -> None:
        self._terms = terms
        self._fieldobj = fieldobj
        self.first()

    def first(self) -> str | None:
        return self.find(b"")

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not less."""
        text = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._following = self._terms.numbers_from(text)
        return self.next()

    def next(self) -> str | None:
        self._number = next(self._following, None)
        return self.text()

    def text(self) -> str | None:
        """The term here; None behind the last."""
        if self._number is None:
            return None
        return str(self._fieldobj.from_bytes(self._terms.text(self._number)))

    def term(self) -> str | None:
        return self.text()

    def term_info(self) -> TermInfo | None:
        return None if self._number is None else term_info(self._terms, self._number)

    def is_valid(self) -> bool:
        return self._number is not None


def term_info(field: FieldTerms, number: int) -> TermInfo:
    """A new object each time: Whoosh changes the one that it is given."""
    postings = field.postings(number)
    lengths = field.lengths[postings.docs]
    return TermInfo(
        weight=float(postings.frequencies.sum()),
        df=len(postings.docs),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(postings.frequencies.max()),
        minid=int(postings.docs[0]),
        maxid=int(postings.docs[-1]),
    )
