"""All hits in their order are those of the pages, each once."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import Request, Sort
from search.engines.whoosh import engine as engine_module
from search.query.nodes import Everything


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_order_is_that_of_a_page_with_everything(
    data: st.DataObject, archives: ModuleType
) -> None:
    history = data.draw(archives.histories())
    with archives.written(history) as generation:
        engine = generation.engine()
        request = Request(data.draw(archives.trees()), data.draw(st.sampled_from(Sort)), 0, 100)
        ordering, whole = engine.order(request), engine.search(request)
        assert len(ordering) == whole.total
        hits = ordering.hits(0, 100)
        assert hits == whole.hits
        start, stop = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 12))
        assert ordering.hits(start, stop) == hits[start:stop]


@given(seed=st.integers(0, 10**6), sort=st.sampled_from(Sort), size=st.integers(1, 400))
@settings(max_examples=2, deadline=None)
def test_pieces_of_the_order_hold_every_article_once(
    seed: int, sort: Sort, size: int, archives: ModuleType
) -> None:
    with archives.written(archives.large_history(seed)) as generation:
        ordering = generation.engine().order(Request(Everything(), sort))
        pieces = [ordering.hits(at, at + size) for at in range(0, len(ordering), size)]
        ids = [hit.id for piece in pieces for hit in piece]
        assert sorted(ids) == sorted(generation.articles)


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_deep_page_is_like_any_other(data: st.DataObject, archives: ModuleType) -> None:
    history = data.draw(archives.histories())
    with archives.written(history) as generation, pytest.MonkeyPatch.context() as patch:
        engine = generation.engine()
        request = Request(data.draw(archives.trees()), data.draw(st.sampled_from(Sort)), 3, 4)
        shallow = engine.search(request)
        patch.setattr(engine_module, "_DEEP", 1)
        deep = engine.search(request)
        assert deep.total == shallow.total
        assert deep.hits == shallow.hits
