"""The postings of one leaf of a query (a word, phrase or prefix) in one segment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeGuard

import numpy as np
from numpy.typing import NDArray

from search.arrays import occurrences, sets
from search.arrays.occurrences import Keys
from search.engines.whoosh.analysis import written
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of, keys_of_terms
from search.engines.whoosh.codec_v1.lengths import FIELD_WEIGHTS
from search.engines.whoosh.kernels import KERNELS
from search.fields import SEARCHED_FIELDS
from search.query.nodes import Node, Phrase, Prefix, Word
from search.text.folding import fold
from search.text.stems import stem

Leaf = Word | Phrase | Prefix
_LEAVES = (Word, Phrase, Prefix)

_NO_KEYS: Keys = np.empty(0, np.int64)
_TEXT = layout.SECTIONS[SEARCHED_FIELDS[0]]


def _counted(field: str | None) -> tuple[int, NDArray[np.int64]]:
    """The first field of a leaf's section, and what each field of the section adds to a weight."""
    section = layout.SECTIONS[field] if field else _TEXT
    numbers = [n for n, name in enumerate(layout.FIELDS) if layout.SECTIONS[name] == section]
    counts = [field in (None, layout.FIELDS[number]) for number in numbers]
    return numbers[0], FIELD_WEIGHTS[numbers] * counts


_COUNTED = {field: _counted(field) for field in (None, *layout.FIELDS)}


@dataclass(frozen=True, slots=True)
class LeafPostings:
    """Which documents have a leaf, and how weighty it stands in each.

    :param docs: uint32, rising
    :param weights: occurrences, each counted with the weight of its field
    """

    docs: NDArray[np.uint32]
    weights: NDArray[np.integer]


class _Wanted(NamedTuple):
    """A word of a row: its term, and the number of the form it has to have, -1 for any."""

    term: int
    form: int


def is_scored(node: Node) -> TypeGuard[Leaf]:
    """Whether it is a leaf that adds to a score; bylines are looked up and say nothing."""
    return isinstance(node, _LEAVES) and node.field != "byline"


def is_plain(leaf: Node) -> TypeGuard[Word]:
    """Whether it is a single word in any searched field: then its postings are those of a term."""
    return isinstance(leaf, Word) and leaf.field is None and len(written(leaf.text).parts) == 1


def term_of(columns: Columns, word: Word) -> int | None:
    """The number of the term that a plain word stands for."""
    return columns.terms.find(_TEXT + stem(written(word.text).parts[0]).encode())


def postings(columns: Columns, leaf: Leaf) -> LeafPostings:
    """The postings of a leaf, deleted documents included."""
    if is_plain(leaf):
        return _whole_term(columns, term_of(columns, leaf))
    section = layout.SECTIONS[leaf.field or SEARCHED_FIELDS[0]]
    keys = _occurrences(columns, leaf, section)
    if KERNELS.compiled is not None:
        counted = _COUNTED[leaf.field]
        return LeafPostings(
            *KERNELS.compiled.weights_by_document(keys, columns.field_starts, *counted)
        )
    fields = fields_of(columns, keys, section)
    if leaf.field is not None:
        inside = fields == layout.FIELDS.index(leaf.field)
        keys, fields = keys[inside], fields[inside]
    return _by_document(keys, fields)


def _whole_term(columns: Columns, term: int | None) -> LeafPostings:
    if term is None:
        return LeafPostings(columns.docs[:0], columns.weights[:0])
    own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
    return LeafPostings(columns.docs[own], columns.weights[own])


def _occurrences(columns: Columns, leaf: Leaf, section: bytes) -> Keys:
    if isinstance(leaf, Prefix):
        return _prefix_keys(columns, section, leaf.text)
    look_up = _any_form if isinstance(leaf, Word) else _one_form
    text = written(leaf.text)
    if not text.parts:
        return _NO_KEYS
    wanted = [look_up(columns, section, part) for part in text.parts]
    if isinstance(leaf, Word) and len(wanted) == 1:
        # "run-s" has two words of the term "run" at one position: both count, as in any field.
        return _keys(columns, wanted[0]) if wanted[0] else _NO_KEYS
    apart = _row(columns, wanted)
    if not text.joined:
        return apart
    return sets.union([apart, _row(columns, [look_up(columns, section, text.joined)])])


def _any_form(columns: Columns, section: bytes, form: str) -> _Wanted | None:
    term = columns.terms.find(section + stem(form).encode())
    return None if term is None else _Wanted(term, -1)


def _one_form(columns: Columns, section: bytes, form: str) -> _Wanted | None:
    number = columns.forms.find(section + form.encode())
    if number is None:
        return None
    return _Wanted(int(columns.form_terms[number]), int(columns.form_numbers[number]))


def _row(columns: Columns, words: Sequence[_Wanted | None]) -> Keys:
    """Where words stand one behind the other."""
    found = [word for word in words if word is not None]
    if len(found) < len(words):
        return _NO_KEYS
    if KERNELS.compiled is None or len(found) == 1:
        return sets.distinct(occurrences.sequence([_keys(columns, word) for word in found]))
    keys: Keys = KERNELS.compiled.row_keys(
        columns.docs, columns.frequencies, columns.positions, columns.forms_at,
        columns.posting_starts, columns.occurrence_starts, columns.forms_at_starts,
        np.array([word.term for word in found]), np.array([word.form for word in found]),
    )  # fmt: skip
    return keys


def _keys(columns: Columns, word: _Wanted) -> Keys:
    keys = keys_of_terms(columns, range(word.term, word.term + 1))
    told = _told(columns, word.term)
    return keys if word.form < 0 or not len(told) else keys[told == word.form]


def _prefix_keys(columns: Columns, section: bytes, prefix: str) -> Keys:
    forms = columns.forms.with_prefix(section + fold(prefix).encode())
    numbers = np.arange(forms.start, forms.stop)
    terms = columns.form_terms[numbers]
    found = [_keys_of_forms(columns, numbers[terms == term]) for term in np.unique(terms)]
    # "run-s" has two forms that begin with "run", of one term and at one position: it counts once,
    # as it does where the forms are of different terms.
    return sets.distinct(sets.union(found)) if found else _NO_KEYS


def _keys_of_forms(columns: Columns, forms: NDArray[np.int64]) -> Keys:
    """The occurrences of some exact forms of one term."""
    term = int(columns.form_terms[forms[0]])
    keys = keys_of_terms(columns, range(term, term + 1))
    told = _told(columns, term)
    return keys[np.isin(told, columns.form_numbers[forms])] if len(told) else keys


def _told(columns: Columns, term: int) -> NDArray[np.integer]:
    """The number of the form of each occurrence; empty where the term has one form only."""
    starts = columns.forms_at_starts
    return columns.forms_at[starts[term] : starts[term + 1]]


def _by_document(keys: Keys, fields: NDArray[np.int64]) -> LeafPostings:
    docs = occurrences.documents(keys)
    first = np.flatnonzero(np.diff(docs, prepend=-1))
    if not len(first):
        return LeafPostings(np.empty(0, np.uint32), np.empty(0, np.int64))
    weights = np.add.reduceat(FIELD_WEIGHTS[fields], first)
    return LeafPostings(docs[first].astype(np.uint32), weights)
