"""Terms as nodes, with the field and the function in whose brackets they stand."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from search.fields import FILTER_FIELDS
from search.query.filters import read_filter
from search.query.lexer import Lexeme
from search.query.nodes import Leaf, Node, Phrase, Word
from search.query.notes import Notes


class Scope(NamedTuple):
    """What holds for all terms in a group: the field, and whether capitals count."""

    field: str | None = None
    as_written: bool = False


def read_term(lexeme: Lexeme, scope: Scope, notes: Notes, today: date | None) -> tuple[Node, ...]:
    """What a term stands for, in its scope; nothing where it says nothing.

    :param today: what relative dates count from; the day on this machine if None
    """
    if scope.field in FILTER_FIELDS:
        return _filter(lexeme, scope.field, notes, today)
    leaves = (_leaf(leaf, lexeme.start, scope.field) for leaf in lexeme.leaves)
    return tuple(_as_written(leaf, lexeme, notes) if scope.as_written else leaf for leaf in leaves)


def _filter(lexeme: Lexeme, field: str, notes: Notes, today: date | None) -> tuple[Node, ...]:
    node, remark = read_filter(field, lexeme.text, today)
    if remark:
        notes.add_about(lexeme.text, lexeme.start, remark)
    return (replace(node, at=(lexeme.start, lexeme.end)),) if node else ()


def _leaf(leaf: Leaf, start: int, field: str | None) -> Leaf:
    """A leaf of a lexeme in its field and at its place in the whole text."""
    first, end = leaf.at or (0, 0)
    at = (start + first, start + end)
    if type(leaf) is Word:  # nearly all are, and replace() takes three times as long
        return Word(leaf.text, field, at=at)
    return replace(leaf, field=field, at=at)


def _as_written(leaf: Leaf, lexeme: Lexeme, notes: Notes) -> Leaf:
    if isinstance(leaf, Word | Phrase):
        return Phrase(leaf.text, leaf.field, as_written=True, at=leaf.at)
    remark = "has no capitals that could count; cap was ignored for it"
    notes.add_about(lexeme.text, lexeme.start, remark)
    return leaf


def widened(parts: tuple[Node, ...], start: int, end: int | None = None) -> tuple[Node, ...]:
    """What was read with the brackets, the field name or the function that hold it alone."""
    if len(parts) != 1 or parts[0].at is None:
        return parts
    return (replace(parts[0], at=(start, end or parts[0].at[1])),)
