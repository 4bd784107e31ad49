"""When a search has to be given up."""

import time
from collections.abc import Iterable, Iterator
from math import inf
from typing import TypeVar

from search.errors import QueryTooSlowError

T = TypeVar("T")


class Deadline:
    """A time of :func:`time.monotonic`, and how long it was until then."""

    def __init__(self, end: float = inf) -> None:
        self._end = end
        self._seconds = end - time.monotonic()

    def check(self) -> None:
        """Go on only while there is time.

        :raises QueryTooSlowError: there is none left
        """
        if time.monotonic() > self._end:
            raise QueryTooSlowError(self._seconds)

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """The items one by one, while there is time.

        :raises QueryTooSlowError: there is none left
        """
        for item in items:
            self.check()
            yield item
