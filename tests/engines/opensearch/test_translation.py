"""What the cluster is asked for a tree, and of which trees it can say all by itself."""

import pytest

from search.engines.opensearch.bounds import Bounds
from search.engines.opensearch.clauses import EVERYTHING, NOTHING, any_of, size
from search.engines.opensearch.translation import Translation
from search.query.matching import all_of
from search.query.nodes import Node, Or, Phrase, Some, Wildcard, Word
from search.query.parser import parse

FIELDS = ("headline", "body", "captions", "byline")
MOST = 1_024  # clauses of one query


def _bounds(tree: Node, forms: int = 3, weights: dict[Node, float] | None = None) -> Bounds:
    found = {
        leaf: [f"brib{number}" for number in range(forms)]
        for leaf in (Wildcard("brib*"), Wildcard("*ing"))
    }
    return Translation(found, weights or {}, FIELDS).bounds(tree)


@pytest.mark.parametrize(
    "text",
    [
        "flood",
        "headline:flood",
        "flood council -river",
        "flood OR (council AND NOT river)",
        '"flood warning"',
        '"flood * warning"',
        'cap("Flood warning")',
        '"co-op"',
        "co-op",
        "brib*",
        '"hero driver"~3',
        "mayor w/5 bribe",
        "mayor pre/5 (bribe OR kickback)",
        '"the mayor" w/5 brib*',
        "mayor w/s bribe",
        '"the mayor" w/p bribe',
        "(mayor w/9 trial) w/3 bribe",
        "headline:(first/5(mayor w/3 bribe))",
        "atleast3(bribe)",
        'atleast3("the bribe")',
        "date:2019",
        "date:01-26",
        "words:>300",
        "",
    ],
)
def test_of_what_is_mostly_typed_nothing_has_to_be_read(text: str) -> None:
    assert _bounds(all_of(parse(text).tree)).is_exact


@pytest.mark.parametrize(
    "text",
    [
        "captions:(first/5(mayor))",
        "flood NOT w/5 warning",
        "(mayor w/s trial) w/3 bribe",
        "atleast2(mayor w/5 bribe)",
        "atleast2(brib*)",
        "co-op w/3 mayor",
    ],
)
def test_of_the_rest_it_is_said_which_articles_may_match(text: str) -> None:
    bounds = _bounds(all_of(parse(text).tree))
    assert not bounds.is_exact
    assert bounds.perhaps not in (NOTHING, EVERYTHING)


def test_what_is_not_sure_beside_a_word_is_looked_for_among_its_articles() -> None:
    bounds = _bounds(all_of(parse("river AND (flood NOT w/5 warning)").tree))
    river = _bounds(Word("river")).sure
    assert river in bounds.perhaps["bool"]["filter"]


@pytest.mark.parametrize(
    ("tree", "forms"),
    [
        (all_of(parse("brib* w/5 *ing").tree), 1_000),
        (all_of(parse("brib* w/s *ing").tree), 100),
        (all_of(parse("brib* NOT w/5 *ing").tree), 100),
        (Or(tuple(Phrase(f"one two three {number}") for number in range(200))), 3),
        (all_of(parse("(brib* w/5 *ing) OR (brib* w/6 *ing) OR (brib* w/7 *ing)").tree), 60),
    ],
)
def test_no_query_has_more_clauses_than_a_cluster_takes(tree: Node, forms: int) -> None:
    bounds = _bounds(tree, forms)
    assert size(bounds.sure) + size(bounds.perhaps) < MOST


def test_enough_of_some_words_is_a_sum_that_rounding_cannot_change() -> None:
    words = tuple(map(Word, ("one", "two", "three")))
    for weights, is_exact in (((1.0, 2.0, 4.0), True), ((1.0, 1.0 + 1e-8, 2.0), False)):
        tree = Some(words, 0.5)
        bounds = _bounds(tree, weights=dict(zip(words, weights, strict=True)))
        assert bounds.is_exact == is_exact


def test_words_that_no_article_has_weigh_nothing() -> None:
    words = Word("one"), Word("unheard")
    bounds = _bounds(Some(words, 1.0), weights={words[0]: 2.0, words[1]: 0.0})
    assert bounds == _bounds(words[0])


def test_clauses_of_clauses_are_counted() -> None:
    assert size(any_of([])) == 1
    assert size(_bounds(Phrase("one two", "body")).sure) == 2
    assert size(_bounds(all_of(parse("body:(first/5(mayor w/3 bribe))").tree)).sure) == 4
