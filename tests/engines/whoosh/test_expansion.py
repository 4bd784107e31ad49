"""What a wildcard and a fuzzy word stand for, and how many words at most."""

from types import ModuleType

import pytest

from search.engines.contract import Request
from search.engines.expansion import Expansion
from search.query.nodes import And, Fuzzy, NotNear, Wildcard, Word


def _history(archives: ModuleType) -> list:
    """Four words in two segments: bat 1 + 3 times, bag 3, bar 2, bad 2."""
    Article = archives.Article  # noqa: N806
    first = (
        Article("bag", body="bag bag bag"),
        Article("bat", body="bat"),
        *(Article(f"{n}", body="filler " * 20) for n in range(40)),
    )
    second = (Article("bad", body="bad bad"), Article("bar", body="bar bar"))
    return [(frozenset(), first), (frozenset(), (*second, Article("bats", body="bat bat bat")))]


@pytest.mark.parametrize(
    ("most", "taken"),
    [
        (4, {"bad", "bag", "bar", "bat", "bats"}),
        (3, {"bad", "bag", "bat", "bats"}),
        (2, {"bag", "bat", "bats"}),
        (1, {"bat", "bats"}),
    ],
)
@pytest.mark.parametrize("leaf", [Wildcard("ba?"), Fuzzy("baz", 1)], ids=str)
def test_of_too_many_words_the_most_frequent_are_looked_for(
    leaf: Wildcard | Fuzzy, most: int, taken: set[str], archives: ModuleType
) -> None:
    with archives.written(_history(archives)) as generation:
        found = generation.engine().search(Request(leaf, limit=99, most_expansions=most))
        assert {hit.id for hit in found.hits} == taken
        assert found.cut == ((Expansion(leaf, 4, most),) if most < 4 else ())


def test_each_leaf_that_is_cut_is_told_once(archives: ModuleType) -> None:
    star, other = Wildcard("ba*"), Wildcard("?a?")
    tree = And((star, NotNear(star, other, 2), Word("bag")))
    with archives.written(_history(archives)) as generation:
        found = generation.engine().search(Request(tree, most_expansions=3))
        assert found.cut == (Expansion(star, 4, 3), Expansion(other, 4, 3))


def test_letters_of_any_script_count_as_one(archives: ModuleType) -> None:
    articles = (archives.Article("a", body="Москва"), archives.Article("b", body="Мосхва"))
    with archives.written([(frozenset(), articles)]) as generation:
        engine = generation.engine()
        for leaf, ids in [
            (Wildcard("мос?ва"), "ab"),
            (Wildcard("м??ква"), "a"),
            (Wildcard("*хва"), "b"),
            (Wildcard("мос??ва"), ""),
            (Fuzzy("мосва", 1), "ab"),
            (Fuzzy("омсква", 1), "a"),
        ]:
            assert sorted(hit.id for hit in engine.search(Request(leaf)).hits) == list(ids)
