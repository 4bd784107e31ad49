"""The first hits by the compiled loops: of plain words, and of single leaves."""

from collections.abc import Sequence
from types import ModuleType

from search.arrays import bm25
from search.engines.contract import Request, Sort
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.merged import Ranked, lowest
from search.engines.whoosh.open_segment import Hits, OpenSegment
from search.engines.whoosh.plain_phrases import KnownForms, phrase_postings, plain_phrase
from search.engines.whoosh.plain_words import (
    NO_PAIRS,
    PlainWords,
    best_of_list,
    best_of_words,
    pairs_of_words,
    plain_words,
)
from search.engines.whoosh.postings import LeafPostings
from search.engines.whoosh.searches import Searches
from search.query.nodes import Leaf

# The loops keep the list of the best in order by moving its elements: for long lists it is quicker
# to sort all scores.
_LONGEST_LIST = 500


class Quick:
    """Ranks what the loops can rank.

    :param weight: how much words near each other add to a score
    """

    def __init__(
        self, segments: Sequence[OpenSegment], documents: int, searches: Searches, weight: float
    ) -> None:
        self._segments = segments
        self._documents = documents
        self._forms = KnownForms([segment.columns for segment in segments])
        self._searches = searches
        self._weight = weight

    def first(self, request: Request, depth: int, moving: bool) -> Ranked | None:
        """So many of the first hits of each segment; None where it is more than the loops can do.

        :param moving: whether those with words near each other shall move forward, which is done
            at once where there is one segment only
        """
        kernels = KERNELS.compiled
        if not kernels or not _is_by_score(request) or not 0 < depth <= _LONGEST_LIST:
            return None
        words = plain_words(request.tree, self._searches.words.table)
        if words:
            return self._of_words(kernels, request, words, depth, moving)
        phrase = plain_phrase(request.tree)
        if phrase:
            return self._of_phrase(kernels, request, phrase, depth)
        if isinstance(request.tree, Leaf) and request.tree.field != "byline":
            return self._of_leaf(kernels, request, request.tree, depth)
        return None

    def _of_words(
        self, kernels: ModuleType, request: Request, words: PlainWords, depth: int, moving: bool
    ) -> Ranked:
        searches, cut = self._searches.of(request) if words.filter else ([], ())
        near = None
        if moving and len(self._segments) == 1:
            near = pairs_of_words(request.neighbours, words.table)
        total = 0
        lists: list[Hits] = []
        for segment in self._segments:
            postings = segment.postings
            if words.filter:
                allowed = searches[segment.number].allowed(words.filter)
                postings = postings._replace(allowed=allowed)
            docs, scores, found = best_of_words(
                kernels, segment, postings, words,
                NO_PAIRS if near is None else near, self._weight, depth, lowest(lists, depth),
            )  # fmt: skip
            total += found
            lists.append(Hits(segment, docs, -scores, scores))
        return Ranked(total, lists, cut, moved=near is not None)

    def _of_phrase(
        self, kernels: ModuleType, request: Request, phrase: Sequence[str], depth: int
    ) -> Ranked:
        Deadline(request.deadline).check()
        forms = [self._forms[form] for form in phrase]
        found = [
            phrase_postings(kernels, segment, [known[segment.number] for known in forms])
            for segment in self._segments
        ]
        idf = bm25.idf(self._documents, sum(len(own.docs) for own in found))
        return self._of_lists(kernels, found, idf, depth)

    def _of_leaf(self, kernels: ModuleType, request: Request, leaf: Leaf, depth: int) -> Ranked:
        searches, cut = self._searches.of(request)
        idf = self._searches.idf(searches, request, leaf)
        found = [search.postings(leaf) for search in searches]
        return self._of_lists(kernels, found, idf, depth)._replace(cut=cut)

    def _of_lists(
        self, kernels: ModuleType, found: Sequence[LeafPostings], idf: float, depth: int
    ) -> Ranked:
        """The best of what one leaf finds in each segment."""
        total = 0
        lists: list[Hits] = []
        for segment, own in zip(self._segments, found, strict=True):
            docs, scores, count = best_of_list(
                kernels, segment.own_postings(own), idf, depth, lowest(lists, depth)
            )
            total += count
            lists.append(Hits(segment, docs, -scores, scores))
        return Ranked(total, lists)


def _is_by_score(request: Request) -> bool:
    """Whether hits are sorted by scores that nothing is multiplied by."""
    return request.sort is Sort.RELEVANCE and request.half_life is None
