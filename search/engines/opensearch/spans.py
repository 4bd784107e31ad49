"""Places in one field as span queries, and for sentences as interval queries.

A span query finds stretches of positions, as a node has places; so both can be joined likewise.
Lucene joins spans from left to right and takes for each the first that follows: this finds every
pair where the left ones are all of one width, which is why widths are kept here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from search.engines.opensearch.clauses import Clause
from search.engines.opensearch.layout import (
    PARAGRAPH_BEGINS,
    PARAGRAPH_ENDS,
    SENTENCE_BEGINS,
    SENTENCE_ENDS,
)
from search.query.nodes import Unit

_MARKS = {
    Unit.SENTENCE: (SENTENCE_BEGINS, SENTENCE_ENDS),
    Unit.PARAGRAPH: (PARAGRAPH_BEGINS, PARAGRAPH_ENDS),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Stretches of text in one field.

    :param query: a span query that finds them
    :param width: how many positions each takes up; None where they differ
    :param source: the same for an interval query; None where there is none
    :param pair: of a pair in this order of two single words: both, and how far apart they may be
    """

    query: Clause
    width: int | None = 1
    source: Clause | None = None
    pair: "tuple[Span, Span, int] | None" = None


def one_of(field: str, terms: Sequence[str]) -> Span:
    """Where one of some terms stands."""
    found = [Span({"span_term": {field: {"value": term}}}, 1, _match(term)) for term in terms]
    return found[0] if len(found) == 1 else Span(either(found), 1, _any_source(found))


def without(span: Span, others: Sequence[Span], before: int = 0, after: int = 0) -> Span:
    """Stretches that overlap none of others, and have none of them so near."""
    query = {"include": span.query, "exclude": either(others), "pre": before, "post": after}
    source = None
    if not before and not after and span.source and all(other.source for other in others):
        source = {**span.source}
        (kind,) = source
        source[kind] = {**source[kind], "filter": {"not_overlapping": _any_source(others)}}
    return Span({"span_not": query}, span.width, source)


def row(field: str, words: Sequence[Span], offsets: Sequence[int]) -> Span:
    """Single words at fixed distances from the first."""
    if len(words) == 1:
        return words[0]
    clauses = [words[0].query]
    for word, before, own in zip(words[1:], offsets, offsets[1:], strict=False):
        if own > before + 1:
            clauses.append({"span_gap": {field: own - before - 1}})
        clauses.append(word.query)
    source = None
    sources = [word.source for word in words]
    if all(sources) and len(clauses) == len(words):
        source = {"all_of": {"mode": "ordered", "max_gaps": 0, "intervals": sources}}
    return Span(_ordered(clauses, 0), offsets[-1] + 1, source)


def in_order(spans: Sequence[Span], between: int) -> Span:
    """From the first of some stretches to the last of others that stand behind one another.

    :param between: words at most, all gaps added up
    """
    return Span(_ordered([span.query for span in spans], between), None)


def pairs(
    left: Sequence[Span], right: Sequence[Span], most: int, ordered: bool
) -> tuple[Span, ...]:
    """Stretches from those of one side to those of the other.

    :param most: how far the nearest ends may be apart, from 1
    :param ordered: whether the left side has to stand first
    """
    found = [_pair(a, b, most) for a, b in product(left, right)]
    if not ordered:
        found += [_pair(b, a, most) for a, b in product(left, right)]
    return tuple(found)


def near_pairs(
    found: Sequence[Span], others: Sequence[Span], most: int, before: bool, behind: bool
) -> list[Span]:
    """Stretches of pairs of single words and of others near them, in an order that misses none.

    :param before: whether the others may stand before a pair; if behind too, also inside
    """
    spans = []
    for own, other in product(found, others):
        assert own.pair is not None
        first, second, apart = own.pair
        if behind:
            spans.append(_pair(first, _pair(second, other, most), apart))
        if before:
            spans.append(_pair(other, own, most))
        between = apart - 1 - (other.width or apart)
        if before and behind and between >= 0:
            spans.append(in_order((first, other, second), between))
    return spans


def _pair(first: Span, second: Span, most: int) -> Span:
    single = first.width == second.width == 1
    query = _ordered([first.query, second.query], most - 1)
    return Span(query, None, None, (first, second, most) if single else None)


def together(
    field: str, left: Sequence[Span], right: Sequence[Span], unit: Unit, ordered: bool
) -> list[Clause]:
    """Documents with stretches of both sides in one sentence or paragraph of a field."""
    sides = [(a.source, b.source) for a, b in product(left, right)]
    if not ordered:
        sides += [(b, a) for a, b in sides]
    return [_intervals(field, _in_one(unit, a, b)) for a, b in sides if a and b]


def _in_one(unit: Unit, first: Clause, second: Clause) -> Clause:
    """Stretches from one to another that are in one sentence or paragraph.

    The cluster's ``not_containing`` also leaves out what a smaller interval overlaps, so that it is
    not said that no end lies between them. Two sentences of one word each look like one from
    the beginning of the first to the end of the second: that is taken out.
    """
    begins, ends = map(_match, _MARKS[unit])
    whole, between = _behind(begins, ends), _behind(ends, begins)
    inside = _behind(first, second, {"contained_by": whole})
    return {"all_of": {"intervals": [inside], "filter": {"not_contained_by": between}}}


def _behind(first: Clause, second: Clause, narrowed: Clause | None = None) -> Clause:
    own: Clause = {"mode": "ordered", "intervals": [first, second]}
    return {"all_of": own | ({"filter": narrowed} if narrowed else {})}


def alone(
    field: str, left: Sequence[Span], right: Sequence[Span], unit: Unit
) -> list[Clause] | None:
    """Documents with single words in a sentence or paragraph that has none of others.

    One that has a word of both in one place is left out. None where nobody can say.
    """
    if any(span.width != 1 or not span.source for span in (*left, *right)):
        return None
    begins, ends = map(_match, _MARKS[unit])
    without = {"not_containing": _any_source(right)}
    whole = {"all_of": {"intervals": [_behind(begins, ends)], "filter": without}}
    # One of a single word is no interval from its first word to its last.
    single = {"all_of": {"intervals": [begins], "filter": {"overlapping": ends}}}
    return [
        _intervals(field, {"all_of": {"intervals": [span.source], "filter": {how: stretch}}})
        for span in left
        for how, stretch in (("contained_by", whole), ("overlapping", single))
    ]


def overlapping(field: str, left: Sequence[Span], right: Sequence[Span]) -> list[Clause]:
    """Documents with stretches of both sides that share a position, of those with a source."""
    return [
        _intervals(
            field, {"all_of": {"intervals": [a.source], "filter": {"overlapping": b.source}}}
        )
        for a, b in product(left, right)
        if a.source and b.source
    ]


def among_first(span: Span, count: int) -> Span:
    """Those that end within the first words of a field."""
    return Span({"span_first": {"match": span.query, "end": count}}, span.width)


def either(spans: Sequence[Span]) -> Clause:
    """The stretches of several as one span query."""
    if len(spans) == 1:
        return spans[0].query
    return {"span_or": {"clauses": [span.query for span in spans]}}


def _intervals(field: str, source: Clause) -> Clause:
    return {"intervals": {field: source}}


def _ordered(clauses: list[Clause], slop: int) -> Clause:
    return {"span_near": {"clauses": clauses, "slop": slop, "in_order": True}}


def _match(term: str) -> Clause:
    return {"match": {"query": term}}


def _any_source(spans: Sequence[Span]) -> Clause:
    if len(spans) == 1 and spans[0].source:
        return spans[0].source
    return {"any_of": {"intervals": [span.source for span in spans]}}
