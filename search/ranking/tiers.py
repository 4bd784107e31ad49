"""How many of the words typed side by side an article must have, and which articles come first."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from search.engines.contract import Engine, Hit, Pair, Request
from search.engines.expansion import Expansion
from search.query.joining import conjunction, disjunction, negation
from search.query.matching import all_of, any_of, bare_words, can_relax, some_of
from search.query.nodes import And, Node, Or, Some
from search.ranking.weighing import neighbours, repeated

FEW = 20
"""With fewer articles than these that have all the words, those with some follow."""

# Of the weight of an average word of the query. The least that keeps articles out which have
# nothing but words that nearly all have; what more costs is in docs/relevance.md.
_LEAST_WEIGHT = 0.5


class Match(StrEnum):
    """How many of the words typed side by side must match.

    AUTO is all; where fewer than :data:`FEW` articles have all, those with some follow them.
    """

    AUTO = "auto"
    ALL = "all"
    ANY = "any"


Wanted = Callable[[Node], Node]
"""Makes of a tree as typed the one that is asked for."""


class Ranking(NamedTuple):
    """What a search found.

    :param tree: that was asked for in the end: it matches what was found
    :param total: how many articles match
    :param ids: of the articles on the page, in order
    :param scores: of the same
    :param with_all: how many of them, the first, have all the words; None for Match.ANY, which
        does not ask
    :param wanted: makes the tree; of the same text beside other filters, what would be found there
    :param tiers: the trees whose hits follow one another; no article matches two of them
    """

    tree: Node
    total: int
    ids: Sequence[str]
    scores: Sequence[float]
    with_all: int | None
    wanted: Wanted
    tiers: tuple[Node, ...]
    cut: tuple[Expansion, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(map(Hit, self.ids, self.scores))


def ranking(engine: Engine, request: Request, match: Match) -> Ranking:
    """The page of articles that a request asks for.

    :param request: with a tree as typed
    """
    typed = request.tree
    words = bare_words(typed)
    pairs = tuple(pairwise(words)) if words else neighbours(typed)
    if match is Match.ANY:
        return looked_for(engine, request, any_of, pairs, disjunction(words) if words else None)
    every = conjunction(words) if words else None
    best = looked_for(engine, request, all_of, pairs, every, alone=False)
    if match is Match.ALL or best.total >= FEW or not can_relax(typed):
        return best
    return _followed(engine, request, best, pairs)


def _followed(engine: Engine, request: Request, best: Ranking, pairs: tuple[Pair, ...]) -> Ranking:
    """The articles with all the words, and behind them those with some."""
    behind = request._replace(
        offset=max(request.offset - best.total, 0),
        limit=request.limit - len(best.ids),
    )
    wanted: Wanted = enough_of
    rest = looked_for(engine, behind, _others(best) if best.total else wanted, pairs)
    if not best.total and not rest.total:
        # A filter may leave out every article with a word that weighs enough.
        wanted = any_of
        rest = looked_for(engine, behind, wanted, pairs)
    if not rest.total:
        wanted = best.wanted
    return Ranking(
        tree=wanted(request.tree),
        total=best.total + rest.total,
        ids=[*best.ids, *rest.ids],
        scores=[*best.scores, *rest.scores],
        with_all=best.total,
        wanted=wanted,
        tiers=best.tiers + rest.tiers,
        cut=tuple(dict.fromkeys(best.cut + rest.cut)),
    )


def _others(best: Ranking) -> Wanted:
    """For the articles with some of the words that are not among the best."""
    return lambda typed: conjunction([enough_of(typed), negation(best.tree)])


def enough_of(typed: Node) -> Node:
    """The tree that matches articles of which the words weigh half of an average word, or more.

    The heaviest word that the archive has always weighs enough.
    """
    words = _most_parts(some_of(typed, 0))
    return some_of(typed, _LEAST_WEIGHT / max(words, 1))


def _most_parts(node: Node) -> int:
    match node:
        case Some(parts):
            return max([len(set(parts)), *map(_most_parts, parts)])
        case And(parts) | Or(parts):
            return max(map(_most_parts, parts))
        case _:
            return 0


def looked_for(
    engine: Engine,
    request: Request,
    wanted: Wanted,
    pairs: tuple[Pair, ...],
    known: Node | None = None,
    *,
    alone: bool = True,
) -> Ranking:
    """The page of articles that are wanted.

    :param request: with a tree as typed
    :param pairs: the neighbours of that tree
    :param known: what ``wanted`` makes of that tree, if it is known and nothing repeats in it
    :param alone: whether it is not asked how many of the articles have all the words
    """
    tree = known or wanted(request.tree)
    found = engine.search(request._replace(tree=known or repeated(tree), neighbours=pairs))
    with_all = None if alone else found.total
    return Ranking(tree, found.total, found.ids, found.scores, with_all, wanted, (tree,), found.cut)
