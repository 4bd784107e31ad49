"""How the scores of the hits of a ranking came about."""

from collections.abc import Iterator
from dataclasses import replace

from search.engines.contract import NEAREST, Engine, Explanation, Request, Sort
from search.ranking.tiers import Ranking
from search.ranking.weighing import neighbours, repeated


def explanations(engine: Engine, request: Request, found: Ranking) -> list[Explanation]:
    """One for each hit, in their order.

    :param request: that was ranked, with a tree as typed
    """
    asked = replace(request, tree=repeated(found.tree))
    near = replace(asked, neighbours=neighbours(request.tree))
    moved = list(_may_have_moved(request, found))
    told: dict[str, Explanation] = {}
    for own, is_near in ((near, True), (asked, False)):
        ids = [hit.id for hit, is_so in zip(found.hits, moved, strict=True) if is_so is is_near]
        told |= {explanation.id: explanation for explanation in engine.explain(own, ids)}
    return [told[hit.id] for hit in found.hits]


def _may_have_moved(request: Request, found: Ranking) -> Iterator[bool]:
    """Whether nearness counted for each hit: for the first of those with all words, and then for
    the first of those with some."""
    for number in range(request.offset, request.offset + len(found.hits)):
        before = found.with_all or 0
        place = number - before if number >= before else number
        yield request.sort is Sort.RELEVANCE and place < NEAREST
