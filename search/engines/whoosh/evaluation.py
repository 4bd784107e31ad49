"""A query tree in one segment: which documents match, and what each is scored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25, sets
from search.arrays.occurrences import Keys
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.expansion import Expanding
from search.engines.whoosh.filters import filtered
from search.engines.whoosh.gathering import frequency
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import (
    Docs,
    Forms,
    Looked,
    Rows,
    documents_of,
    is_plain,
    looked_up,
    term_of,
)
from search.engines.whoosh.places import Places
from search.engines.whoosh.postings import LeafPostings, joined, of_places, of_rows, of_term
from search.engines.whoosh.trees import is_placed, nearness, walk
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    DayOfYear,
    Everything,
    First,
    Leaf,
    Length,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Some,
)

Scores = NDArray[np.float64]

# Occurrences that are looked at together, about 50 bytes each. Pairs of pairs may be many times
# as many: for each level of them so many bits fewer.
_MOST_OCCURRENCES = 1 << 20
_FEWER_BY_LEVEL = 3
_FEWEST_OCCURRENCES = 1 << 13

# What sums of floating-point numbers may be off by, as a share.
_ROUNDING = 1e-9
_NO_FORMS: Forms = np.empty(0, np.int64)


@dataclass(slots=True)
class SegmentSearch:
    """One segment during one search; the postings of each leaf are looked up once.

    :param live: bool[documents], None where no document is deleted
    :param norms: float32[documents], see :mod:`search.arrays.bm25`
    :param forms: what the wildcards and fuzzy words of the query stand for in the segment
    :ivar idfs: of the parts of each Some over all segments; see :func:`weigh`
    """

    columns: Columns
    live: NDArray[np.bool_] | None
    norms: NDArray[np.float32]
    forms: Mapping[Expanding, Forms] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=Deadline)
    idfs: dict[Node, float] = field(default_factory=dict)
    _postings: dict[Leaf, LeafPostings] = field(default_factory=dict)
    _looked: dict[Leaf, Looked] = field(default_factory=dict)

    def postings(self, leaf: Leaf) -> LeafPostings:
        """The postings of a leaf in documents that are not deleted."""
        if leaf not in self._postings:
            self._postings[leaf] = self._find(leaf)
        return self._postings[leaf]

    def matches(self, node: Node, among: Docs | None = None) -> Docs:
        """The numbers of the matching documents, rising.

        :param among: the only documents to look at, rising; None for all that are not deleted
        :raises QueryTooSlowError: the deadline has passed
        """
        match node:
            case And(parts):
                return self._all_of(parts, among)
            case Or(parts):
                return sets.union([self.matches(part, among) for part in parts])
            case Not(part):
                everything = self._everything() if among is None else among
                return sets.difference(everything, self.matches(part, among))
            case Boost(part):
                return self.matches(part, among)
            case Near() | NotNear() | First() | AtLeast():
                return self._placed(node, among)
        found = self._matches_alone(node)
        return found if among is None else sets.intersection(found, among)

    def allowed(self, node: Node) -> NDArray[np.bool_]:
        """bool[documents]: which match."""
        allowed = np.zeros(self.columns.document_count, np.bool_)
        allowed[self.matches(node)] = True
        return allowed

    def scores(self, docs: Docs, leaves: Sequence[Leaf], idfs: Sequence[float]) -> Scores:
        """float64 for each of the documents: the sum of what each leaf adds, in their order."""
        scores = np.zeros(len(docs), np.float64)
        for leaf, idf in zip(leaves, idfs, strict=True):
            found = self.postings(leaf)
            if not len(found.docs) or not len(docs):
                continue
            if len(found.docs) <= len(docs):
                inside = sets.member(found.docs, docs)
                own = LeafPostings(found.docs[inside], found.weights[inside])
                scores[np.searchsorted(docs, own.docs)] += idf * self._saturation(own)
            else:
                inside = sets.member(docs, found.docs)
                places = np.searchsorted(found.docs, docs[inside])
                own = LeafPostings(found.docs[places], found.weights[places])
                scores[inside] += idf * self._saturation(own)
        return scores

    def occurrences(self, leaf: Leaf, docs: Docs) -> Keys:
        """Where a leaf begins in some documents, sorted."""
        return np.concatenate([own.leaf(leaf).first for own in self.places(leaf, docs)])

    def _saturation(self, found: LeafPostings) -> Scores:
        return bm25.saturation(found.weights, self.norms[found.docs])

    def _matches_alone(self, node: Node) -> Docs:
        """The matches of what is the same whatever stands beside it."""
        if isinstance(node, Leaf):
            return self.postings(node).docs
        match node:
            case DateRange() | DayOfYear() | Length():
                inside = filtered(self.columns, node)
                if self.live is not None:
                    inside &= self.live
                return np.flatnonzero(inside).astype(np.uint32)
            case Everything():
                return self._everything()
            case Some():
                return self._some(node)
            case _:
                raise TypeError("an engine takes trees without Keywords: see query.matching")

    def _find(self, leaf: Leaf) -> LeafPostings:
        if is_plain(leaf):
            return self._living(of_term(self.columns, term_of(self.columns, leaf)))
        self.deadline.check()
        looked = self._look_up(leaf)
        if KERNELS.compiled and isinstance(looked, Rows):
            found = of_rows(KERNELS.compiled, self.columns, leaf, looked)
            if found is not None:
                return self._living(found)
        docs = self._alive(documents_of(self.columns, looked))
        places = self.places(leaf, docs)
        return joined([of_places(self.columns, own.counted(leaf), leaf.field) for own in places])

    def _living(self, found: LeafPostings) -> LeafPostings:
        if self.live is None:
            return found
        alive = self.live[found.docs]
        return LeafPostings(found.docs[alive], found.weights[alive])

    def _look_up(self, leaf: Leaf) -> Looked:
        if leaf not in self._looked:
            forms = self.forms.get(leaf, _NO_FORMS) if isinstance(leaf, Expanding) else _NO_FORMS
            self._looked[leaf] = looked_up(self.columns, leaf, forms)
        return self._looked[leaf]

    def _all_of(self, parts: Sequence[Node], among: Docs | None) -> Docs:
        wanted = [part for part in parts if not isinstance(part, Not)]
        found = sorted((self.matches(part) for part in wanted if not is_placed(part)), key=len)
        docs = among
        for other in found:
            docs = other if docs is None else sets.intersection(docs, other)
        # What has to look at positions comes last: then it looks at few documents.
        for part in filter(is_placed, wanted):
            docs = self.matches(part, docs)
        if docs is None:
            docs = self._everything()
        for unwanted in parts:
            if isinstance(unwanted, Not):
                docs = sets.difference(docs, self.matches(unwanted.part, docs))
        return docs

    def _some(self, node: Some) -> Docs:
        """Documents whose parts weigh enough."""
        weights = [self.idfs[part] for part in node.parts]
        sums = np.zeros(self.columns.document_count, np.float64)
        for part, weight in zip(node.parts, weights, strict=True):
            if weight > 0:
                sums[self.matches(part)] += weight
        return np.flatnonzero((sums > 0) & (sums >= enough(weights, node.share))).astype(np.uint32)

    def _placed(self, node: Node, among: Docs | None) -> Docs:
        docs = self._candidates(node)
        if among is not None:
            docs = sets.intersection(docs, among)
        found = [places.documents(node) for places in self.places(node, docs)]
        return np.concatenate(found) if found else docs[:0]

    def _candidates(self, node: Node) -> Docs:
        """Documents that have the words of a placed node, wherever they stand."""
        match node:
            case Near(left, right):
                return sets.intersection(self._candidates(left), self._candidates(right))
            case NotNear(part) | First(_, part):
                return self._candidates(part)
            case AtLeast(_, part):
                return self._candidates(part)
            case Or(parts):
                return sets.union([self._candidates(part) for part in parts])
            case _:
                return self.matches(node)

    def places(self, node: Node, docs: Docs) -> Iterator[Places]:
        """The places in some documents, in parts that need no more than some memory.

        There is at least one part.
        """
        looked = [self._look_up(leaf) for leaf in walk(node) if isinstance(leaf, Leaf)]
        load = sum(frequency(self.columns, word) for own in looked for word in own.words)
        most = max(_MOST_OCCURRENCES >> _FEWER_BY_LEVEL * nearness(node), _FEWEST_OCCURRENCES)
        for part in self._parted(docs, -(-load // most)):
            self.deadline.check()
            yield Places(self.columns, part, self._look_up, self.deadline)

    def _parted(self, docs: Docs, count: int) -> list[Docs]:
        """Documents in several parts with about as many words in each."""
        if count < 2 or len(docs) < 2:
            return [docs]
        words = np.cumsum(self.columns.lengths[docs].sum(axis=1), dtype=np.int64)
        at = np.searchsorted(words, np.arange(1, count) * (int(words[-1]) / count))
        return np.split(docs, np.unique(at))

    def _alive(self, docs: Docs) -> Docs:
        return docs if self.live is None else docs[self.live[docs]]

    def _everything(self) -> Docs:
        return self._alive(np.arange(self.columns.document_count, dtype=np.uint32))


def enough(weights: Sequence[float], share: float) -> float:
    """What the parts of a Some that match have to weigh together.

    :param weights: of all parts, in their order: added up so, all of them are always enough
    """
    return share * sum(weights) * (1 - _ROUNDING)


def weigh(tree: Node, searches: Sequence[SegmentSearch], documents: int) -> None:
    """Work out the idfs of the parts of every Some in a tree, for all segments together.

    A part that no document matches gets 0.

    :param documents: how many there are in all segments
    """
    for node in walk(tree):
        if isinstance(node, Some):
            for part in node.parts:
                having = sum(len(search.matches(part)) for search in searches)
                idf = bm25.idf(documents, having) if having else 0.0
                for search in searches:
                    search.idfs[part] = idf
