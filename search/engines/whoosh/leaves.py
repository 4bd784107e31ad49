"""What a leaf of a query is looked up as in one segment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from search.arrays import sets
from search.arrays.ragged import ranges, starts_of
from search.engines.whoosh.analysis import written
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.fields import SEARCHED_FIELDS
from search.query.nodes import Fuzzy, Leaf, Node, Phrase, Unordered, Wildcard, Word
from search.text.stems import stem

Docs = NDArray[np.uint32]
Forms = NDArray[np.int64]

TEXT = layout.SECTIONS[SEARCHED_FIELDS[0]]

_ANY_CAPITALS = -1


@dataclass(frozen=True, slots=True)
class Wanted:
    """Occurrences of some terms, all of them or those in some forms.

    :param terms: int64, rising
    :param form_starts: int64[terms + 1]: a term's part of ``forms``
    :param forms: bool: for each form of a term by its number whether it is wanted; those behind
        the last that is told are not; empty where all forms of all terms are wanted
    :param capitals: how the words have to be printed, -1 where that does not matter
    """

    terms: NDArray[np.int64]
    form_starts: NDArray[np.int64]
    forms: NDArray[np.bool_]
    capitals: int = _ANY_CAPITALS


@dataclass(frozen=True, slots=True)
class Row:
    """Words at fixed distances from each other.

    :param offsets: how many positions each stands behind the first
    :param width: positions from the first word to the last
    """

    words: tuple[Wanted, ...]
    offsets: tuple[int, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A leaf that stands wherever one of the rows does; where two begin, the first is taken."""

    rows: tuple[Row, ...]

    @property
    def words(self) -> tuple[Wanted, ...]:
        return tuple(word for row in self.rows for word in row.words)


@dataclass(frozen=True, slots=True)
class Together:
    """A leaf whose words stand close together in any order.

    :param counts: how often each of the words has to stand there
    :param limit: how many positions the last may stand behind the first
    """

    words: tuple[Wanted, ...]
    counts: tuple[int, ...]
    limit: int


Looked = Rows | Together


def is_plain(leaf: Node) -> TypeGuard[Word]:
    """Whether it is a single word in any searched field: then its postings are those of a term."""
    return isinstance(leaf, Word) and leaf.field is None and len(written(leaf.text).parts) == 1


def is_single(leaf: Node) -> TypeGuard[Word]:
    """Whether it is a single word, in any field or in one."""
    return isinstance(leaf, Word) and len(written(leaf.text).parts) == 1


def term_of(columns: Columns, word: Word) -> int | None:
    """The number of the term that a plain word stands for."""
    return columns.terms.find(TEXT + stem(written(word.text).parts[0]).encode())


def section_of(leaf: Leaf) -> bytes:
    """The section in which a leaf is looked for."""
    return layout.SECTIONS[leaf.field] if leaf.field else TEXT


def looked_up(columns: Columns, leaf: Leaf, forms: Forms) -> Looked:
    """What a leaf stands for in a segment.

    :param forms: of a wildcard or a fuzzy word the forms of the segment that it stands for
    """
    section = section_of(leaf)
    match leaf:
        case Wildcard() | Fuzzy():
            return Rows((Row((some_forms(columns, forms),), (0,), 1),) if len(forms) else ())
        case Unordered(text, within):
            return _together(columns, section, text, within)
        case Word() | Phrase():
            return _rows(columns, section, leaf)


def documents(columns: Columns, wanted: Wanted) -> Docs:
    """Documents that have one of the terms, rising; in some none of the forms may stand."""
    starts, ends = columns.posting_starts[wanted.terms], columns.posting_starts[wanted.terms + 1]
    if len(starts) == 1:
        return columns.docs[starts[0] : ends[0]]
    having = np.zeros(columns.document_count, bool)
    having[columns.docs[ranges(starts, ends - starts)]] = True
    return np.flatnonzero(having).astype(np.uint32)


def documents_of(columns: Columns, looked: Looked) -> Docs:
    """Documents that have all words of a leaf, rising; in some they may stand otherwise."""
    if isinstance(looked, Together):
        return _with_all(columns, looked.words)
    found = [_with_all(columns, row.words) for row in looked.rows]
    return sets.union(found) if found else columns.docs[:0]


def some_forms(columns: Columns, forms: Forms) -> Wanted:
    """Occurrences of some exact forms.

    :param forms: numbers in ``columns.forms``, at least one
    """
    terms, own = np.unique(columns.form_terms[forms].astype(np.int64), return_inverse=True)
    numbers = columns.form_numbers[forms].astype(np.int64)
    widths = np.zeros(len(terms), np.int64)
    np.maximum.at(widths, own, numbers + 1)
    starts = starts_of(widths)
    table = np.zeros(int(starts[-1]), bool)
    table[starts[own] + numbers] = True
    return Wanted(terms, starts, table)


def _with_all(columns: Columns, words: Sequence[Wanted]) -> Docs:
    if not words:
        return columns.docs[:0]
    found = sorted((documents(columns, word) for word in words), key=len)
    docs = found[0]
    for other in found[1:]:
        docs = sets.intersection(docs, other)
    return docs


def _any_form(columns: Columns, section: bytes, form: str, capitals: int) -> Wanted | None:
    term = columns.terms.find(section + stem(form).encode())
    if term is None:
        return None
    return Wanted(np.array([term]), np.zeros(2, np.int64), np.empty(0, bool))


def _one_form(columns: Columns, section: bytes, form: str, capitals: int) -> Wanted | None:
    found = columns.forms.find(section + form.encode())
    if found is None:
        return None
    number = int(columns.form_numbers[found])
    forms = np.zeros(number + 1, bool)
    forms[number] = True
    term = np.array([columns.form_terms[found]], np.int64)
    return Wanted(term, np.array([0, number + 1]), forms, capitals)


def _rows(columns: Columns, section: bytes, leaf: Word | Phrase) -> Rows:
    text = written(leaf.text)
    look_up = _one_form if isinstance(leaf, Phrase) else _any_form
    as_written = isinstance(leaf, Phrase) and leaf.as_written
    parts = list(zip(text.parts, text.capitals, strict=True))
    alternatives = [(parts, text.offsets), ([(text.joined, text.joined_capitals)], (0,))]
    rows = []
    for words, offsets in alternatives if text.joined else alternatives[:1]:
        found = [
            look_up(columns, section, form, how if as_written else _ANY_CAPITALS)
            for form, how in words
        ]
        known = tuple(word for word in found if word is not None)
        if known and len(known) == len(found):
            rows.append(Row(known, offsets, offsets[-1] + 1))
    return Rows(tuple(rows))


def _together(columns: Columns, section: bytes, text: str, within: int) -> Looked:
    counts = Counter(written(text).parts)
    words = [_one_form(columns, section, form, _ANY_CAPITALS) for form in counts]
    found = tuple(word for word in words if word is not None)
    if not found or len(found) < len(words):
        return Rows(())
    limit = min(within + counts.total() - 2, layout.POSITION_GAP)
    return Together(found, tuple(counts.values()), limit)
