import pytest

from search.query.lexer import lex
from search.query.notes import Notes


def kinds(text: str) -> list[str]:
    return [lexeme.kind.name for lexeme in lex(text, Notes())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a -b", ["TERM", "NOT", "TERM"]),
        ("a-b", ["TERM"]),
        ("a - b", ["TERM", "TERM"]),
        ("(-a)", ["OPEN", "NOT", "TERM", "CLOSE"]),
        ("a|-b", ["TERM", "OR", "NOT", "TERM"]),
        ("headline:-a", ["FIELD", "NOT", "TERM"]),
        ("a &&& b", ["TERM", "TERM"]),
        ("and AND And", ["TERM", "AND", "TERM"]),
        ("\u017ftandfirst:a", ["TERM"]),
    ],
)
def test_signs_are_told_from_letters_by_where_they_stand(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_lexeme_knows_its_place_in_the_text() -> None:
    text = 'by: "a b" -(c|d*) AND e/f'
    for lexeme in lex(text, Notes()):
        assert lexeme.text in text[lexeme.start : lexeme.end]


def test_a_term_that_says_nothing_stays_only_behind_a_sign_that_it_touches() -> None:
    assert kinds("… flood") == ["TERM"]
    assert kinds("-… flood") == ["NOT", "TERM", "TERM"]
