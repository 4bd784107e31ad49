"""The tree of a query: frozen nodes that no engine owns.

Words stand in the nodes as they were typed; what they match is for :mod:`search.text` to say.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflections; hyphens and apostrophes as typed.

    :param field: a name in :data:`search.fields.TEXT_FIELDS`; None looks in all searched fields
    """

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so (``brib*``); ``text`` is without the star."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these word forms, next to each other in one field, in this order."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles of these days, both ends included; None is open; undated articles never match."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles: an empty query."""


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that ``part`` does not match."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Articles that every part matches."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that at least one part matches."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Keywords:
    """Things typed side by side with no operator; how many must match is the search's choice.

    See :mod:`search.query.matching`, which turns it into And and Or before an engine runs it.
    """

    parts: tuple["Node", ...]


Node = Word | Prefix | Phrase | DateRange | Everything | Not | And | Or | Keywords
