"""Single words and lists of them in English: the small change of a read-back."""

from collections.abc import Sequence

from search.query.nodes import Node, Or, Phrase, Wildcard, Word

_PLACES = {
    "headline": " in the headline",
    "standfirst": " in the standfirst",
    "body": " in the body",
    "captions": " in a caption",
}


def quote(leaf: Word | Wildcard | Phrase) -> str:
    """What is looked for, without where: "flood", a word beginning "brib"."""
    is_name = leaf.field == "byline"
    match leaf:
        case Word(text):
            return f'"{text}"'
        case Wildcard(text):
            return f'a {"name" if is_name else "word"} beginning "{text.rstrip("*")}"'
        case Phrase(text):
            kind = "name" if is_name else "words" if " " in text else "word"
            return f'the exact {kind} "{text}"'


def place(node: Node) -> str:
    """Where it is looked for, if that is one field of running text: " in the headline"."""
    match node:
        case Word() | Wildcard() | Phrase():
            return _PLACES.get(node.field or "", "")
        case Or(parts):
            places = {place(part) for part in leaves(parts)}
            return places.pop() if len(places) == 1 else ""
        case _:
            return ""


def leaves(parts: Sequence[Node]) -> list[Word | Wildcard | Phrase]:
    """The parts, if they all are words of some kind; otherwise nothing."""
    found = [part for part in parts if isinstance(part, Word | Wildcard | Phrase)]
    return found if len(found) == len(parts) else []
