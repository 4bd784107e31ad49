"""The end of a query while it is typed, as far as it can be completed."""

import re
from dataclasses import dataclass

from search.fields import FIELD_NAMES
from search.text.stopwords import STOPWORDS
from search.text.tokens import Token, tokens

LONGEST = 200
"""Characters before the cursor that are looked at."""

_NOT_WORDS = re.compile(r"\b(?:AND|OR|NOT)\b|\b\w+:|\bNOT w/\w*|\b(?:w|pre)/\w*|\b\w+/?\d+\(")
_LAST_FIELD = re.compile(r"\b(\w+):\s*([^:]*)\Z")
_OPEN_GROUP = re.compile(r"""["“”][^"“”]*\Z|\([^()]*\Z""")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands before the cursor.

    :param field: the field in which the last word is looked for; None where it says none
    :param words: exact forms of the words that are complete, in a field those of the field
    :param prefix: the exact form of the last word, to which more may be added; "" for none
    :param start: offset in the text of the last word
    """

    field: str | None
    words: tuple[str, ...]
    prefix: str
    start: int


def read_typed(text: str) -> Typed:
    """The end of any text; nothing that is typed is an error."""
    begin = max(len(text) - LONGEST, 0)
    tail = text[begin:]
    field, since = _field(tail)
    found = [t for t in _words(tail) if t.start >= since]
    if not found or found[-1].end < len(tail):
        return Typed(field, _telling(found), "", len(text))
    return Typed(field, _telling(found[:-1]), found[-1].form, begin + found[-1].start)


def _field(tail: str) -> tuple[str | None, int]:
    """The field that holds the end of the text, and where what it holds begins."""
    last = _LAST_FIELD.search(tail)
    if last is None or last[1].lower() not in FIELD_NAMES:
        return None, 0
    holds_the_end = _OPEN_GROUP.match(last[2]) or not re.search(r"\s", last[2])
    return (FIELD_NAMES[last[1].lower()], last.start(2)) if holds_the_end else (None, 0)


def _words(tail: str) -> list[Token]:
    plain = _NOT_WORDS.sub(lambda found: " " * len(found[0]), tail)
    return [token for token in tokens(plain) if not token.joined]


def _telling(found: list[Token]) -> tuple[str, ...]:
    return tuple(token.form for token in found if token.form not in STOPWORDS)
