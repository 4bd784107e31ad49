"""A search that takes too long is given up, wherever it is at work."""

from collections.abc import Iterator
from itertools import count
from types import ModuleType

import pytest

from search.engines.contract import Request
from search.engines.whoosh import deadline
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.kernels import KERNELS
from search.errors import QueryTooSlowError
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    First,
    Fuzzy,
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

THE, RUN = Word("the"), Word("run")
PAIR = Near(THE, RUN, 5)
COSTLY: tuple[Node, ...] = (
    PAIR,
    Near(PAIR, THE, 5),
    Near(PAIR, PAIR, Unit.PARAGRAPH),
    NotNear(THE, RUN, 5),
    First(3, THE),
    AtLeast(2, PAIR),
    And((RUN, PAIR)),
    Not(PAIR),
    Or((THE, PAIR)),
    Boost(PAIR, 2.0),
    Some((THE, PAIR), 0.5),
    Wildcard("*u*"),
    Fuzzy("run", 1),
    Phrase("the run"),
    Unordered("run the", 5),
    And((RUN, Not(Wildcard("fl*")))),
)


@pytest.fixture(scope="module")
def engine(archives: ModuleType) -> Iterator[WhooshEngine]:
    with archives.written(archives.large_history(5)) as generation:
        yield generation.engine()


class Clock:
    """A clock that stands still, and after some looks at it has run on for an hour."""

    def __init__(self, looks: int) -> None:
        self._looks = count(1)
        self._most = looks

    def monotonic(self) -> float:
        return 100.0 if next(self._looks) <= self._most else 3_700.0


@pytest.mark.usefixtures("kernels")
@pytest.mark.parametrize("tree", COSTLY, ids=str)
def test_a_search_whose_time_is_up_is_given_up(tree: Node, engine: WhooshEngine) -> None:
    with pytest.raises(QueryTooSlowError, match="make it narrower"):
        engine.search(Request(tree, deadline=0.0))
    assert engine.search(Request(tree)).total > 0


@pytest.mark.parametrize("tree", COSTLY, ids=str)
def test_the_clock_is_looked_at_again_and_again(
    tree: Node, engine: WhooshEngine, archives: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives.look_at_little_at_a_time(monkeypatch)
    # The compiled loop for a phrase is one short call, before which the clock is looked at once.
    monkeypatch.setattr(KERNELS, "compiled", None)
    for looks in range(1, 40, 6):
        monkeypatch.setattr(deadline, "time", Clock(looks))
        with pytest.raises(QueryTooSlowError, match="after 50 seconds"):
            engine.search(Request(tree, deadline=150.0))


def test_words_that_share_places_are_told_apart_only_while_there_is_time(
    archives: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = archives.Article("a", body="co-op " * 100)
    with archives.written([(frozenset(), (article,))]) as generation:
        request = Request(Unordered("co coop", 90), deadline=150.0)
        monkeypatch.setattr(deadline, "time", Clock(1_000))
        assert generation.engine().search(request).total == 1
        monkeypatch.setattr(deadline, "time", Clock(50))
        with pytest.raises(QueryTooSlowError):
            generation.engine().search(request)
