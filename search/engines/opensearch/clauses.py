"""Clauses of OpenSearch's query language, and how they are joined."""

from collections.abc import Iterable, Sequence
from typing import Any

Clause = dict[str, Any]

NOTHING: Clause = {"match_none": {}}
EVERYTHING: Clause = {"match_all": {}}

# Values of one `terms` query at most (`index.max_terms_count` is 65,536).
_MOST_VALUES = 50_000

# What is below one of these counts once against the clauses that a query may have.
_ONE = ("term", "terms", "match", "range", "exists", "span_term", "match_all", "match_none")


def all_of(parts: Iterable[Clause]) -> Clause:
    """What every part matches; nothing is scored."""
    several = _flat(parts, "filter", EVERYTHING)
    if NOTHING in several:
        return NOTHING
    if not several:
        return EVERYTHING
    return several[0] if len(several) == 1 else {"bool": {"filter": several}}


def any_of(parts: Iterable[Clause]) -> Clause:
    """What at least one part matches; the scores of those that match are added."""
    several = _flat(parts, "should", NOTHING)
    if EVERYTHING in several:
        return EVERYTHING
    if not several:
        return NOTHING
    return several[0] if len(several) == 1 else {"bool": {"should": several}}


def none_of(part: Clause) -> Clause:
    """What a part does not match."""
    if part == NOTHING:
        return EVERYTHING
    return NOTHING if part == EVERYTHING else {"bool": {"must_not": [part]}}


def term(field: str, value: str | int, boost: float = 1.0) -> Clause:
    """Documents that have a term in a field."""
    return {"term": {field: {"value": value, "boost": boost}}}


def terms(field: str, values: Sequence[str]) -> Clause:
    """Documents that have at least one of many terms in a field."""
    parts = range(0, len(values), _MOST_VALUES)
    return any_of({"terms": {field: list(values[at : at + _MOST_VALUES])}} for at in parts)


def between(field: str, least: int | None, most: int | None) -> Clause:
    """Documents with a number in a range, both ends included; None is open."""
    ends = {name: end for name, end in (("gte", least), ("lte", most)) if end is not None}
    return {"range": {field: ends}} if ends else {"exists": {"field": field}}


def weighing(parts: Iterable[tuple[Clause, float]], least: float) -> Clause:
    """Documents of which the parts that match weigh enough together; weights are float32."""
    weighed = [{"constant_score": {"filter": part, "boost": weight}} for part, weight in parts]
    return scoring(any_of(weighed), least)


def scoring(clause: Clause, least: float) -> Clause:
    """Documents that a clause gives a score of at least so much."""
    return {"function_score": {"query": clause, "min_score": least}}


def size(clause: Any) -> int:
    """How many clauses there are in one, as the cluster counts them."""
    if isinstance(clause, list):
        return sum(map(size, clause))
    if not isinstance(clause, dict):
        return 0
    return sum(_own_size(name, part) for name, part in clause.items())


def _own_size(name: str, part: Any) -> int:
    if name == "match_phrase":
        ((_, asked),) = part.items()
        return len(asked["query"].split())
    if name == "span_first":
        return size(part["match"])
    return 1 if name in _ONE else size(part)


def _flat(parts: Iterable[Clause], occurrence: str, neutral: Clause) -> list[Clause]:
    """Parts without those that say nothing, and without joins of joins: depth is limited."""
    found: list[Clause] = []
    for part in parts:
        inner = part.get("bool", {})
        if inner.keys() == {occurrence}:
            found += inner[occurrence]
        elif part != neutral:
            found.append(part)
    return found
