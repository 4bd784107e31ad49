"""Typed text cut into lexemes: brackets, operators, field names, and the terms between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from search.fields import FIELD_NAMES
from search.query.leaves import Leaves
from search.query.nodes import Leaf
from search.query.notes import Notes, place
from search.query.operators import FUNCTION, OPERATORS, RELATION, is_function
from search.query.patterns import read_run
from search.query.quoted import read_phrase, read_unordered


class Kind(Enum):
    """What a lexeme is to the grammar."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()
    FUNCTION = auto()
    FIELD = auto()
    TERM = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the text, and where it stands.

    :param text: as typed; of a quoted text what is between the marks, of a field its name
    :param start: offset of its first character in the text
    :param end: offset behind its last character
    :param leaves: of a term, what it looks for, with places counted from its first character;
        nothing where it has no letter or digit
    """

    kind: Kind
    text: str
    start: int
    end: int
    leaves: tuple[Leaf, ...] = ()

    @property
    def is_quoted(self) -> bool:
        return self.kind is Kind.TERM and self.end - self.start > len(self.text)


# The minus has to stand where a term begins, or "co-operate" would leave out "operate"; before
# another minus or a space it is a dash. A function with a number may stand apart from its bracket;
# without one it has to touch it, or "baseball cap (red)" would have one.
_LEXEME = re.compile(
    rf"""
      (?P<open> \( )
    | (?P<close> \) )
    | (?P<quoted> ["“”] (?P<inside> [^"“”]* ) (?P<closed> ["“”] (?: ~ (?P<within> [0-9]+ ) )? )? )
    | (?P<sign> [&|]+ )
    | (?P<minus> (?<! [^\s(&|:] ) - (?! [\s)&|-] | \Z ) )
    | (?P<field> (?ai: {"|".join(FIELD_NAMES)} ) : )
    | (?P<near> {RELATION} (?= [\s()"“”&|] | \Z ) )
    | (?P<function> {FUNCTION} (?: (?= \( ) | (?<= [0-9] ) (?= \s* \( ) ) )
    | (?P<run> [^\s()"“”&|]+ )
    """,
    re.VERBOSE,
)
_SIGNS = {"&": Kind.AND, "&&": Kind.AND, "|": Kind.OR, "||": Kind.OR}
_FIELD_ATTEMPT = re.compile(r"([^\W\d_]+):(?![\s/\\:)]|\Z)")


def lex(text: str, notes: Notes) -> list[Lexeme]:
    """The lexemes of a text in order; terms that say nothing are left out.

    One that says nothing stays behind a minus or a field name that it touches, so that these
    do not take hold of the next term.
    """
    lexemes: list[Lexeme] = []
    for lexeme in _all(text, notes):
        if lexeme.kind is not Kind.TERM or lexeme.leaves or _touches_prefix(lexemes, lexeme):
            lexemes.append(lexeme)
    return lexemes


def _touches_prefix(before: list[Lexeme], lexeme: Lexeme) -> bool:
    return (
        bool(before)
        and before[-1].kind in (Kind.NOT, Kind.FIELD)
        and before[-1].end == lexeme.start
    )


def _all(text: str, notes: Notes) -> Iterator[Lexeme]:
    for found in _LEXEME.finditer(text):
        match found.lastgroup:
            case "open":
                yield _lexeme(Kind.OPEN, found)
            case "close":
                yield _lexeme(Kind.CLOSE, found)
            case "minus":
                yield _lexeme(Kind.NOT, found)
            case "field":
                yield _lexeme(Kind.FIELD, found, found[0][:-1])
            case "sign":
                if found[0] in _SIGNS:
                    yield _lexeme(_SIGNS[found[0]], found)
            case "near":
                yield _lexeme(Kind.NEAR, found)
            case "function":
                yield _lexeme(Kind.FUNCTION, found)
            case "quoted":
                yield _quoted(found, notes)
            case _:
                yield _run(found, notes)


def _lexeme(kind: Kind, found: re.Match[str], text: str | None = None) -> Lexeme:
    return Lexeme(kind, found[0] if text is None else text, found.start(), found.end())


def _quoted(found: re.Match[str], notes: Notes) -> Lexeme:
    if not found["closed"]:
        notes.add(
            f"the quotation mark {place(found.start())} was never closed; "
            "read as if it ended at the end"
        )
    inside, within = found["inside"], found["within"]
    read = read_unordered(inside, int(within)) if within else read_phrase(inside)
    _add_remarks(read, found.start() + 1, notes)
    leaves = tuple(replace(leaf, at=(0, len(found[0]))) for leaf in read.leaves)
    return Lexeme(Kind.TERM, inside, *found.span(), leaves)


def _run(found: re.Match[str], notes: Notes) -> Lexeme:
    if found[0] in OPERATORS:
        return _lexeme(Kind[found[0]], found)
    if attempt := _FIELD_ATTEMPT.match(found.string, found.start()):
        notes.add(_no_such_field(attempt[1]))
    if is_function(found[0]):
        notes.add(f"{found[0]} {place(found.start())} has no bracket after it; read as words")
    read = read_run(found[0])
    if read.remarks:
        _add_remarks(read, found.start(), notes)
    return Lexeme(Kind.TERM, found[0], *found.span(), read.leaves)


def _no_such_field(name: str) -> str:
    *fields, last = dict.fromkeys(FIELD_NAMES.values())
    return (
        f'there is no field "{name}", so it was read as a word; '
        f"fields are {', '.join(fields)} and {last}"
    )


def _add_remarks(read: Leaves, start: int, notes: Notes) -> None:
    for remark in read.remarks:
        notes.add_remark(remark, start)
