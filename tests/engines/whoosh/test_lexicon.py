"""Pieces of text and their numbers."""

from itertools import permutations

import pytest

from search.engines.whoosh.codec_v1.lexicon import Lexicon

START = "x" * 24  # as much as a piece is looked up by


@pytest.mark.parametrize("words", list(permutations([START, START + "y", START + "z"])))
def test_long_words_that_begin_alike_are_different(words: tuple[str, ...]) -> None:
    lexicon = Lexicon()
    numbers = [int(lexicon.pieces([word]).numbers[0]) for word in words]
    assert len(set(numbers)) == 3
    assert [int(lexicon.pieces([word]).numbers[0]) for word in words] == numbers
    forms = list(lexicon.forms)
    assert tuple(forms[lexicon.token_forms[lexicon.token_starts[n]]] for n in numbers) == words
