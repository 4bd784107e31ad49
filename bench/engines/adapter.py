"""What the benchmark asks of every engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from bench.articles import BenchArticle
from bench.queries import BenchQuery

Hits = list[tuple[int, float]]


class NotInstalledError(Exception):
    """The packages of a peer are not there; says what to install."""


class Adapter(Protocol):
    """One engine; it builds an index into an empty folder, or opens one and answers.

    :ivar version: as its makers number it
    :ivar about: in which ways it differs from the others in this comparison
    """

    version: str
    about: str

    def build(self, seeds: Path, articles: Iterator[BenchArticle], folder: Path) -> None:
        """Index all articles, from the iterator or from the folder they are read from."""
        ...

    def open(self, folder: Path) -> None: ...

    def warm(self) -> None:
        """What a server does once when it starts, if there is anything."""

    def understands(self, query: BenchQuery) -> bool:
        """Whether the engine has queries of that kind."""
        ...

    def rank(self, query: BenchQuery, k: int) -> Hits:
        """Numbers and scores of the best articles, best first; the query is parsed here too."""
        ...

    def rank_and_count(self, query: BenchQuery, k: int) -> tuple[Hits, int]:
        """The same, and the exact number of articles that match."""
        ...
