"""Small archives with a history, written as generations of an index, and random ones."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from search.arrays import spans
from search.articles.article import Article
from search.engines.contract import Snapshot
from search.engines.whoosh import evaluation, places
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.writer import WhooshWriter
from search.fields import TEXT_FIELDS
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    DayOfYear,
    Everything,
    First,
    Fuzzy,
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
from search.settings import Settings

WORDS = (
    "flood", "floods", "flooding", "floor", "council", "the", "run", "run-s", "runner", "co-op",
    "coop", "O'Neill's", "U.S.", "Łódź", "2,400", "of",
)  # fmt: skip
PATTERNS = (
    "flo*",
    "ru*",
    "*op",
    "*o*o*",
    "fl??d",
    "?un*",
    "co*",
    "Łó*",
    "jo*",
    "o'n*",
    "2,4*",
    "*",
)
MISSPELT = ("fluod", "counsil", "rnu", "Lodz", "te")
NAMES = ("Joan Pellew", "Tobias Reeve", "Joan Flood", "PA", "PA Sport")
DAYS = (None, date(1987, 10, 16), date(2019, 3, 1), date(2019, 3, 2))
IDS = tuple("abcdefghijkl")
TEXT_FIELD_NAMES = tuple(field.name for field in TEXT_FIELDS)

Commit = tuple[frozenset[str], tuple[Article, ...]]


@dataclass(frozen=True)
class Generation:
    """The folder of the last generation, and the articles that it holds."""

    folder: Path
    articles: dict[str, Article]

    @property
    def size(self) -> int:
        return len(self.articles)

    def engine(self) -> WhooshEngine:
        snapshot = Snapshot("000001-test", self.size, datetime(2026, 1, 1, tzinfo=UTC))
        return WhooshEngine(self.folder, snapshot, Settings())


@contextmanager
def written(history: Sequence[Commit]) -> Iterator[Generation]:
    """Write each commit on top of the one before: what it takes out, then what it puts in."""
    articles: dict[str, Article] = {}
    with tempfile.TemporaryDirectory() as root:
        folder = base = None
        for number, (removed, added) in enumerate(history):
            base, folder = folder, Path(root) / str(number)
            folder.mkdir()
            writer = WhooshWriter(folder, base, Settings())
            for article_id in {*removed, *(article.id for article in added)}:
                writer.remove(article_id)
                articles.pop(article_id, None)
            for article in added:
                writer.add(article)
                articles[article.id] = article
            assert writer.commit() == len(articles)
        assert folder is not None
        yield Generation(folder, articles)


def _text(greatest: int) -> SearchStrategy[str]:
    """Words with and without capitals, in sentences and paragraphs."""
    words = st.sampled_from(WORDS)
    printed = words | words | words.map(str.capitalize) | words.map(str.upper)
    ends = st.sampled_from((" ",) * 6 + (". ", "! ", ".\n\n", ", "))
    return st.lists(st.tuples(printed, ends), max_size=greatest).map(
        lambda pieces: "".join(word + end for word, end in pieces)
    )


def article(article_id: str) -> SearchStrategy[Article]:
    """An article of few different words, so that words meet."""
    return st.builds(
        Article,
        id=st.just(article_id),
        headline=_text(4),
        date=st.sampled_from(DAYS),
        bylines=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
        standfirst=_text(3),
        body=_text(12),
        captions=st.lists(_text(3), max_size=2).map(tuple),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Commit]:
    """One to four commits, the first with articles."""
    history = []
    for number in range(draw(st.integers(1, 4))):
        ids = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=not number, max_size=8))
        removed = draw(st.frozensets(st.sampled_from(IDS), max_size=3))
        history.append((removed, tuple(draw(article(article_id)) for article_id in ids)))
    return history


def leaves() -> SearchStrategy[Node]:
    """All that is looked for in the text."""
    fields = st.sampled_from([None, None, None, *TEXT_FIELD_NAMES])
    phrase = st.lists(st.sampled_from((*WORDS, "*")), min_size=1, max_size=3).map(" ".join)
    typed = st.sampled_from((*WORDS, "co-operative", "unheard"))
    unordered = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" ".join)
    return (
        st.builds(Word, typed, fields)
        | st.builds(Word, st.sampled_from(WORDS))
        | st.builds(Wildcard, st.sampled_from(PATTERNS), fields)
        | st.builds(Fuzzy, typed | st.sampled_from(MISSPELT), st.integers(1, 2), fields)
        | st.builds(Phrase, phrase | phrase.map(str.title), fields, st.booleans())
        | st.builds(Unordered, unordered, st.integers(1, 6), fields)
    )


def placed_trees(leaves: SearchStrategy[Node], most: int) -> SearchStrategy[Node]:
    """So many leaves at most, and what joins them by nearness."""
    within = st.integers(1, 6) | st.sampled_from(Unit)

    def joined(parts: SearchStrategy[Node]) -> SearchStrategy[Node]:
        return (
            st.builds(Near, parts, parts, within, st.booleans())
            | st.builds(NotNear, parts, parts, within, st.booleans())
            | st.builds(First, st.integers(1, 6), parts)
            | st.lists(parts, min_size=2, max_size=3).map(tuple).map(Or)
        )

    return st.recursive(leaves, joined, max_leaves=most)


def dense_history() -> SearchStrategy[list[Commit]]:
    """Articles of few words again and again, so that those of :func:`dense_trees` often meet."""
    words = st.sampled_from(("flood", "run-s", "co-op", "coop", "the", "of"))
    ends = st.sampled_from((" ",) * 8 + (". The ", ".\n\n"))
    text = st.lists(st.tuples(words, ends), max_size=25).map(
        lambda pieces: "".join(word + end for word, end in pieces)
    )
    articles = [
        st.builds(Article, st.just(name), body=text, captions=st.tuples(text, text))
        for name in IDS[:6]
    ]
    return st.tuples(*articles).map(lambda several: [(frozenset(), several)])


def dense_trees() -> SearchStrategy[Node]:
    """Nearness of nearness of the words of :func:`dense_history`."""
    words = st.sampled_from(("flood", "run", "co-op", "coop", "of"))
    alone = st.builds(Word, words) | st.builds(Unordered, st.just("co coop of"), st.integers(1, 6))
    return placed_trees(alone, 8)


def trees() -> SearchStrategy[Node]:
    """Trees of every kind of node that an engine takes."""
    days = st.sampled_from(DAYS)
    placed = placed_trees(leaves(), 5)
    alone = (
        leaves()
        | placed
        | placed
        | st.builds(AtLeast, st.integers(1, 3), placed)
        | st.builds(DateRange, days, days)
        | st.sampled_from((DayOfYear(3, 1), DayOfYear(10, 16), DayOfYear(2, 29)))
        | st.sampled_from((Length(None, 8), Length(5, None), Length(3, 20)))
        | st.just(Everything())
    )

    def joined(parts: SearchStrategy[Node]) -> SearchStrategy[Node]:
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return (
            st.builds(And, several)
            | st.builds(Or, several)
            | st.builds(Not, parts)
            | st.builds(Boost, parts, st.sampled_from((0.5, 2.0)))
            | st.builds(Some, several, st.sampled_from((0.0, 0.3, 0.7, 1.0)))
        )

    return plain_trees() | st.recursive(alone, joined, max_leaves=6)


def plain_trees() -> SearchStrategy[Node]:
    """Words that all or any must match, with and without a filter."""
    word = st.builds(Word, st.sampled_from((*WORDS, "unheard")))
    words = st.lists(word, min_size=2, max_size=4).map(tuple)
    scored = st.builds(And, words) | st.builds(Or, words)
    filters = st.just(Not(Word("council"))) | st.just(DateRange(DAYS[2], None))
    return scored | st.tuples(scored, filters).map(And)


def look_at_little_at_a_time(patch: pytest.MonkeyPatch) -> None:
    """Let the engine go through even small archives in many parts."""
    patch.setattr(evaluation, "_MOST_OCCURRENCES", 8)
    patch.setattr(evaluation, "_FEWEST_OCCURRENCES", 2)
    patch.setattr(spans, "MOST_PAIRS", 3)
    patch.setattr(places, "_MANY", 5)


def quick_trees() -> SearchStrategy[Node]:
    """What the compiled loops answer: plain words, and single leaves of any other kind."""
    fields = st.sampled_from([None, *TEXT_FIELD_NAMES])
    phrase = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
    return (
        plain_trees()
        | st.builds(Word, st.sampled_from((*WORDS, "unheard")), fields)
        | st.builds(Phrase, phrase, fields)
        | st.builds(Wildcard, st.sampled_from(("flo*", "ru*", "co*", "lo*")), fields)
    )


def large_history(seed: int) -> list[Commit]:
    """Several hundred articles in several segments, some of them replaced or taken out."""
    chosen = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]

    def text(greatest: int) -> str:
        return " ".join(chosen.choices(WORDS, weights, k=chosen.randrange(greatest)))

    def one(number: int) -> Article:
        return Article(f"{number:04}", text(5), chosen.choice(DAYS), body=text(60))

    return [
        (frozenset(), tuple(one(number) for number in range(600))),
        (frozenset(f"{chosen.randrange(600):04}" for _ in range(50)), ()),
        (frozenset(), tuple(one(number) for number in range(550, 650))),
    ]
