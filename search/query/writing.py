"""A tree written as a query again, the same for all the ways in which it can be typed."""

from search.query.nodes import (
    And,
    DateRange,
    Everything,
    Keywords,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
from search.query.periods import written


def write(tree: Node) -> str:
    """The query that reads as this tree: ``parse(write(tree)).tree == tree``.

    That is so for every tree that the parser makes while what is written keeps within the bounds
    of a query (:mod:`search.query.bounds`, :mod:`search.query.brackets`): names of fields make it
    longer than what was typed, and brackets around operators deeper.
    """
    match tree:
        case And(parts):
            return " AND ".join(map(_part, parts))
        case Or(parts):
            return " OR ".join(map(_part, parts))
        case Keywords(parts):
            return " ".join(map(_part, parts))
        case _:
            return _part(tree)


def _part(node: Node) -> str:
    match node:
        case Word(text, field):
            return _with_field(text, field)
        case Prefix(text, field):
            return _with_field(f"{text}*", field)
        case Phrase(text, field):
            return _with_field(f'"{text}"', field)
        case DateRange(first, last):
            return f"date:{written(first, last)}"
        case Not(part):
            return f"-{_part(part)}"
        case Everything():
            return ""
        case _:
            return f"({write(node)})"


def _with_field(text: str, field: str | None) -> str:
    return f"{field}:{text}" if field else text
