"""Single words and what is said of them in English: the small change of a read-back."""

from search.query.nodes import (
    Fuzzy,
    Leaf,
    Length,
    Phrase,
    Unordered,
    Wildcard,
    Word,
)

_SIGNS = {"*": "* for any letters", "?": "? for one letter"}


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
        return f'"{inside}" (or a {one} containing it)'
    return f'"{inside}" (or a {one} {"ending" if text.startswith("*") else "beginning"} so)'


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


def length(node: Length) -> str:
    """How long an article is, in the rounder number: "longer than 800 words" for 801 or more."""
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
