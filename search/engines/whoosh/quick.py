"""The first hits by the compiled loops: of plain words, phrases, and other single leaves."""

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import NamedTuple

from search.arrays import bm25
from search.engines.contract import Found, Request, Sort
from search.engines.expansion import Expansion
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.merged import Ranked, lowest
from search.engines.whoosh.open_segment import Hits, OpenSegment
from search.engines.whoosh.plain_phrases import KnownForms, phrase_postings, plain_phrase
from search.engines.whoosh.plain_words import (
    NO_PAIRS,
    Best,
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


class _Asked(NamedTuple):
    """A request for the loops.

    :param best: gives the best of a segment, asked with the score below which none is of interest
    :param cut: leaves of which not all words are looked for
    """

    best: Callable[[OpenSegment, float], Best]
    cut: tuple[Expansion, ...] = ()


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
        """The hits that a request asks for, in an archive of one segment, as a full build makes
        it; None where there are more segments, and where it is more than the loops can do.

        :param depth: how many hits are put in order
        :param moving: whether those with words near each other shall move forward
        """
        asked = self._asked(request, depth, moving) if len(self._segments) == 1 else None
        if asked is None:
            return None
        (segment,) = self._segments
        docs, scores, total = asked.best(segment, 0.0)
        own = slice(request.offset, request.offset + request.limit)
        return Found(total, segment.ids(docs[own]), scores[own].tolist(), asked.cut)

    def first(self, request: Request, depth: int) -> Ranked | None:
        """So many of the first hits of each segment by the words alone; None where it is more than
        the loops can do."""
        asked = self._asked(request, depth, moving=False)
        if asked is None:
            return None
        total = 0
        lists: list[Hits] = []
        for segment in self._segments:
            docs, scores, found = asked.best(segment, lowest(lists, depth))
            total += found
            lists.append(Hits(segment, docs, -scores, scores))
        return Ranked(total, lists, asked.cut)

    def _asked(self, request: Request, depth: int, moving: bool) -> _Asked | None:
        kernels, tree = KERNELS.compiled, request.tree
        if not kernels or not _is_quick(request, depth):
            return None
        words = plain_words(tree, self._searches.words.table)
        if words:
            return self._words(kernels, request, words, depth, moving)
        if moving:
            return None
        phrase = plain_phrase(tree)
        if phrase:
            return self._phrase(kernels, request, phrase, depth)
        if isinstance(tree, Leaf) and tree.field != "byline":
            return self._leaf(kernels, request, tree, depth)
        return None

    def _words(
        self, kernels: ModuleType, request: Request, words: PlainWords, depth: int, moving: bool
    ) -> _Asked | None:
        near = pairs_of_words(request.neighbours, words.table) if moving else NO_PAIRS
        if near is None:
            return None
        searches, cut = self._searches.of(request) if words.filter else ([], ())

        def best(segment: OpenSegment, least: float) -> Best:
            postings = segment.postings
            if words.filter:
                allowed = searches[segment.number].allowed(words.filter)
                postings = postings._replace(allowed=allowed)
            return best_of_words(
                kernels, segment, postings, words, near, self._weight, depth, least
            )

        return _Asked(best, cut)

    def _phrase(
        self, kernels: ModuleType, request: Request, phrase: Sequence[str], depth: int
    ) -> _Asked:
        Deadline(request.deadline).check()
        known = [self._forms[form] for form in phrase]
        return self._lists(
            kernels,
            [
                phrase_postings(kernels, segment, [forms[segment.number] for forms in known])
                for segment in self._segments
            ],
            depth,
        )

    def _leaf(self, kernels: ModuleType, request: Request, leaf: Leaf, depth: int) -> _Asked:
        searches, cut = self._searches.of(request)
        found = [search.postings(leaf) for search in searches]
        return self._lists(kernels, found, depth, cut)

    def _lists(
        self,
        kernels: ModuleType,
        found: Sequence[LeafPostings],
        depth: int,
        cut: tuple[Expansion, ...] = (),
    ) -> _Asked:
        """The best of what one leaf finds in each segment."""
        idf = bm25.idf(self._documents, sum(len(own.docs) for own in found))

        def best(segment: OpenSegment, least: float) -> Best:
            postings = segment.own_postings(found[segment.number])
            return best_of_list(kernels, postings, idf, depth, least)

        return _Asked(best, cut)


def _is_quick(request: Request, depth: int) -> bool:
    """Whether hits are sorted by scores that nothing is multiplied by, and few are asked for."""
    by_score = request.sort is Sort.RELEVANCE and request.half_life is None
    return by_score and 0 < depth <= _LONGEST_LIST
