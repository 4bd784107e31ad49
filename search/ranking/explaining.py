"""How the scores of the hits of a ranking came about."""

from collections.abc import Iterator

from search.engines.contract import NEAREST, Engine, Explanation, Request, Sort
from search.ranking.tiers import Ranking
from search.ranking.weighing import neighbours, repeated


def explanations(engine: Engine, request: Request, found: Ranking) -> list[Explanation]:
    """One for each hit, in their order.

    :param request: that was ranked, with a tree as typed
    """
    pairs = neighbours(request.tree)
    asked = request._replace(tree=repeated(found.tree), neighbours=pairs)
    near = set(_nearest(request, found)) if pairs else set()
    return engine.explain(asked, [hit.id for hit in found.hits], near)


def _nearest(request: Request, found: Ranking) -> Iterator[str]:
    """The hits whose places nearness may have changed: the first of those with all words, and the
    first of those with some."""
    with_all = found.with_all or 0
    for number, hit in enumerate(found.hits, request.offset):
        place = number - with_all if number >= with_all else number
        if request.sort is Sort.RELEVANCE and place < NEAREST:
            yield hit.id
