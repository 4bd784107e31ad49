"""Texts in pieces between blanks."""

from hypothesis import given
from hypothesis import strategies as st

from search.text.pieces import Pieces
from search.text.stems import stem
from search.text.tokens import tokens

LETTERS = st.text("ab'-.,5 \né", max_size=30)


@given(st.lists(LETTERS, min_size=1, max_size=4), st.sampled_from("ab"))
def test_every_word_of_a_stem_is_in_a_piece_that_is_found_by_it(
    texts: list[str], wanted: str
) -> None:
    pieces = Pieces()
    for text in texts:
        cut = pieces.cut(text)
        found = [
            (token.form, position + token.position, offset + token.start, offset + token.end)
            for piece, position, offset in cut.places(cut.having([wanted]))
            for token in tokens(piece)
            if stem(token.form) == wanted
        ]
        assert found == [
            (token.form, token.position, token.start, token.end)
            for token in tokens(text)
            if stem(token.form) == wanted
        ]


def test_pieces_are_forgotten_when_there_are_too_many() -> None:
    pieces = Pieces(most=15)
    before = pieces.cut("bribes paid today")
    assert pieces.cut("bribe").having(["bribe"]) == {"bribes", "bribe"}
    after = pieces.cut("no bribe")
    assert after.having(["bribe"]) == {"bribe"}
    assert list(before.places(before.having(["bribe"]))) == [("bribes", 0, 0)]
