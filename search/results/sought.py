"""The words that the leaves of a query look for, found in a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from search.query.nodes import Fuzzy, Leaf, Phrase, Unordered, Wildcard, Word
from search.text.spelling import distance
from search.text.stems import stem
from search.text.tokens import Token, capitals, glob_form, piece_tokens, tokens

ANY_WORD = -1
"""Stands in a row for a word that may be any."""

Test = Callable[[str, str], bool]
"""Whether a word is meant, by its exact form and by how it is printed."""

_SIGNS = {"*": ".*", "?": "."}
_ENDING_STARS = re.compile(r"[*\s]+\Z|\A[*\s]+")


class Occurrence(NamedTuple):
    """A word that is looked for: its position in the text and its offsets."""

    position: int
    start: int
    end: int


class Rows(NamedTuple):
    """What a leaf looks for.

    :param rows: alternatives; each has the numbers of words that stand one behind the other
    :param within: how near together the words stand in any order; None where the order counts
    """

    rows: tuple[tuple[int, ...], ...]
    within: int | None = None


class Sought:
    """Words that are looked for, each with a number; the same word is looked for once."""

    def __init__(self) -> None:
        self._stems: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._tests: dict[Test, int] = {}
        self._pieces = _Pieces(self)

    def __len__(self) -> int:
        return len(self._stems) + len(self._forms) + len(self._tests)

    def rows(self, leaf: Leaf) -> Rows:
        """Look for the words of a leaf."""
        match leaf:
            case Word(text):
                return Rows(self._apart_and_joined(text, self._stem_of))
            case Phrase(text, as_written=as_written):
                read = self._printed if as_written else self._form_of
                return Rows(self._apart_and_joined(_ENDING_STARS.sub("", text), read))
            case Unordered(text, within):
                return Rows((self._row(text, self._form_of),), within)
            case Wildcard(text):
                return Rows(((self._test(_pattern(text)),),))
            case Fuzzy(text, edits):
                whole = "".join(token.form for token in tokens(text) if not token.joined)
                return Rows(((self._test(_Within(whole, edits)),),))

    def numbers(self, token: Token, text: str) -> list[int]:
        """Of the words that a token of a text is."""
        found = []
        if self._stems and (number := self._stems.get(stem(token.form))) is not None:
            found.append(number)
        if (number := self._forms.get(token.form)) is not None:
            found.append(number)
        if self._tests:
            printed = text[token.start : token.end]
            found += [number for test, number in self._tests.items() if test(token.form, printed)]
        return found

    def occurrences(self, text: str) -> list[list[Occurrence]]:
        """Where each of the words stands in a text, by its number."""
        found: list[list[Occurrence]] = [[] for _ in range(len(self))]
        position = offset = 0
        # No word spans a blank, and most pieces between blanks are met again and again.
        for piece in text.split(" "):
            words, hits = self._pieces[piece]
            for number, place, start, end in hits:
                found[number].append(Occurrence(position + place, offset + start, offset + end))
            position += words
            offset += len(piece) + 1
        return found

    def _apart_and_joined(
        self, text: str, read: Callable[[str, Token], int]
    ) -> tuple[tuple[int, ...], ...]:
        """The words side by side, or as the one word that they are if they make a compound."""
        found = tokens(text)
        rows = [self._row(text, read)] if found else []
        rows += [
            (read(text, token),)
            for token in found
            if token.joined and (token.start, token.end) == (0, found[-1].end)
        ]
        return tuple(rows)

    def _row(self, text: str, read: Callable[[str, Token], int]) -> tuple[int, ...]:
        row: list[int] = []
        for piece in text.split():
            own = [read(piece, token) for token in tokens(piece) if not token.joined]
            row += [ANY_WORD] if piece == "*" else own
        return tuple(row)

    def _stem_of(self, text: str, token: Token) -> int:
        return self._stems.setdefault(stem(token.form), len(self))

    def _form_of(self, text: str, token: Token) -> int:
        return self._forms.setdefault(token.form, len(self))

    def _printed(self, text: str, token: Token) -> int:
        return self._test(_Printed(token.form, capitals(text[token.start : token.end])))

    def _test(self, test: Test) -> int:
        return self._tests.setdefault(test, len(self))


@dataclass(frozen=True, slots=True)
class _Printed:
    """An exact form with capitals in these places alone."""

    form: str
    capitals: int

    def __call__(self, form: str, printed: str) -> bool:
        return form == self.form and capitals(printed) == self.capitals


@dataclass(frozen=True, slots=True)
class _Within:
    """The exact forms so few letters away."""

    form: str
    edits: int

    def __call__(self, form: str, printed: str) -> bool:
        return distance(self.form, form, self.edits) <= self.edits


@dataclass(frozen=True, slots=True)
class _Matching:
    """The exact forms that match a pattern as a whole."""

    pattern: re.Pattern[str]

    def __call__(self, form: str, printed: str) -> bool:
        return self.pattern.fullmatch(form) is not None


def _pattern(text: str) -> _Matching:
    signs = (_SIGNS.get(sign, re.escape(sign)) for sign in glob_form(text))
    return _Matching(re.compile("".join(signs)))


class _Pieces(dict[str, tuple[int, tuple[tuple[int, int, int, int], ...]]]):
    """Pieces of text between blanks, each read when it is first met.

    :returns: how many words it has, and for each that is looked for its number, its position in
        the piece and its offsets
    """

    def __init__(self, sought: Sought) -> None:
        super().__init__()
        self._sought = sought

    def __missing__(self, piece: str) -> tuple[int, tuple[tuple[int, int, int, int], ...]]:
        found = piece_tokens(piece)
        hits = tuple(
            (number, token.position, token.start, token.end)
            for token in found
            for number in self._sought.numbers(token, piece)
        )
        self[piece] = read = (found[-1].position + 1 if found else 0), hits
        return read
