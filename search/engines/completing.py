"""Which of many words of an archive are offered, by how often each occurs."""

from collections.abc import Iterable, Mapping
from itertools import islice

from search.text.spelling import distance
from search.text.stems import stem
from search.text.stopwords import STOPWORDS

PASSED_OVER = 48
"""Words to look at beside those wanted: their inflections, and common words."""

REMEMBERED = 500
"""Beginnings of words of which what was found is kept."""

MOST_ENDINGS = 24
"""Words of which the headlines are looked through where the last word typed is not complete."""

# Letters from which on a word may be misspelt twice.
_LONG = 6


def most_frequent(counts: Mapping[str, int], limit: int) -> list[str]:
    """The most frequent of some exact forms, of each stem one, and no common words.

    Equally frequent ones stand in the order of their letters.
    """
    ranked = sorted(counts, key=lambda form: (-counts[form], form))
    return _one_of_each_stem((form for form in ranked if form not in STOPWORDS), limit)


def edits_of(word: str) -> int:
    """In how many letters another spelling of a word may differ."""
    return 1 if len(word) < _LONG else 2


def most_alike(word: str, counts: Mapping[str, int], limit: int) -> list[str]:
    """Of some exact forms those most like a word, the more frequent first; of each stem one.

    :param counts: at least those forms that :func:`edits_of` letters part from the word; the word
        itself is none of those wanted
    """
    edits = edits_of(word)
    away = {form: distance(word, form, edits) for form in counts if form != word}
    near = (form for form in away if away[form] <= edits)
    ranked = sorted(near, key=lambda form: (away[form], -counts[form], form))
    return _one_of_each_stem(ranked, limit)


def _one_of_each_stem(forms: Iterable[str], limit: int) -> list[str]:
    """The first of each stem."""
    by_stem: dict[str, str] = {}
    for form in forms:
        by_stem.setdefault(stem(form), form)
    return list(islice(by_stem.values(), limit))
