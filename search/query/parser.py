"""Typed text read as a tree of nodes. Any text can be read; what was read otherwise is noted."""

from dataclasses import dataclass
from datetime import date

from search.query.bounds import bounded
from search.query.brackets import balanced
from search.query.grammar import Grammar
from search.query.lexer import lex
from search.query.nodes import Node
from search.query.notes import Notes
from search.query.plain import read_plain
from search.query.terms import few_enough


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
    return ParsedQuery(text, Grammar(lexemes, notes, today).tree(), notes.texts())
