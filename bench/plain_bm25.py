"""The line to beat: BM25 as in the textbook, over one field, every word of the query counted.

Headline and body are one text; words are runs of letters and digits, in lower case, stemmed. It
shares the stemmer with Cuttings and nothing else.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from search.text.stems import stem

K1, B = 1.2, 0.75

_WORD = re.compile(r"\w+")


class PlainBM25:
    """Articles in memory."""

    def __init__(self, articles: Iterable[Mapping[str, str]]) -> None:
        """Of articles with ``id``, ``headline`` and ``body``."""
        counts = {a["id"]: Counter(_stems(f"{a['headline']} {a['body']}")) for a in articles}
        lengths = {article: own.total() for article, own in counts.items()}
        mean = sum(lengths.values()) / len(lengths)
        self._k = {article: K1 * (1 - B + B * n / mean) for article, n in lengths.items()}
        self._postings: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for article, own in counts.items():
            for root, times in own.items():
                self._postings[root][article] = times

    def rank(self, text: str) -> list[str]:
        """The ids of the articles with any of the words, best first; equal ones by id."""
        scores = self.scores(text)
        return sorted(scores, key=lambda article: (-scores[article], article))

    def scores(self, text: str) -> dict[str, float]:
        """The score of each article with any of the words."""
        scores: defaultdict[str, float] = defaultdict(float)
        for root in _stems(text):
            found = self._postings.get(root, {})
            idf = math.log(1 + (len(self._k) - len(found) + 0.5) / (len(found) + 0.5))
            for article, times in found.items():
                scores[article] += idf * times / (times + self._k[article])
        return scores


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text.lower())]
