"""The postings of one leaf of a query (a word, phrase or prefix) in one segment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.arrays import occurrences, sets
from search.arrays.occurrences import Keys
from search.engines.whoosh.analysis import written
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.builder import FIELD_WEIGHTS
from search.engines.whoosh.codec_v1.columns import Columns
from search.fields import SEARCHED_FIELDS
from search.query.nodes import Phrase, Prefix, Word
from search.text.folding import fold
from search.text.stems import stem

Leaf = Word | Phrase | Prefix

_NO_KEYS: Keys = np.empty(0, np.int64)
_TEXT = layout.SECTIONS[SEARCHED_FIELDS[0]]


@dataclass(frozen=True, slots=True)
class LeafPostings:
    """Which documents have a leaf, and how weighty it stands in each.

    :param docs: uint32, rising
    :param weights: occurrences, each counted with the weight of its field
    """

    docs: NDArray[np.uint32]
    weights: NDArray[np.integer]


def postings(columns: Columns, leaf: Leaf) -> LeafPostings:
    """The postings of a leaf, deleted documents included."""
    if isinstance(leaf, Word) and leaf.field is None:
        word = written(leaf.text)
        if len(word.parts) == 1:
            return _whole_term(columns, word.parts[0])
    section = layout.SECTIONS[leaf.field or SEARCHED_FIELDS[0]]
    keys = _occurrences(columns, leaf, section)
    fields = _fields_of(columns, keys, section)
    if leaf.field is not None:
        inside = fields == layout.FIELDS.index(leaf.field)
        keys, fields = keys[inside], fields[inside]
    return _by_document(keys, fields)


def _whole_term(columns: Columns, form: str) -> LeafPostings:
    term = columns.terms.find(_TEXT + stem(form).encode())
    if term is None:
        return LeafPostings(columns.docs[:0], columns.weights[:0])
    own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
    return LeafPostings(columns.docs[own], columns.weights[own])


def _occurrences(columns: Columns, leaf: Leaf, section: bytes) -> Keys:
    if isinstance(leaf, Prefix):
        return _prefix_keys(columns, section, leaf.text)
    look_up = _stem_keys if isinstance(leaf, Word) else _form_keys
    text = written(leaf.text)
    if not text.parts:
        return _NO_KEYS
    apart = occurrences.sequence([look_up(columns, section, part) for part in text.parts])
    if not text.joined:
        return apart
    return sets.union([apart, look_up(columns, section, text.joined)])


def _stem_keys(columns: Columns, section: bytes, form: str) -> Keys:
    term = columns.terms.find(section + stem(form).encode())
    return _NO_KEYS if term is None else _term_keys(columns, term)


def _form_keys(columns: Columns, section: bytes, form: str) -> Keys:
    number = columns.forms.find(section + form.encode())
    return _NO_KEYS if number is None else _keys_of_forms(columns, np.array([number]))


def _prefix_keys(columns: Columns, section: bytes, prefix: str) -> Keys:
    forms = columns.forms.with_prefix(section + fold(prefix).encode())
    numbers = np.arange(forms.start, forms.stop)
    terms = columns.form_terms[numbers]
    found = [_keys_of_forms(columns, numbers[terms == term]) for term in np.unique(terms)]
    return sets.union(found) if found else _NO_KEYS


def _keys_of_forms(columns: Columns, forms: NDArray[np.int64]) -> Keys:
    """The occurrences of some exact forms of one term."""
    term = int(columns.form_terms[forms[0]])
    occurs = slice(columns.occurrence_starts[term], columns.occurrence_starts[term + 1])
    return _term_keys(columns, term)[np.isin(columns.forms_at[occurs], columns.form_numbers[forms])]


def _term_keys(columns: Columns, term: int) -> Keys:
    own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
    occurs = slice(columns.occurrence_starts[term], columns.occurrence_starts[term + 1])
    return occurrences.keys(columns.docs[own], columns.frequencies[own], columns.positions[occurs])


def _by_document(keys: Keys, fields: NDArray[np.int64]) -> LeafPostings:
    docs = occurrences.documents(keys)
    first = np.flatnonzero(np.diff(docs, prepend=-1))
    if not len(first):
        return LeafPostings(np.empty(0, np.uint32), np.empty(0, np.int64))
    weights = np.add.reduceat(FIELD_WEIGHTS[fields], first)
    return LeafPostings(docs[first].astype(np.uint32), weights)


def _fields_of(columns: Columns, keys: Keys, section: bytes) -> NDArray[np.int64]:
    """For each occurrence the number of its field in ``layout.FIELDS``."""
    numbers = [i for i, name in enumerate(layout.FIELDS) if layout.SECTIONS[name] == section]
    docs, places = occurrences.documents(keys), occurrences.positions(keys)
    later = [places >= columns.field_starts[docs, number] for number in numbers[1:]]
    return numbers[0] + sum(later, np.zeros(len(keys), np.int64))
