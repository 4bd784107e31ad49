"""Lexemes read as a tree. How operators bind, closest first:

1. ``field:`` and functions such as ``atleast3`` hold the one term, quotation or group behind them.
2. ``w/5``, ``pre/5`` and ``NOT w/5``, from left to right.
3. ``NOT`` and ``-``, which hold what stands behind them.
4. ``AND`` and ``&``, then ``OR`` and ``|``, as in logic: ``a AND b OR c`` is (a and b) or c.
5. Words side by side are the loosest: ``mayor bribe OR kickback`` is mayor, and bribe or
   kickback. So web searches have it, where people have learnt it; logic would find
   every article about kickbacks, with or without the mayor.

Side by side means :class:`~search.query.nodes.Keywords`, of which a search may ask all or any,
until an ``AND`` or ``OR`` stands on the same level. Who writes operators says what must match,
so that the rest of that level must match too. ``NOT``, ``-`` and nearness change nothing in this.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from search.fields import FIELD_NAMES
from search.query.cursor import Cursor
from search.query.joining import conjunction, disjunction, keywords, negation
from search.query.leaves import plain_words
from search.query.lexer import Kind, Lexeme
from search.query.nodes import Node
from search.query.notes import Notes, place
from search.query.operators import Form, Relation, read_function, read_relation
from search.query.placing import among_first, at_least, near
from search.query.scope import Scope, read_term, widened

MAX_RELATIONS = 50
"""Each may make the tree deeper by one node."""


class _Read(NamedTuple):
    """What was read: nodes side by side, and whether AND or OR joined them with others."""

    parts: tuple[Node, ...] = ()
    operators: bool = False


class Grammar:
    """Recursive descent, one method a rule, over lexemes whose brackets match."""

    def __init__(self, lexemes: list[Lexeme], notes: Notes, today: date | None) -> None:
        self._lexemes = Cursor(lexemes)
        self._relations = 0
        self._notes = notes
        self._today = today

    def tree(self) -> Node:
        return keywords(self._level(Scope()))

    def _level(self, scope: Scope) -> tuple[Node, ...]:
        """All up to the closing bracket or the end: as one node, or as none."""
        parts: list[Node] = []
        operators = False
        while self._lexemes.kind not in (None, Kind.CLOSE):
            read = self._alternatives(scope)
            parts.extend(read.parts)
            operators |= read.operators
        if not parts:
            return ()
        return (conjunction(parts) if operators else keywords(parts),)

    def _alternatives(self, scope: Scope) -> _Read:
        sides = self._sides(Kind.OR, lambda: self._joint(scope))
        if len(sides) < 2:
            return sides[0] if sides else _Read()
        return _Read((disjunction(conjunction(side.parts) for side in sides),), True)

    def _joint(self, scope: Scope) -> _Read:
        sides = self._sides(Kind.AND, lambda: self._negated(scope))
        if len(sides) < 2:
            return sides[0] if sides else _Read()
        return _Read((conjunction(part for side in sides for part in side.parts),), True)

    def _sides(self, operator: Kind, read: Callable[[], _Read]) -> list[_Read]:
        """What stands on the sides of an operator and its repetitions, less the empty sides."""
        sides = [side] if (side := read()).parts else []
        while self._lexemes.kind is operator:
            lexeme = self._lexemes.take()
            side = read()
            self._note_missing(lexeme, bool(sides), bool(side.parts))
            if side.parts:
                sides.append(side)
        return sides

    def _negated(self, scope: Scope) -> _Read:
        signs = self._lexemes.take_all(Kind.NOT)
        parts = self._chain(scope)
        if parts is None:
            self._ignore(signs)
            return _Read()
        return _Read(_denied(parts, signs))

    def _chain(self, scope: Scope) -> tuple[Node, ...] | None:
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
        if self._lexemes.kind is Kind.NEAR:
            return [self._lexemes.take()]
        if self._lexemes.following is Kind.NEAR and has_left and self._is_not_next():
            return [self._lexemes.take(), self._lexemes.take()]
        return []

    def _is_not_next(self) -> bool:
        lexeme = self._lexemes.next
        if lexeme.text.lower() == "not" and lexeme.kind is Kind.TERM and not lexeme.is_quoted:
            # Where two things are near it can be nothing else, in small letters too.
            self._note(lexeme, "was read as NOT")
            return True
        return lexeme.kind is Kind.NOT

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

    def _operand(self, scope: Scope) -> tuple[Node, ...] | None:
        """One term, group or function, with the signs and field names before it."""
        before = self._lexemes.take_all(Kind.NOT, Kind.FIELD)
        if not before:
            return self._term(scope)
        names = [lexeme for lexeme in before if lexeme.kind is Kind.FIELD]
        if names:
            scope = scope._replace(field=FIELD_NAMES[names[-1].text.lower()])
        parts = self._term(scope)
        if parts is None:
            return self._without_term(before)
        signs = [lexeme for lexeme in before if lexeme.kind is Kind.NOT]
        return widened(_denied(parts, signs), before[0].start)

    def _term(self, scope: Scope) -> tuple[Node, ...] | None:
        """None where neither a term nor a group comes next; nothing where it says nothing."""
        match self._lexemes.kind:
            case Kind.TERM:
                return read_term(self._lexemes.take(), scope, self._notes, self._today)
            case Kind.OPEN:
                return self._group(scope)
            case Kind.FUNCTION:
                return self._function(scope)
            case _:
                return None

    def _group(self, scope: Scope) -> tuple[Node, ...]:
        start = self._lexemes.take().start
        parts = self._level(scope)
        return widened(parts, start, self._lexemes.take().end)

    def _function(self, scope: Scope) -> tuple[Node, ...] | None:
        lexeme = self._lexemes.take()
        function, remark = read_function(lexeme.text)
        if remark:
            self._note(lexeme, remark)
        if function.form is Form.AS_WRITTEN:
            scope = scope._replace(as_written=True)
        parts = self._term(scope)
        if parts is None:
            self._ignore([lexeme])
            return None
        end = self._lexemes.end
        match function.form:
            case Form.FIRST:
                parts = tuple(among_first(function.number, part) for part in parts)
            case Form.AT_LEAST:
                parts = tuple(at_least(function.number, part) for part in parts)
        return widened(parts, lexeme.start, end)

    def _without_term(self, before: list[Lexeme]) -> tuple[Node, ...] | None:
        """A field name behind whose colon nothing stands is a word; other signs say nothing."""
        last = before[-1]
        if last.kind is Kind.FIELD:
            self._note(last, "has nothing after its colon; read as a word")
            return tuple(plain_words(last.text, last.start))
        self._ignore(before)
        return None

    def _ignore(self, lexemes: list[Lexeme]) -> None:
        for lexeme in lexemes:
            self._note(lexeme, "has nothing after it; ignored")

    def _note_missing(self, operator: Lexeme, has_left: bool, has_right: bool) -> None:
        if not (has_left and has_right):
            missing = "after" if has_left else "before"
            self._note(operator, f"has nothing {missing} it; ignored")

    def _note(self, lexeme: Lexeme, remark: str) -> None:
        self._notes.add_about(lexeme.text, lexeme.start, remark)


def _denied(parts: tuple[Node, ...], signs: list[Lexeme]) -> tuple[Node, ...]:
    if not parts or not signs:
        return parts
    node = keywords(parts)
    return widened((negation(node) if len(signs) % 2 else node,), signs[0].start)
