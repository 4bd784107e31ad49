"""All hits of a search in their order are those of its pages, each once."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import NEAREST, Engine, Hit, Request, Sort
from search.engines.whoosh import engine as engine_module
from search.query.nodes import Node
from search.query.parser import parse
from search.ranking.broadening import broadened
from search.ranking.ordering import order
from search.ranking.tiers import Match, Ranking, ranking

MATCHES = st.sampled_from([*Match, None])
"""None for a query that is broadened."""


def found(engine: Engine, request: Request, match: Match | None) -> Ranking:
    return ranking(engine, request, match) if match else broadened(engine, request)[0]


def in_order(engine: Engine, request: Request, match: Match | None) -> tuple[Hit, ...]:
    """All hits at once, taken in two pieces."""
    ordering = order(engine, request, found(engine, request._replace(limit=0), match))
    total = len(ordering)
    pieces = ordering.hits(0, total // 2) + ordering.hits(total // 2, total + 5)
    assert len(pieces) == total
    return pieces


def on_pages(engine: Engine, request: Request, match: Match | None, size: int) -> tuple[Hit, ...]:
    """All hits, page after page."""
    total = found(engine, request._replace(limit=0), match).total
    asked = (request._replace(offset=at, limit=size) for at in range(0, total + 1, size))
    return tuple(hit for one in asked for hit in found(engine, one, match).hits)


@st.composite
def typed(draw: st.DrawFn, words: tuple[str, ...]) -> Node:
    chosen = draw(st.lists(st.sampled_from((*words, "unheard")), min_size=1, max_size=4))
    return parse(" ".join([*chosen, *draw(st.sampled_from([(), ("-run",), ("from:1990",)]))])).tree


@given(data=st.data(), match=MATCHES, sort=st.sampled_from(Sort))
@settings(max_examples=60)
def test_the_order_is_that_of_the_pages(
    data: st.DataObject, match: Match | None, sort: Sort, archives: ModuleType
) -> None:
    history = data.draw(archives.histories())
    half_life = data.draw(st.sampled_from([None, 100]))
    request = Request(data.draw(typed(archives.WORDS)), sort, half_life=half_life)
    with archives.written(history) as generation:
        engine = generation.engine()
        hits = in_order(engine, request, match)
        assert hits == on_pages(engine, request, match, data.draw(st.integers(1, 5)))
        assert len({hit.id for hit in hits}) == len(hits)


@pytest.fixture(scope="module")
def large(archives: ModuleType) -> object:
    """An archive of which many articles have the same words, more than change places."""
    with archives.written(archives.large_history(7)) as generation:
        yield generation.engine()


@given(data=st.data(), match=MATCHES, sort=st.sampled_from(Sort), deep=st.integers(1, 300))
@settings(max_examples=60)
def test_where_nearness_ends_and_deep_pages_begin_the_order_goes_on(
    data: st.DataObject,
    match: Match | None,
    sort: Sort,
    deep: int,
    large: Engine,
    archives: ModuleType,
) -> None:
    half_life = data.draw(st.sampled_from([None, 1000]))
    request = Request(data.draw(typed(archives.WORDS[:6])), sort, half_life=half_life)
    size = data.draw(st.sampled_from([7, NEAREST, 33]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_module, "_DEEP", deep)
        hits = in_order(large, request, match)
        assert hits == on_pages(large, request, match, size)
    assert len({hit.id for hit in hits}) == len(hits)
