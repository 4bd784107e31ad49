"""Typed text read as a tree of nodes. Any text can be read; what was read otherwise is noted.

How operators bind, closest first:

1. ``field:`` and functions such as ``atleast3`` hold the one term, quotation or group behind them.
2. ``w/5``, ``pre/5`` and ``NOT w/5``, from left to right.
3. ``NOT`` and ``-``, which hold what stands behind them.
4. ``AND`` and ``&``, then ``OR`` and ``|``, as in logic: ``a AND b OR c`` is (a and b) or c.
5. Words side by side are the loosest: ``mayor bribe OR kickback`` is mayor, and bribe or
   kickback. So web searches have it, where people have learnt it; logic would find
   every article about kickbacks, with or without the mayor.

Side by side means :class:`~search.query.nodes.Keywords`, of which a search may ask all or any,
until an ``AND`` or ``OR`` stands on the same level. Who writes operators says what must match,
so that the rest of that level must match too. ``NOT`` and ``-`` change nothing in this.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from search.fields import FIELD_NAMES, FILTER_FIELDS
from search.query.bounds import bounded
from search.query.brackets import balanced
from search.query.filters import read_filter
from search.query.joining import conjunction, disjunction, keywords, negation
from search.query.leaves import plain_words
from search.query.lexer import Kind, Lexeme, lex
from search.query.nodes import Leaf, Node, Phrase, Word
from search.query.notes import Notes, place
from search.query.operators import Form, Relation, read_function, read_relation
from search.query.placing import among_first, at_least, near
from search.query.plain import read_plain
from search.query.terms import few_enough

MAX_RELATIONS = 50
"""Each may make the tree deeper by one node."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was read.

    :param text: what was read of the typed text, to which the places in tree and notes refer
    :param notes: one sentence for each thing that was read otherwise than typed
    """

    text: str
    tree: Node
    notes: tuple[str, ...]


def parse(text: str, today: date | None = None) -> ParsedQuery:
    """Read any text as a query, in time linear in its length; it never raises.

    :param today: what "yesterday" is the day before; the day on this machine if None
    """
    plain = read_plain(text)
    if plain is not None:
        return ParsedQuery(text, plain, ())
    return parse_by_grammar(text, today)


def parse_by_grammar(text: str, today: date | None = None) -> ParsedQuery:
    """What :func:`parse` gives, for any text the long way."""
    notes = Notes()
    text = bounded(text, notes)
    lexemes = few_enough(balanced(lex(text, notes), notes), notes)
    return ParsedQuery(text, _Parser(lexemes, notes, today).tree(), notes.texts())


class _Scope(NamedTuple):
    """What holds for all terms in a group: the field, and whether capitals count."""

    field: str | None = None
    as_written: bool = False


class _Read(NamedTuple):
    """What was read: nodes side by side, and whether AND or OR joined them with others."""

    parts: tuple[Node, ...] = ()
    operators: bool = False


class _Parser:
    """Recursive descent, one method a rule, over lexemes whose brackets match."""

    def __init__(self, lexemes: list[Lexeme], notes: Notes, today: date | None) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._relations = 0
        self._notes = notes
        self._today = today

    def tree(self) -> Node:
        return keywords(self._level(_Scope()))

    def _level(self, scope: _Scope) -> tuple[Node, ...]:
        """All up to the closing bracket or the end: as one node, or as none."""
        parts: list[Node] = []
        operators = False
        while self._next() not in (None, Kind.CLOSE):
            read = self._alternatives(scope)
            parts.extend(read.parts)
            operators |= read.operators
        if not parts:
            return ()
        return (conjunction(parts) if operators else keywords(parts),)

    def _alternatives(self, scope: _Scope) -> _Read:
        sides = self._sides(Kind.OR, lambda: self._joint(scope))
        if len(sides) < 2:
            return sides[0] if sides else _Read()
        return _Read((disjunction(conjunction(side.parts) for side in sides),), True)

    def _joint(self, scope: _Scope) -> _Read:
        sides = self._sides(Kind.AND, lambda: self._negated(scope))
        if len(sides) < 2:
            return sides[0] if sides else _Read()
        return _Read((conjunction(part for side in sides for part in side.parts),), True)

    def _sides(self, operator: Kind, read: Callable[[], _Read]) -> list[_Read]:
        """What stands on the sides of an operator and its repetitions, less the empty sides."""
        sides = [side] if (side := read()).parts else []
        while self._next() is operator:
            lexeme = self._take()
            side = read()
            self._note_missing(lexeme, bool(sides), bool(side.parts))
            if side.parts:
                sides.append(side)
        return sides

    def _negated(self, scope: _Scope) -> _Read:
        signs = self._take_all(Kind.NOT)
        parts = self._chain(scope)
        if parts is None:
            self._ignore(signs)
            return _Read()
        return _Read(_denied(parts, signs))

    def _chain(self, scope: _Scope) -> tuple[Node, ...] | None:
        """Operands joined by nearness, from left to right; None where nothing comes next."""
        left = self._operand(scope)
        while operator := self._operator_of_nearness(bool(left)):
            relation = self._relation(*operator)
            right = self._operand(scope)
            self._note_missing(operator[-1], bool(left), bool(right))
            if left and right:
                left = (self._related(left, right, relation, operator[-1]),)
            else:
                left = left or right
        return left

    def _operator_of_nearness(self, has_left: bool) -> list[Lexeme]:
        """The lexemes of "w/5" or "NOT w/5", if they come next."""
        if self._next() is Kind.NEAR:
            return [self._take()]
        if self._next(1) is Kind.NEAR and has_left and self._is_not(self._lexemes[self._at]):
            return [self._take(), self._take()]
        return []

    def _is_not(self, lexeme: Lexeme) -> bool:
        # Here a small "not" can be nothing else: before "w/5" stands what is near.
        return lexeme.kind is Kind.NOT or lexeme.text.lower() == "not"

    def _relation(self, *operator: Lexeme) -> Relation:
        relation, remark = read_relation(operator[-1].text, denied=len(operator) > 1)
        if remark:
            self._note(operator[-1], remark)
        return relation

    def _related(
        self, left: tuple[Node, ...], right: tuple[Node, ...], relation: Relation, operator: Lexeme
    ) -> Node:
        self._relations += 1
        if self._relations > MAX_RELATIONS:
            self._notes.add(f"nearness was asked more than {MAX_RELATIONS} times; the rest are AND")
            return conjunction([*left, *right])

        def note(remark: str) -> None:
            self._notes.add(f"{operator.text} {place(operator.start)}: {remark}")

        return near(keywords(left), keywords(right), relation, note)

    def _operand(self, scope: _Scope) -> tuple[Node, ...] | None:
        """One term, group or function, with the signs and field names before it."""
        before = self._take_all(Kind.NOT, Kind.FIELD)
        if not before:
            return self._term(scope)
        names = [lexeme for lexeme in before if lexeme.kind is Kind.FIELD]
        if names:
            scope = scope._replace(field=FIELD_NAMES[names[-1].text.lower()])
        parts = self._term(scope)
        if parts is None:
            return self._without_term(before)
        signs = [lexeme for lexeme in before if lexeme.kind is Kind.NOT]
        return _held(_denied(parts, signs), before[0].start)

    def _term(self, scope: _Scope) -> tuple[Node, ...] | None:
        """None where neither a term nor a group comes next; nothing where it says nothing."""
        match self._next():
            case Kind.TERM:
                return self._leaves(self._take(), scope)
            case Kind.OPEN:
                return self._group(scope)
            case Kind.FUNCTION:
                return self._function(scope)
            case _:
                return None

    def _group(self, scope: _Scope) -> tuple[Node, ...]:
        start = self._take().start
        parts = self._level(scope)
        return _held(parts, start, self._take().end)

    def _function(self, scope: _Scope) -> tuple[Node, ...] | None:
        lexeme = self._take()
        function, remark = read_function(lexeme.text)
        if remark:
            self._note(lexeme, remark)
        if function.form is Form.AS_WRITTEN:
            scope = scope._replace(as_written=True)
        parts = self._term(scope)
        if parts is None:
            self._ignore([lexeme])
            return None
        end = self._lexemes[self._at - 1].end
        match function.form:
            case Form.FIRST:
                parts = tuple(among_first(function.number, part) for part in parts)
            case Form.AT_LEAST:
                parts = tuple(at_least(function.number, part) for part in parts)
        return _held(parts, lexeme.start, end)

    def _leaves(self, lexeme: Lexeme, scope: _Scope) -> tuple[Node, ...]:
        if scope.field in FILTER_FIELDS:
            return self._filter(lexeme, scope.field)
        if scope.as_written:
            return tuple(self._as_written(leaf, lexeme, scope.field) for leaf in lexeme.leaves)
        return tuple(_leaf(leaf, lexeme.start, scope.field) for leaf in lexeme.leaves)

    def _as_written(self, leaf: Leaf, lexeme: Lexeme, field: str | None) -> Leaf:
        leaf = _leaf(leaf, lexeme.start, field)
        if isinstance(leaf, Word | Phrase):
            return Phrase(leaf.text, field, as_written=True, at=leaf.at)
        self._note(lexeme, "has no capitals that could count; cap was ignored for it")
        return leaf

    def _filter(self, lexeme: Lexeme, field: str) -> tuple[Node, ...]:
        node, remark = read_filter(field, lexeme.text, self._today)
        if remark:
            self._note(lexeme, remark)
        return (replace(node, at=(lexeme.start, lexeme.end)),) if node else ()

    def _without_term(self, before: list[Lexeme]) -> tuple[Node, ...] | None:
        """A field name behind whose colon nothing stands is a word; other signs say nothing."""
        last = before[-1]
        if last.kind is Kind.FIELD:
            self._note(last, "has nothing after its colon; read as a word")
            return tuple(plain_words(last.text, last.start))
        self._ignore(before)
        return None

    def _next(self, further: int = 0) -> Kind | None:
        at = self._at + further
        return self._lexemes[at].kind if at < len(self._lexemes) else None

    def _take(self) -> Lexeme:
        lexeme = self._lexemes[self._at]
        self._at += 1
        return lexeme

    def _take_all(self, *kinds: Kind) -> list[Lexeme]:
        taken: list[Lexeme] = []
        while self._next() in kinds:
            taken.append(self._take())
        return taken

    def _ignore(self, lexemes: list[Lexeme]) -> None:
        for lexeme in lexemes:
            self._note(lexeme, "has nothing after it; ignored")

    def _note_missing(self, operator: Lexeme, has_left: bool, has_right: bool) -> None:
        if not (has_left and has_right):
            missing = "after" if has_left else "before"
            self._note(operator, f"has nothing {missing} it; ignored")

    def _note(self, lexeme: Lexeme, remark: str) -> None:
        self._notes.add(f"{lexeme.text} {place(lexeme.start)} {remark}")


def _leaf(leaf: Leaf, start: int, field: str | None) -> Leaf:
    """A leaf of a lexeme in its field and at its place in the whole text."""
    first, end = leaf.at or (0, 0)
    at = (start + first, start + end)
    if type(leaf) is Word:  # nearly all are, and replace() takes three times as long
        return Word(leaf.text, field, at=at)
    return replace(leaf, field=field, at=at)


def _held(parts: tuple[Node, ...], start: int, end: int | None = None) -> tuple[Node, ...]:
    """What was read with the brackets, the field name or the function that hold it alone."""
    if len(parts) != 1 or parts[0].at is None:
        return parts
    return (replace(parts[0], at=(start, end or parts[0].at[1])),)


def _denied(parts: tuple[Node, ...], signs: list[Lexeme]) -> tuple[Node, ...]:
    if not parts or not signs:
        return parts
    node = keywords(parts)
    return _held((negation(node) if len(signs) % 2 else node,), signs[0].start)
