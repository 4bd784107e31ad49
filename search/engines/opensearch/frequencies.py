"""Clauses whose score is how often a leaf stands in an article."""

from collections.abc import Mapping, Sequence

from search.engines.opensearch.clauses import Clause, any_of, term
from search.engines.opensearch.layout import AGAIN, FORM, STEM
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
    found = _in_fields(leaf, fields, forms, _WEIGHTS)
    if not is_single(leaf):
        return found
    again = AGAIN + plain_term(leaf)
    return any_of([found, *(term(name, again, _WEIGHTS[name]) for name in fields)])


def occurrences(leaf: Leaf, fields: Sequence[str], forms: Forms) -> Clause:
    """Scores the places of a leaf in some fields, each once."""
    return _in_fields(leaf, fields, forms, _ONCE)


def is_exact(leaf: Leaf) -> bool:
    """Whether no occurrence is counted twice, nor otherwise than the embedded engine does.

    A compound and its part stand at one place, and a pattern may be that of both. Words in any
    order count for less the farther apart they are.
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
            return _in_any_order(field, leaf, forms, weight)
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


def _in_any_order(field: str, leaf: Unordered, forms: Forms, weight: int) -> Sequence[Clause]:
    """About how often: the farther apart the words are, the less the cluster counts them."""
    own = leaf_places(field, leaf, forms)
    found = [span.query for span in own.spans] or [own.perhaps]
    boost = weight / max(1, len(set(written(leaf.text).parts)))
    return [
        {"span_near": {**query["span_near"], "boost": boost}}
        for query in found
        if "span_near" in query
    ] or [term(field, FORM + shown(part), weight) for part in written(leaf.text).parts]
