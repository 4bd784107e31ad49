"""What to ask instead where a search found nothing, or little."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import NamedTuple, TypeVar

from search.engines.contract import Dictionary
from search.errors import QueryTooSlowError
from search.query.joining import conjunction, keywords
from search.query.matching import all_of, any_of, can_relax
from search.query.nodes import (
    And,
    AtLeast,
    Everything,
    First,
    Keywords,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    Unordered,
    Word,
)
from search.query.parser import ParsedQuery, parse
from search.text.tokens import tokens

FEW = 3
"""Articles found, up to which another spelling is offered."""

MOST_PARTS = 12
"""Parts of a query that are left out one by one; of a longer one none is."""

_SPELLINGS_A_WORD = 4
_MOST_TRIED = 12
_MOST_SPELLINGS = 3
_SHORTEST = 3
_MOST_WORDS = 5
_VARIED = 3
_TIMES_AS_MANY = 10
"""A word that the archive has gives way to one that so many times as many articles have."""

_Found = TypeVar("_Found")

Count = Callable[[Node], int]
"""How many articles a typed tree finds."""


@dataclass(frozen=True, slots=True)
class Without:
    """The search without one of its parts.

    :param part: as it could be typed
    :param parameters: of the search that are left out; "q" where it is a part of the query
    :param query: what is left of the query
    :param total: how many articles are found then
    :param alone: how many the part finds by itself
    """

    part: str
    parameters: tuple[str, ...]
    query: str
    total: int
    alone: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """The query with words of the archive that are written alike.

    :param words: what was typed, and what stands for it
    :param total: how many articles are found then
    """

    query: str
    words: Mapping[str, str]
    total: int


@dataclass(frozen=True, slots=True)
class Apart:
    """The query with the words of its phrases anywhere in an article."""

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What to ask instead.

    :param spellings: those that find more
    :param without: each part left out, where nothing was found
    :param apart: where a phrase was not found, though its words are
    :param any_word: how many articles have some of the words, where all were asked for
    """

    spellings: tuple[Spelling, ...] = ()
    without: tuple[Without, ...] = ()
    apart: Apart | None = None
    any_word: int = 0


NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was searched for.

    :param filters: beside the query, by the name of their parameter
    :param total: how many articles have all of it
    :param may_relax: whether articles with some of the words are an answer too
    :param deadline: of the search, as of :class:`~search.engines.contract.Request`
    """

    query: ParsedQuery
    filters: Mapping[str, Node]
    total: int
    may_relax: bool
    deadline: float = inf


def advise(asked: Asked, count: Count, dictionary: Dictionary) -> Advice:
    """What finds more: each part left out where nothing is found, and other spellings.

    Where the time of the search is over, what has been found out by then.
    """
    spellings = _spellings(asked, count, dictionary) if asked.total <= FEW else iter(())
    if asked.total:
        return Advice(tuple(_in_time(spellings)))
    return Advice(
        tuple(_in_time(spellings)),
        tuple(_in_time(_without(asked, count))),
        next(_in_time(_apart(asked, count)), None),
        next(_in_time(_any_word(asked, count)), 0),
    )


def _in_time(found: Iterator[_Found]) -> Iterator[_Found]:
    try:
        yield from found
    except QueryTooSlowError:
        return


def _without(asked: Asked, count: Count) -> Iterator[Without]:
    """The search without each part of the query, and without each filter."""
    tree, filters = asked.query.tree, asked.filters
    parts = _top(tree)
    if not 1 < len(parts) + len(filters) <= MOST_PARTS:
        return
    for place, part in enumerate(parts):
        rest = _joined(tree, [*parts[:place], *parts[place + 1 :]])
        if all_of(rest) != all_of(tree):  # a common word is not looked for beside others
            yield Without(str(part), ("q",), str(rest), count(_beside(rest, asked)), count(part))
    for name, node in filters.items():
        others = [other for own, other in filters.items() if own != name]
        total = count(conjunction([tree, *others]))
        yield Without(str(node), (name,), str(tree), total, count(node))
    if len(filters) > 1:
        together = conjunction(filters.values())
        yield Without(str(together), tuple(filters), str(tree), count(tree), count(together))


def _apart(asked: Asked, count: Count) -> Iterator[Apart]:
    """The search with the words of its phrases anywhere."""
    tree = asked.query.tree
    loose = _joined(tree, [word for part in _top(tree) for word in _loosened(part)])
    if loose != tree and (total := count(_beside(loose, asked))):
        yield Apart(str(loose), total)


def _loosened(part: Node) -> list[Node]:
    if not isinstance(part, Phrase | Unordered):
        return [part]
    return [Word(token.form, part.field) for token in tokens(part.text) if not token.joined]


def _any_word(asked: Asked, count: Count) -> Iterator[int]:
    if not asked.may_relax and can_relax(asked.query.tree):
        yield count(_beside(any_of(asked.query.tree), asked))


def _beside(tree: Node, asked: Asked) -> Node:
    return conjunction([tree, *asked.filters.values()])


def _top(tree: Node) -> Sequence[Node]:
    """The parts all of which an article must match."""
    match tree:
        case And(parts) | Keywords(parts):
            return parts
        case Everything():
            return ()
        case _:
            return (tree,)


def _joined(tree: Node, parts: Sequence[Node]) -> Node:
    return conjunction(parts) if isinstance(tree, And) else keywords(parts)


class _Word(NamedTuple):
    """An exact form that is looked for in a field, None for all that are searched."""

    form: str
    field: str | None


def _spellings(asked: Asked, count: Count, dictionary: Dictionary) -> Iterator[Spelling]:
    """The query with words that the archive has, the most alike and most frequent first."""
    words = list(dict.fromkeys(_words(asked.query.tree)))[:_MOST_WORDS]
    options = {word: _options(word, count, dictionary, asked.deadline) for word in words}
    offered = {word: forms for word, forms in options.items() if forms}
    found = 0
    for chosen in _choices(list(offered.values())):
        instead = {w: form for w, form in zip(offered, chosen, strict=True) if w.form != form}
        text = _written(asked.query, instead)
        if instead and (total := count(_beside(parse(text).tree, asked))) > asked.total:
            yield Spelling(text, {word.form: form for word, form in instead.items()}, total)
            found += 1
        if found == _MOST_SPELLINGS:
            return


def _choices(options: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """One option for each word, those first that are the first options of their words."""
    several = [own if place < _VARIED else own[:1] for place, own in enumerate(options)]
    ranked = product(*(enumerate(own) for own in several))
    in_order = sorted(ranked, key=lambda chosen: sum(rank for rank, _ in chosen))
    return [tuple(form for _, form in chosen) for chosen in in_order[:_MOST_TRIED]]


def _options(word: _Word, count: Count, dictionary: Dictionary, deadline: float) -> list[str]:
    """Forms that may stand for a word; for one that the archive has the word itself as well."""
    articles = count(Word(*word))
    if articles > FEW:
        return []
    offered = dictionary.spellings(word.form, word.field, _SPELLINGS_A_WORD, deadline)
    better = [other.text for other in offered if other.articles > _TIMES_AS_MANY * articles]
    return [word.form, *better] if articles and better else better


def _words(node: Node) -> Iterator[_Word]:
    """The words that an article should have."""
    for leaf in _leaves(node):
        for token in tokens(leaf.text):
            if not token.joined and token.form.isalpha() and len(token.form) >= _SHORTEST:
                yield _Word(token.form, leaf.field)


def _leaves(node: Node) -> Iterator[Word | Phrase | Unordered]:
    match node:
        case And(parts) | Or(parts) | Keywords(parts):
            for part in parts:
                yield from _leaves(part)
        case Near(left, right):
            yield from _leaves(left)
            yield from _leaves(right)
        case NotNear(part) | First(_, part) | AtLeast(_, part):
            yield from _leaves(part)
        case Word() | Phrase() | Unordered():
            yield node


def _written(query: ParsedQuery, instead: Mapping[_Word, str]) -> str:
    """The typed text with other words in the places of some."""
    text = query.text
    for leaf in sorted(_leaves(query.tree), key=lambda leaf: leaf.at or (0, 0), reverse=True):
        begin, end = leaf.at or (0, 0)
        for token in reversed(tokens(query.text[begin:end])):
            form = instead.get(_Word(token.form, leaf.field))
            if form and not token.joined:
                text = text[: begin + token.start] + form + text[begin + token.end :]
    return text
