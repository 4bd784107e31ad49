"""The names that sign the articles of an archive, found by any of their words."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from heapq import nsmallest
from itertools import islice, takewhile

from search.engines.contract import Counted
from search.text.tokens import tokens


class Names:
    """All names of a snapshot; those that differ in case and accents alone are one.

    :param signed: each name as printed, and how many articles it signs
    """

    def __init__(self, signed: Mapping[str, int]) -> None:
        printed: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for name, articles in signed.items():
            printed[_words(name)][name] = articles
        folded = [(_most_printed(names), words) for words, names in printed.items()]
        folded = sorted((f for f in folded if f[0].articles), key=lambda f: (-f[0].articles, f[0]))
        self._names = [name for name, _ in folded]
        # Each name stands under its words, under those from the second on, and so forth.
        self._keys = sorted(
            (" ".join(words[place:]), number)
            for number, (_, words) in enumerate(folded)
            for place in range(len(words))
        )

    def beginning(self, prefix: str, limit: int) -> list[Counted]:
        """Those that sign most articles, of those in which some words begin so.

        :param prefix: exact forms with blanks between: "joan pel"
        """
        keys = islice(self._keys, bisect_left(self._keys, (prefix, 0)), None)
        begin = takewhile(lambda key: key[0].startswith(prefix), keys)
        return [self._names[n] for n in nsmallest(limit, {number for _, number in begin})]


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokens(name) if not token.joined)


def _most_printed(names: Counter[str]) -> Counted:
    """One name for those that are one, as it is printed most, and the articles of all."""
    most = min(names, key=lambda name: (-names[name], name))
    return Counted(most, names.total())
