"""What an archive on the cluster offers for what is being typed."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from math import inf

from search.engines import completing
from search.engines.contract import Counted
from search.engines.names import Names
from search.engines.opensearch.census import Census
from search.engines.opensearch.clauses import Clause, all_of, term, terms
from search.engines.opensearch.expansion import stands_for
from search.engines.opensearch.index import Answer, Index
from search.engines.opensearch.layout import STEM, Kind
from search.engines.opensearch.layout import term as shown
from search.engines.whoosh.deadline import Deadline
from search.query.nodes import Fuzzy, Word
from search.text.stems import stem

# Letters of a word that the cluster has as they are, however long the word is.
_KEPT = 100


class Dictionary:
    """The words, names and headlines of a snapshot.

    :param words: the index of words
    :param census: of the snapshot; asked for once it is needed
    :param frequencies: how many articles a search for each of some words finds, until a deadline
    """

    def __init__(
        self,
        articles: Index,
        words: Index,
        census: Callable[[], Census],
        frequencies: Callable[[Sequence[Word], float], list[int]],
    ) -> None:
        self._articles = articles
        self._words = words
        self._census = census
        self._frequencies = frequencies
        # The same few letters are typed again and again.
        self._endings = lru_cache(completing.REMEMBERED)(self._find_endings)

    def words(self, prefix: str, limit: int, deadline: float = inf) -> list[Counted]:
        """The most frequent words that begin so, of each stem one, and no common words.

        :param prefix: an exact form
        """
        return self._counted(self._endings(prefix, limit), None, deadline)

    def spellings(
        self, word: str, field: str | None, limit: int, deadline: float = inf
    ) -> list[Counted]:
        """Other words of one or two letters' difference, the most alike and most frequent first."""
        alike = stands_for(Fuzzy(word, completing.edits_of(word), field))
        counts = _counts(self._words.all_hits(alike, "text", deadline))
        return self._counted(completing.most_alike(word, counts, limit), field, deadline)

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
        wanted: list[Sequence[str]] = [[word] for word in words]
        if prefix:
            wanted.append(self._endings(prefix, completing.MOST_ENDINGS))
        if not wanted or not all(wanted):
            return []
        body = {
            "query": all_of([_headed(forms) for forms in wanted]),
            "sort": [{"day": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
            "size": limit,
            "track_total_hits": False,
            "_source": False,
        }
        (answer,) = self._articles.search([body], deadline)
        return [hit["sort"][-1] for hit in answer["hits"]["hits"]]

    @cached_property
    def _names(self) -> Names:
        return Names(self._census().signers)

    def _find_endings(self, prefix: str, limit: int) -> list[str]:
        """The most frequent forms that begin so, of those of one stem the most frequent."""
        body = {
            "query": all_of([term("kind", Kind.FORM), _beginning(prefix)]),
            "sort": [{"occurrences": "desc"}, {"text": "asc"}],
            "size": limit + completing.PASSED_OVER,
            "track_total_hits": False,
        }
        (answer,) = self._words.search([body])
        counts = _counts(answer["hits"]["hits"])
        begin = {form: counts[form] for form in counts if form.startswith(prefix)}
        return completing.most_frequent(begin, limit)

    def _counted(self, forms: Sequence[str], field: str | None, deadline: float) -> list[Counted]:
        words = [Word(form, field) for form in forms]
        found = self._frequencies(words, deadline) if words else []
        return list(map(Counted, forms, found))


def _beginning(prefix: str) -> Clause:
    return {"prefix": {"text": shown(prefix[:_KEPT])}}


def _headed(forms: Sequence[str]) -> Clause:
    """Articles with one of the words in the headline, inflected."""
    return terms("headline", [*dict.fromkeys(STEM + shown(stem(form)) for form in forms)])


def _counts(hits: Iterable[Answer]) -> dict[str, int]:
    """Exact forms, and how often each occurs."""
    words = (hit["_source"] for hit in hits)
    return {word.get("whole", word["text"]): word["occurrences"] for word in words}
