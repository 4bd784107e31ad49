"""Queries of which the cluster's scores are those of the embedded engine.

The fields score how often a term occurs and nothing else; what BM25F makes of it, with the numbers
of the whole archive, is a script. So a score is the same on every copy of every shard, whatever was
deleted there, and the order of all hits is one order.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from search.engines.contract import Request, Sort
from search.engines.opensearch.clauses import Clause, size, term
from search.engines.opensearch.collection import Collection
from search.engines.opensearch.frequencies import plain_term, weighted_frequency
from search.engines.opensearch.places import Forms
from search.engines.opensearch.translation import fields_of
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
# Of the 1,024 clauses that a query may have, those for phrases and the like that are scored. The
# scores of further ones are not told apart before their articles are read.
_MOST_CLAUSES = 200


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
        words: defaultdict[str, float] = defaultdict(float)
        for leaf, gain in gains.items():
            if is_plain(leaf):
                words[plain_term(leaf)] += gain
        plain = {own: self._saturated(term("stems", own), gain) for own, gain in words.items()}
        others = [
            self._saturated(self._frequency(leaf, forms), gain)
            for leaf, gain in gains.items()
            if not is_plain(leaf)
        ]
        return self._aged(_joined(matching, plain, _fitting(others)), half_life)

    def _frequency(self, leaf: Leaf, forms: Forms) -> Clause:
        return weighted_frequency(leaf, fields_of(leaf, self._collection.fields), forms)

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


def _joined(matching: Clause, plain: Mapping[str, Clause], others: Sequence[Clause]) -> Clause:
    """What matches, with the scores of plain words, by their term, and of other leaves.

    A plain word that has to match is looked up once: to score it finds the same articles.
    """
    if not others and {_word(part) for part in _parts(matching, "should")} == plain.keys():
        return {"bool": {"should": list(plain.values())}}
    required = _parts(matching, "filter")
    musts = {word: None for part in required if (word := _word(part)) in plain}
    return {
        "bool": {
            "must": [plain[word] for word in musts if word],
            "filter": [part for part in required if _word(part) not in musts],
            "should": [*(own for word, own in plain.items() if word not in musts), *others],
        }
    }


def _fitting(scored: Sequence[Clause]) -> list[Clause]:
    """The first of some clauses that a query has room for."""
    total = np.cumsum([size(own) for own in scored])
    return [own for own, clauses in zip(scored, total, strict=True) if clauses <= _MOST_CLAUSES]


def _parts(clause: Clause, occurrence: str) -> list[Clause]:
    inner = clause.get("bool", {})
    own: list[Clause] = inner[occurrence] if inner.keys() == {occurrence} else [clause]
    return own


def _word(clause: Clause) -> str | None:
    """The term of a clause that looks for a plain word; None of any other."""
    found: str | None = clause.get("term", {}).get("stems", {}).get("value")
    return found


def _script(query: Clause, source: str, parameters: Mapping[str, Any]) -> Clause:
    return {"script_score": {"query": query, "script": {"source": source, "params": parameters}}}
