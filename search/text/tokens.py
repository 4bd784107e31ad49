"""Running text cut into tokens; indexing, querying and highlighting all start here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.text.folding import fold

_TOKEN = re.compile(
    r"""
      (?<! [^\W_] ) [^\W\d_] (?: \. [^\W\d_] )+ (?! [^\W_] )   # initials: U.S., J.R.R.
    | (?<! [^\W_] ) \d{1,3} (?: , \d{3} )+ (?! \d ) (?: \. \d+ )? [^\W\d_]*   # 1,000 and 1,250.50m
    | \d+ (?: \. \d+ )+ [^\W\d_]*                     # 3.5, 2.4m
    | [^\W_ʼ]+ (?: ['’ʼ] [^\W_ʼ]+ )*                   # words, o'clock, O'Neill's
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_POSSESSIVES = ("'s", "’s", "ʼs", "'S", "’S", "ʼS")
_HYPHENS = "-‐‑"
_LONGEST_COMPOUND = 8

NO_CAPITAL, FIRST_CAPITAL, ALL_CAPITALS, MIXED_CAPITALS = range(4)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text.

    :param form: folded and without apostrophes, possessive and inner stops: the exact form
    :param start: offset of its first character in the text
    :param end: offset behind its last character
    :param position: its number among the words of the text, from 0; what joins several words
        (``co-operate``) has the position of the first
    :param joined: whether it is a compound written as one word, beside its parts
    """

    form: str
    start: int
    end: int
    position: int
    joined: bool = False


def exact_form(surface: str) -> str:
    """The folded form of one word as printed: "O'Neill's" gives "oneill", "U.S." gives "us".

    Empty for the few characters that are letters to Unicode but accents to a reader.
    """
    if surface.isascii() and surface.isalpha():
        return surface.lower()
    if surface.endswith(_POSSESSIVES):
        surface = surface[:-2]
    return glob_form(surface)


def glob_form(typed: str) -> str:
    """What exact forms have to be like for a typed pattern: "O'Łó?z*" gives "olo?z*"."""
    form = fold(typed.translate(_APOSTROPHES))
    return form.replace(",", "") if form[:1].isdigit() else form.replace(".", "")


def capitals(surface: str) -> int:
    """How a word is printed: without capitals, as a name is, in capitals, or otherwise.

    Only letters count, and not those of a possessive 's:

    >>> [capitals(word) for word in ("apple", "Apple's", "APPLE's", "iPhone", "U.S.", "F-16", "12")]
    [0, 1, 2, 3, 2, 1, 0]
    """
    if surface.islower():
        return NO_CAPITAL
    if surface[1:].islower() and surface[0].isupper():
        return FIRST_CAPITAL
    if surface.endswith(_POSSESSIVES):
        surface = surface[:-2]
    letters = [letter.isupper() for letter in surface if letter.isalpha()]
    count = sum(letters)
    if count == 0:
        return NO_CAPITAL
    if count == 1 and letters[0]:
        return FIRST_CAPITAL
    return ALL_CAPITALS if count == len(letters) else MIXED_CAPITALS


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order; a hyphenated compound also as one joined word.

    "co-operate fully" gives co (0), operate (1), cooperate (0, joined) and fully (2), so that
    it is found by its parts, as a phrase, and however the compound is written.
    """
    if text.isascii() and text.isalpha():
        return [Token(text.lower(), 0, len(text), 0)]
    found = ((exact_form(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text))
    words = [
        Token(form, start, end, position)
        for position, (form, start, end) in enumerate(word for word in found if word[0])
    ]
    if not any(hyphen in text for hyphen in _HYPHENS):
        return words
    return sorted([*words, *_compounds(text, words)], key=lambda t: (t.start, t.position, t.end))


@lru_cache(maxsize=100_000)
def piece_tokens(piece: str) -> tuple[Token, ...]:
    """The tokens of a piece of text without blanks, remembered: no token spans a blank."""
    return tuple(tokens(piece))


def _compounds(text: str, words: list[Token]) -> Iterator[Token]:
    chain: list[Token] = []
    for word in words:
        if chain and not _hyphenated(text, chain[-1], word):
            yield from _joined(chain)
            chain = []
        chain.append(word)
    yield from _joined(chain)


def _hyphenated(text: str, left: Token, right: Token) -> bool:
    return right.start == left.end + 1 and text[left.end] in _HYPHENS


def _joined(chain: list[Token]) -> Iterator[Token]:
    if 1 < len(chain) <= _LONGEST_COMPOUND:
        form = "".join(word.form for word in chain)
        yield Token(form, chain[0].start, chain[-1].end, chain[0].position, joined=True)
