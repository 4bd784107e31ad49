"""All hits of a search in their order: what its pages show, one behind the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.contract import Engine, Hit, Ordering, Request
from search.ranking.tiers import Ranking
from search.ranking.weighing import neighbours, repeated


@dataclass(frozen=True, slots=True)
class Tiers:
    """The hits of several orderings, one behind the other."""

    orderings: Sequence[Ordering]

    def __len__(self) -> int:
        return sum(map(len, self.orderings))

    def hits(self, start: int, stop: int) -> tuple[Hit, ...]:
        """Those from one place to before another; fewer where the list ends."""
        found: list[Hit] = []
        for ordering in self.orderings:
            size = len(ordering)
            found += ordering.hits(min(start, size), min(stop, size))
            start, stop = max(start - size, 0), max(stop - size, 0)
        return tuple(found)


def order(engine: Engine, request: Request, found: Ranking) -> Ordering:
    """All hits of a ranking.

    :param request: that was ranked, with a tree as typed
    """
    asked = request._replace(neighbours=neighbours(request.tree))
    return Tiers([engine.order(asked._replace(tree=repeated(tree))) for tree in found.tiers])
