"""How many of the words typed side by side an article must have, and which articles come first."""

from enum import StrEnum
from typing import NamedTuple

from search.engines.contract import Engine, Expansion, Hit, Request
from search.query.joining import conjunction, negation
from search.query.matching import all_of, any_of, can_relax, some_of
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


class Ranking(NamedTuple):
    """What a search found.

    :param tree: that was asked for in the end
    :param total: how many articles match
    :param with_all: how many of them, the first, have all the words; None for Match.ANY, which
        does not ask
    :param tiers: the trees whose hits follow one another; no article matches two of them
    """

    tree: Node
    total: int
    hits: tuple[Hit, ...]
    with_all: int | None
    tiers: tuple[Node, ...]
    cut: tuple[Expansion, ...] = ()


def ranking(engine: Engine, request: Request, match: Match) -> Ranking:
    """The page of articles that a request asks for.

    :param request: with a tree as typed
    """
    typed = request.tree
    request = request._replace(neighbours=neighbours(typed))
    if match is Match.ANY:
        return looked_for(engine, request, any_of(typed), None)
    best = looked_for(engine, request, all_of(typed), 0)
    if match is Match.ALL or best.total >= FEW or not can_relax(typed):
        return best._replace(with_all=best.total)
    return _followed(engine, request, best)


def _followed(engine: Engine, request: Request, best: Ranking) -> Ranking:
    """The articles with all the words, and behind them those with some."""
    typed = request.tree
    behind = request._replace(
        offset=max(request.offset - best.total, 0),
        limit=request.limit - len(best.hits),
    )
    wanted = enough_of(typed)
    others = conjunction([wanted, negation(best.tree)]) if best.total else wanted
    rest = looked_for(engine, behind, others, None)
    if not best.total and not rest.total:
        # A filter may leave out every article with a word that weighs enough.
        wanted = any_of(typed)
        rest = looked_for(engine, behind, wanted, None)
    return Ranking(
        tree=wanted if rest.total else best.tree,
        total=best.total + rest.total,
        hits=best.hits + rest.hits,
        with_all=best.total,
        tiers=best.tiers + rest.tiers,
        cut=tuple(dict.fromkeys(best.cut + rest.cut)),
    )


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


def looked_for(engine: Engine, request: Request, tree: Node, with_all: int | None) -> Ranking:
    """The page of articles that a tree without Keywords matches; parameters as of Ranking."""
    found = engine.search(request._replace(tree=repeated(tree)))
    return Ranking(tree, found.total, found.hits, with_all, (tree,), found.cut)
