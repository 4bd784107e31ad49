"""What an archive offers for what is being typed: its words, its names and its headlines."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from math import inf

import numpy as np

from search.arrays import sets
from search.arrays.topk import best
from search.engines import completing
from search.engines.contract import Counted
from search.engines.names import Names
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.columns import Columns
from search.engines.whoosh.deadline import Deadline
from search.engines.whoosh.expansion import forms_of
from search.engines.whoosh.leaves import Docs
from search.engines.whoosh.open_segment import OpenSegment
from search.query.nodes import Fuzzy, Word
from search.text.stems import stem

_TEXT = layout.SECTIONS["headline"]
_HEADLINE = layout.FIELDS.index("headline")


class Dictionary:
    """The words, names and headlines of all segments of a snapshot.

    :param frequencies: how many articles a search for each of some words finds, until a deadline
    :param signed: gives each name as printed and how many articles it signs
    """

    def __init__(
        self,
        segments: Sequence[OpenSegment],
        frequencies: Callable[[Sequence[Word], float], list[int]],
        signed: Callable[[], Mapping[str, int]],
    ) -> None:
        self._segments = segments
        self._frequencies = frequencies
        self._signed = signed
        # The same few letters are typed again and again; what was found takes some ten kilobytes.
        self._endings = lru_cache(completing.REMEMBERED)(self._find_endings)
        self._in_headline = lru_cache(completing.REMEMBERED)(self._find_in_headline)

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
        edits = completing.edits_of(word)
        counts: Counter[str] = Counter()
        for columns in Deadline(deadline).each(self._columns):
            for number in forms_of(columns, Fuzzy(word, edits, field)).tolist():
                form = columns.forms[number][len(_TEXT) :].decode()
                counts[form] += int(columns.form_counts[number])
        alike = completing.most_alike(word, counts, limit)
        return self._counted(alike, field, deadline)

    def names(self, prefix: str, limit: int, deadline: float = inf) -> list[Counted]:
        """The names that sign most articles, of those in which some words begin so.

        :param prefix: exact forms with blanks between: "joan pel"
        """
        Deadline(deadline).check()
        return self._names.beginning(prefix, limit)

    def headlines(
        self, words: Sequence[str], prefix: str, limit: int, deadline: float = inf
    ) -> list[str]:
        """The ids of the newest articles with all of these words in the headline, inflected.

        :param words: exact forms
        :param prefix: of one more word; "" for no more
        """
        wanted = [[stem(word)] for word in words]
        if prefix:
            endings = self._endings(prefix, completing.MOST_ENDINGS)
            wanted.append([stem(form) for form in endings])
        newest: list[tuple[int, str]] = []
        segments = Deadline(deadline).each(self._segments if wanted else ())
        for part, segment in enumerate(segments):
            docs = reduce(sets.intersection, (self._headed(part, stems) for stems in wanted))
            docs = docs if segment.live is None else docs[segment.live[docs]]
            days = segment.columns.days[docs]
            last = best(days.astype(np.float64), segment.id_ranks[docs], limit)
            newest += zip((-days[last]).tolist(), segment.ids(docs[last]), strict=True)
        return [article_id for _, article_id in sorted(newest)[:limit]]

    @property
    def _columns(self) -> list[Columns]:
        return [segment.columns for segment in self._segments]

    @cached_property
    def _names(self) -> Names:
        return Names(self._signed())

    def _counted(self, forms: Sequence[str], field: str | None, deadline: float) -> list[Counted]:
        words = [Word(form, field) for form in forms]
        return list(map(Counted, forms, self._frequencies(words, deadline)))

    def _headed(self, part: int, stems: Sequence[str]) -> Docs:
        """Documents of a segment with one of the words in the headline, rising."""
        columns = self._segments[part].columns
        terms = (columns.terms.find(_TEXT + name.encode()) for name in dict.fromkeys(stems))
        found = [self._in_headline(part, term) for term in terms if term is not None]
        return sets.union(found) if found else columns.docs[:0]

    def _find_in_headline(self, part: int, term: int) -> Docs:
        columns = self._segments[part].columns
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
        for columns in self._columns:
            forms = columns.forms.with_prefix(_TEXT + prefix.encode())
            own = columns.form_counts[forms.start : forms.stop]
            most = limit + completing.PASSED_OVER
            for place in best(own.astype(np.float64), np.arange(len(own)), most).tolist():
                counts[columns.forms[forms[place]][len(_TEXT) :].decode()] += int(own[place])
        return completing.most_frequent(counts, limit)
