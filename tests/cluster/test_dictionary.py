"""What is offered while typing is the same on a cluster, whatever was changed since the start."""

from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from search.articles.article import Article
from search.engines.contract import Counted
from search.fields import TEXT_FIELDS

pytestmark = pytest.mark.cluster

PREFIXES = ("f", "fl", "flood", "r", "run", "c", "co", "coop", "u", "lo", "2", "zz")
WORDS = ("flood", "run", "coop", "council", "us", "lodz", "unheard")
MISSPELT = ("flod", "fluods", "flooring", "counsel", "rum", "lod", "2401", "jo", "reef")
FIELDS = (None, *(field.name for field in TEXT_FIELDS))


@given(data=st.data())
@settings(max_examples=4)
def test_the_cluster_offers_what_the_embedded_engine_offers(
    data: DataObject, cluster: Any, histories: ModuleType, archives: ModuleType
) -> None:
    history = data.draw(archives.histories())
    with archives.written(history) as generation:
        held = [*generation.articles.values()]
    # Words of articles that were taken out count in the embedded engine until segments merge.
    anew = [(frozenset(), tuple(held))]
    limit = data.draw(st.integers(1, 6))
    with archives.written(anew) as generation, histories.written(cluster, history) as engine:
        here, there = generation.engine().dictionary, engine.dictionary
        for prefix in PREFIXES:
            assert there.words(prefix, limit) == here.words(prefix, limit)
        for prefix in ("jo", "joan pel", "pellew", "p", "s", "x"):
            assert there.names(prefix, limit) == here.names(prefix, limit)
        for word in MISSPELT:
            field = data.draw(st.sampled_from(FIELDS))
            assert there.spellings(word, field, limit) == here.spellings(word, field, limit)
        for word in WORDS:
            prefix = data.draw(st.sampled_from(("", *PREFIXES)))
            found = there.headlines([word], prefix, limit)
            assert found == here.headlines([word], prefix, limit)


def test_words_longer_than_the_cluster_holds_are_offered_whole(
    cluster: Any, histories: ModuleType
) -> None:
    long = "antidis" * 100
    articles = [Article("a", long, body=f"{long}e short"), Article("b", body=f"{long} {long}")]
    with histories.written(cluster, [(frozenset(), articles)]) as engine:
        offered = engine.dictionary
        assert offered.words("antidis", 1) == [Counted(long, 2)]
        assert offered.words(long[:600], 1) == [Counted(long, 2)]
        assert offered.words(f"{long[:600]}x", 1) == []
        assert offered.spellings(f"{long}s", None, 1) == [Counted(long, 2)]
        assert offered.headlines([long], "", 5) == ["a"]
        assert offered.headlines([], "antid", 5) == ["a"]
