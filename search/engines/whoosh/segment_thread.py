"""A thread that makes segments while the build reads the next articles."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from search.articles.article import Article
from search.engines.whoosh.codec_v1.builder import SegmentBuilder
from search.engines.whoosh.codec_v1.methods import fastest
from search.engines.whoosh.codec_v1.segment import ArraySegment
from search.engines.whoosh.segment_worker import spilled

# Lots of articles that may wait: as many as are read while the compiled loops are loaded.
_MOST_WAITING = 4


class SegmentThread:
    """Takes lots of articles, and gives the segments that it has written.

    :param memory: bytes that collecting articles and making their columns may take
    """

    def __init__(self, folder: Path, memory: int) -> None:
        self._folder = folder
        self._memory = memory
        self._builder: SegmentBuilder | None = None
        self._written: list[ArraySegment] = []
        self._waiting: deque[Future[None]] = deque()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="segments")

    def extend(self, articles: Sequence[Article]) -> None:
        """Take a lot of articles in.

        :raises OSError: an earlier one could not be written
        """
        self._waiting.append(self._thread.submit(self._take, articles))
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popleft().result()

    def finish(self) -> list[ArraySegment]:
        """The segments of all articles.

        :raises OSError: one could not be written
        """
        self._waiting.append(self._thread.submit(self._spill))
        for task in self._waiting:
            task.result()
        self._builder = None  # what it has learnt takes memory that a merge needs
        return self._written

    def close(self) -> None:
        """End the thread, whatever waits."""
        self._thread.shutdown(cancel_futures=True)

    def _take(self, articles: Sequence[Article]) -> None:
        if self._builder is None:
            self._builder = SegmentBuilder(self._memory, fastest())
        self._builder.extend(articles)
        if self._builder.is_full:
            self._spill()

    def _spill(self) -> None:
        if self._builder is not None and len(self._builder):
            self._written.append(spilled(self._builder, self._folder))
