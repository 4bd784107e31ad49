"""A query tree as clauses of the cluster's query language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from search.engines.opensearch.bounds import Bounds, every, exactly, no, possibly, some
from search.engines.opensearch.clauses import (
    EVERYTHING,
    NOTHING,
    Clause,
    all_of,
    any_of,
    between,
    none_of,
    scoring,
    size,
    term,
    terms,
    weighing,
)
from search.engines.opensearch.frequencies import occurrences
from search.engines.opensearch.layout import FORM, STEM
from search.engines.opensearch.layout import term as shown
from search.engines.opensearch.nearness import Placing
from search.engines.opensearch.places import Expanding, Forms, leaf_places
from search.engines.opensearch.spans import Span, overlapping
from search.engines.whoosh.analysis import written
from search.engines.whoosh.evaluation import enough
from search.engines.whoosh.leaves import is_plain, is_single
from search.engines.whoosh.trees import walk
from search.fields import SEARCHED_FIELDS
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    DayOfYear,
    Everything,
    Filter,
    First,
    Fuzzy,
    Leaf,
    Length,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Some,
    Unordered,
    Wildcard,
    Word,
)
from search.text.stems import stem

# Of the 1,024 clauses that a query may have; its scoring needs some too.
_MOST_CLAUSES = 800
# Clauses that one node may take in one field: as many as there is room for.
_ROOMS = (400, 150, 50, 0)
# Of so many parts all combinations are weighed.
_MOST_COMBINED = 14
# By how much two sums of float32 may differ from what they should be, as a share.
_ROUNDING = 1e-5


@dataclass(frozen=True, slots=True)
class Translation:
    """Translates trees.

    :param forms: of all their wildcards and fuzzy words
    :param weights: of the parts of each of their Some; see :func:`whoosh.evaluation.weigh`
    :param fields: in which anything stands
    """

    forms: Forms
    weights: Mapping[Node, float]
    fields: Sequence[str]

    def bounds(self, tree: Node) -> Bounds:
        """What the cluster can say of a tree."""
        for room in _ROOMS:
            found = self._bounds(tree, room)
            clauses = size(found.sure) + (0 if found.is_exact else size(found.perhaps))
            if clauses <= _MOST_CLAUSES:
                break
        return found

    def _bounds(self, node: Node, room: int) -> Bounds:
        """:param room: for what compares positions in one field; without any that is read"""
        match node:
            case And(parts):
                return every([self._bounds(part, room) for part in parts])
            case Or(parts):
                return some([self._bounds(part, room) for part in parts])
            case Not(part):
                return no(self._bounds(part, room))
            case Boost(part):
                return self._bounds(part, room)
            case Some(parts, share):
                weights = [self.weights[part] for part in parts]
                return _enough([self._bounds(part, room) for part in parts], weights, share)
            case Everything() | DateRange() | DayOfYear() | Length():
                return exactly(_filtered(node))
            case _ if is_plain(node):
                return exactly(term("stems", shown(stem(written(node.text).parts[0]))))
            case Wildcard() | Fuzzy():
                return exactly(self._with_forms(node))
        if not room:
            return possibly(self._with_words(node))
        if isinstance(node, AtLeast):
            return self._repeated(node.count, node.part, room)
        found = [
            Placing(name, self.forms, room).places(node) for name in fields_of(node, self.fields)
        ]
        return some([Bounds(own.sure, own.perhaps) for own in found])

    def _with_forms(self, leaf: Expanding) -> Clause:
        if leaf.field is None:
            return terms("forms", [*self.forms[leaf]])
        if leaf.field == "byline":
            return terms("byline_forms", [*self.forms[leaf]])
        return leaf_places(leaf.field, leaf, self.forms).sure

    def _with_words(self, node: Node) -> Clause:
        """Documents with the words of a node, wherever they stand."""
        match node:
            case Near(left, right):
                return all_of([self._with_words(left), self._with_words(right)])
            case NotNear(part) | First(_, part) | AtLeast(_, part):
                return self._with_words(part)
            case Or(parts):
                return any_of(map(self._with_words, parts))
            case Wildcard() | Fuzzy():
                return self._with_forms(node)
            case Word() | Phrase() | Unordered():
                return _with_all(node)
            case _:
                raise TypeError(f"{type(node).__name__} has no places: the parser moves it out")

    def _repeated(self, count: int, part: Node, room: int) -> Bounds:
        """A node in so many places or more, in all fields together."""
        there = self._bounds(part, room)
        if count < 2 or there.perhaps == NOTHING:
            return there
        match part:
            case Word() | Phrase() if not written(part.text).joined:
                return exactly(self._having(count, [part]))
            case Wildcard() | Fuzzy():
                # At one place are a word and, at most, a compound that begins with it.
                return Bounds(self._having(2 * count - 1, [part]), self._having(count, [part]))
            case Or(parts) if all(map(is_single, parts)):
                return self._any_repeated(count, [own for own in parts if is_single(own)])
            case _:
                return Bounds(NOTHING, there.perhaps)

    def _any_repeated(self, count: int, words: Sequence[Word]) -> Bounds:
        """Some words so often together; two at one position are one place."""
        several = {(stem(written(own.text).parts[0]), own.field): own for own in words}
        having = self._having(count, list(several.values()))
        overlap = any_of(
            clause
            for name in self.fields
            for one, other in combinations(several.values(), 2)
            for clause in overlapping(name, *(self._spans(name, own) for own in (one, other)))
        )
        return Bounds(all_of([having, none_of(overlap)]), having)

    def _spans(self, field: str, word: Word) -> tuple[Span, ...]:
        return leaf_places(field, word, self.forms).spans

    def _having(self, count: int, leaves: Iterable[Leaf]) -> Clause:
        """Documents with so many occurrences of some leaves."""
        found = [occurrences(leaf, fields_of(leaf, self.fields), self.forms) for leaf in leaves]
        return scoring(any_of(found), count - 0.5)


def fields_of(node: Node, fields: Iterable[str]) -> list[str]:
    """Those of some fields in which a node may stand."""
    named = {part.field for part in walk(node) if isinstance(part, Leaf)}
    everywhere = SEARCHED_FIELDS if None in named else ()
    return [name for name in fields if name in named or name in everywhere]


def _with_all(leaf: Word | Phrase | Unordered) -> Clause:
    """Documents with all words of a leaf, or with the word that they are joined to."""
    text = written(leaf.text)
    if not text.parts:
        return NOTHING
    is_word = isinstance(leaf, Word)
    field = leaf.field or ("stems" if is_word else "forms")
    start = (STEM if is_word else FORM) if leaf.field else ""

    def having(part: str) -> Clause:
        return term(field, start + shown(stem(part) if is_word else part))

    together = all_of(map(having, text.parts))
    return any_of([together, having(text.joined)]) if text.joined else together


def _filtered(node: Filter) -> Clause:
    match node:
        case DateRange(first, last):
            return between("day", *(day.toordinal() if day else None for day in (first, last)))
        case DayOfYear(month, day):
            return term("month_day", month * 100 + day)
        case Length(least, most):
            return between("length", least or 0, most)
        case Everything():
            return EVERYTHING


def _enough(parts: Sequence[Bounds], weights: Sequence[float], share: float) -> Bounds:
    """What enough of some parts match, by their weight."""
    need = enough(weights, share)
    known = [(part, weight) for part, weight in zip(parts, weights, strict=True) if weight > 0]
    if need <= 0 or len(known) < 2:
        return some([part for part, _ in known])
    below, above = _thresholds([weight for _, weight in known], need)
    sure = weighing([(part.sure, weight) for part, weight in known], above)
    if below == above and all(part.is_exact for part, _ in known):
        return exactly(sure)
    return Bounds(sure, weighing([(part.perhaps, weight) for part, weight in known], below))


def _thresholds(weights: Sequence[float], need: float) -> tuple[float, float]:
    """What float32 sums are compared with: above the second is enough, below the first is not.

    Both are the same where no sum lies so near to what is needed that rounding could decide.
    """
    if len(weights) > _MOST_COMBINED:
        return need * (1 - _ROUNDING), need * (1 + _ROUNDING)
    sums = np.zeros(1)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    least_enough = float(sums[sums >= need].min())
    most_of_others = float(sums[sums < need].max())
    if least_enough - most_of_others > 2 * _ROUNDING * least_enough:
        return ((least_enough + most_of_others) / 2,) * 2
    return need * (1 - _ROUNDING), need * (1 + _ROUNDING)
