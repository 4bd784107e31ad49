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
    starts = [word.starts[segment] for word in words]
    ends = [word.ends[segment] for word in words]
    gains = np.array([word.idf for word in words])
    best: Best
    if len(words) == 1:
        best = kernels.best_of_one(postings, starts[0], ends[0], words[0].idf, count, least)
    elif every:
        best = kernels.best_of_all(postings, np.array(starts), np.array(ends), gains, count, least)
    else:
        best = kernels.best_of_any(
            postings, np.array(starts), np.array(ends), gains, gains, 0.0, count, least
        )
    return best
