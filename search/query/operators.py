"""Operators that say how near, how often or how early, and what is written in them.

``w/5`` and ``near/5``, ``pre/3``, ``w/s`` and ``w/p`` stand between two things, which is how
law and press archives write them; ``atleast3(…)``, ``first/50(…)`` and ``cap(…)`` hold one.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from search.query.nodes import Unit, Within

OPERATORS = frozenset({"AND", "OR", "NOT"})

MAX_WITHIN = 255
"""Words between two things that are near; fields stand farther apart than this."""

MAX_NUMBER = 9_999
"""For ``atleast`` and ``first``; hardly an article has more words."""

DEFAULT_COUNT = 2
"""For ``atleast(…)`` without a number: once is what the word alone says."""

RELATION = r"(?ai: (?:w|near|pre) / (?: [0-9]+ | s(?:ent(?:ence)?)? | p(?:ara(?:graph)?)? ) )"
"""In verbose syntax, like :data:`FUNCTION`."""

FUNCTION = r"(?ai: atleast/?[0-9]* | first/?[0-9]+ | cap )"

_RELATION = re.compile(r"(?P<name>\w+)/(?:(?P<words>[0-9]+)|(?P<unit>[sp]))", re.ASCII)
_FUNCTION = re.compile(r"(?P<name>[a-z]+)/?(?P<number>[0-9]*)", re.ASCII)
_LIKE_FUNCTION = re.compile(FUNCTION, re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Relation:
    """How two things have to stand to each other.

    :param denied: whether the second must not stand so (``NOT w/5``)
    """

    within: Within
    ordered: bool
    denied: bool = False


class Form(Enum):
    """What a function asks of what it holds."""

    AT_LEAST = auto()
    FIRST = auto()
    AS_WRITTEN = auto()


@dataclass(frozen=True, slots=True)
class Function:
    """A function and its number, which ``cap`` does without.

    :param number: as is counted with
    """

    form: Form
    number: int = 0


def read_relation(typed: str, denied: bool) -> tuple[Relation, str]:
    """What "w/5" says, and where its number was read as another a remark on that, or ""."""
    found = _RELATION.match(typed.lower())
    assert found, typed
    ordered = found["name"] == "pre"
    if found["unit"]:
        return Relation(Unit(found["unit"]), ordered, denied), ""
    words = clamped(int(found["words"]), 1, MAX_WITHIN)
    remark = "" if words == int(found["words"]) else f"was read as {found['name']}/{words}"
    return Relation(words, ordered, denied), remark


def read_function(typed: str) -> tuple[Function, str]:
    """What "atleast3" says, and where its number was read as another a remark on that, or ""."""
    found = _FUNCTION.match(typed.lower())
    assert found, typed
    name, figures = found["name"], found["number"]
    if name == "cap":
        return Function(Form.AS_WRITTEN), ""
    number = clamped(int(figures), 1, MAX_NUMBER) if figures else DEFAULT_COUNT
    form = Form.FIRST if name == "first" else Form.AT_LEAST
    if figures and number == int(figures):
        return Function(form, number), ""
    return Function(form, number), f"was read as {name}{'/' if form is Form.FIRST else ''}{number}"


def is_function(surface: str) -> bool:
    """Whether a word could be taken for a function with a number, as "atleast3" could."""
    return surface[-1].isdigit() and _LIKE_FUNCTION.fullmatch(surface) is not None


def clamped(number: int, least: int, most: int) -> int:
    return min(max(number, least), most)
