"""A request as a search of each segment of a snapshot, and what is remembered between requests."""

from collections.abc import Iterable, Sequence

from search.arrays import bm25
from search.engines.contract import Request
from search.engines.expansion import Expansion
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.evaluation import SegmentSearch, weigh
from search.engines.whoosh.expansion import Expanding, expand
from search.engines.whoosh.known_words import KnownWords
from search.engines.whoosh.leaves import Forms, is_plain
from search.engines.whoosh.open_segment import OpenSegment
from search.engines.whoosh.trees import walk
from search.query.nodes import Leaf, Node, Word

# Leaves of which it is remembered how many articles have them.
_MOST_COUNTS = 10_000
# Sets of wildcards and fuzzy words of which the forms are remembered, 8 bytes each.
_MOST_EXPANDED = 100

_Expanded = tuple[list[dict[Expanding, Forms]], tuple[Expansion, ...]]
"""For each segment and leaf the forms that it stands for, and the leaves that stand for more."""


class Searches:
    """Makes the searches of the segments, and counts the articles that leaves are in.

    :ivar words: what is known of the plain words of the snapshot
    """

    def __init__(self, segments: Sequence[OpenSegment], documents: int) -> None:
        self._segments = segments
        self._documents = documents
        self.words = KnownWords([(own.columns, own.live) for own in segments], documents)
        self._counts: dict[tuple[Leaf, int], int] = {}
        self._expansions: dict[tuple[tuple[Expanding, ...], int], _Expanded] = {}

    def of(self, request: Request) -> tuple[list[SegmentSearch], tuple[Expansion, ...]]:
        """A search for each segment, and the leaves of which not all words are looked for."""
        deadline = Deadline(request.deadline)
        forms, cut = self._expanded(request.tree, request.most_expansions, deadline)
        searches = [
            segment.search(own, deadline)
            for segment, own in zip(self._segments, forms, strict=True)
        ]
        weigh(request.tree, searches, self._documents)
        return searches, cut

    def counts(
        self, searches: Sequence[SegmentSearch], request: Request, leaves: Iterable[Leaf]
    ) -> list[int]:
        """How many articles have each leaf; remembered, for a hit is explained after a search."""
        return [self._count(searches, leaf, request.most_expansions) for leaf in leaves]

    def idf(self, searches: Sequence[SegmentSearch], request: Request, leaf: Leaf) -> float:
        """How much a leaf says."""
        count = self._count(searches, leaf, request.most_expansions)
        return bm25.idf(self._documents, count)

    def word_idf(self, request: Request, word: Word) -> float:
        """How much a word says that need not be in the tree of the request."""
        if is_plain(word):
            return self.words.idf(word.text)
        deadline = Deadline(request.deadline)
        return self.idf([own.search({}, deadline) for own in self._segments], request, word)

    def _count(self, searches: Sequence[SegmentSearch], leaf: Leaf, most: int) -> int:
        if is_plain(leaf):
            return self.words.articles(leaf.text)
        found = self._counts.get((leaf, most))
        if found is None:
            found = sum(len(search.postings(leaf).docs) for search in searches)
            if len(self._counts) >= _MOST_COUNTS:
                self._counts = {}
            self._counts[leaf, most] = found
        return found

    def _expanded(self, tree: Node, most: int, deadline: Deadline) -> _Expanded:
        """What the wildcards and fuzzy words of a tree stand for; remembered, since one search
        asks several trees that have the same."""
        leaves = (node for node in walk(tree) if isinstance(node, Expanding))
        key = tuple(dict.fromkeys(leaves)), most
        found = self._expansions.get(key)
        if found is None:
            found = expand(tree, [own.columns for own in self._segments], most, deadline)
            if len(self._expansions) >= _MOST_EXPANDED:
                self._expansions = {}
            self._expansions[key] = found
        return found
