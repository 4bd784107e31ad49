"""The cluster counts what a scan of all articles counts, and what the embedded engine counts."""

from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from search.articles.article import Article
from search.engines.counts import BylineCount, CountRequest, Counts, Period
from search.engines.opensearch import aggregations, census
from search.query.nodes import Everything, Phrase, Word

pytestmark = pytest.mark.cluster


@given(data=st.data())
@settings(max_examples=6)
def test_every_count_is_what_a_scan_and_the_embedded_engine_count(
    data: DataObject,
    cluster: Any,
    histories: ModuleType,
    archives: ModuleType,
    oracle: ModuleType,
    counted: ModuleType,
) -> None:
    history = data.draw(archives.histories())
    days = st.sampled_from(archives.DAYS)
    requests = st.builds(
        CountRequest,
        tree=archives.trees(),
        period=st.none() | st.sampled_from(Period),
        most_periods=st.sampled_from([0, 1, 2, 20, 400, 20_000]),
        first=days,
        last=days,
        bylines=st.integers(0, 4),
        names=st.lists(
            st.sampled_from((*archives.NAMES, "joan", "Nobody", "", "a>b [c]")), max_size=3
        ).map(tuple),
    )
    asked = data.draw(st.lists(requests, min_size=1, max_size=12))
    with archives.written(history) as here, histories.written(cluster, history) as there:
        articles = list(here.articles.values())
        found = there.count(asked)
        assert found == [scanned(own, articles, oracle, counted) for own in asked]
        assert found == here.engine().count(asked)


def test_several_questions_about_one_tree_are_answered_each_for_itself(
    cluster: Any,
    histories: ModuleType,
    archives: ModuleType,
    oracle: ModuleType,
    counted: ModuleType,
) -> None:
    history = archives.large_history(seed=7)
    tree = Word("flood")
    asked = [
        CountRequest(tree, Period.YEAR, most_periods=100),
        CountRequest(tree, most_periods=12),
        CountRequest(tree, Period.DAY, most_periods=400, first=archives.DAYS[2]),
        CountRequest(tree, bylines=3, names=("Nobody",)),
        CountRequest(tree),
    ]
    with archives.written(history) as here, histories.written(cluster, history) as there:
        articles = list(here.articles.values())
        expected = [scanned(own, articles, oracle, counted) for own in asked]
        assert there.count(asked) == expected
        assert [there.count([own])[0] for own in asked] == expected


def test_what_has_more_periods_and_names_than_one_answer_holds_is_asked_for_in_parts(
    few_buckets: None,
    cluster: Any,
    histories: ModuleType,
    oracle: ModuleType,
    counted: ModuleType,
) -> None:
    signed = [Article(f"{n:02}", "flood", date(1950 + n, 1, 1), (f"Name {n}",)) for n in range(50)]
    asked = [
        CountRequest(Word("flood"), period, 400, bylines=10, names=("name",)) for period in Period
    ]
    with histories.written(cluster, [(frozenset(), signed)]) as engine:
        assert engine.count(asked) == [scanned(own, signed, oracle, counted) for own in asked]


@pytest.fixture
def few_buckets(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No answer of the cluster may have more than 30 buckets, and we ask for fewer."""
    for module in (census, aggregations):
        monkeypatch.setattr(module, "MOST_BUCKETS", 4)
    limit = {"search.max_buckets": 30}
    cluster.call("PUT", "/_cluster/settings", {"transient": limit})
    yield
    cluster.call("PUT", "/_cluster/settings", {"transient": dict.fromkeys(limit)})


def test_a_name_longer_than_the_cluster_holds_is_counted_and_told_whole(
    cluster: Any, histories: ModuleType
) -> None:
    long = "Wilhelmina " * 60
    articles = [Article("a", body="flood", bylines=(long, "PA")), Article("b", bylines=(long,))]
    with histories.written(cluster, [(frozenset(), articles)]) as engine:
        (counts,) = engine.count([CountRequest(Everything(), bylines=5)])
        assert counts.bylines == (BylineCount(long, 2), BylineCount("PA", 1))
        assert [name.text for name in engine.dictionary.names("wilhelmina", 5)] == [long]


def test_an_empty_archive_counts_nothing(cluster: Any, histories: ModuleType) -> None:
    with histories.written(cluster, [(frozenset(), ())]) as engine:
        request = CountRequest(Everything(), most_periods=10, bylines=5, names=("PA",))
        assert engine.count([]) == []
        assert engine.count([request]) == [
            Counts(0, 0, Period.YEAR, (), (BylineCount("PA", 0),), 0)
        ]


def scanned(
    request: CountRequest, articles: list[Article], oracle: ModuleType, counted: ModuleType
) -> Counts:
    counts: Counts = counted.counts(
        request,
        articles,
        lambda article: oracle.matches(request.tree, article, articles),
        lambda article: sum(oracle.length(article, field) for field in oracle.SEARCHED_FIELDS),
        lambda name, article: oracle.matches(Phrase(name, "byline"), article),
    )
    return counts
