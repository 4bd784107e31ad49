"""All that the rest of Cuttings may know of an engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf
from pathlib import Path
from typing import NamedTuple, Protocol

from search.articles.article import Article
from search.engines.counts import CountRequest, Counts
from search.query.nodes import Fuzzy, Node, Wildcard
from search.settings import Settings


class Sort(StrEnum):
    """How hits are ordered; equal ones by id, and undated ones come last by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Request(NamedTuple):
    """What an engine is asked.

    :param tree: without :class:`~search.query.nodes.Keywords`
    :param offset: how many of the first hits to leave out
    :param limit: how many hits at most
    :param most_expansions: words that a wildcard or a fuzzy word may stand for; of more the most
        frequent are taken
    :param deadline: of :func:`time.monotonic`, after which the engine gives up
    """

    tree: Node
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    most_expansions: int = 1_000
    deadline: float = inf


class Hit(NamedTuple):
    """One matching article; the score is 0 where only filters matched."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Expansion:
    """A leaf that stands for more words of the archive than a request allows.

    :param words: how many it stands for
    :param taken: how many of them, the most frequent, were looked for
    """

    leaf: Wildcard | Fuzzy
    words: int
    taken: int


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
class Snapshot:
    """Which state of the archive an answer speaks of.

    :param name: differs whenever the indexed articles differ
    :param built_at: with a time zone
    """

    name: str
    documents: int
    built_at: datetime


class Engine(Protocol):
    """One snapshot of an index, open for reading, for use by any number of threads."""

    @property
    def snapshot(self) -> Snapshot: ...

    def search(self, request: Request) -> Found:
        """The hits of a request.

        :raises QueryTooSlowError: the deadline has passed
        """
        ...

    def count(self, requests: Sequence[CountRequest]) -> list[Counts]:
        """Numbers over all matching articles, for each request."""
        ...

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The stored articles, in the order asked; ids that are not there are left out."""
        ...

    def close(self) -> None: ...


class Writer(Protocol):
    """The next snapshot while it is written; nothing is seen of it before it is switched to."""

    def remove(self, article_id: str) -> None:
        """Leave an article of the snapshot before out; an id that is not there is no error."""
        ...

    def add(self, article: Article) -> None:
        """Take in an article; one that replaces another needs the other removed."""
        ...

    def commit(self) -> int:
        """Write everything, and give the number of articles now held."""
        ...

    def close(self) -> None:
        """Let go of everything; what was not committed is lost."""
        ...


@dataclass(frozen=True, slots=True)
class Backend:
    """How an engine is opened.

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
