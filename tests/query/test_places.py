"""Where in the typed text a node stands."""

import pytest

from search.query.parser import parse


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("flood", "flood"),
        (" flood, ", "flood"),
        ("flood warning", "flood warning"),
        ("(flood OR drought)", "(flood OR drought)"),
        ("-flood", "-flood"),
        ("NOT headline:flood", "NOT headline:flood"),
        ("headline: flood", "headline: flood"),
        ("-headline:-flood", "-headline:-flood"),
        ('"hero driver"~3 …', '"hero driver"~3'),
        ("… brib*", "brib*"),
        ("colour~1", "colour~1"),
        ("mayor w/5 (bribe)", "mayor w/5 (bribe)"),
        ("atleast3 (flood)", "atleast3 (flood)"),
        ("cap(Apple)", "cap(Apple)"),
        ("date:2022-01", "date:2022-01"),
        ("words:>800", "words:>800"),
        ("((flood", "((flood"),
    ],
)
def test_the_whole_tree_stands_where_it_was_typed(typed: str, place: str) -> None:
    parsed = parse(typed)
    start, end = parsed.tree.at
    assert parsed.text[start:end] == place


def test_each_part_stands_with_what_holds_it_alone() -> None:
    parsed = parse('mayor -by:pa headline:(flood foo/bar) date:2022 "a b"')
    places = [parsed.text[slice(*part.at)] for part in parsed.tree.parts]
    assert places == ["mayor", "-by:pa", "headline:(flood foo/bar)", "date:2022", '"a b"']
    inner = [parsed.text[slice(*part.at)] for part in parsed.tree.parts[2].parts]
    assert inner == ["flood", "foo", "bar"]


def test_places_count_in_the_text_that_was_read() -> None:
    parsed = parse("cafe\u0301 flood")
    assert parsed.tree.parts[1].at == (5, 10)


def test_nodes_that_differ_only_in_their_place_are_equal() -> None:
    assert parse("flood").tree == parse("  flood").tree
