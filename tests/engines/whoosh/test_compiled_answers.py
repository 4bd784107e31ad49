"""What the compiled loops answer is what numpy answers, to the last bit."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import Request
from search.engines.whoosh.kernels import KERNELS


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    pytest.importorskip("numba")
    KERNELS.load()


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_compiled_loops_answer_as_numpy_does(data: st.DataObject, archives: ModuleType) -> None:
    seed = data.draw(st.integers(0, 10**6))
    with archives.written(archives.large_history(seed)) as generation:
        engine = generation.engine()
        for tree in data.draw(st.lists(archives.quick_trees(), min_size=5, max_size=10)):
            request = Request(tree, offset=data.draw(st.integers(0, 5)), limit=10)
            compiled = engine.search(request)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(KERNELS, "compiled", None)
                assert engine.search(request) == compiled
