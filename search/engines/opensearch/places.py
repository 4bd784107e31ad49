"""Where the leaves of a query stand in one field, as far as the cluster can say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import inf

from search.engines.opensearch import spans
from search.engines.opensearch.clauses import NOTHING, Clause, any_of, terms
from search.engines.opensearch.layout import CAPITALS, FORM, STACK, STEM, term
from search.engines.opensearch.spans import Span
from search.engines.whoosh.analysis import Written, written
from search.engines.whoosh.codec_v1.layout import POSITION_GAP
from search.query.nodes import Fuzzy, Leaf, Phrase, Unordered, Wildcard, Word
from search.text.stems import stem

Expanding = Wildcard | Fuzzy
Forms = Mapping[Expanding, Sequence[str]]
"""What each wildcard and fuzzy word of a query stands for."""

# Forms of a wildcard whose places are compared, and words in any order of which all orders are.
_MOST_FORMS = 200
_MOST_IN_ANY_ORDER = 4


@dataclass(frozen=True, slots=True)
class Places:
    """What the cluster can say of the places of a node in one field.

    :param sure: documents in which it stands
    :param perhaps: all documents in which it may stand; the same object where that is sure too
    :param spans: stretches that are places of it
    :param is_complete: whether all its places are among them, each span of one width without gaps
    :param tells: whether there are spans wherever there are places, and one that ends first
    :param is_paired: whether all its spans are pairs, and one of them is wherever it stands
    :param ends: terms of which one stands at the first and the last word of each place; empty
        where they are too many
    :param reach: words of its longest place at most
    """

    sure: Clause
    perhaps: Clause
    spans: tuple[Span, ...] = ()
    is_complete: bool = False
    tells: bool = False
    is_paired: bool = False
    ends: tuple[str, ...] = ()
    reach: float = inf


NOWHERE = Places(NOTHING, NOTHING, is_complete=True, tells=True, reach=0)


def leaf_places(field: str, leaf: Leaf, forms: Forms) -> Places:
    """The places of a leaf in a field."""
    if leaf.field not in (None, field):
        return NOWHERE
    match leaf:
        case Wildcard() | Fuzzy():
            return _of_forms(field, [FORM + form for form in forms[leaf]])
        case Unordered(text, within):
            return _in_any_order(field, text, within)
        case Word() | Phrase():
            return _rows(field, leaf)


def rows(field: str, leaf: Word | Phrase) -> tuple[Span, Span | None] | None:
    """A leaf's words side by side, and the same written as one word where that is not there too.

    None where it has no words.
    """
    text = written(leaf.text)
    if not text.parts:
        return None
    wide = spans.row(field, _words(field, leaf, text), text.offsets)
    if not text.joined:
        return wide, None
    joined = _word(field, leaf, text.joined, text.joined_capitals)
    return wide, spans.without(joined, [wide])


def in_a_row(field: str, leaf: Word | Phrase, boost: float = 1.0) -> Clause:
    """Documents with the words of a leaf side by side; compounds written as one are others."""
    text = written(leaf.text)
    if _is_phrase_query(leaf):
        query = " ".join(_term(leaf, part) for part in text.parts)
        return {"match_phrase": {field: {"query": query, "analyzer": "places", "boost": boost}}}
    found = spans.row(field, _words(field, leaf, text), text.offsets).query
    ((kind, asked),) = found.items()
    if kind == "span_term":
        return {kind: {field: {**asked[field], "boost": boost}}}
    return {kind: {**asked, "boost": boost}}


def scoring_words(leaf: Word | Phrase) -> int:
    """How many words of a row score: all of a phrase, and of a span query each different one."""
    text = written(leaf.text)
    if _is_phrase_query(leaf):
        return len(text.parts)
    printed = text.capitals if _is_printed(leaf) else (0,) * len(text.parts)
    return len(set(zip(text.parts, printed, strict=True)))


def one_of(field: str, words: Sequence[str], boost: float = 1.0) -> Clause:
    """Documents with one of at most a thousand terms, scored by how often they have any."""
    return {"match": {field: {"query": STACK.join(words), "analyzer": "places", "boost": boost}}}


def _is_phrase_query(leaf: Word | Phrase) -> bool:
    """Whether its words stand one behind the other, however they are printed."""
    text = written(leaf.text)
    return text.offsets == tuple(range(len(text.parts))) and not _is_printed(leaf)


def _is_printed(leaf: Word | Phrase) -> bool:
    return isinstance(leaf, Phrase) and leaf.as_written


def _rows(field: str, leaf: Word | Phrase) -> Places:
    text = written(leaf.text)
    found = rows(field, leaf)
    if found is None:
        return NOWHERE
    own = tuple(span for span in found if span is not None)
    exists = [in_a_row(field, leaf)]
    ends = [_term(leaf, text.parts[0]), _term(leaf, text.parts[-1])]
    if text.joined:
        exists.append(_word(field, leaf, text.joined, text.joined_capitals).query)
        ends.append(_term(leaf, text.joined))
    exist = any_of(exists)
    alone = not text.joined
    reach = text.offsets[-1] + 1
    return Places(exist, exist, own, alone, alone, ends=tuple(dict.fromkeys(ends)), reach=reach)


def _words(field: str, leaf: Word | Phrase, text: Written) -> list[Span]:
    parts = zip(text.parts, text.capitals, strict=True)
    return [_word(field, leaf, form, how) for form, how in parts]


def _word(field: str, leaf: Word | Phrase, form: str, capitals: int) -> Span:
    """Where one word of a leaf stands."""
    if not _is_printed(leaf):
        return spans.one_of(field, [_term(leaf, form)])
    if capitals:
        return spans.one_of(field, [CAPITALS[capitals] + term(form)])
    others = [how + term(form) for how in CAPITALS if how]
    return spans.without(spans.one_of(field, [FORM + term(form)]), [spans.one_of(field, others)])


def _term(leaf: Word | Phrase, form: str) -> str:
    return FORM + term(form) if isinstance(leaf, Phrase) else STEM + term(stem(form))


def _of_forms(field: str, words: Sequence[str]) -> Places:
    if not words:
        return NOWHERE
    exist = terms(field, words)
    if len(words) > _MOST_FORMS:
        return Places(exist, exist, reach=1)
    return Places(
        exist, exist, (spans.one_of(field, words),), True, True, ends=tuple(words), reach=1
    )


def _in_any_order(field: str, text: str, within: int) -> Places:
    words = [FORM + term(part) for part in written(text).parts]
    between = min(within + len(words) - 2, POSITION_GAP) - len(words) + 1
    if not words or between < 0:
        return NOWHERE
    one = {word: spans.one_of(field, [word]) for word in words}
    reach = between + len(words)
    if len(words) == 1:
        exist = terms(field, words)
        return Places(exist, exist, (one[words[0]],), True, True, ends=tuple(words), reach=reach)
    if len(words) > _MOST_IN_ANY_ORDER:
        clauses = [one[word].query for word in words]
        near = {"span_near": {"clauses": clauses, "slop": between, "in_order": False}}
        return Places(NOTHING, near, ends=tuple(Counter(words)), reach=reach)
    orders = dict.fromkeys(permutations(words))
    own = tuple(spans.in_order([one[word] for word in order], between) for order in orders)
    exist = any_of(span.query for span in own)
    return Places(exist, exist, own, False, True, ends=tuple(Counter(words)), reach=reach)
