"""The first hits by the compiled loops: of plain words, and of single leaves."""

from collections.abc import Sequence
from types import ModuleType

from search.arrays import bm25
from search.engines.contract import Found, Request, Sort
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

    def page(self, request: Request, depth: int, moving: bool) -> Found | None:
        """The hits that a request asks for, in one call of a loop; None where that cannot be.

        It can for plain words in an archive of one segment, which a full build makes.

        :param depth: how many hits are put in order
        :param moving: whether those with words near each other shall move forward
        """
        kernels = KERNELS.compiled
        if not kernels or len(self._segments) != 1 or not _is_quick(request, depth):
            return None
        words = plain_words(request.tree, self._searches.words.table)
        near = pairs_of_words(request.neighbours, words.table) if moving and words else NO_PAIRS
        if not words or words.filter or near is None:
            return None
        (segment,) = self._segments
        docs, scores, total = best_of_words(
            kernels, segment, segment.postings, words, near, self._weight, depth, 0.0
        )
        own = slice(request.offset, request.offset + request.limit)
        return Found(total, segment.ids(docs[own]), scores[own].tolist())

    def first(self, request: Request, depth: int) -> Ranked | None:
        """So many of the first hits of each segment by the words alone; None where it is more than
        the loops can do."""
        kernels = KERNELS.compiled
        if not kernels or not _is_quick(request, depth):
            return None
        words = plain_words(request.tree, self._searches.words.table)
        if words:
            return self._of_words(kernels, request, words, depth)
        phrase = plain_phrase(request.tree)
        if phrase:
            return self._of_phrase(kernels, request, phrase, depth)
        if isinstance(request.tree, Leaf) and request.tree.field != "byline":
            return self._of_leaf(kernels, request, request.tree, depth)
        return None

    def _of_words(
        self, kernels: ModuleType, request: Request, words: PlainWords, depth: int
    ) -> Ranked:
        searches, cut = self._searches.of(request) if words.filter else ([], ())
        total = 0
        lists: list[Hits] = []
        for segment in self._segments:
            postings = segment.postings
            if words.filter:
                allowed = searches[segment.number].allowed(words.filter)
                postings = postings._replace(allowed=allowed)
            least = lowest(lists, depth)
            docs, scores, found = best_of_words(
                kernels, segment, postings, words, NO_PAIRS, 0.0, depth, least
            )
            total += found
            lists.append(Hits(segment, docs, -scores, scores))
        return Ranked(total, lists, cut)

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


def _is_quick(request: Request, depth: int) -> bool:
    """Whether hits are sorted by scores that nothing is multiplied by, and few are asked for."""
    by_score = request.sort is Sort.RELEVANCE and request.half_life is None
    return by_score and 0 < depth <= _LONGEST_LIST
