"""What the compiled loops answer is what numpy answers, to the last bit."""

from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from search.engines.contract import NEAREST, Request
from search.engines.whoosh import known_words, plain_phrases
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.kernels import KERNELS
from search.query.nodes import And, Boost, Node, Not, Or, Phrase, Some, Word

PAGES = st.sampled_from(((0, 10), (3, 5), (0, 30), (15, 10), (NEAREST, 10), (0, 0), (700, 10)))


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    pytest.importorskip("numba")
    KERNELS.load()


def assert_same_answers(engine: WhooshEngine, request: Request) -> None:
    found = engine.search(request)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KERNELS, "compiled", None)
        assert engine.search(request) == found


def typed(archives: ModuleType) -> SearchStrategy[tuple[Node, tuple[Word, ...]]]:
    """Words joined as a search joins them, and the words as they were typed."""
    words = st.lists(st.sampled_from((*archives.WORDS, "unheard")), min_size=1, max_size=6)

    def joined(texts: list[str]) -> SearchStrategy[tuple[Node, tuple[Word, ...]]]:
        several = tuple(map(Word, texts))
        counted = tuple(
            Boost(word, several.count(word)) if several.count(word) > 1 else word
            for word in dict.fromkeys(several)
        )
        if len(counted) == 1:
            return st.just((counted[0], several))
        trees = [And(counted), Or(counted), Some(counted, 0.3), Some(counted, 1.0)]
        trees += [And((Or(counted), Not(Word("council")))), And((*counted, Not(Word("floor"))))]
        return st.tuples(st.sampled_from(trees), st.just(several))

    return words.flatmap(joined)


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_single_leaves_and_words_with_filters(data: st.DataObject, archives: ModuleType) -> None:
    history = archives.large_history(data.draw(st.integers(0, 10**6)))
    segments = data.draw(st.sampled_from((1, 2, 3)))
    with archives.written(history[:segments]) as generation:
        engine = generation.engine()
        for tree in data.draw(st.lists(archives.quick_trees(), min_size=5, max_size=10)):
            offset, limit = data.draw(PAGES)
            assert_same_answers(engine, Request(tree, offset=offset, limit=limit))


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_words_near_each_other(data: st.DataObject, archives: ModuleType) -> None:
    history = archives.large_history(data.draw(st.integers(0, 10**6)))
    segments = data.draw(st.sampled_from((1, 1, 3)))
    with archives.written(history[:segments]) as generation:
        engine = generation.engine()
        for tree, words in data.draw(st.lists(typed(archives), min_size=5, max_size=10)):
            offset, limit = data.draw(PAGES)
            pairs = tuple(dict.fromkeys(pair for pair in pairwise(words) if pair[0] != pair[1]))
            request = Request(tree, offset=offset, limit=limit, neighbours=pairs)
            assert_same_answers(engine, request)


def test_what_is_known_of_words_may_outgrow_its_room(
    archives: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_words, "_FIRST_ROOM", 2)
    monkeypatch.setattr(known_words, "_MOST_WORDS", 9)
    monkeypatch.setattr(plain_phrases, "_MOST_FORMS", 3)
    with archives.written(archives.large_history(3)) as generation:
        engine = generation.engine()
        for several in pairwise(map(Word, archives.WORDS * 2)):
            assert_same_answers(engine, Request(Or(several), neighbours=(several,)))
            assert_same_answers(engine, Request(Phrase(" ".join(w.text for w in several))))
