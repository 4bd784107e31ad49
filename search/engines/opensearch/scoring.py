"""Queries of which the cluster's scores are those of the embedded engine.

The fields score how often a term occurs and nothing else; what BM25F makes of it, with the numbers
of the whole archive, is a script. So a score is the same on every copy of every shard, whatever was
deleted there, and the order of all hits is one order.
"""

from collections.abc import Mapping
from typing import Any

from search.engines.contract import Request, Sort
from search.engines.opensearch.clauses import Clause
from search.engines.opensearch.collection import Collection
from search.engines.opensearch.frequencies import plain_term, weighted_frequency
from search.engines.opensearch.places import Forms
from search.engines.whoosh.leaves import is_plain
from search.query.nodes import Leaf
from search.settings import Settings

# Lengths count as float32, as they do in the embedded engine.
_SATURATION = (
    "double f = _score;"
    "double length = doc['weighted_length'].value / params.mean;"
    "float norm = (float) (params.k1 * (1 - params.b + params.b * length));"
    "return params.gain * (f / (f + norm));"
)
_AGE = (
    "double day = doc['day'].size() == 0 ? params.oldest : doc['day'].value;"
    "return _score * (params.half_life / (params.half_life + (params.newest - day)));"
)
# Of more leaves those that say least are not scored: a query may have 1,024 clauses.
_MOST_SCORED = 250


class Scorer:
    """Makes of what matches what is ranked."""

    def __init__(self, collection: Collection, settings: Settings) -> None:
        self._collection = collection
        self._parameters = {"k1": settings.k1, "b": settings.b, "mean": collection.mean}

    def ranked(
        self, matching: Clause, gains: Mapping[Leaf, float], forms: Forms, half_life: float | None
    ) -> Clause:
        """The query that scores what a clause matches.

        :param gains: of each leaf that adds to the score its idf, times what it is boosted by
        """
        heaviest = sorted(gains, key=lambda leaf: -gains[leaf])[:_MOST_SCORED]
        kept = set(heaviest)
        scored = {
            leaf: self._saturated(weighted_frequency(leaf, forms), gain)
            for leaf, gain in gains.items()
            if leaf in kept
        }
        return self._aged(_joined(matching, scored), half_life)

    def _saturated(self, frequency: Clause, gain: float) -> Clause:
        return _script(frequency, _SATURATION, {**self._parameters, "gain": gain})

    def _aged(self, query: Clause, half_life: float | None) -> Clause:
        if half_life is None:
            return query
        oldest, newest = self._collection.oldest, self._collection.newest
        return _script(query, _AGE, {"half_life": half_life, "oldest": oldest, "newest": newest})


def order_of(request: Request, scored: bool) -> list[Clause]:
    """What the hits of a request are sorted by.

    :param scored: whether any leaf adds to the score
    """
    by_id = {"id": "asc"}
    if request.sort is Sort.RELEVANCE and scored:
        return [{"_score": "desc"}, by_id]
    direction = "asc" if request.sort is Sort.OLDEST else "desc"
    return [{"day": {"order": direction, "missing": "_last"}}, by_id]


def _joined(matching: Clause, scored: Mapping[Leaf, Clause]) -> Clause:
    """What matches, with the scores of the leaves.

    A plain word that has to match is looked up once: to score it finds the same articles.
    """
    plain = {plain_term(leaf): query for leaf, query in scored.items() if is_plain(leaf)}
    others = [query for leaf, query in scored.items() if not is_plain(leaf)]
    if plain and not others and _words(matching, "should") == plain.keys():
        return {"bool": {"should": list(plain.values())}}
    required = _parts(matching, "filter")
    must = []
    filters = []
    for part in required:
        word = _word(part)
        if word in plain:
            must.append(plain.pop(word))
        else:
            filters.append(part)
    return {"bool": {"must": must, "filter": filters, "should": [*plain.values(), *others]}}


def _parts(clause: Clause, occurrence: str) -> list[Clause]:
    inner = clause.get("bool", {})
    own: list[Clause] = inner[occurrence] if inner.keys() == {occurrence} else [clause]
    return own


def _words(clause: Clause, occurrence: str) -> set[str | None]:
    return {_word(part) for part in _parts(clause, occurrence)}


def _word(clause: Clause) -> str | None:
    """The term of a clause that looks for a plain word; None of any other."""
    found: str | None = clause.get("term", {}).get("stems", {}).get("value")
    return found


def _script(query: Clause, source: str, parameters: Mapping[str, Any]) -> Clause:
    return {"script_score": {"query": query, "script": {"source": source, "params": parameters}}}
