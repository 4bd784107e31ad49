"""All that the rest of Cuttings may know of an engine."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf
from pathlib import Path
from typing import NamedTuple, Protocol

from search.articles.article import Article
from search.articles.skipped import Skipped
from search.engines.counts import CountRequest, Counts
from search.engines.expansion import Expansion
from search.query.nodes import Leaf, Node, Word
from search.settings import Settings


class Sort(StrEnum):
    """How hits are ordered; equal ones by id, and undated ones come last by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


Pair = tuple[Word, Word]
"""Two different words that were typed side by side."""

NEAREST = 20
"""How many of the best articles by their words alone may change places for nearness."""


class Request(NamedTuple):
    """What an engine is asked.

    :param tree: without :class:`~search.query.nodes.Keywords`
    :param offset: how many of the first hits to leave out
    :param limit: how many hits at most
    :param most_expansions: words that a wildcard or a fuzzy word may stand for; of more the most
        frequent are taken
    :param neighbours: the first :data:`NEAREST` hits score more where these stand near each other;
        single words in any field, which the tree has too
    :param half_life: an article so many days older than the newest of the archive scores half; an
        undated one is as old as the oldest. None where age does not matter
    :param deadline: of :func:`time.monotonic`, after which the engine gives up
    """

    tree: Node
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    most_expansions: int = 1_000
    neighbours: tuple[Pair, ...] = ()
    half_life: float | None = None
    deadline: float = inf


class Hit(NamedTuple):
    """One matching article; the score is 0 where only filters matched."""

    id: str
    score: float


class Found(NamedTuple):
    """An engine's answer: a page of the matching articles.

    :param total: the exact number of all that match
    :param ids: of those on the page, in order
    :param scores: of the same
    :param cut: leaves of which not all words were looked for
    """

    total: int
    ids: Sequence[str]
    scores: Sequence[float]
    cut: tuple[Expansion, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(map(Hit, self.ids, self.scores))


@dataclass(frozen=True, slots=True)
class LeafScore:
    """What one leaf of a query adds to the score of an article; :mod:`search.arrays.bm25`.

    :param articles: how many of the archive have the leaf
    :param idf: how much it says, since so few or so many have it
    :param boost: how many times it counts in this query
    :param occurrences: in the article by field, fields without any left out
    :param frequency: the occurrences, each counted with the weight of its field
    :param saturation: frequency / (frequency + norm of the article), 0 to 1
    :param score: idf * boost * saturation
    """

    leaf: Leaf
    articles: int
    idf: float
    boost: float
    occurrences: Mapping[str, int]
    frequency: int
    saturation: float
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the score of an article came about: the leaves' scores and the others add up to it.

    :param articles: how many the archive has
    :param words: of the article, without bylines
    :param length: the same, each counted with the weight of its field
    :param mean: of the lengths of all articles
    :param norm: k1 * (1 - b + b * length / mean)
    :param others: what is added beside the leaves: its name and how much
    """

    id: str
    leaves: tuple[LeafScore, ...]
    articles: int
    words: int
    length: int
    mean: float
    k1: float
    b: float
    norm: float
    others: tuple[tuple[str, float], ...] = ()

    @property
    def score(self) -> float:
        """That of the hit."""
        return sum(leaf.score for leaf in self.leaves) + sum(score for _, score in self.others)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which state of the archive an answer speaks of.

    :param name: differs whenever the indexed articles differ
    :param built_at: with a time zone
    """

    name: str
    documents: int
    built_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """A word or a name of the archive.

    :param articles: how many a search for the word finds, or how many the name signs
    """

    text: str
    articles: int


class Dictionary(Protocol):
    """What a snapshot has to offer for what is being typed.

    All words are exact forms, see :func:`search.text.tokens.exact_form`. Deadlines are as of
    :class:`Request`, and whatever takes longer raises QueryTooSlowError.
    """

    def words(self, prefix: str, limit: int, deadline: float = inf) -> list[Counted]:
        """The most frequent words that begin so, of each stem one, and no common words."""
        ...

    def spellings(
        self, word: str, field: str | None, limit: int, deadline: float = inf
    ) -> list[Counted]:
        """Other words of one or two letters' difference, the most alike and most frequent first.

        :param field: in which they are looked for; None for all searched fields
        """
        ...

    def names(self, prefix: str, limit: int, deadline: float = inf) -> list[Counted]:
        """The names that sign most articles, of those in which some words begin so.

        :param prefix: words with blanks between: "joan pel"
        """
        ...

    def headlines(
        self, words: Sequence[str], prefix: str, limit: int, deadline: float = inf
    ) -> list[str]:
        """The ids of the newest articles with all of these words in the headline, inflected.

        :param prefix: of one more word; "" for no more
        """
        ...


class Ordering(Protocol):
    """All hits of a request in their order, each once, in a few bytes a hit."""

    def __len__(self) -> int: ...

    def hits(self, start: int, stop: int) -> tuple[Hit, ...]:
        """Those from one place to before another; fewer where the list ends."""
        ...


class Engine(Protocol):
    """One snapshot of an index, open for reading, for use by any number of threads."""

    @property
    def snapshot(self) -> Snapshot: ...

    @property
    def dictionary(self) -> Dictionary: ...

    def search(self, request: Request) -> Found:
        """The hits of a request.

        :raises QueryTooSlowError: the deadline has passed
        """
        ...

    def explain(
        self, request: Request, ids: Sequence[str], near: Container[str] = ()
    ) -> list[Explanation]:
        """How the scores of hits of a request came about; ids that are not there are left out.

        :param near: ids of those hits for which the neighbours count
        """
        ...

    def frequencies(self, words: Sequence[Word], deadline: float = inf) -> list[int]:
        """How many articles have each of some single words, inflected, in any searched field.

        :raises QueryTooSlowError: the deadline has passed
        """
        ...

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        """Numbers over all matching articles, for each request.

        :raises QueryTooSlowError: the deadline has passed
        """
        ...

    def order(self, request: Request) -> Ordering:
        """All hits of a request, whatever its offset and limit.

        :raises QueryTooSlowError: the deadline has passed
        """
        ...

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The stored articles, in the order asked; ids that are not there are left out."""
        ...

    def close(self) -> None: ...


class Refused(NamedTuple):
    """An article that an engine could not take in.

    :param reason: a sentence
    :param replaced: whether it was to take the place of one of the snapshot before
    """

    id: str
    reason: str
    replaced: bool


class Writer(Protocol):
    """The next snapshot while it is written; nothing is seen of it before it is published."""

    def remove(self, article_id: str) -> None:
        """Leave an article of the snapshot before out; an id that is not there is no error."""
        ...

    def add(self, article: Article) -> None:
        """Take in an article; one that replaces another needs the other removed."""
        ...

    def commit(self) -> int:
        """Write everything, and give the number of articles now held."""
        ...

    @property
    def refused(self) -> Sequence[Refused]:
        """Articles that could not be taken in; known once everything is written."""
        ...

    def publish(self, snapshot: Snapshot, skipped: Sequence[Skipped]) -> None:
        """Let searches find what was written, where the folder of the index does not say so.

        :param skipped: what could not be read, over all builds
        :raises BuildRunningError: another build was quicker; the index is as that left it
        """
        ...

    def close(self) -> None:
        """Let go of everything; what was not published is lost."""
        ...


class Base(NamedTuple):
    """What a new generation builds on."""

    folder: Path
    snapshot: Snapshot


class Shelf(Protocol):
    """The finished generations of an index, each with a name, and which of them is in use."""

    @property
    def format(self) -> str:
        """Of what its writers write; an index of another format is built anew."""
        ...

    def current(self) -> str:
        """The name of the generation in use.

        :raises ArchiveMissingError: nothing was ever built there
        :raises ArchiveDamagedError: it cannot be told
        """
        ...

    def open(self, name: str) -> Engine:
        """A generation, for searches.

        :raises ArchiveDamagedError: it is not there any more, or cannot be read
        """
        ...

    def skipped(self, name: str) -> tuple[Skipped, ...]:
        """What could not be read when a generation was built, by path."""
        ...

    def check(self) -> list[str]:
        """Look through all of the generation in use; a sentence for each thing that is wrong."""
        ...

    def remarks(self) -> list[str]:
        """What else is worth knowing of where the generation is kept, in sentences."""
        ...

    def has(self, base: Base) -> bool:
        """Whether what was built there before is what is in use, and can be built on."""
        ...

    def open_writer(self, folder: Path, name: str, base: Base | None) -> Writer:
        """What writes the next generation.

        :param folder: an empty one, which is part of the generation
        :param name: of the snapshot that is written
        """
        ...

    def warm(self) -> None:
        """Make the first searches of a long-lived process as quick as the later ones."""
        ...


@dataclass(frozen=True, slots=True)
class Backend:
    """How an engine is opened whose generations are folders.

    :param format: of what it writes; an index of another format is built anew
    :param open_engine: folder of a finished generation, its snapshot, settings
    :param open_writer: empty folder for the next generation, folder of the one to build on,
        settings
    :param warm: makes the first searches of a long-lived process as quick as the later ones
    :param check: reads all of a generation; gives a sentence for each thing that is wrong
    """

    format: str
    open_engine: Callable[[Path, Snapshot, Settings], Engine]
    open_writer: Callable[[Path, Path | None, Settings], Writer]
    warm: Callable[[], None]
    check: Callable[[Path], list[str]]
