import pytest

from search.query.matching import all_of, any_of, can_relax, left_out, some_of
from search.query.nodes import And, Length, Near, Node, Not, Or, Some, Word
from search.query.parser import parse


@pytest.mark.parametrize(
    ("typed", "with_all", "with_any"),
    [
        ("mayor bribe", "mayor AND bribe", "mayor OR bribe"),
        (
            "mayor bribe -driver by:pa date:2022",
            "mayor AND bribe AND -driver AND byline:pa AND date:2022",
            "(mayor OR bribe) AND -driver AND byline:pa AND date:2022",
        ),
        ("mayor date:2022", "mayor AND date:2022", "mayor AND date:2022"),
        ("-flood date:2022", "-flood AND date:2022", "-flood AND date:2022"),
        (
            "mayor (by:pa OR by:marsh)",
            "mayor AND (byline:pa OR byline:marsh)",
            "mayor AND (byline:pa OR byline:marsh)",
        ),
        ("(mayor bribe) flood", "mayor AND bribe AND flood", "mayor OR bribe OR flood"),
        ("(mayor bribe) AND flood", "mayor AND bribe AND flood", "(mayor OR bribe) AND flood"),
        ("mayor AND bribe", "mayor AND bribe", "mayor AND bribe"),
        ("headline:flood river", "headline:flood AND river", "headline:flood OR river"),
        ("flood -(river bank)", "flood AND -(river AND bank)", "flood AND -(river AND bank)"),
    ],
)
def test_words_side_by_side_are_joined(typed: str, with_all: str, with_any: str) -> None:
    tree = parse(typed).tree
    assert str(all_of(tree)) == with_all
    assert str(any_of(tree)) == with_any


@pytest.mark.parametrize(
    ("typed", "stays", "words"),
    [
        ("the mayor of the town", "mayor AND town", ("the", "of")),
        ("of the", "of AND the", ()),
        ("the", "the", ()),
        ('the "of"', '"of"', ("the",)),
        ("headline:the mayor", "headline:the AND mayor", ()),
        ("the -flood", "the AND -flood", ()),
        ("the date:2022 by:pa", "the AND date:2022 AND byline:pa", ()),
        ("the mayor -(of town)", "mayor AND -town", ("the", "of")),
        ("the AND mayor", "the AND mayor", ()),
        ("8 a.m.", "8 AND a.m", ()),
        ("The Mayor", "Mayor", ("The",)),
        ("THE MAYOR", "MAYOR", ("THE",)),
        ("WHO vaccine", "WHO AND vaccine", ()),
        ("the IT jobs", "IT AND jobs", ("the",)),
    ],
)
def test_common_words_are_left_out_beside_others(
    typed: str, stays: str, words: tuple[str, ...]
) -> None:
    tree = parse(typed).tree
    assert str(all_of(tree)) == stays
    assert left_out(tree) == words


@pytest.mark.parametrize("typed", ["mayor bribe", "(mayor bribe) AND flood", "x OR (mayor bribe)"])
def test_two_words_side_by_side_can_be_relaxed(typed: str) -> None:
    assert can_relax(parse(typed).tree)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mayor",
        "the mayor",
        "mayor -bribe",
        "mayor by:pa date:2022",
        "a AND b",
        "-(flood river)",
    ],
)
def test_less_than_two_words_side_by_side_cannot(typed: str) -> None:
    assert not can_relax(parse(typed).tree)


@pytest.mark.parametrize(
    ("typed", "reads_as"),
    [
        ("mayor bribe", Some((Word("mayor"), Word("bribe")), 0.5)),
        ("mayor", Word("mayor")),
        ("mayor AND bribe", And((Word("mayor"), Word("bribe")))),
        (
            "(mayor bribe) flood by:pa",
            And(
                (
                    Some((Word("mayor"), Word("bribe"), Word("flood")), 0.5),
                    Word("pa", "byline"),
                )
            ),
        ),
        (
            "river OR (mayor the bribe)",
            Or((Word("river"), Some((Word("mayor"), Word("bribe")), 0.5))),
        ),
        ("-(mayor bribe)", Not(And((Word("mayor"), Word("bribe"))))),
        (
            "mayor w/5 bribe flood words:>800",
            And(
                (
                    Some((Near(Word("mayor"), Word("bribe"), 5), Word("flood")), 0.5),
                    Length(801, None),
                )
            ),
        ),
    ],
)
def test_some_of_the_words_is_asked_where_all_of_them_were(typed: str, reads_as: Node) -> None:
    assert some_of(parse(typed).tree, 0.5) == reads_as


@pytest.mark.parametrize(
    "typed", ["by:(jane w/2 pa) mayor", "words:>9 mayor", "date:01-26 mayor", "mayor w/5 bribe"]
)
def test_filters_of_every_kind_do_not_count_as_words(typed: str) -> None:
    assert not can_relax(parse(typed).tree)
