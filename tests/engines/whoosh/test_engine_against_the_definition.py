"""The engine and the slow definition of the query language answer alike."""

from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import NEAREST, Request, Sort
from search.query.nodes import AtLeast, Everything, Or, Wildcard, Word

# Lengths are float32 in the engine and float64 in the oracle.
CLOSE = 1e-5


pytestmark = pytest.mark.usefixtures("kernels")


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
            articles = generation.articles.items()
            counts = {name: len(oracle.places(tree, article)) for name, article in articles}
            asked = {1, *counts.values(), max(counts.values()) + 1} - {0}
            for least, node in [(1, tree), *((count, AtLeast(count, tree)) for count in asked)]:
                found = engine.search(Request(node, limit=100))
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


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_words_near_each_other_and_the_age_of_articles_count_as_defined(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    history = data.draw(archives.histories())
    with archives.written(history) as generation:
        engine = generation.engine()
        articles = list(generation.articles.values())
        words = data.draw(st.lists(st.sampled_from(archives.WORDS), min_size=2, max_size=4))
        leaves = tuple(map(Word, words))
        pairs = tuple({pair: None for pair in pairwise(leaves) if pair[0] != pair[1]})
        half_life = data.draw(st.sampled_from([None, 1.0, 1000.0]))
        tree = Or(leaves)
        expected = dict(oracle.answer(tree, articles, Sort.RELEVANCE, pairs, half_life))
        whole = engine.search(Request(tree, limit=100, neighbours=pairs, half_life=half_life))
        assert [hit.id for hit in whole.hits if hit.id not in expected] == []
        assert len(whole.hits) == whole.total == len(expected)
        assert [hit.score for hit in whole.hits] == pytest.approx(
            [expected[hit.id] for hit in whole.hits], rel=CLOSE
        )
        ranked = [(-hit.score, hit.id) for hit in whole.hits]
        assert ranked == sorted(ranked)
        offset = data.draw(st.integers(0, 5))
        request = Request(tree, offset=offset, limit=3, neighbours=pairs, half_life=half_life)
        assert engine.search(request).hits == whole.hits[offset : offset + 3]


def test_nearness_moves_the_first_articles_and_no_others(archives: ModuleType) -> None:
    def body(number: int) -> str:
        between = "x " * (1 if number >= NEAREST + 5 else 20)
        return f"casting {between}vote " + "word " * (number + 60 - len(between) // 2)

    articles = tuple(
        archives.Article(id=f"{number:02}", body=body(number)) for number in range(NEAREST + 10)
    )
    pair = (Word("casting"), Word("vote"))
    with archives.written([(frozenset(), articles)]) as generation:
        engine = generation.engine()
        alone = engine.search(Request(Or(pair), limit=100)).hits
        near = engine.search(Request(Or(pair), limit=100, neighbours=(pair,))).hits
        assert near == alone
        last = engine.search(Request(Or(pair), offset=NEAREST - 1, limit=4, neighbours=(pair,)))
        assert last.hits == alone[NEAREST - 1 : NEAREST + 3]


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
