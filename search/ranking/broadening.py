"""A query broadened by the words of the articles that answer it best: pseudo-relevance feedback.

RM3: N. Abdul-Jaleel and others, UMass at TREC 2004; V. Lavrenko and W. B. Croft: Relevance-Based
Language Models, SIGIR 2001. With p(w) the share of a word in the text of the best articles, each
article counting as much as its score, and the shares of the words taken adding up to 1::

    weight(w) = times typed(w) + words typed * MIX / (1 - MIX) * p(w)
"""

from collections.abc import Collection, Iterator, Mapping

from search.engines.contract import Engine, Request, Sort
from search.query.joining import conjunction, disjunction
from search.query.matching import any_of, beside_filters
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    Everything,
    First,
    Fuzzy,
    Leaf,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unordered,
    Wildcard,
    Word,
)
from search.ranking.tiers import Ranking, looked_for
from search.ranking.vocabulary import Told, vocabulary
from search.ranking.weighing import neighbours, repeated
from search.text.stems import stem
from search.text.tokens import exact_form, tokens

ARTICLES = 5
WORDS = 20
MIX = 0.25
"""How much of the broadened query the words of the articles are; the rest is what was typed."""


def broadened(
    engine: Engine, request: Request, without: Collection[str] = ()
) -> tuple[Ranking, tuple[Boost, ...]]:
    """The page of articles with any of the words typed or added, and those added.

    :param request: with a tree as typed
    :param without: words not to add; no others are added for them
    """
    pairs = neighbours(request.tree)
    broader, added = _broader(engine, request._replace(neighbours=pairs), without)

    def wanted(typed: Node) -> Node:
        return conjunction([broader, beside_filters(any_of(typed))[1]])

    return looked_for(engine, request, wanted, pairs), added


def _broader(
    engine: Engine, request: Request, without: Collection[str]
) -> tuple[Node, tuple[Boost, ...]]:
    """What is looked for beside the filters, and the words added to it."""
    wanted, filters = beside_filters(any_of(request.tree))
    if isinstance(wanted, Everything):
        return wanted, ()
    wanted = repeated(wanted)
    told = _told(engine, request._replace(tree=conjunction([wanted, filters])))
    typed = list(_leaves(wanted, 1.0))
    stems = {stem(token.form) for leaf, _ in typed for token in tokens(leaf.text)}
    words = sum(times for _, times in typed)
    parts = sum(own.share for own in told) or 1.0
    gains = {own.stem: words * MIX / (1 - MIX) * own.share / parts for own in told}
    removed = {stem(exact_form(word)) for word in without}
    added = tuple(
        Boost(own.word, gains[own.stem]) for own in told if own.stem not in stems | removed
    )
    return disjunction([_reweighed(wanted, gains), *added]), added


def _told(engine: Engine, request: Request) -> list[Told]:
    """The words of the best articles."""
    found = engine.search(request._replace(sort=Sort.RELEVANCE, offset=0, limit=ARTICLES))
    articles = engine.articles([hit.id for hit in found.hits])
    scores = [hit.score for hit in found.hits]
    return vocabulary(engine, list(zip(articles, scores, strict=True)), WORDS, request.deadline)


def _leaves(node: Node, times: float) -> Iterator[tuple[Leaf, float]]:
    """What was typed that scores, and how often."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part, times)
        case Boost(part, weight):
            yield from _leaves(part, times * weight)
        case Near(left, right):
            yield from _leaves(left, times)
            yield from _leaves(right, times)
        case NotNear(part) | First(_, part) | AtLeast(_, part):
            yield from _leaves(part, times)
        case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
            yield node, times


def _reweighed(node: Node, gains: Mapping[str, float]) -> Node:
    """The tree in which a word that the best articles have counts so much more."""
    match node:
        case And(parts):
            return conjunction(_reweighed(part, gains) for part in parts)
        case Or(parts):
            return disjunction(_reweighed(part, gains) for part in parts)
        case Boost(Word() as word, times):
            return Boost(word, times + _gain(word, gains))
        case Word() if gain := _gain(node, gains):
            return Boost(node, 1 + gain)
        case _:
            return node


def _gain(word: Word, gains: Mapping[str, float]) -> float:
    return gains.get(stem(exact_form(word.text)), 0.0) if word.field is None else 0.0
