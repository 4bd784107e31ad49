"""The tree of a query: frozen nodes that no engine owns.

Words stand in the nodes as they were typed; what they match is for :mod:`search.text` to say.
``str(node)`` is a query that reads as the same tree again.

Nodes are of three kinds. Those that have **places** say where in an article they stand, as
stretches of text from a first to a last word: words, wildcards, phrases, and what joins them by
nearness. Those that only **filter** speak of an article as a whole. And, Or, Not and Keywords
join nodes of any kind.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from search.query.periods import written


class Unit(StrEnum):
    """A stretch of text in which things may stand together; the value is what follows ``w/``."""

    SENTENCE = "s"
    PARAGRAPH = "p"


Within = int | Unit
"""How near: at most so many words, or in one sentence or paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What all nodes have beside their meaning.

    :param at: offsets in the query's text of what was read as this node, first character and one
        behind the last; None where it was not typed. Nodes that differ in it alone are equal.
    """

    at: tuple[int, int] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word(Placed):
    """A word in any of its inflections; hyphens and apostrophes as typed.

    :param field: a name in :data:`search.fields.TEXT_FIELDS`; None looks in all searched fields
    """

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Wildcard(Placed):
    """Every word so written: ``*`` stands for any letters or none, ``?`` for one.

    :param text: but for these signs an exact form, see :func:`search.text.tokens.exact_form`
    """

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Fuzzy(Placed):
    """Every word that at most ``edits`` letters put in, left out, changed or swapped make of it.

    :param text: an exact form, see :func:`search.text.tokens.exact_form`
    """

    text: str
    edits: int
    field: str | None = None

    def __str__(self) -> str:
        return _in_field(self.field, f"{self.text}~{self.edits}")


@dataclass(frozen=True, slots=True)
class Phrase(Placed):
    """Exactly these word forms, next to each other in one field, in this order.

    :param text: a ``*`` between blanks stands for any one word
    :param as_written: whether capitals count: each word has to be written with capitals just
        where this one is, see :func:`search.text.tokens.capitals`
    """

    text: str
    field: str | None = None
    as_written: bool = False

    def __str__(self) -> str:
        quoted = f'"{self.text}"'
        return _in_field(self.field, f"cap({quoted})" if self.as_written else quoted)


@dataclass(frozen=True, slots=True)
class Unordered(Placed):
    """These exact word forms in any order, close together in one field (``"hero driver"~3``).

    The first and the last are at most ``within`` words apart where there are two, and one more
    for each further word; so there are fewer than ``within`` others among them.
    """

    text: str
    within: int
    field: str | None = None

    def __str__(self) -> str:
        return _in_field(self.field, f'"{self.text}"~{self.within}')


@dataclass(frozen=True, slots=True)
class Near(Placed):
    """Places of both sides near each other, in one field (``mayor w/5 bribe``).

    Two places are near where their positions differ by at most ``within`` words, stopwords
    counted, or where both stand in one sentence or paragraph. A place of its own is needed for
    each side. Together they are the stretch from the first to the last word of both.

    :param ordered: whether the left side has to stand first (``pre/5``)
    """

    left: "Node"
    right: "Node"
    within: Within
    ordered: bool = False

    def __str__(self) -> str:
        return f"{_part(self.left)} {_near(self)} {_part(self.right)}"


@dataclass(frozen=True, slots=True)
class NotNear(Placed):
    """Places of the left side with none of the right side near (``flood NOT w/5 warning``).

    :param ordered: whether only a right side that follows counts
    """

    left: "Node"
    right: "Node"
    within: Within
    ordered: bool = False

    def __str__(self) -> str:
        return f"{_part(self.left)} NOT {_near(self)} {_part(self.right)}"


@dataclass(frozen=True, slots=True)
class First(Placed):
    """Places among the first words of their field, or of their caption (``first/50(...)``)."""

    words: int
    part: "Node"

    def __str__(self) -> str:
        return f"first/{self.words}({self.part})"


@dataclass(frozen=True, slots=True)
class AtLeast(Placed):
    """Articles in which the part has so many places or more (``atleast3(...)``)."""

    count: int
    part: "Node"

    def __str__(self) -> str:
        return f"atleast{self.count}({self.part})"


@dataclass(frozen=True, slots=True)
class DateRange(Placed):
    """Articles of these days, both ends included; None is open; undated articles never match."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        return f"date:{written(self.first, self.last)}"


@dataclass(frozen=True, slots=True)
class DayOfYear(Placed):
    """Articles of this day in any year (``date:01-26``)."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"date:{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Length(Placed):
    """Articles of so many words, bylines not counted; None is open (``words:>800``)."""

    least: int | None
    most: int | None

    def __str__(self) -> str:
        if self.most is None:
            return f"words:>={self.least}"
        return f"words:{self.least or 0}..{self.most}"


@dataclass(frozen=True, slots=True)
class Everything(Placed):
    """All articles: an empty query."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Not(Placed):
    """Articles that ``part`` does not match."""

    part: "Node"

    def __str__(self) -> str:
        return f"-{_part(self.part)}"


@dataclass(frozen=True, slots=True)
class And(Placed):
    """Articles that every part matches."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " AND ".join(map(_part, self.parts))


@dataclass(frozen=True, slots=True)
class Or(Placed):
    """Articles that at least one part matches; its places are those of all parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(_part, self.parts))


@dataclass(frozen=True, slots=True)
class Keywords(Placed):
    """Things typed side by side with no operator; how many must match is the search's choice.

    See :mod:`search.query.matching`, which turns it into And and Or before an engine runs it.
    """

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(map(_part, self.parts))


@dataclass(frozen=True, slots=True)
class Boost(Placed):
    """A part that adds so many times its score; made by the ranking, never typed."""

    part: "Node"
    weight: float

    def __str__(self) -> str:
        return str(self.part)


@dataclass(frozen=True, slots=True)
class Some(Placed):
    """Articles that match enough of the parts; made by the ranking, never typed.

    :param share: how much of the weight of all parts those that match must have, 0 to 1. A part
        weighs its inverse document frequency, and nothing where the archive does not have it.
    """

    parts: tuple["Node", ...]
    share: float

    def __str__(self) -> str:
        return " ".join(map(_part, self.parts))


Leaf = Word | Wildcard | Fuzzy | Phrase | Unordered
"""What is looked for in the text; all else joins leaves or filters articles."""

Filter = DateRange | DayOfYear | Length | Everything

Node = Leaf | Near | NotNear | First | AtLeast | Filter | Not | And | Or | Keywords | Boost | Some

_JOINING = (And, Or, Keywords, Some, Near, NotNear)


def _part(node: Node) -> str:
    return f"({node})" if isinstance(node, _JOINING) else str(node)


def _in_field(name: str | None, text: str) -> str:
    return f"{name}:{text}" if name else text


def _near(node: Near | NotNear) -> str:
    return f"{'pre' if node.ordered else 'w'}/{node.within}"
