"""Queries of plain words, which the compiled loops answer in one call a segment."""

from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.postings import Postings
from search.engines.whoosh.evaluation import scoring_leaves
from search.engines.whoosh.known_words import KnownWord
from search.engines.whoosh.leaves import is_plain
from search.query.joining import conjunction
from search.query.nodes import And, Node, Or, Word

Best = tuple[NDArray[np.uint32], NDArray[np.float64], int]
"""Documents and scores, best first, and the number of all documents that match."""


class PlainWords(NamedTuple):
    """A query of plain words.

    :param texts: of the words, each once
    :param every: whether a document must have all of them, or one
    :param filter: what must match besides and adds nothing to the score; None for nothing
    """

    texts: tuple[str, ...]
    every: bool
    filter: Node | None


def plain_words(tree: Node) -> PlainWords | None:
    """The tree as plain words that all or any must match; None where it is more than that."""
    if is_plain(tree):
        return PlainWords((tree.text,), True, None)
    words: list[Word] = []
    choices: list[list[Word]] = []
    filters: list[Node] = []
    for part in tree.parts if isinstance(tree, And) else (tree,):
        if is_plain(part):
            words.append(part)
        elif choice := _plain_choice(part):
            choices.append(choice)
        elif scoring_leaves(part):
            return None
        else:
            filters.append(part)
    if len(choices) > 1 or bool(choices) == bool(words):
        return None
    texts = dict.fromkeys([word.text for word in words or choices[0]])
    return PlainWords(tuple(texts), bool(words), conjunction(filters) if filters else None)


def _plain_choice(node: Node) -> list[Word]:
    """The words of which one must match; none where it is not a choice of plain words."""
    if not isinstance(node, Or):
        return []
    words = [part for part in node.parts if is_plain(part)]
    return words if len(words) == len(node.parts) else []


def best_of_words(
    kernels: ModuleType,
    postings: Postings,
    words: Sequence[KnownWord],
    segment: int,
    every: bool,
    count: int,
    least: float,
) -> Best:
    """The best documents of one segment.

    :param segment: its number among those of the snapshot
    :param every: whether a document must have all of the words, or one
    :param least: scores below this are of no interest
    """
    best = np.empty(count, np.uint32), np.empty(count, np.float64)
    if len(words) == 1:
        (word,) = words
        counts = kernels.best_of_one(
            *postings, word.starts[segment], word.ends[segment], word.idf, least, *best
        )
    else:
        starts = np.array([word.starts[segment] for word in words])
        ends = np.array([word.ends[segment] for word in words])
        idfs = np.array([word.idf for word in words])
        if every:
            counts = kernels.best_of_all(*postings, starts, ends, idfs, least, *best)
        else:
            counts = kernels.best_of_any(*postings, starts, ends, idfs, idfs, 0.0, least, *best)
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
