"""Typed text read as a tree of nodes. Any text can be read; what was read otherwise is noted.

How operators bind, closest first:

1. ``NOT``, ``-`` and ``field:`` hold the one term, quotation or group behind them.
2. ``AND`` and ``&``, then ``OR`` and ``|``, as in logic: ``a AND b OR c`` is (a and b) or c.
3. Words side by side are the loosest: ``mayor bribe OR kickback`` is mayor, and bribe or
   kickback. So web searches have it, where people have learnt it; logic would find
   every article about kickbacks, with or without the mayor.

Side by side means :class:`~search.query.nodes.Keywords`, of which a search may ask all or any,
until an ``AND`` or ``OR`` stands on the same level. Who writes operators says what must match,
so that the rest of that level must match too. ``NOT`` and ``-`` change nothing in this.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from search.fields import DATE_FIELD, FIELD_NAMES
from search.query.bounds import bounded
from search.query.brackets import balanced
from search.query.dates import FORMS, is_backwards, parse_date_range
from search.query.joining import conjunction, disjunction, keywords, negation
from search.query.leaves import read_run
from search.query.lexer import Kind, Lexeme, lex
from search.query.nodes import Node
from search.query.notes import Notes, place
from search.query.plain import read_plain


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was read.

    :param text: what was read of the typed text, to which the places in the notes refer
    :param notes: one sentence for each thing that was read otherwise than typed
    """

    text: str
    tree: Node
    notes: tuple[str, ...]


def parse(text: str) -> ParsedQuery:
    """Read any text as a query, in time linear in its length; it never raises."""
    plain = read_plain(text)
    if plain is not None:
        return ParsedQuery(text, plain, ())
    return parse_by_grammar(text)


def parse_by_grammar(text: str) -> ParsedQuery:
    """What :func:`parse` gives, for any text the long way."""
    notes = Notes()
    text = bounded(text, notes)
    tree = _Parser(balanced(lex(text, notes), notes), notes).tree()
    return ParsedQuery(text, tree, notes.texts())


class _Read(NamedTuple):
    """What was read: nodes side by side, and whether AND or OR joined them with others."""

    parts: tuple[Node, ...] = ()
    operators: bool = False


class _Parser:
    """Recursive descent, one method a rule, over lexemes whose brackets match."""

    def __init__(self, lexemes: list[Lexeme], notes: Notes) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._notes = notes

    def tree(self) -> Node:
        return keywords(self._level(None))

    def _level(self, field: str | None) -> tuple[Node, ...]:
        """All up to the closing bracket or the end: as one node, or as none."""
        parts: list[Node] = []
        operators = False
        while self._next() not in (None, Kind.CLOSE):
            read = self._alternatives(field)
            parts.extend(read.parts)
            operators |= read.operators
        if not parts:
            return ()
        return (conjunction(parts) if operators else keywords(parts),)

    def _alternatives(self, field: str | None) -> _Read:
        sides = self._sides(Kind.OR, lambda: self._joint(field))
        if len(sides) < 2:
            return sides[0] if sides else _Read()
        return _Read((disjunction(conjunction(side.parts) for side in sides),), True)

    def _joint(self, field: str | None) -> _Read:
        sides = self._sides(Kind.AND, lambda: self._operand(field))
        if len(sides) < 2:
            return sides[0] if sides else _Read()
        return _Read((conjunction(part for side in sides for part in side.parts),), True)

    def _sides(self, operator: Kind, read: Callable[[], _Read]) -> list[_Read]:
        """What stands on the sides of an operator and its repetitions, less the empty sides."""
        sides = [side] if (side := read()).parts else []
        while self._next() is operator:
            lexeme = self._take()
            side = read()
            if not (sides and side.parts):
                missing = "after" if sides else "before"
                self._note(lexeme, f"has nothing {missing} it; ignored")
            if side.parts:
                sides.append(side)
        return sides

    def _operand(self, field: str | None) -> _Read:
        """One term or group, with the signs and field names before it."""
        before: list[Lexeme] = []
        while self._next() in (Kind.NOT, Kind.FIELD):
            before.append(self._take())
        names = [lexeme for lexeme in before if lexeme.kind is Kind.FIELD]
        parts = self._term(FIELD_NAMES[names[-1].text.lower()] if names else field)
        if parts is None:
            parts = self._without_term(before)
        if parts and (len(before) - len(names)) % 2:
            parts = (negation(keywords(parts)),)
        return _Read(parts)

    def _term(self, field: str | None) -> tuple[Node, ...] | None:
        """None where neither a term nor a group comes next; nothing where it says nothing."""
        if self._next() is Kind.OPEN:
            self._take()
            parts = self._level(field)
            self._take()
            return parts
        if self._next() is not Kind.TERM:
            return None
        if field == DATE_FIELD:
            return self._date(self._take())
        return tuple(replace(leaf, field=field) for leaf in self._take().leaves)

    def _without_term(self, before: list[Lexeme]) -> tuple[Node, ...]:
        """A field name behind whose colon nothing stands is a word; other signs say nothing."""
        if before and before[-1].kind is Kind.FIELD:
            self._note(before[-1], "has nothing after its colon; read as a word")
            return read_run(before[-1].text).leaves
        for lexeme in before:
            self._note(lexeme, "has nothing after it; ignored")
        return ()

    def _date(self, lexeme: Lexeme) -> tuple[Node, ...]:
        text = lexeme.text.strip(" ,;:!?")
        days = parse_date_range(text)
        if not days:
            self._note(lexeme, f"is not a date and was left out; give {FORMS}")
            return ()
        if is_backwards(text):
            self._note(lexeme, "ends before it begins; read the other way round")
        return (days,)

    def _next(self) -> Kind | None:
        return self._lexemes[self._at].kind if self._at < len(self._lexemes) else None

    def _take(self) -> Lexeme:
        lexeme = self._lexemes[self._at]
        self._at += 1
        return lexeme

    def _note(self, lexeme: Lexeme, remark: str) -> None:
        self._notes.add(f"{lexeme.text} {place(lexeme.start)} {remark}")
