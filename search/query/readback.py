"""A tree read back in plain English, so that people see how their query was understood."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from search.query.matching import Match, all_of, any_of, left_out
from search.query.nodes import And, DateRange, Everything, Node, Not, Or, Phrase, Prefix, Word
from search.query.periods import period
from search.query.wording import any_of_these, either, leaves, listed, place, quote

_WITH, _BY, _DATED, _MIXED = "with", "by", "dated", ""


def readback(tree: Node, match: Match = "all") -> str:
    """What is searched for, as in 'Articles with "flood" in the headline, by "barnett"'.

    :param match: whether all or any of the words typed side by side have to match
    """
    if match == "any":
        told = _Reader(any_of_these).sentence(any_of(tree))
    else:
        told = _Reader(either).sentence(all_of(tree))
    common = left_out(tree)
    if not common:
        return told
    return f"{told} (common word{'s' if len(common) > 1 else ''} left out: {', '.join(common)})"


class _Said(NamedTuple):
    """A piece of a sentence: how it is led in, and what follows; a mixed one leads itself in."""

    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".lstrip()


class _Sides(NamedTuple):
    """The parts of a conjunction: what an article must have, and what it must not have."""

    held: list[_Said]
    denied: list[_Said]


class _Reader:
    """Says nodes; how alternatives of one kind are listed depends on what has to match.

    Each node is said once: saying a part twice on every level would double the time a level.
    """

    def __init__(self, alternatives: Callable[[Sequence[str]], str]) -> None:
        self._alternatives = alternatives

    def sentence(self, tree: Node) -> str:
        if isinstance(tree, Everything):
            return "All articles"
        sides = self._sides(tree.parts if isinstance(tree, And) else (tree,))
        if not sides.held:
            return f"All articles {_without(sides.denied)}"
        return f"Articles {_clause(sides)}"

    def _sides(self, parts: Sequence[Node]) -> _Sides:
        return _Sides(
            self._said([part for part in parts if not isinstance(part, Not)]),
            self._said([part.part for part in parts if isinstance(part, Not)]),
        )

    def _said(self, parts: Sequence[Node]) -> list[_Said]:
        # "Anywhere" is said only beside a word that is looked for in one field: there, "mayor"
        # and "flood" in the headline could otherwise be heard as both in the headline.
        elsewhere = " anywhere" if any(map(place, parts)) else ""
        said = []
        for part in parts:
            said.append(self._say(part, elsewhere))
        return said

    def _say(self, node: Node, elsewhere: str) -> _Said:
        match node:
            case Word() | Prefix() | Phrase() if node.field == "byline":
                return _Said(_BY, quote(node))
            case Word() | Prefix() | Phrase():
                return _Said(_WITH, quote(node) + (place(node) or elsewhere))
            case DateRange(first, last):
                return _Said(_DATED, period(first, last))
            case Or(parts):
                return self._say_either(node, parts)
            case And(parts):
                return self._say_both(self._sides(parts))
            case Not(part):
                return _Said(_MIXED, _without(self._said([part])))
            case _:
                return _Said(_WITH, "anything")

    def _say_either(self, node: Or, parts: Sequence[Node]) -> _Said:
        if where := place(node):
            return _Said(_WITH, self._alternatives([quote(leaf) for leaf in leaves(parts)]) + where)
        said = self._said(parts)
        if _alike(said):
            return _Said(said[0].lead, self._alternatives([each.text for each in said]))
        return _Said(_MIXED, either([str(each) for each in said]))

    def _say_both(self, sides: _Sides) -> _Said:
        held, denied = sides
        if not held:
            return _Said(_MIXED, f"({_without(denied)})")
        if denied or not _alike(held):
            return _Said(_MIXED, f"({_clause(sides)})")
        both = "both" if len(held) == 2 else "all of"
        return _Said(held[0].lead, f"{both} {listed([each.text for each in held], 'and')}")


def _clause(sides: _Sides) -> str:
    """Sorted by how they are led in, and what is denied last."""
    pieces = []
    for lead in (_WITH, _MIXED, _BY, _DATED):
        if texts := [said.text for said in sides.held if said.lead == lead]:
            pieces.append(str(_Said(lead, listed(texts, "and"))))
    if sides.denied:
        denied = [said.text if said.lead == _WITH else str(said) for said in sides.denied]
        pieces.append(f"but not {listed(denied, 'or')}")
    return ", ".join(pieces)


def _without(denied: Sequence[_Said]) -> str:
    words = [said.text for said in denied if said.lead == _WITH]
    others = [f"not {said}" for said in denied if said.lead != _WITH]
    return listed(([f"without {listed(words, 'or')}"] if words else []) + others, "and")


def _alike(said: Sequence[_Said]) -> bool:
    return said[0].lead != _MIXED and len({each.lead for each in said}) == 1
