"""Patterns and edits on many strings at once, against one string at a time."""

from itertools import accumulate
from types import ModuleType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.arrays import edits, globs

STRINGS = st.lists(st.text("abcé", min_size=1, max_size=6), unique=True, max_size=30).map(sorted)


def _laid_out(strings: list[str], dtype: type, encoding: str) -> tuple:
    """The strings behind each other as numbers, where each begins and ends."""
    encoded = [np.frombuffer(string.encode(encoding), dtype) for string in strings]
    bounds = np.array([0, *accumulate(map(len, encoded))], np.int64)
    text = np.concatenate(encoded) if encoded else np.empty(0, dtype)
    return text, bounds[:-1], bounds[1:]


@given(STRINGS, st.text("ab?**", max_size=6))
def test_a_pattern_matches_the_same_strings_as_its_regular_expression(
    oracle: ModuleType, strings: list[str], pattern: str
) -> None:
    text, begins, ends = _laid_out(strings, np.uint32, "utf-32-le")
    found = globs.matching(text, begins, ends, [ord(character) for character in pattern])
    expected = [n for n, s in enumerate(strings) if oracle.glob(pattern).fullmatch(s)]
    assert found.tolist() == expected


@given(STRINGS, st.text("abcé", max_size=6), st.integers(1, 2))
def test_strings_are_within_the_edits_that_the_definition_counts(
    oracle: ModuleType, strings: list[str], word: str, most: int
) -> None:
    text, begins, ends = _laid_out(strings, np.uint32, "utf-32-le")
    close = [n for n, s in enumerate(strings) if oracle.edit_distance(s, word) <= most]
    assert edits.within(text, begins, ends, word, most).tolist() == close
    data, starts, _ = _laid_out(strings, np.uint8, "utf-8")
    assert set(close) <= set(edits.alike(edits.letters(data, starts), word, most).tolist())
