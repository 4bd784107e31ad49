"""What is read of nearness, counts and first words, whatever they are asked of."""

import pytest

from search.query.grammar import MAX_RELATIONS
from search.query.nodes import And, AtLeast, First, Near, Not, NotNear, Or, Phrase, Unit, Word
from search.query.parser import parse

MAYOR, BRIBE, FLOOD = Word("mayor"), Word("bribe"), Word("flood")
JOINED = "only single things can be near; those side by side were read as near each other"
MOVED = "a date, a length or a count has no place in the text; read as standing beside"
LEFT_OUT = "what only filters articles cannot be near as one of several; left out there"
NOTHING = "nothing was named that has to be there; read without nearness"


@pytest.mark.parametrize("typed", ["mayor w/5 bribe", "mayor W/5 bribe", "mayor near/5 bribe"])
def test_nearness_has_two_names_in_any_case(typed: str) -> None:
    assert parse(typed).tree == Near(MAYOR, BRIBE, 5)


@pytest.mark.parametrize(
    ("typed", "within", "ordered"),
    [
        ("pre/3", 3, True),
        ("w/s", Unit.SENTENCE, False),
        ("pre/sentence", Unit.SENTENCE, True),
        ("near/P", Unit.PARAGRAPH, False),
        ("w/para", Unit.PARAGRAPH, False),
    ],
)
def test_nearness_is_in_words_in_a_sentence_or_a_paragraph(
    typed: str, within: int | Unit, ordered: bool
) -> None:
    assert parse(f"mayor {typed} bribe").tree == Near(MAYOR, BRIBE, within, ordered)


@pytest.mark.parametrize("typed", ["NOT w/5", "not w/5", "-w/5"])
def test_what_must_not_be_near(typed: str) -> None:
    assert parse(f"mayor {typed} bribe").tree == NotNear(MAYOR, BRIBE, 5)


def test_a_quoted_not_is_a_word_before_nearness_too() -> None:
    tree = parse('mayor "not" w/5 bribe').tree
    assert tree.parts == (MAYOR, Near(Phrase("not"), BRIBE, 5))


def test_nearness_is_read_from_left_to_right() -> None:
    tree = parse("mayor w/5 bribe pre/2 flood").tree
    assert tree == Near(Near(MAYOR, BRIBE, 5), FLOOD, 2, ordered=True)


def test_nearness_binds_closer_than_not_and_or_and_words_side_by_side() -> None:
    pair = Near(MAYOR, BRIBE, 5)
    assert parse("NOT mayor w/5 bribe").tree == Not(pair)
    assert parse("flood AND mayor w/5 bribe").tree == And((FLOOD, pair))
    assert parse("flood OR mayor w/5 bribe").tree == Or((FLOOD, pair))
    assert parse("flood mayor w/5 bribe").tree.parts == (FLOOD, pair)


def test_a_field_holds_one_side_or_a_bracket_with_both() -> None:
    mayor = Word("mayor", "headline")
    assert parse("headline:mayor w/5 bribe").tree == Near(mayor, BRIBE, 5)
    assert parse("headline:(mayor w/5 bribe)").tree == Near(mayor, Word("bribe", "headline"), 5)


def test_groups_of_or_phrases_and_nearness_can_be_near() -> None:
    tree = parse('("mayor" OR flood) w/5 (bribe pre/1 flood)').tree
    sides = (Or((Phrase("mayor"), FLOOD)), Near(BRIBE, FLOOD, 1, ordered=True))
    assert tree == Near(*sides, 5)


@pytest.mark.parametrize(
    ("typed", "reads_as", "notes"),
    [
        ("mayor w/5 (bribe kickback)", "mayor w/5 (bribe w/5 kickback)", [JOINED]),
        ("mayor pre/s (bribe AND kickback)", "mayor pre/s (bribe w/s kickback)", [JOINED]),
        ("mayor w/5 foo/bar", "mayor w/5 (foo w/5 bar)", [JOINED]),
        ("mayor w/5 (bribe NOT kickback)", "mayor w/5 (bribe NOT w/5 kickback)", []),
        ("mayor w/5 (-bribe)", "mayor NOT w/5 bribe", []),
        ("mayor w/5 -bribe", "mayor NOT w/5 bribe", []),
        ("(-bribe) w/5 mayor", "mayor NOT w/5 bribe", []),
        ("mayor NOT w/5 (-bribe)", "mayor w/5 bribe", []),
        ("(-bribe) NOT w/5 mayor", "mayor w/5 bribe", []),
        ("mayor w/5 (bribe OR (river bank))", "mayor w/5 (bribe OR (river w/5 bank))", [JOINED]),
        ("mayor w/5 (-bribe -flood)", "mayor NOT w/5 (bribe OR flood)", []),
        ("(-mayor) w/5 (-bribe)", "-mayor AND -bribe", [NOTHING]),
        ("mayor w/5 date:2022", "mayor AND date:2022", [MOVED]),
        ("mayor w/5 (bribe words:>9)", "(mayor w/5 bribe) AND words:>=10", [MOVED]),
        ("mayor w/5 (bribe -date:2022)", "(mayor w/5 bribe) AND -date:2022", [MOVED]),
        ("mayor w/5 atleast3(bribe)", "(mayor w/5 bribe) AND atleast3(bribe)", [MOVED]),
        ("mayor w/5 (bribe OR date:2022)", "mayor w/5 bribe", [LEFT_OUT]),
        ("mayor w/5 (bribe OR -flood)", "mayor w/5 bribe", [LEFT_OUT]),
        ("mayor w/5 -(bribe date:2022)", "mayor NOT w/5 bribe", [LEFT_OUT]),
        ("date:2021 w/5 date:2022", "date:2021 AND date:2022", [MOVED]),
    ],
)
def test_what_has_no_places_is_made_into_what_has(
    typed: str, reads_as: str, notes: list[str]
) -> None:
    parsed = parse(typed)
    assert str(parsed.tree) == reads_as
    assert [note.partition(": ")[2] for note in parsed.notes] == notes


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("mayor w/0 bribe", "w/0 at 7 was read as w/1"),
        ("mayor PRE/300 bribe", "PRE/300 at 7 was read as pre/255"),
        ("mayor not w/5 bribe", "not at 7 was read as NOT"),
        ("mayor w/5", "w/5 at 7 has nothing after it; ignored"),
        ("w/5 bribe", "w/5 at 1 has nothing before it; ignored"),
        ("mayor w/5 w/3 bribe", "w/5 at 7 has nothing after it; ignored"),
        ("mayor w/5 AND bribe", "w/5 at 7 has nothing after it; ignored"),
        ("atleast(flood)", "atleast at 1 was read as atleast2"),
        ("atleast0(flood)", "atleast0 at 1 was read as atleast1"),
        ("first/0(flood)", "first/0 at 1 was read as first/1"),
        ("first/99999(flood)", "first/99999 at 1 was read as first/9999"),
        ("atleast3 flood", "atleast3 at 1 has no bracket after it; read as words"),
        ("first/50 flood", "first/50 at 1 has no bracket after it; read as words"),
        ("cap(Bri*)", "Bri* at 5 has no capitals that could count; cap was ignored for it"),
        ("cap(bribe~1)", "bribe~1 at 5 has no capitals that could count; cap was ignored for it"),
    ],
)
def test_misuse_is_noted(typed: str, note: str) -> None:
    assert parse(typed).notes == (note,)


def test_a_function_holds_the_bracket_behind_it_at_a_distance_too() -> None:
    assert parse("atleast3(flood)").tree == parse("atleast3 (flood)").tree == AtLeast(3, FLOOD)
    assert parse("first/50(flood)").tree == parse("FIRST50 (flood)").tree == First(50, FLOOD)


def test_cap_is_a_word_where_no_bracket_touches_it() -> None:
    assert parse("cap (flood)").tree.parts == (Word("cap"), FLOOD)


@pytest.mark.parametrize(
    ("typed", "reads_as"),
    [
        ("headline:cap(Apple)", 'headline:cap("Apple")'),
        ("cap(headline:Apple)", 'headline:cap("Apple")'),
        ('cap("Apple Pay")', 'cap("Apple Pay")'),
        ("cap(Apple Pay)", 'cap("Apple") cap("Pay")'),
        ("cap(Apple OR (Pay w/3 Tim))", 'cap("Apple") OR (cap("Pay") w/3 cap("Tim"))'),
        ("headline:first/9(flood)", "first/9(headline:flood)"),
        ("first/9(headline:flood)", "first/9(headline:flood)"),
        ("first/9(flood mayor)", "first/9(flood) first/9(mayor)"),
        ("first/9(flood OR mayor)", "first/9(flood OR mayor)"),
        ("first/9(flood -mayor date:2022)", "first/9(flood) -first/9(mayor) date:2022"),
        ("first/9(flood w/5 mayor)", "first/9(flood w/5 mayor)"),
        ("first/9(atleast2(flood))", "atleast2(first/9(flood))"),
        ("atleast3(flood OR mayor)", "atleast3(flood OR mayor)"),
        ("atleast3(flood mayor)", "atleast3(flood) atleast3(mayor)"),
        ("atleast3(atleast5(flood))", "atleast5(flood)"),
        (
            "atleast3(flood OR (mayor bribe))",
            "atleast3(flood) OR (atleast3(mayor) atleast3(bribe))",
        ),
        ("atleast3()", ""),
    ],
)
def test_a_function_goes_down_to_what_has_places(typed: str, reads_as: str) -> None:
    assert str(parse(typed).tree) == reads_as


def test_too_much_nearness_is_read_as_and() -> None:
    parsed = parse("a w/5 " * (MAX_RELATIONS + 10) + "a")
    assert parsed.notes == ("nearness was asked more than 50 times; the rest are AND",)
    assert str(parsed.tree).count("w/5") == MAX_RELATIONS
