"""Clauses whose score is how often a leaf stands in an article."""

from collections.abc import Mapping, Sequence

from search.engines.opensearch.clauses import NOTHING, Clause, any_of, term
from search.engines.opensearch.layout import FORM, STEM
from search.engines.opensearch.layout import term as shown
from search.engines.opensearch.places import (
    Expanding,
    Forms,
    in_a_row,
    leaf_places,
    one_of,
    rows,
    scoring_words,
)
from search.engines.whoosh.analysis import written
from search.engines.whoosh.leaves import is_plain, is_single
from search.fields import TEXT_FIELDS
from search.query.nodes import Fuzzy, Leaf, Phrase, Unordered, Wildcard, Word
from search.text.stems import stem

_WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
_ONCE = dict.fromkeys(_WEIGHTS, 1)

# Terms that are counted as one.
_MOST_TERMS = 1_000


def plain_term(word: Word) -> str:
    """The term of a single word in the field ``stems``."""
    return shown(stem(written(word.text).parts[0]))


def weighted_frequency(leaf: Leaf, fields: Sequence[str], forms: Forms) -> Clause:
    """Scores occurrences of a leaf in some fields, each with the weight of its field."""
    if is_plain(leaf):
        return term("stems", plain_term(leaf))
    return _in_fields(leaf, fields, forms, _WEIGHTS)


def occurrences(leaf: Leaf, fields: Sequence[str], forms: Forms) -> Clause:
    """Scores occurrences of a leaf in some fields, each once."""
    return _in_fields(leaf, fields, forms, _ONCE)


def is_exact(leaf: Leaf) -> bool:
    """Whether no occurrence is counted twice, nor otherwise than the embedded engine does.

    A compound and its part stand at one place, and a pattern may be that of both.
    """
    return isinstance(leaf, Word | Phrase)


def _in_fields(
    leaf: Leaf, fields: Sequence[str], forms: Forms, weights: Mapping[str, int]
) -> Clause:
    return any_of(
        clause for name in fields for clause in _in_field(name, leaf, forms, weights[name])
    )


def _in_field(field: str, leaf: Leaf, forms: Forms, weight: int) -> Sequence[Clause]:
    match leaf:
        case Wildcard() | Fuzzy():
            return _of_forms(field, leaf, forms, weight)
        case Unordered():
            there = leaf_places(field, leaf, forms).perhaps
            return [] if there == NOTHING else [_constant(there, weight)]
        case Word() if is_single(leaf):
            return [term(field, STEM + plain_term(leaf), weight)]
        case Word() | Phrase():
            return _of_rows(field, leaf, weight)


def _of_rows(field: str, leaf: Word | Phrase, weight: int) -> Sequence[Clause]:
    found = rows(field, leaf)
    if found is None:
        return []
    _, joined = found
    # The cluster adds up what each word of a row scores, and each scores the frequency of all.
    row = in_a_row(field, leaf, weight / scoring_words(leaf))
    return [row, {"span_not": {**joined.query["span_not"], "boost": weight}}] if joined else [row]


def _of_forms(field: str, leaf: Expanding, forms: Forms, weight: int) -> Sequence[Clause]:
    words = [FORM + form for form in forms[leaf]]
    parts = range(0, len(words), _MOST_TERMS)
    return [one_of(field, words[at : at + _MOST_TERMS], weight) for at in parts]


def _constant(clause: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": score}}
