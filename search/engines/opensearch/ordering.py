"""The hits of a request in their order, asked for in pieces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from search.engines.contract import Hit
from search.engines.expansion import Expansion
from search.engines.opensearch.clauses import Clause
from search.engines.opensearch.index import Answer, Index

AT_ONCE = 10_000
"""Hits that a cluster gives at once, counted from the first (``index.max_result_window``)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search whose hits have one order, whichever copy of the index is asked.

    :param sort: the last by id
    """

    query: Clause
    sort: Sequence[Clause]
    is_scored: bool

    def body(self, size: int, **others: Any) -> dict[str, Any]:
        """What asks for so many of the hits; by themselves these are ids."""
        own = {"query": self.query, "sort": list(self.sort), "size": size}
        told = {"track_scores": self.is_scored, "track_total_hits": False, "_source": ["id"]}
        return {**own, **told, **others}


@dataclass(frozen=True, slots=True)
class ClusterOrdering:
    """All hits of a request; a few of them are remembered, to go on from there.

    :param first: the first hits, which have an order of their own
    :param cut: leaves of which not all words were looked for
    """

    index: Index
    asked: Asked
    total: int
    deadline: float
    first: tuple[Hit, ...] = ()
    cut: tuple[Expansion, ...] = ()
    _known: dict[int, list[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.total

    def hits(self, start: int, stop: int) -> tuple[Hit, ...]:
        """Those from one place to before another; fewer where the list ends."""
        stop = min(stop, self.total)
        own = self.first[start:stop]
        start = max(start, len(self.first))
        return own if start >= stop else own + tuple(self._ask(start, stop))

    def _ask(self, start: int, stop: int) -> list[Hit]:
        """Hits behind the first, from the nearest place that is known."""
        found: list[Hit] = []
        at = max((place for place in self._known if place <= start), default=0)
        while at < stop:
            end = min(stop, at + AT_ONCE) if at >= start else min(start, at + AT_ONCE)
            after = {"search_after": self._known[at]} if at else {}
            (answer,) = self.index.search([self.asked.body(end - at, **after)], self.deadline)
            hits = answer["hits"]["hits"]
            if not hits:
                break
            if at >= start:
                found += hits_of(hits)
            at += len(hits)
            self._known[at] = hits[-1]["sort"]
        return found


def hits_of(hits: Sequence[Answer]) -> list[Hit]:
    """What the cluster found, as hits; one that nothing scored scores 0."""
    return [Hit(hit["_source"]["id"], hit["_score"] or 0.0) for hit in hits]
