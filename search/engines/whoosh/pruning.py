"""Queries of plain words, answered without scoring every match."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.codec_v1.block_bounds import BlockBounds
from search.engines.whoosh.evaluation import Scores, SegmentSearch, scoring_leaves
from search.engines.whoosh.leaves import Docs, is_plain
from search.query.joining import conjunction
from search.query.nodes import And, Leaf, Node, Not, Or, Word

_MOST_WORDS = 255
# The list of the best is kept in order by moving its elements: for long lists scoring all is
# quicker.
_LONGEST_LIST = 500


@dataclass(frozen=True, slots=True)
class PlainWords:
    """A query that Block-Max Pruning can answer.

    :param words: each a single word in any searched field
    :param need: how many of them a document must have: one, or all
    :param filter: what must match besides and adds nothing to the score; None for nothing
    """

    words: tuple[Word, ...]
    need: int
    filter: Node | None


def plain_words(tree: Node, leaves: Sequence[Leaf], count: int) -> PlainWords | None:
    """The tree as plain words that all or any must match; None where it is more than that.

    :param leaves: the scoring leaves of the tree
    :param count: how many hits are wanted
    """
    if not 0 < len(leaves) <= _MOST_WORDS or count > _LONGEST_LIST:
        return None
    words = tuple(leaf for leaf in leaves if is_plain(leaf))
    parts = tree.parts if isinstance(tree, And) else (tree,)
    scored = [part for part in parts if scoring_leaves(part)]
    filters = [part for part in parts if part not in scored]
    if len(words) < len(leaves) or any(isinstance(part, And | Not) for part in scored):
        return None
    filter_node = conjunction(filters) if filters else None
    if all(is_plain(part) for part in scored):
        return PlainWords(words, len(words), filter_node)
    if len(scored) == 1 and isinstance(scored[0], Or) and all(map(is_plain, scored[0].parts)):
        return PlainWords(words, 1, filter_node)
    return None


def best_of_segment(
    kernels: ModuleType,
    search: SegmentSearch,
    bounds: BlockBounds,
    looseness: float,
    query: PlainWords,
    idfs: Sequence[float],
    ranks: NDArray[np.uint32],
    count: int,
    least: float,
) -> tuple[Docs, Scores]:
    """The best documents of a segment and their scores, best first.

    :param idfs: of the words, over all segments
    :param least: scores below this are of no interest
    """
    columns = search.columns
    numbers = [search.term(word) for word in query.words]
    found = [(term, idf) for term, idf in zip(numbers, idfs, strict=True) if term is not None]
    if not found or (query.need > 1 and len(found) < len(numbers)):
        return np.empty(0, np.uint32), np.empty(0, np.float64)
    terms = np.array([term for term, _ in found])
    docs, scores = kernels.best_of_blocks(
        columns.docs, columns.weights, search.norms, _allowed(search, query.filter), ranks,
        columns.posting_starts[terms], columns.posting_starts[terms + 1],
        np.array([idf for _, idf in found]), bounds.rows[terms], bounds.bounds, bounds.places,
        looseness, query.need, count, least,
    )  # fmt: skip
    return docs, scores


def _allowed(search: SegmentSearch, node: Node | None) -> NDArray[np.bool_]:
    """bool[documents]: which may be found; empty for all."""
    if node is None:
        return search.live if search.live is not None else np.empty(0, np.bool_)
    allowed = np.zeros(search.columns.document_count, np.bool_)
    allowed[search.matches(node)] = True
    return allowed
