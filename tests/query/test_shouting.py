import pytest

from search.query.nodes import And, Keywords
from search.query.parser import parse


@pytest.mark.parametrize(
    "typed",
    [
        "BORDER DISPUTE BETWEEN ISRAEL AND SYRIA .",
        "THE BAATH (RENAISSANCE) PARTY IN SYRIA AND IRAQ",
        'RIGHTS OR WRONGS OF THE "HOT LINE" PROPOSAL',
    ],
)
def test_a_sentence_in_capitals_has_no_operators(typed: str) -> None:
    parsed = parse(typed)
    assert isinstance(parsed.tree, Keywords)
    assert str(parsed.tree).lower() == str(parse(typed.lower()).tree)
    assert len(parsed.notes) == 1
    assert "read as a word" in parsed.notes[0]


@pytest.mark.parametrize(
    "typed",
    [
        "NATO AND EU",
        "NATO AND EU AND IMF AND WHO AND UN",
        "Border dispute between ISRAEL AND SYRIA",
        '"HOT LINE" AND NATO AND EU AND IMF AND WHO',
        "(NATO EU IMF WHO) AND UN AND IRA",
    ],
)
def test_what_may_well_be_meant_stays_an_operator(typed: str) -> None:
    parsed = parse(typed)
    assert isinstance(parsed.tree, And)
    assert not parsed.notes


def test_signs_stay_operators_in_capitals() -> None:
    assert parse("ISRAEL & SYRIA & IRAQ & IRAN & JORDAN & LIBANON").tree == And(
        parse("ISRAEL AND SYRIA AND IRAQ AND IRAN AND JORDAN AND LIBANON").tree.parts  # type: ignore[union-attr]
    )
