import pytest

from search.query.matching import all_of, any_of
from search.query.nodes import Boost, Or, Word
from search.query.parser import parse
from search.ranking.weighing import neighbours, repeated


def test_a_word_typed_twice_counts_twice() -> None:
    tree = repeated(any_of(parse("titles of articles, and titles of books").tree))
    assert tree == Or((Boost(Word("titles"), 2), Word("articles"), Word("books")))
    assert repeated(all_of(parse("flood flood").tree)) == Boost(Word("flood"), 2)


def test_a_word_typed_once_counts_once() -> None:
    tree = any_of(parse("flood warning").tree)
    assert repeated(tree) == tree


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("casting vote", [("casting", "vote")]),
        ("state of the union", [("state", "union")]),
        ("k b c b c", [("k", "b"), ("b", "c"), ("c", "b")]),
        ("flood flood", []),
        ("flood", []),
        ("mayor AND bribe", []),
        ("(casting vote) AND bribe", [("casting", "vote")]),
        ('flood "casting vote" mayor', []),
        ("flood headline:mayor bribe", []),
        ("flood -(casting vote)", []),
        ("mayor w/5 bribe", []),
    ],
)
def test_neighbours_are_words_side_by_side(typed: str, pairs: list[tuple[str, str]]) -> None:
    found = neighbours(parse(typed).tree)
    assert [(one.text, other.text) for one, other in found] == pairs
