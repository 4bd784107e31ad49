"""A query tree as clauses of the cluster's query language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from search.engines.opensearch.bounds import Bounds, every, exactly, no, possibly, some
from search.engines.opensearch.clauses import (
    EVERYTHING,
    NOTHING,
    Clause,
    all_of,
    any_of,
    between,
    scoring,
    size,
    term,
    terms,
    weighing,
)
from search.engines.opensearch.frequencies import occurrences
from search.engines.opensearch.layout import FORM, STEM
from search.engines.opensearch.layout import term as shown
from search.engines.opensearch.nearness import places
from search.engines.opensearch.places import Expanding, Forms, Places, leaf_places
from search.engines.whoosh.analysis import written
from search.engines.whoosh.evaluation import enough
from search.engines.whoosh.leaves import is_plain
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
_MOST_CLAUSES = 700
# Of so many parts all combinations are weighed.
_MOST_COMBINED = 14
# By how much two sums of float32 may differ from what they should be, as a share.
_ROUNDING = 1e-5


@dataclass(frozen=True, slots=True)
class Translation:
    """Translates trees.

    :param forms: of all their wildcards and fuzzy words
    :param weights: of the parts of each of their Some; see :func:`whoosh.evaluation.weigh`
    """

    forms: Forms
    weights: Mapping[Node, float]

    def bounds(self, tree: Node) -> Bounds:
        """What the cluster can say of a tree."""
        found = self._bounds(tree, True)
        most = max(size(found.sure), size(found.perhaps))
        return found if most <= _MOST_CLAUSES else self._bounds(tree, False)

    def _bounds(self, node: Node, closely: bool) -> Bounds:
        """:param closely: whether positions are compared; else whatever needs that is read"""
        match node:
            case And(parts):
                return every([self._bounds(part, closely) for part in parts])
            case Or(parts):
                return some([self._bounds(part, closely) for part in parts])
            case Not(part):
                return no(self._bounds(part, closely))
            case Boost(part):
                return self._bounds(part, closely)
            case Some(parts, share):
                weights = [self.weights[part] for part in parts]
                return _enough([self._bounds(part, closely) for part in parts], weights, share)
            case Everything() | DateRange() | DayOfYear() | Length():
                return exactly(_filtered(node))
            case _ if is_plain(node):
                return exactly(term("stems", shown(stem(written(node.text).parts[0]))))
            case Wildcard() | Fuzzy():
                return exactly(self._with_forms(node))
        if not closely:
            return possibly(self._with_words(node))
        if isinstance(node, AtLeast):
            return self._repeated(node.count, node.part)
        found = [places(field, node, self.forms) for field in fields_of(node)]
        return _somewhere(found)

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

    def _repeated(self, count: int, part: Node) -> Bounds:
        """A node in so many places or more, in all fields together."""
        there = self._bounds(part, True)
        if count < 2 or there.perhaps == NOTHING:
            return there
        match part:
            case Or(parts):
                # A compound and its part are one place where both are looked for.
                alone = [self._repeated(count, own).sure for own in parts]
                return Bounds(any_of(alone), there.perhaps)
            case Word() | Phrase() if not written(part.text).joined:
                return exactly(scoring(occurrences(part, self.forms), count - 0.5))
            case Wildcard() | Fuzzy():
                times = occurrences(part, self.forms)
                # At one place are a word and, at most, a compound that begins with it.
                twice = 2 * count - 1
                return Bounds(scoring(times, twice - 0.5), scoring(times, count - 0.5))
            case _:
                return Bounds(NOTHING, there.perhaps)


def fields_of(node: Node) -> list[str]:
    """The fields in which a node may stand."""
    leaves = [part for part in walk(node) if isinstance(part, Leaf)]
    names = [leaf.field or SEARCHED_FIELDS for leaf in leaves]
    return list(dict.fromkeys(chain.from_iterable([n] if isinstance(n, str) else n for n in names)))


def _somewhere(found: Sequence[Places]) -> Bounds:
    """In any of several fields."""
    return some([Bounds(own.sure, own.perhaps) for own in found])


def _with_all(leaf: Word | Phrase | Unordered) -> Clause:
    """Documents with all words of a leaf, or with the word that they are joined to."""
    text = written(leaf.text)
    if not text.parts:
        return NOTHING
    field = leaf.field or SEARCHED_FIELDS
    if isinstance(leaf, Word):
        field = leaf.field or "stems"
        start = STEM if leaf.field else ""
        having = [term(field, start + shown(stem(part))) for part in text.parts]
        joined = term(field, start + shown(stem(text.joined)))
    else:
        field = leaf.field or "forms"
        start = FORM if leaf.field else ""
        having = [term(field, start + shown(part)) for part in text.parts]
        joined = term(field, start + shown(text.joined))
    return any_of([all_of(having), joined] if text.joined else [all_of(having)])


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
