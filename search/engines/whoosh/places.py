"""Where the nodes of a query stand in some documents of a segment."""

from collections.abc import Callable

import numpy as np

from search.arrays import sets, unordered
from search.arrays import spans as algebra
from search.arrays.occurrences import distinct_documents, documents
from search.arrays.spans import Keys, Mask, Reaching, Spans
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.codec_v1.field_postings import fields_of
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.gathering import keys_of, row_keys
from search.engines.whoosh.kernels import KERNELS
from search.engines.whoosh.leaves import Docs, Looked, Together, is_single, section_of
from search.engines.whoosh.openings import openings
from search.engines.whoosh.sentences import BYLINE, Sentences
from search.query.nodes import (
    AtLeast,
    First,
    Fuzzy,
    Leaf,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unit,
    Unordered,
    Wildcard,
    Within,
    Word,
)

# Stretches of a pair are put together with those before when they are so many.
_MANY = 4 * algebra.MOST_PAIRS


class Places:
    """The places of nodes in some documents; those of each leaf are looked up once.

    :param docs: in which to look, rising
    :param look_up: what a leaf stands for in the segment
    """

    def __init__(
        self, columns: Columns, docs: Docs, look_up: Callable[[Leaf], Looked], deadline: Deadline
    ) -> None:
        self._columns = columns
        self._docs = docs
        self._look_up = look_up
        self._deadline = deadline
        self._rank: algebra.Rank = KERNELS.spans.ranks if KERNELS.spans else algebra.ranks
        self._leaves: dict[Leaf, Spans] = {}
        self._sentences: dict[Unit, Sentences] = {}

    def documents(self, node: Node) -> Docs:
        """The documents in which a node stands, rising."""
        match node:
            case Near(left, right, within, ordered):
                # That there is a pair is soon known; the pairs themselves may be many.
                own = self.spans(left)
                return _documents(own.where(self._near(own, right, within, ordered)))
            case AtLeast(count, part):
                return _repeated(self.spans(part), count)
            case Or(parts):
                return sets.union([self.documents(part) for part in parts])
            case _:
                return _documents(self.spans(node))

    def spans(self, node: Node) -> Spans:
        """All places of a node.

        :raises QueryTooSlowError: the deadline has passed
        """
        self._deadline.check()
        match node:
            case Word() | Phrase() | Wildcard() | Fuzzy() | Unordered():
                return self.leaf(node)
            case Or(parts):
                return algebra.united([self.spans(part) for part in parts])
            case Near(left, right, within, ordered):
                return self._pairs(self.spans(left), self.spans(right), within, ordered)
            case NotNear(left, right, within, ordered):
                own = self.spans(left)
                return own.where(~self._near(own, right, within, ordered))
            case First(count, part):
                return self._first(self.spans(part), count)
            case _:
                raise TypeError(f"{type(node).__name__} has no places: the parser moves it out")

    def leaf(self, leaf: Leaf) -> Spans:
        """The places of a leaf."""
        if leaf not in self._leaves:
            self._leaves[leaf] = self._looked_up(leaf)
        return self._leaves[leaf]

    def counted(self, leaf: Leaf) -> Keys:
        """The first keys of a leaf, each as often as it counts in a score."""
        looked = self._look_up(leaf)
        if not is_single(leaf) or isinstance(looked, Together) or not looked.rows:
            return self.leaf(leaf).first
        # "run-s" is run and runs, two words of one term at one place: both count.
        keys = keys_of(self._columns, looked.rows[0].words[0], self._docs)
        return self._in_field(algebra.words(keys), leaf).first

    def _looked_up(self, leaf: Leaf) -> Spans:
        looked = self._look_up(leaf)
        if isinstance(looked, Together):
            words = [
                sets.distinct(keys_of(self._columns, word, self._docs)) for word in looked.words
            ]
            found = unordered.close_together(
                words, looked.counts, looked.limit, self._deadline.check
            )
        else:
            found = algebra.words(np.empty(0, np.int64))
            for row in looked.rows:
                own = algebra.words(row_keys(self._columns, row, self._docs), row.width)
                found = algebra.by_first(found, own)
        return self._in_field(found, leaf)

    def _in_field(self, found: Spans, leaf: Leaf) -> Spans:
        """The stretches in the field of a leaf, with the bit of their section."""
        section = section_of(leaf)
        if leaf.field is not None:
            fields = fields_of(self._columns, found.first, section)
            found = found.where(fields == layout.FIELDS.index(leaf.field))
        if section == layout.SECTIONS["byline"]:
            return Spans(found.first | BYLINE, found.last | BYLINE, found.gappy)
        return found

    def _near(self, own: Spans, right: Node, within: Within, ordered: bool) -> Mask:
        """For each of some stretches whether a place of the right side is near."""
        inside = self._whole(own, within)
        others = self.spans(right)
        others = others.where(self._whole(others, within))
        left = own.where(inside)
        found = np.zeros(len(own), bool)
        found[inside] = algebra.near(
            self._reaching(left, within), self._reaching(others, within), ordered, self._rank
        )
        return found

    def _pairs(self, left: Spans, right: Spans, within: Within, ordered: bool) -> Spans:
        left, right = (side.where(self._whole(side, within)) for side in (left, right))
        found: list[Spans] = []
        held = 0
        for part in algebra.pairs(
            self._reaching(left, within), self._reaching(right, within), ordered, self._rank
        ):
            self._deadline.check()
            found.append(part)
            held += len(part)
            if held > _MANY:
                found = [algebra.united(found)]
                held = 0
        return algebra.united(found)

    def _whole(self, spans: Spans, within: Within) -> Mask:
        """Which stretches can be near others: those wholly in one sentence, if that is asked."""
        if not isinstance(within, Unit):
            return np.ones(len(spans), bool)
        return self._sentences_of(within).inside(spans)

    def _reaching(self, spans: Spans, within: Within) -> Reaching:
        if isinstance(within, Unit):
            return Reaching(spans, self._sentences_of(within).ends(spans.last))
        # Beyond the gap between fields there is only another field.
        return Reaching(spans, spans.last + min(within, layout.POSITION_GAP))

    def _sentences_of(self, unit: Unit) -> Sentences:
        if unit not in self._sentences:
            self._sentences[unit] = Sentences(self._columns, unit, self._docs, self._rank)
        return self._sentences[unit]

    def _first(self, spans: Spans, count: int) -> Spans:
        return spans.where(spans.last - openings(self._columns, spans.last) < count)


def _documents(spans: Spans) -> Docs:
    return distinct_documents(spans.first)


def _repeated(spans: Spans, count: int) -> Docs:
    """The documents with so many stretches or more."""
    docs = documents(spans.first)
    if count < 1 or len(docs) < count:
        return _documents(spans) if count < 1 else docs[:0].astype(np.uint32)
    many = docs[count - 1 :] == docs[: len(docs) - count + 1]
    return distinct_documents(spans.first[: len(many)][many])
