"""Queries of plain words, which the compiled loops answer in one call a segment."""

from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.nearness import REACH
from search.arrays.postings import Postings
from search.engines.contract import NEAREST, Pair
from search.engines.whoosh.evaluation import enough
from search.engines.whoosh.known_words import NOT_PLAIN, Numbers, WordTable
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.trees import boosts
from search.query.joining import conjunction
from search.query.nodes import And, Boost, Node, Or, Some, Word

Best = tuple[NDArray[np.uint32], NDArray[np.float64], int]
"""Documents and scores, best first, and the number of all documents that match."""

NO_PAIRS: Numbers = np.empty(0, np.int64)
_ONCE = np.empty(0, np.float64)
_ALL = -1.0


class PlainWords(NamedTuple):
    """A query of plain words.

    :param words: their numbers in the table
    :param times: float64: how many times the score of each counts; empty for once
    :param share: how much of the weight of all words a document must have, as of
        :class:`~search.query.nodes.Some`; None where it must have all of them
    :param filter: what must match besides and adds nothing to the score; None for nothing
    """

    table: WordTable
    words: Numbers
    times: NDArray[np.float64]
    share: float | None
    filter: Node | None = None


def plain_words(tree: Node, table: WordTable) -> PlainWords | None:
    """The tree as plain words that all or some must match; None where it is more than that."""
    match tree:
        case Word():
            return _of((tree,), None, table)
        case And(parts):
            return _of(parts, None, table) or _beside_filters(tree, table)
        case Or(parts):
            return _of(parts, 0.0, table)
        case Some(parts, share):
            return _of(parts, share, table)
        case _:
            return None


def pairs_of_words(pairs: Sequence[Pair], table: WordTable) -> Numbers | None:
    """The numbers of the left word of each pair, and behind it of the right one; None where not
    all are plain words."""
    found = [table[word.text] for pair in pairs for word in pair]
    return None if NOT_PLAIN in found else np.array(found, np.int64)


def best_of_words(
    kernels: ModuleType,
    segment: OpenSegment,
    postings: Postings,
    query: PlainWords,
    near: Numbers,
    weight: float,
    count: int,
    least: float,
) -> Best:
    """The best documents of one segment.

    :param postings: of the segment, with the documents that may be found
    :param near: the pairs that change the places of the first ones
    :param weight: how much these add to a score
    :param least: scores below this are of no interest
    """
    columns, table = segment.columns, query.table
    docs, scores = np.empty(count, np.uint32), np.empty(count, np.float64)
    held, total = kernels.best_of_words(
        *postings, columns.frequencies, columns.positions,
        table.places[segment.number], table.idfs, query.words, query.times, _need(query), least,
        near, REACH, weight, NEAREST, docs, scores,
    )  # fmt: skip
    return docs[:held], scores[:held], total


def best_of_list(
    kernels: ModuleType, postings: Postings, idf: float, count: int, least: float
) -> Best:
    """The best documents of a single posting list, as :func:`best_of_words`."""
    docs, scores = np.empty(count, np.uint32), np.empty(count, np.float64)
    end = len(postings.docs)
    held, total = kernels.best_of_one(*postings, 0, end, idf, least, docs, scores)
    return docs[:held], scores[:held], total


def _need(query: PlainWords) -> float:
    """What the words of a document have to be worth together; see the loop."""
    if not query.share:
        return _ALL if query.share is None else 0.0
    return enough(query.table.idfs[query.words, 1].tolist(), query.share)


def _beside_filters(tree: And, table: WordTable) -> PlainWords | None:
    scored: list[Node] = []
    filters: list[Node] = []
    for part in tree.parts:
        (scored if boosts(part) else filters).append(part)
    if not filters or not scored:
        return None
    found = plain_words(conjunction(scored), table)
    return found and found._replace(filter=conjunction(filters))


def _of(parts: Sequence[Node], share: float | None, table: WordTable) -> PlainWords | None:
    """The parts as words; None where one is more, and where one stands there twice."""
    words: list[int] = []
    times: list[float] = []
    for part in parts:
        word, weight = (part.part, part.weight) if isinstance(part, Boost) else (part, 1.0)
        if not isinstance(word, Word) or word.field is not None or weight <= 0:
            return None
        number = table[word.text]
        if number == NOT_PLAIN or number in words:
            return None
        words.append(number)
        times.append(weight)
    boosted = times.count(1.0) < len(times)
    return PlainWords(table, np.array(words), np.array(times) if boosted else _ONCE, share)
