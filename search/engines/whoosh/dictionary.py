"""What an archive offers for what is being typed: its words, its names and its headlines."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, reduce
from heapq import nsmallest
from itertools import islice, takewhile
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays import sets
from search.engines.contract import Counted
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.expansion import forms_of
from search.engines.whoosh.leaves import Docs
from search.query.nodes import Fuzzy, Word
from search.text.spelling import distance
from search.text.stems import stem
from search.text.stopwords import STOPWORDS
from search.text.tokens import tokens

_TEXT = layout.SECTIONS["headline"]
_HEADLINE = layout.FIELDS.index("headline")

# Letters from which on a word may be misspelt twice.
_LONG = 6
# Words of which the headlines are looked through where the last word typed is not complete.
_MOST_ENDINGS = 24
# Beginnings, and words in headlines, of which what was found is kept: some ten kilobytes each.
_REMEMBERED = 500
# Beside the words wanted: their inflections, and common words.
_PASSED_OVER = 48


class Part(NamedTuple):
    """A segment as far as the dictionary needs it.

    :param live: bool[documents], None where no document is deleted
    """

    columns: Columns
    live: NDArray[np.bool_] | None


class Dictionary:
    """The words, names and headlines of all segments of a snapshot.

    :param frequencies: how many articles a search for each of some words finds, until a deadline
    """

    def __init__(
        self, parts: Sequence[Part], frequencies: Callable[[Sequence[Word], float], list[int]]
    ) -> None:
        self._parts = parts
        self._frequencies = frequencies
        # The same few letters are typed again and again.
        self._endings = lru_cache(_REMEMBERED)(self._find_endings)
        self._in_headline = lru_cache(_REMEMBERED)(self._find_in_headline)

    def words(self, prefix: str, limit: int, deadline: float = inf) -> list[Counted]:
        """The most frequent words that begin so, of each stem one, and no common words.

        :param prefix: an exact form
        """
        found = self._counted(self._endings(prefix, limit), None, deadline)
        return [word for word in found if word.articles]

    def spellings(
        self, word: str, field: str | None, limit: int, deadline: float = inf
    ) -> list[Counted]:
        """Other words of one or two letters' difference, the most alike and most frequent first."""
        edits = 1 if len(word) < _LONG else 2
        counts: Counter[str] = Counter()
        for columns, _ in Deadline(deadline).each(self._parts):
            for number in forms_of(columns, Fuzzy(word, edits, field)).tolist():
                form = columns.forms[number][len(_TEXT) :].decode()
                counts[form] += int(columns.form_counts[number])
        del counts[word]
        alike = sorted(counts, key=lambda form: (distance(word, form, edits), -counts[form], form))
        by_stem: dict[str, str] = {}
        for form in alike:
            by_stem.setdefault(stem(form), form)
        return self._counted(list(by_stem.values())[:limit], field, deadline)

    def names(self, prefix: str, limit: int, deadline: float = inf) -> list[Counted]:
        """The names that sign most articles, of those in which some words begin so.

        :param prefix: exact forms with blanks between: "joan pel"
        """
        Deadline(deadline).check()
        names, keys = self._names
        begin = takewhile(
            lambda key: key[0].startswith(prefix),
            islice(keys, bisect_left(keys, (prefix, 0)), None),
        )
        return [names[n] for n in nsmallest(limit, {number for _, number in begin})]

    def headlines(
        self, words: Sequence[str], prefix: str, limit: int, deadline: float = inf
    ) -> list[str]:
        """The ids of the newest articles with all of these words in the headline, inflected.

        :param words: exact forms
        :param prefix: of one more word; "" for no more
        """
        wanted = [[stem(word)] for word in words]
        if prefix:
            wanted.append([stem(form) for form in self._endings(prefix, _MOST_ENDINGS)])
        newest: list[tuple[int, str]] = []
        parts = Deadline(deadline).each(self._parts if wanted else ())
        for part, (columns, live) in enumerate(parts):
            docs = reduce(sets.intersection, (self._headed(part, stems) for stems in wanted))
            docs = docs if live is None else docs[live[docs]]
            last = docs[np.argsort(-columns.days[docs], kind="stable")[:limit]]
            newest += [(-int(columns.days[doc]), columns.ids[int(doc)].decode()) for doc in last]
        return [article_id for _, article_id in sorted(newest)[:limit]]

    def _counted(self, forms: Sequence[str], field: str | None, deadline: float) -> list[Counted]:
        words = [Word(form, field) for form in forms]
        return list(map(Counted, forms, self._frequencies(words, deadline)))

    def _headed(self, part: int, stems: Sequence[str]) -> Docs:
        """Documents of a segment with one of the words in the headline, rising."""
        columns = self._parts[part].columns
        terms = (columns.terms.find(_TEXT + name.encode()) for name in dict.fromkeys(stems))
        found = [self._in_headline(part, term) for term in terms if term is not None]
        return sets.union(found) if found else columns.docs[:0]

    def _find_in_headline(self, part: int, term: int) -> Docs:
        columns = self._parts[part].columns
        own = slice(columns.posting_starts[term], columns.posting_starts[term + 1])
        frequencies = columns.frequencies[own].astype(np.int64)
        # Few postings weigh more than their occurrences: those are in a headline or standfirst. The
        # headline has the first positions of an article.
        heavy = np.flatnonzero(columns.weights[own] > columns.frequencies[own])
        docs = columns.docs[own][heavy]
        firsts = columns.occurrence_starts[term] + (np.cumsum(frequencies) - frequencies)[heavy]
        return np.compress(columns.positions[firsts] < columns.lengths[docs, _HEADLINE], docs)

    def _find_endings(self, prefix: str, limit: int) -> list[str]:
        """The most frequent forms that begin so, of those of one stem the most frequent.

        A form counts in the segments in which it is among the most frequent.
        """
        counts: Counter[str] = Counter()
        for columns, _ in self._parts:
            forms = columns.forms.with_prefix(_TEXT + prefix.encode())
            own = columns.form_counts[forms.start : forms.stop]
            for place in _greatest(own, limit + _PASSED_OVER).tolist():
                counts[columns.forms[forms[place]][len(_TEXT) :].decode()] += int(own[place])
        by_stem: dict[str, str] = {}
        for form, _ in counts.most_common():
            if form not in STOPWORDS:
                by_stem.setdefault(stem(form), form)
        return list(by_stem.values())[:limit]

    @cached_property
    def _names(self) -> tuple[list[Counted], list[tuple[str, int]]]:
        """All names, those that sign most articles first, and where to find the numbers of each:
        in order under its words, and under its words from the second on, and so forth."""
        printed: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for columns, live in self._parts:
            for name, count in zip(columns.names, _signed(columns, live), strict=True):
                words = tuple(token.form for token in tokens(name.decode()) if not token.joined)
                printed[words][name.decode()] += count
        # Names that differ in case and accents alone are one, as they are to a search.
        folded = [
            (Counted(c.most_common(1)[0][0], c.total()), words) for words, c in printed.items()
        ]
        folded = sorted((f for f in folded if f[0].articles), key=lambda f: (-f[0].articles, f[0]))
        keys = [
            (" ".join(words[place:]), number)
            for number, (_, words) in enumerate(folded)
            for place in range(len(words))
        ]
        return [name for name, _ in folded], sorted(keys)


def _signed(columns: Columns, live: NDArray[np.bool_] | None) -> list[int]:
    """How many articles each name of a segment signs."""
    names = columns.byline_names
    if live is not None:
        names = names[np.repeat(live, np.diff(columns.byline_starts))]
    counts: list[int] = np.bincount(names, minlength=len(columns.names)).tolist()
    return counts


def _greatest(counts: NDArray[np.uint32], limit: int) -> NDArray[np.int64]:
    """The places of the greatest counts, in any order."""
    if len(counts) <= limit:
        return np.arange(len(counts))
    return np.argpartition(counts, len(counts) - limit)[-limit:]
