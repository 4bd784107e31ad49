"""How much may be looked for in one query."""

from dataclasses import replace

from search.query.lexer import Kind, Lexeme
from search.query.notes import Notes

MAX_TERMS = 256
"""Words, phrases and wildcards; more are pasted, and each costs time."""

_HOLDS_WHAT_FOLLOWS = (Kind.AND, Kind.OR, Kind.NOT, Kind.NEAR, Kind.FUNCTION, Kind.FIELD)


def few_enough(lexemes: list[Lexeme], notes: Notes) -> list[Lexeme]:
    """The lexemes up to the last term that may be looked for, with their brackets closed."""
    left = MAX_TERMS
    for number, lexeme in enumerate(lexemes):
        left -= len(lexeme.leaves)
        if left < 0:
            notes.add(f"only the first {MAX_TERMS} words were read; the rest are too many")
            last = replace(lexeme, leaves=lexeme.leaves[:left])
            return _closed([*lexemes[:number], last], lexemes[number + 1 :])
    return lexemes


def _closed(kept: list[Lexeme], cut: list[Lexeme]) -> list[Lexeme]:
    if not kept[-1].leaves:
        kept.pop()
        while kept and kept[-1].kind in _HOLDS_WHAT_FOLLOWS:
            kept.pop()
    depth = 0
    for lexeme in kept:
        depth += (lexeme.kind is Kind.OPEN) - (lexeme.kind is Kind.CLOSE)
    closing = [lexeme for lexeme in cut if lexeme.kind is Kind.CLOSE]
    return [*kept, *closing[len(closing) - depth :]]
