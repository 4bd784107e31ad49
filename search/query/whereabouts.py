"""Where the words of a query are looked for, in English."""

from collections.abc import Iterator

from search.query.nodes import (
    AtLeast,
    First,
    Fuzzy,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unordered,
    Wildcard,
    Word,
)

_PLACES = {
    "headline": " in the headline",
    "standfirst": " in the standfirst",
    "body": " in the body",
    "captions": " in a caption",
    "byline": " in a byline",
}


def place(node: Node) -> str:
    """Where it is looked for, if that is one field of running text: " in the headline"."""
    only = _only_field(node)
    return _PLACES[only] if only and only != "byline" else ""


def own_place(node: Node, anywhere: str = " anywhere") -> str:
    """Where something beside others of other fields is looked for.

    :param anywhere: what is said where that is not one field
    """
    only = _only_field(node)
    return _PLACES[only] if only else anywhere


def is_anywhere(node: Node) -> bool:
    """Whether some of its words are looked for in all fields."""
    return None in _fields(node)


def is_in_several_fields(node: Node) -> bool:
    """Whether its words are not all looked for in the same field, or in all fields."""
    return len(set(_fields(node))) > 1


def is_byline(node: Node) -> bool:
    """Whether it speaks of bylines alone."""
    return set(_fields(node)) == {"byline"}


def _only_field(node: Node) -> str | None:
    fields = set(_fields(node))
    return fields.pop() if len(fields) == 1 else None


def _fields(node: Node) -> Iterator[str | None]:
    """The fields of what has places, or is counted; nothing where a part is something else."""
    match node:
        case Word() | Wildcard() | Fuzzy() | Phrase() | Unordered():
            yield node.field
        case Near(left, right) | NotNear(left, right):
            yield from _fields(left)
            yield from _fields(right)
        case First(_, part) | AtLeast(_, part):
            yield from _fields(part)
        case Or(parts):
            found = [set(_fields(part)) for part in parts]
            if all(found):
                yield from set().union(*found)
