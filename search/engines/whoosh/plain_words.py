"""Queries of plain words, which the compiled loops answer in one call a segment."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.postings import Postings
from search.engines.whoosh.evaluation import enough
from search.engines.whoosh.known_words import KnownWord
from search.engines.whoosh.leaves import is_plain
from search.engines.whoosh.trees import boosts
from search.query.joining import conjunction
from search.query.nodes import And, Boost, Node, Or, Some

Best = tuple[NDArray[np.uint32], NDArray[np.float64], int]
"""Documents and scores, best first, and the number of all documents that match."""


class PlainWords(NamedTuple):
    """A query of plain words.

    :param times: of each word, by its text, how many times its score counts
    :param share: how much of the weight of all words a document must have, as of
        :class:`~search.query.nodes.Some`; None where it must have all of them
    :param filter: what must match besides and adds nothing to the score; None for nothing
    """

    times: Mapping[str, float]
    share: float | None
    filter: Node | None = None


def plain_words(tree: Node) -> PlainWords | None:
    """The tree as plain words that all or some must match; None where it is more than that."""
    if is_plain(tree):
        return PlainWords({tree.text: 1.0}, None)
    words: list[Node] = []
    choices: list[Or | Some] = []
    filters: list[Node] = []
    for part in tree.parts if isinstance(tree, And) else (tree,):
        if _is_word(part):
            words.append(part)
        elif isinstance(part, Or | Some) and all(map(_is_word, part.parts)):
            choices.append(part)
        elif boosts(part):
            return None
        else:
            filters.append(part)
    if len(choices) > 1 or bool(choices) == bool(words):
        return None
    asked = choices[0] if choices else None
    times = _times(asked.parts if asked else words)
    if times is None:
        return None
    share = asked.share if isinstance(asked, Some) else 0.0 if asked else None
    return PlainWords(times, share, conjunction(filters) if filters else None)


def _is_word(node: Node) -> bool:
    return is_plain(node.part if isinstance(node, Boost) else node)


def _times(parts: Sequence[Node]) -> dict[str, float] | None:
    """How many times the score of each word counts; None where one stands there twice."""
    times: dict[str, float] = {}
    for part in parts:
        word, weight = (part.part, part.weight) if isinstance(part, Boost) else (part, 1.0)
        if not is_plain(word) or word.text in times or weight <= 0:
            return None
        times[word.text] = weight
    return times


def best_of_words(
    kernels: ModuleType,
    postings: Postings,
    words: Sequence[tuple[KnownWord, float]],
    segment: int,
    share: float | None,
    count: int,
    least: float,
) -> Best:
    """The best documents of one segment.

    :param words: each with how many times its score counts
    :param segment: its number among those of the snapshot
    :param share: as of :class:`PlainWords`
    :param least: scores below this are of no interest
    """
    best = np.empty(count, np.uint32), np.empty(count, np.float64)
    if len(words) == 1:
        ((word, times),) = words
        counts = kernels.best_of_one(
            *postings, word.starts[segment], word.ends[segment], times * word.idf, least, *best
        )
    else:
        starts = np.array([word.starts[segment] for word, _ in words])
        ends = np.array([word.ends[segment] for word, _ in words])
        gains = np.array([times * word.idf for word, times in words])
        if share is None:
            counts = kernels.best_of_all(*postings, starts, ends, gains, least, *best)
        else:
            worths = np.array([word.idf if word.articles else 0.0 for word, _ in words])
            need = enough(worths.tolist(), share)
            counts = kernels.best_of_any(*postings, starts, ends, gains, worths, need, least, *best)
    held, total = counts
    return best[0][:held], best[1][:held], total


def best_of_list(
    kernels: ModuleType, postings: Postings, idf: float, count: int, least: float
) -> Best:
    """The best documents of a single posting list, as :func:`best_of_words`."""
    docs, scores = np.empty(count, np.uint32), np.empty(count, np.float64)
    end = len(postings.docs)
    held, total = kernels.best_of_one(*postings, 0, end, idf, least, docs, scores)
    return docs[:held], scores[:held], total
