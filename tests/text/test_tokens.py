"""Text cut into words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.folding import fold
from search.text.stems import stem
from search.text.tokens import capitals, exact_form, tokens


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Banquo's", ["banquo"]),
        ("Banquo’s", ["banquo"]),
        ("BANQUO'S", ["banquo"]),
        ("the Joneses' car", ["the", "joneses", "car"]),
        ("don't", ["dont"]),
        ("O'Neill", ["oneill"]),
        ("O’Neill's", ["oneill"]),
        ("o'clock", ["oclock"]),
        ("U.S.", ["us"]),
        ("U.S.-led", ["us", "led"]),
        ("J.R.R. Tolkien", ["jrr", "tolkien"]),
        ("e.g. this", ["eg", "this"]),
        ("end.Begin", ["end", "begin"]),
        ("1,000", ["1000"]),
        ("£1,250.50m", ["1250.50m"]),
        ("1,00", ["1", "00"]),
        ("3.5 per cent", ["3.5", "per", "cent"]),
        ("26/01/2022", ["26", "01", "2022"]),
        ("1990s", ["1990s"]),
        ("A4", ["a4"]),
        ("snake_case", ["snake", "case"]),
        ("a — b", ["a", "b"]),
        ("Žižek in Łódź", ["zizek", "in", "lodz"]),
        ("Straße", ["strasse"]),
        ("naïve CAFÉ", ["naive", "cafe"]),
        ("ﬁnal", ["final"]),
        ("日本", ["日本"]),
        ("…!?", []),
        ("", []),
    ],
)
def test_words_are_compared_by_their_forms(text: str, forms: list[str]) -> None:
    assert [token.form for token in tokens(text)] == forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("F-16", [("f", 0), ("f16", 0), ("16", 1)]),
        ("co-operate fully", [("co", 0), ("cooperate", 0), ("operate", 1), ("fully", 2)]),
        ("a - b", [("a", 0), ("b", 1)]),
        ("mother-in-law's", [("mother", 0), ("motherinlaw", 0), ("in", 1), ("law", 2)]),
        ("-1", [("1", 0)]),
    ],
)
def test_a_compound_is_also_one_word(text: str, found: list[tuple[str, int]]) -> None:
    assert sorted((t.form, t.position) for t in tokens(text)) == sorted(found)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("apple", 0), ("12", 0), ("日本", 0), ("1990s", 0), ("don't", 0),
        ("Apple", 1), ("Apple's", 1), ("A", 1), ("I'm", 1), ("Łódź", 1), ("F-16", 1), ("A4", 1),
        ("APPLE", 2), ("APPLE's", 2), ("APPLE’S", 2), ("U.S.", 2), ("ŁÓDŹ", 2), ("26TH", 2),
        ("iPhone", 3), ("O'Neill", 3), ("McDonald", 3), ("Co-Operative", 3), ("eBay's", 3),
    ],
)  # fmt: skip
def test_capitals_tell_how_a_word_is_printed(printed: str, found: int) -> None:
    assert capitals(printed) == found


letters = st.sampled_from("aZé1.,'’ʼ-‐‑ \n\t_/日ß\u0301\u00a0\u2028")
texts = st.one_of(st.text(), st.text(letters))


@given(texts)
def test_a_token_is_the_form_of_the_characters_at_its_offsets(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        if not token.joined:
            assert token.form == exact_form(text[token.start : token.end]) != ""


@given(texts)
def test_words_are_numbered_without_a_gap_and_do_not_overlap(text: str) -> None:
    words = [token for token in tokens(text) if not token.joined]
    assert [word.position for word in words] == list(range(len(words)))
    assert all(a.end <= b.start for a, b in pairwise(words))


@given(texts)
def test_the_tokens_of_a_text_are_those_of_its_pieces_in_a_row(text: str) -> None:
    row, words = [], 0
    for piece in text.split():
        found = tokens(piece)
        row += [(token.form, token.position + words, token.joined) for token in found]
        words += len({token.position for token in found})
    assert row == [(token.form, token.position, token.joined) for token in tokens(text)]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("word", ["bribe", "bribes", "bribed", "bribing"])
def test_inflections_have_one_stem(word: str) -> None:
    assert stem(word) == "bribe"
