"""Brackets made to match, so that the parser meets no other and cannot run out of stack."""

from search.query.lexer import Kind, Lexeme
from search.query.notes import Notes, place

MAX_DEPTH = 20
"""Each bracket may add five nodes to the depth of a tree: And, Or, And, Not and a function."""


def balanced(lexemes: list[Lexeme], notes: Notes) -> list[Lexeme]:
    """The lexemes with every bracket closed, at most :data:`MAX_DEPTH` of them at a time.

    A bracket that closes nothing, or opens too deep, is left out with a note.
    """
    kept: list[Lexeme] = []
    still_open: list[Lexeme] = []
    for lexeme in lexemes:
        if lexeme.kind is Kind.CLOSE and not still_open:
            notes.add(f"the bracket {place(lexeme.start)} closes nothing; ignored")
            continue
        if lexeme.kind is Kind.OPEN:
            still_open.append(lexeme)
        if not _is_bracket(lexeme) or len(still_open) <= MAX_DEPTH:
            kept.append(lexeme)
        else:
            notes.add(f"brackets more than {MAX_DEPTH} deep were ignored")
        if lexeme.kind is Kind.CLOSE:
            still_open.pop()
    return kept + _closings(still_open, lexemes[-1].end if lexemes else 0, notes)


def _is_bracket(lexeme: Lexeme) -> bool:
    return lexeme.kind in (Kind.OPEN, Kind.CLOSE)


def _closings(still_open: list[Lexeme], end: int, notes: Notes) -> list[Lexeme]:
    for bracket in still_open:
        notes.add(
            f"the bracket {place(bracket.start)} was never closed; read as if it closed at the end"
        )
    return [Lexeme(Kind.CLOSE, ")", end, end) for _ in still_open[:MAX_DEPTH]]
