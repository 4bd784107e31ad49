from search.query.joining import conjunction, disjunction, keywords, negation
from search.query.nodes import And, Everything, Keywords, Not, Or, Word

A, B, C = Word("a"), Word("b"), Word("c")


def test_an_and_in_an_and_is_one_and() -> None:
    assert conjunction([And((A, B)), C]) == And((A, B, C))


def test_everything_asks_nothing_in_a_conjunction() -> None:
    assert conjunction([Everything(), A]) == A
    assert conjunction([Everything(), Everything()]) == Everything()


def test_an_or_in_an_or_is_one_or() -> None:
    assert disjunction([A, Or((B, C))]) == Or((A, B, C))


def test_one_part_stands_alone_and_no_part_is_everything() -> None:
    assert conjunction([A]) == disjunction([A]) == keywords([A]) == A
    assert conjunction([]) == disjunction([]) == keywords([]) == Everything()


def test_keywords_in_keywords_stay_a_group() -> None:
    assert keywords([Keywords((A, B)), C]) == Keywords((Keywords((A, B)), C))


def test_not_twice_is_the_thing_itself() -> None:
    assert negation(negation(A)) == A
    assert negation(A) == Not(A)
