from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.joining import conjunction, disjunction
from search.query.matching import all_of, any_of, bare_words
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


@given(st.lists(st.sampled_from(("the", "casting", "vote", "Vote", "WHO", "who", "co-op", "of"))))
def test_bare_words_are_joined_and_weighed_as_any_query(words: list[str]) -> None:
    typed = parse(" ".join(words)).tree
    bare = bare_words(typed)
    if bare:
        assert conjunction(bare) == all_of(typed) == repeated(all_of(typed))
        assert disjunction(bare) == any_of(typed) == repeated(any_of(typed))
        assert tuple(pairwise(bare)) == neighbours(typed)


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("casting the vote", ("casting", "vote")),
        ("the of", ("the", "of")),
        ("vote", None),
        ("the vote", None),
        ("vote vote", None),
        ("casting headline:vote", None),
        ("casting vot*", None),
        ("casting vote -flood", None),
        ("(casting vote) flood", None),
    ],
)
def test_words_are_bare_where_nothing_else_is_typed_and_none_twice(
    typed: str, bare: tuple[str, ...] | None
) -> None:
    found = bare_words(parse(typed).tree)
    assert (found and tuple(word.text for word in found)) == bare
