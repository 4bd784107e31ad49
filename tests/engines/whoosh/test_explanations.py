"""An explanation adds up to the score that it explains, and says what is so."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.contract import Request
from search.query.nodes import And, Boost, Not, Phrase, Wildcard, Word


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_the_parts_of_an_explanation_add_up_to_the_score(
    data: st.DataObject, archives: ModuleType, oracle: ModuleType
) -> None:
    with archives.written(data.draw(archives.histories())) as generation:
        engine = generation.engine()
        for tree in data.draw(st.lists(archives.trees(), min_size=1, max_size=4)):
            request = Request(tree, limit=100)
            hits = engine.search(request).hits
            told = engine.explain(request, [hit.id for hit in hits])
            assert [explanation.id for explanation in told] == [hit.id for hit in hits]
            for hit, explanation in zip(hits, told, strict=True):
                assert explanation.score == pytest.approx(hit.score, rel=1e-9)
                for leaf in explanation.leaves:
                    article = generation.articles[hit.id]
                    assert leaf.frequency == oracle.frequency(leaf.leaf, article)
                    own = leaf.idf * leaf.boost * leaf.saturation
                    assert leaf.score == pytest.approx(own, rel=1e-9)


def test_an_explanation_has_what_is_in_the_article_and_in_the_archive(
    archives: ModuleType,
) -> None:
    Article = archives.Article  # noqa: N806
    flood = Article("a", "Flood", standfirst="A flood", body="Floods flood", captions=("A run",))
    history = [(frozenset(), (flood, Article("b", "Run"), Article("c", body="a runner")))]
    tree = And((Word("flood"), Boost(Word("run"), 2.0), Wildcard("fl*"), Not(Phrase("x"))))
    with archives.written(history) as generation:
        (told,) = generation.engine().explain(Request(tree), ["a", "no-such"])
    word, run, prefix = told.leaves
    assert word.occurrences == prefix.occurrences == {"headline": 1, "standfirst": 1, "body": 2}
    assert word.frequency == 4 + 2 + 2
    assert (word.articles, run.articles, told.articles) == (1, 2, 3)
    assert (word.boost, run.boost) == (1.0, 2.0)
    assert (told.words, told.length) == (7, 4 + 2 * 2 + 2 + 2)
    assert told.mean == pytest.approx((12 + 4 + 2) / 3)


def test_an_article_is_explained_that_a_query_does_not_match(archives: ModuleType) -> None:
    history = [(frozenset(), (archives.Article("a", "Flood"),))]
    with archives.written(history) as generation:
        (told,) = generation.engine().explain(Request(Word("council")), ["a"])
    assert told.score == 0.0
    assert told.leaves[0].occurrences == {}
