"""The engine and the slow definition of the query language answer alike."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import Request, Sort
from search.engines.whoosh.kernels import KERNELS
from search.query.nodes import AtLeast, Everything, Wildcard, Word

# Lengths are float32 in the engine and float64 in the oracle.
CLOSE = 1e-5


@pytest.fixture(params=["interpreted", "compiled"], autouse=True, scope="module")
def kernels(request: pytest.FixtureRequest) -> object:
    before = KERNELS.compiled
    KERNELS.compiled = None
    if request.param == "compiled":
        pytest.importorskip("numba")
        KERNELS.load()
    yield
    KERNELS.compiled = before


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_every_tree_finds_what_the_definition_says(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    history = data.draw(archives.histories())
    with archives.written(history) as generation:
        engine = generation.engine()
        articles = list(generation.articles.values())
        for tree in data.draw(st.lists(archives.trees(), min_size=1, max_size=10)):
            sort = data.draw(st.sampled_from(Sort))
            expected = oracle.answer(tree, articles, sort)
            found = engine.search(Request(tree, sort, 0, 100))
            assert found.total == len(expected)
            scores = dict(expected)
            assert [h.score for h in found.hits] == pytest.approx(
                [scores[hit.id] for hit in found.hits], rel=CLOSE, abs=1e-9
            )
            assert {hit.id for hit in found.hits} == scores.keys()
            if sort is Sort.RELEVANCE and oracle.scored_leaves(tree):
                ranked = [(-hit.score, hit.id) for hit in found.hits]
                assert ranked == sorted(ranked)
            else:
                assert [hit.id for hit in found.hits] == [article_id for article_id, _ in expected]


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_nearness_finds_what_the_definition_says(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    history = data.draw(archives.dense_history())
    with archives.written(history) as generation, pytest.MonkeyPatch.context() as patch:
        if data.draw(st.booleans()):
            archives.look_at_little_at_a_time(patch)
        engine = generation.engine()
        for tree in data.draw(st.lists(archives.dense_trees(), min_size=10, max_size=20)):
            counts = {name: len(oracle.places(tree, a)) for name, a in generation.articles.items()}
            for least in {1, *counts.values(), max(counts.values()) + 1} - {0}:
                found = engine.search(Request(AtLeast(least, tree), limit=100))
                assert {hit.id for hit in found.hits} == {
                    name for name, count in counts.items() if count >= least
                }


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_a_page_is_a_part_of_the_whole_answer(data: st.DataObject, archives: ModuleType) -> None:
    history = data.draw(archives.histories())
    with archives.written(history) as generation:
        engine = generation.engine()
        tree = data.draw(archives.trees())
        sort = data.draw(st.sampled_from(Sort))
        offset, limit = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 4))
        whole = engine.search(Request(tree, sort, 0, 100))
        page = engine.search(Request(tree, sort, offset, limit))
        assert page.total == whole.total
        assert [hit.id for hit in page.hits] == [
            hit.id for hit in whole.hits[offset : offset + limit]
        ]
        assert [hit.score for hit in page.hits] == pytest.approx(
            [hit.score for hit in whole.hits[offset : offset + limit]]
        )


def test_a_prefix_weighs_the_same_whatever_else_begins_so_in_other_articles(
    archives: ModuleType, oracle: ModuleType
) -> None:
    Article = archives.Article  # noqa: N806
    alone = Article(id="a", body="run-s")
    with archives.written([(frozenset(), (alone, Article(id="b", body="runner")))]) as generation:
        request = Request(Wildcard("run*"))
        scores = {hit.id: hit.score for hit in generation.engine().search(request).hits}
        articles = list(generation.articles.values())
        assert scores["a"] == pytest.approx(oracle.score(Wildcard("run*"), alone, articles))
    with archives.written([(frozenset(), (alone, Article(id="b", body="walk")))]) as generation:
        hits = generation.engine().search(request).hits
        articles = list(generation.articles.values())
        assert hits[0].score == pytest.approx(oracle.score(Wildcard("run*"), alone, articles))


def test_a_compound_and_its_part_count_as_two_words_in_one_field_as_in_all(
    archives: ModuleType, oracle: ModuleType
) -> None:
    article = archives.Article(id="a", headline="Run-s")
    with archives.written([(frozenset(), (article,))]) as generation:
        for word in (Word("run"), Word("run", "headline")):
            (hit,) = generation.engine().search(Request(word)).hits
            assert hit.score == pytest.approx(oracle.score(word, article, [article]))


def test_a_word_in_no_article_finds_nothing(archives: ModuleType) -> None:
    with archives.written([(frozenset(), (archives.Article(id="a", body="flood"),))]) as generation:
        assert generation.engine().search(Request(Word("unheard"))).total == 0


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_compiled_loops_answer_as_numpy_does(data: st.DataObject, archives: ModuleType) -> None:
    pytest.importorskip("numba")
    KERNELS.load()
    seed = data.draw(st.integers(0, 10**6))
    with archives.written(archives.large_history(seed)) as generation:
        engine = generation.engine()
        for tree in data.draw(st.lists(archives.quick_trees(), min_size=5, max_size=10)):
            request = Request(tree, offset=data.draw(st.integers(0, 5)), limit=10)
            compiled = engine.search(request)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(KERNELS, "compiled", None)
                assert engine.search(request) == compiled


def test_articles_without_words_are_merged_when_all_words_are_gone(archives: ModuleType) -> None:
    Article = archives.Article  # noqa: N806
    history = [
        (frozenset(), (Article("a", "Flood"), Article("b"))),
        (frozenset("a"), ()),
        (frozenset(), (Article("c"),)),
    ]
    with archives.written(history) as generation:
        request = Request(Everything())
        assert [hit.id for hit in generation.engine().search(request).hits] == ["b", "c"]
