"""The postings of one leaf of a query in one segment."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from search.arrays import occurrences, sets
from search.arrays.occurrences import Keys
from search.arrays.packing import narrow
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of, keys_of_terms
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Docs, Row, Rows, Wanted, is_single
from search.engines.whoosh.sentences import BYLINE
from search.fields import SEARCHED_FIELDS
from search.query.nodes import Leaf


def _counted(field: str | None) -> tuple[int, NDArray[np.int64]]:
    """The first field of a section, and what each field of it adds to a weight."""
    section = layout.SECTIONS[field or SEARCHED_FIELDS[0]]
    numbers = [n for n, name in enumerate(layout.FIELDS) if layout.SECTIONS[name] == section]
    counts = [field in (None, layout.FIELDS[number]) for number in numbers]
    return numbers[0], FIELD_WEIGHTS[numbers] * counts


COUNTED = {field: _counted(field) for field in (None, *layout.FIELDS)}


@dataclass(frozen=True, slots=True)
class LeafPostings:
    """Which documents have a leaf, and how weighty it stands in each.

    :param docs: uint32, rising
    :param weights: occurrences, each counted with the weight of its field
    """

    docs: Docs
    weights: NDArray[np.integer]


def of_term(columns: Columns, term: int | None) -> LeafPostings:
    """The postings of a plain word, deleted documents included."""
    own = slice(0, 0)
    if term is not None:
        own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
    return LeafPostings(columns.docs[own], columns.weights[own])


def of_places(columns: Columns, first: Keys, field: str | None) -> LeafPostings:
    """The postings of what stands at some places.

    :param first: keys of the first words, rising
    :param field: in which alone they count; None for all searched ones
    """
    first = first & ~BYLINE
    section = layout.SECTIONS[field or SEARCHED_FIELDS[0]]
    if KERNELS.compiled:
        counted = COUNTED[field]
        return LeafPostings(
            *KERNELS.compiled.weights_by_document(first, columns.field_starts, *counted)
        )
    fields = fields_of(columns, first, section)
    if field is not None:
        inside = fields == layout.FIELDS.index(field)
        first, fields = first[inside], fields[inside]
    docs = occurrences.documents(first)
    starts = np.flatnonzero(np.diff(docs, prepend=-1))
    if not len(starts):
        return LeafPostings(np.empty(0, np.uint32), np.empty(0, np.uint8))
    weights = np.add.reduceat(FIELD_WEIGHTS[fields], starts)
    return LeafPostings(docs[starts].astype(np.uint32), narrow(weights))


def of_rows(kernels: ModuleType, columns: Columns, leaf: Leaf, rows: Rows) -> LeafPostings | None:
    """The postings of a word or a phrase, deleted documents included, in few calls.

    :returns: None where the loops cannot do it: any word of several, capitals, stars
    """
    if is_single(leaf) and rows.rows:
        # "run-s" is run and runs, two words of one term at one place: both count.
        term = int(rows.rows[0].words[0].terms[0])
        return of_places(columns, keys_of_terms(columns, range(term, term + 1)), leaf.field)
    found = [_row(kernels, columns, row) for row in rows.rows]
    keys = [own for own in found if own is not None]
    if not keys or len(keys) < len(found):
        return None
    return of_places(columns, sets.union(keys), leaf.field)


def _row(kernels: ModuleType, columns: Columns, row: Row) -> Keys | None:
    terms = [int(word.terms[0]) for word in row.words]
    forms = [_form(columns, word) for word in row.words]
    if None in forms or row.offsets != tuple(range(len(terms))):
        return None
    keys: Keys = kernels.row_keys(
        columns.docs, columns.frequencies, columns.positions, columns.forms_at,
        columns.posting_starts, columns.occurrence_starts, columns.forms_at_starts,
        np.array(terms), np.array(forms),
    )  # fmt: skip
    return keys


def _form(columns: Columns, word: Wanted) -> int | None:
    """The number of the one form that is wanted of a term, -1 for any; None where it is more."""
    if len(word.terms) > 1 or word.capitals >= 0 or np.count_nonzero(word.forms) > 1:
        return None
    term = word.terms[0]
    several = columns.forms_at_starts[term] < columns.forms_at_starts[term + 1]
    return len(word.forms) - 1 if several else -1


def joined(parts: Sequence[LeafPostings]) -> LeafPostings:
    """Postings of documents behind one another as one."""
    return LeafPostings(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )
