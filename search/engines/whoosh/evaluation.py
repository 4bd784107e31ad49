"""A query tree in one segment: which documents match, and what each is scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from search.arrays import bm25, sets
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.leaves import Leaf, LeafPostings, is_scored, postings
from search.query.nodes import And, DateRange, Everything, Keywords, Node, Not, Or

Docs = NDArray[np.uint32]
Scores = NDArray[np.float64]


@dataclass(slots=True)
class SegmentSearch:
    """One segment during one search; the postings of each leaf are looked up once.

    :param live: bool[documents], None where no document is deleted
    :param norms: float32[documents], see :mod:`search.arrays.bm25`
    """

    columns: Columns
    live: NDArray[np.bool_] | None
    norms: NDArray[np.float32]
    _postings: dict[Leaf, LeafPostings] = field(default_factory=dict)

    def postings(self, leaf: Leaf) -> LeafPostings:
        """The postings of a leaf in documents that are not deleted."""
        if leaf not in self._postings:
            found = postings(self.columns, leaf)
            if self.live is not None:
                keep = self.live[found.docs]
                found = LeafPostings(found.docs[keep], found.weights[keep])
            self._postings[leaf] = found
        return self._postings[leaf]

    def matches(self, node: Node) -> Docs:
        """The numbers of the matching documents, rising."""
        match node:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return sets.union([self.matches(part) for part in parts])
            case Not(part):
                return sets.difference(self._everything(), self.matches(part))
            case DateRange(first, last):
                return self._dated(first, last)
            case Everything():
                return self._everything()
            case Keywords():
                raise TypeError("an engine takes trees without Keywords: see query.matching")
            case _:
                return self.postings(node).docs

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

    def _saturation(self, found: LeafPostings) -> Scores:
        return bm25.saturation(found.weights, self.norms[found.docs])

    def _all_of(self, parts: Sequence[Node]) -> Docs:
        wanted = [part for part in parts if not isinstance(part, Not)]
        unwanted = [part.part for part in parts if isinstance(part, Not)]
        found = sorted((self.matches(part) for part in wanted), key=len)
        docs = found[0] if found else self._everything()
        for other in found[1:]:
            docs = sets.intersection(docs, other)
        for part in unwanted:
            docs = sets.difference(docs, self.matches(part))
        return docs

    def _everything(self) -> Docs:
        if self.live is not None:
            return np.flatnonzero(self.live).astype(np.uint32)
        return np.arange(self.columns.document_count, dtype=np.uint32)

    def _dated(self, first: date | None, last: date | None) -> Docs:
        days = self.columns.days
        inside = days >= (first.toordinal() if first else 1)
        if last:
            inside &= days <= last.toordinal()
        if self.live is not None:
            inside &= self.live
        return np.flatnonzero(inside).astype(np.uint32)


def scoring_leaves(node: Node) -> tuple[Leaf, ...]:
    """The leaves that add to a score, each once, in the order of the tree; none under a Not."""
    return tuple(filter(is_scored, dict.fromkeys(_leaves(node))))


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case And(parts) | Or(parts) | Keywords(parts):
            for part in parts:
                yield from _leaves(part)
        case Not() | DateRange() | Everything():
            return
        case _:
            yield node
