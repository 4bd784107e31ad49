"""Any tree that can be typed, made without typing it; and ways to walk through trees."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import strategies as st

from search.query.joining import conjunction, disjunction, keywords, negation
from search.query.nodes import (
    And,
    AtLeast,
    DateRange,
    DayOfYear,
    First,
    Fuzzy,
    Keywords,
    Length,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Some,
    Unit,
    Unordered,
    Wildcard,
    Word,
)

FIELDS = st.sampled_from([None, None, "headline", "standfirst", "body", "captions", "byline"])
TYPED_WORDS = "flood the not and w cap first near atleast U.S O'Neill F-16 co-op 1,000 3.5m café Ö"
WORDS = st.sampled_from(TYPED_WORDS.split())
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
WITHIN = st.one_of(st.integers(1, 255), st.sampled_from(Unit))
COUNTS = st.integers(1, 9_999)


def _patterns() -> st.SearchStrategy[str]:
    signs = st.text(st.sampled_from("ab3*?"), min_size=2, max_size=8)
    return signs.filter(_is_pattern)


def _is_pattern(text: str) -> bool:
    return (
        sum(map(str.isalnum, text)) > 1
        and bool(set(text) & set("*?"))
        and not text.endswith("?")
        and "**" not in text
    )


def _spans(first: date, days: int, open_ends: int) -> DateRange:
    last = first + timedelta(min(days, (date.max - first).days))
    return DateRange(None if open_ends == 1 else first, None if open_ends == 2 else last)


def _phrases(words: list[str], unknown: list[bool]) -> str:
    starred = [f"* {word}" if star else word for word, star in zip(words, unknown, strict=False)]
    return " ".join([words[0], *starred])


PHRASES = st.builds(
    _phrases, st.lists(WORDS, min_size=1, max_size=4), st.lists(st.booleans(), max_size=4)
)
LEAVES = st.one_of(
    st.builds(Word, WORDS, FIELDS),
    st.builds(Wildcard, _patterns(), FIELDS),
    st.builds(Fuzzy, st.sampled_from(["colour", "coop", "1000"]), st.integers(1, 2), FIELDS),
    st.builds(Fuzzy, st.sampled_from(["us", "the"]), st.just(1), FIELDS),
    st.builds(Phrase, PHRASES, FIELDS, st.booleans()),
    st.builds(
        Unordered,
        st.lists(WORDS, min_size=2, max_size=4).map(" ".join),
        st.integers(1, 255),
        FIELDS,
    ),
)
FILTERS = st.one_of(
    st.builds(_spans, DAYS, st.integers(0, 800), st.integers(0, 2)),
    DAYS.map(lambda day: DayOfYear(day.month, day.day)),
    st.builds(Length, st.integers(1, 10**9), st.none()),
    st.builds(Length, st.none(), st.integers(0, 10**9)),
    st.integers(1, 999).flatmap(lambda n: st.builds(Length, st.just(n), st.integers(n, 10**9))),
)


def _of_placed(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Near, inner, inner, WITHIN, st.booleans()),
        st.builds(NotNear, inner, inner, WITHIN, st.booleans()),
        st.builds(First, COUNTS, inner),
        st.lists(inner, min_size=2, max_size=3).map(disjunction),
    )


PLACED = st.recursive(LEAVES, _of_placed, max_leaves=6)


def _of_any(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        several.map(conjunction), several.map(disjunction), several.map(keywords),
        inner.map(negation),
    )  # fmt: skip


TREES = st.recursive(
    st.one_of(PLACED, FILTERS, st.builds(AtLeast, COUNTS, PLACED)), _of_any, max_leaves=10
)
"""Trees of every kind of node that the parser makes, and no deeper than it can read."""


def nodes_of(tree: Node) -> Iterator[Node]:
    yield tree
    for part in parts_of(tree):
        yield from nodes_of(part)


def parts_of(node: Node) -> tuple[Node, ...]:
    match node:
        case And(parts) | Or(parts) | Keywords(parts) | Some(parts):
            return parts
        case Near(left, right) | NotNear(left, right):
            return (left, right)
        case Not(part) | First(_, part) | AtLeast(_, part):
            return (part,)
        case _:
            return ()
