from datetime import date

import pytest

from search.query import bounds, terms
from search.query.bounds import MAX_QUERY_CHARS
from search.query.brackets import MAX_DEPTH
from search.query.nodes import And, DateRange, Everything, Keywords, Not, Or, Phrase, Wildcard, Word
from search.query.notes import MAX_NOTES
from search.query.parser import parse
from search.query.readback import readback


def test_words_side_by_side_are_keywords() -> None:
    assert parse("petition charged").tree == Keywords((Word("petition"), Word("charged")))


def test_a_single_word_needs_no_wrapper() -> None:
    assert parse("(petition)").tree == Word("petition")


def test_an_empty_query_is_everything() -> None:
    assert parse("").tree == Everything()


def test_or_binds_closer_than_juxtaposition_and_and_closer_than_or() -> None:
    assert parse("a b OR c").tree == And((Word("a"), Or((Word("b"), Word("c")))))
    assert parse("a AND b OR c").tree == Or((And((Word("a"), Word("b"))), Word("c")))


def test_a_minus_leaves_keywords_keywords() -> None:
    assert parse("a b -c").tree == Keywords((Word("a"), Word("b"), Not(Word("c"))))


def test_a_field_goes_down_to_the_leaves_and_inner_fields_win() -> None:
    tree = parse('title:(a "b c" by:dd* -e)').tree
    assert tree == Keywords(
        (
            Word("a", "headline"),
            Phrase("b c", "headline"),
            Wildcard("dd*", "byline"),
            Not(Word("e", "headline")),
        )
    )


def test_dates_are_read_inside_the_brackets_of_the_date_field() -> None:
    days = DateRange(date(2022, 1, 1), date(2022, 12, 31))
    assert parse("date:(2022 OR headline:x)").tree == Or((days, Word("x", "headline")))


@pytest.mark.parametrize("word", ["F-16", "O'Neill", "O’Neill", "1,000", "co-operate", "3.5m"])
def test_a_word_stays_as_typed(word: str) -> None:
    assert parse(f" {word}, ").tree == Word(word)


def test_text_is_composed_before_it_is_read() -> None:
    assert parse("cafe\u0301").tree == Word("caf\u00e9")


def test_control_characters_and_lone_surrogates_part_words() -> None:
    parsed = parse('"a\0b\ud800c"')
    assert parsed.tree == Phrase("a b c")
    assert parsed.text == '"a b c"'


def test_a_query_that_is_too_long_is_cut_at_the_end_of_a_word() -> None:
    parsed = parse("flood " * 100_000)
    assert parsed.text == ("flood " * 333).rstrip()
    assert parsed.notes == (
        "only the first 1,997 characters were read; the rest is too long",
        "only the first 256 words were read; the rest are too many",
    )


def test_a_word_that_ends_at_the_bound_is_whole() -> None:
    word = "a" * (MAX_QUERY_CHARS - 2)
    assert parse(f"b {word}").text == f"b {word}"
    assert parse(f"b {word} c").text == f"b {word}"
    assert parse(f"b {word}d").text == "b"


def test_one_endless_word_is_cut_in_the_middle() -> None:
    assert parse("a" * 100_000).tree == Word("a" * MAX_QUERY_CHARS)


def test_a_long_text_of_marks_that_vanish_when_composed_is_noted() -> None:
    parsed = parse("\u1f00\u0301\u0345 " * 2_000)
    assert len(parsed.text) <= MAX_QUERY_CHARS
    assert parsed.notes[0] == "only the first 1,999 characters were read; the rest is too long"


def test_brackets_that_are_too_deep_are_ignored_but_not_what_is_in_them() -> None:
    deep = MAX_DEPTH + 10
    parsed = parse("a (" * deep + "b" + ")" * deep + " c")
    assert parsed.notes == (f"brackets more than {MAX_DEPTH} deep were ignored",)
    assert str(parsed.tree).count("(") == MAX_DEPTH
    assert str(parsed.tree).endswith(" c")


def test_many_notes_are_counted_rather_than_shown() -> None:
    notes = parse("a ) " * 400).notes
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == "and 391 more notes like these"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        ")" * 10_000,
        "-(" * 5_000,
        "NOT " * 5_000,
        "headline:" * 5_000,
        "a OR b (c AND -" * 1_000,
        "a OR b AND c d -(" * 1_000,
        '"' * 10_001,
        "\u0301\u0316" * 50_000,
        "*" * 10_000,
        "\ud800" * 10_000,
        "\0" * 10_000,
        "a w/5 " * 5_000,
        "a w/5 (b NOT w/5 -(" * 1_000,
        "first/5(" * 5_000,
        "atleast3(a (b c OR d) " * 1_000,
        "cap(headline:" * 1_000,
        "a w/5 (" + "b " * 5_000,
        '"a * ' * 5_000,
        '"' + "* " * 5_000 + '"',
        '"' + "a " * 5_000 + '"~99999999',
        "w/" + "9" * 5_000,
        "atleast" + "9" * 1_900 + "(a)",
        "words:" + "9" * 5_000,
        "date:last-99999-years",
        "a~" + "9" * 5_000,
        "?*" * 5_000,
        "a/" * 5_000,
    ],
)
def test_nothing_overflows(text: str) -> None:
    tree = parse(text).tree
    readback(tree)
    readback(tree, "any")
    str(tree)


@pytest.mark.parametrize(
    "unit",
    [
        "flood ",
        "a OR ",
        "(a ",
        ") ",
        '"a ',
        "-x ",
        "headline:x ",
        "a* ",
        "x-",
        "date:2022 ",
        "1,",
        "a w/5 ",
        "a NOT pre/s b ",
        "atleast3(a) ",
        "first/50(a b) ",
        "cap(a) ",
        "te?t ",
        "a~1 ",
        "colour~2 ",
        '"a * b"~3 ',
        "a*b*",
        "?a",
        "words:>9 ",
        "before:last-week ",
        "x w/5 (a date:2022) ",
    ],
)
def test_the_work_grows_with_the_length_alone(
    unit: str, monkeypatch: pytest.MonkeyPatch, count_calls
) -> None:
    monkeypatch.setattr(bounds, "MAX_QUERY_CHARS", 1_000_000)
    monkeypatch.setattr(terms, "MAX_TERMS", 1_000_000)
    short, long = unit * 400, unit * 1_600
    parse(long)
    calls = [count_calls(lambda text=text: parse(text)) for text in (short, long)]
    assert calls[1] <= 4 * calls[0] + 100


@pytest.mark.parametrize("match", ["all", "any"])
def test_a_deep_tree_is_read_back_without_saying_a_part_twice(match, count_calls) -> None:
    def calls(depth: int) -> int:
        tree = parse("(flood by:x -(" * depth).tree
        return count_calls(lambda: readback(tree, match))

    calls(1)
    assert calls(20) <= 2 * calls(10) + 200
