"""Single words and what is said of them in English: the small change of a read-back."""

from collections.abc import Iterator

from search.query.nodes import (
    AtLeast,
    First,
    Fuzzy,
    Leaf,
    Length,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unit,
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
_UNITS = {Unit.SENTENCE: "sentence", Unit.PARAGRAPH: "paragraph"}


def quote(leaf: Leaf) -> str:
    """What is looked for, without where: "flood", "brib" (or a word beginning so)."""
    one = "name" if leaf.field == "byline" else "word"
    match leaf:
        case Word(text):
            return f'"{text}"'
        case Wildcard(text):
            return _expanded(text, one)
        case Fuzzy(text, edits):
            differ = "one letter" if edits == 1 else "at most two letters"
            return f'"{text}" (or a {one} with {differ} different)'
        case Unordered(text, within):
            return f'the exact words "{text}" (in any order, {_among(within)})'
        case Phrase(text):
            return f'the exact {_kind(leaf, one)} "{text}"{_qualified(leaf)}'


def _expanded(text: str, one: str) -> str:
    inside = text.strip("*")
    if "*" in inside or "?" in inside:
        signs = [name for sign, name in _SIGNS.items() if sign in text]
        return f'any {one} written "{text}" ({", ".join(signs)})'
    if text.startswith("*") and text.endswith("*"):
        return f'"{inside}" (or a {one} with it in the middle)'
    return f'"{inside}" (or a {one} {"ending" if text.startswith("*") else "beginning"} so)'


_SIGNS = {"*": "* for any letters", "?": "? for one letter"}


def _among(within: int) -> str:
    if within == 1:
        return "side by side"
    return f"with at most {within - 1} other word{'s' if within > 2 else ''} among them"


def _kind(phrase: Phrase, one: str) -> str:
    return "name" if phrase.field == "byline" else "words" if " " in phrase.text else one


def _qualified(phrase: Phrase) -> str:
    said = []
    if "*" in phrase.text:
        said.append("* for any word")
    if phrase.as_written:
        said.append("with just these capitals")
    return f" ({', '.join(said)})" if said else ""


def nearness(node: Near | NotNear) -> str:
    """What stands between the sides: "within 5 words of", "not in the same sentence before"."""
    return ("not " if isinstance(node, NotNear) else "") + _how_near(node)


def _how_near(node: Near | NotNear) -> str:
    if isinstance(node.within, Unit):
        return f"in the same {_UNITS[node.within]} {'before' if node.ordered else 'as'}"
    if node.within == 1:
        return "directly before" if node.ordered else "next to"
    return f"within {node.within} words {'before' if node.ordered else 'of'}"


def among_first(words: int) -> str:
    """Where in a field: "among the first 50 words"."""
    return f"among the first {words:,} words" if words > 1 else "as the first word"


def often(count: int) -> str:
    """How many times at least: "at least 3 times"."""
    return f"at least {_TIMES.get(count, f'{count:,} times')}"


_TIMES = {1: "once", 2: "twice"}


def length(node: Length) -> str:
    """How long an article is: "longer than 800 words" or "at least 801", which is rounder."""
    least, most = node.least, node.most
    if most is None:
        return _at_one_end("longer than", "at least", (least or 1) - 1, least or 1)
    if least is None:
        return _at_one_end("shorter than", "at most", most + 1, most)
    if least == most:
        return f"exactly {_words(least)} long"
    return f"{least:,} to {_words(most)} long"


def _at_one_end(beyond: str, bounded: str, outside: int, bound: int) -> str:
    return f"{bounded} {_words(bound)} long" if outside % 10 else f"{beyond} {_words(outside)}"


def _words(number: int) -> str:
    return f"{number:,} word{'s' if number != 1 else ''}"


def place(node: Node) -> str:
    """Where it is looked for, if that is one field of running text: " in the headline"."""
    fields = set(_fields(node))
    only = fields.pop() if len(fields) == 1 else None
    return "" if only in (None, "byline") else _PLACES[only or ""]


def own_place(leaf: Leaf) -> str:
    """Where a leaf beside others of other fields is looked for: " anywhere" if in all of them."""
    return _PLACES[leaf.field] if leaf.field else " anywhere"


def is_in_several_fields(node: Node) -> bool:
    """Whether its words are not all looked for in the same field, or in all fields."""
    return len(set(_fields(node))) > 1


def is_byline(node: Node) -> bool:
    """Whether it speaks of bylines alone."""
    return set(_fields(node)) == {"byline"}


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
