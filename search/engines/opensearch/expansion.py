"""Which words of the archive a wildcard or a fuzzy word stands for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.engines.expansion import Expansion
from search.engines.opensearch.clauses import Clause, all_of, any_of, none_of, term
from search.engines.opensearch.index import Answer, Index
from search.engines.opensearch.layout import Kind
from search.engines.opensearch.layout import term as shown
from search.engines.opensearch.places import Expanding
from search.engines.whoosh.analysis import whole_form
from search.engines.whoosh.trees import walk
from search.query.nodes import Fuzzy, Node, Wildcard
from search.text.tokens import glob_form

# Words that are asked for in one call.
_MOST_HITS = 10_000
# Leaves of which the words are remembered; each has a thousand words at most, mostly.
_MOST_KNOWN = 1_000
_MARKS = {"*": ".*", "?": "."}


class Forms(NamedTuple):
    """What a leaf stands for.

    :param taken: the most frequent of the words, as they stand in the index
    :param words: how many there are
    """

    taken: tuple[str, ...]
    words: int


class Expansions:
    """The words of a snapshot that wildcards and fuzzy words stand for; remembered.

    :param words: the index of words
    """

    def __init__(self, words: Index) -> None:
        self._words = words
        self._known: dict[tuple[Expanding, int], Forms] = {}

    def of(self, tree: Node, most: int, deadline: float) -> dict[Expanding, Forms]:
        """What each wildcard and fuzzy word of a tree stands for.

        :param most: words at most, the most frequent, equally frequent ones in the order of their
            letters
        :raises QueryTooSlowError: the deadline has passed
        """
        leaves = dict.fromkeys(node for node in walk(tree) if isinstance(node, Wildcard | Fuzzy))
        unknown = [leaf for leaf in leaves if (leaf, most) not in self._known]
        if len(self._known) + len(unknown) > _MOST_KNOWN:
            self._known, unknown = {}, list(leaves)
        for leaf, forms in zip(unknown, self._look_up(unknown, most, deadline), strict=True):
            self._known[leaf, most] = forms
        return {leaf: self._known[leaf, most] for leaf in leaves}

    def _look_up(self, leaves: Sequence[Expanding], most: int, deadline: float) -> Iterator[Forms]:
        bodies = [_body(leaf, min(most, _MOST_HITS)) for leaf in leaves]
        answers = self._words.search(bodies, deadline)
        for leaf, body, answer in zip(leaves, bodies, answers, strict=True):
            total = int(answer["hits"]["total"]["value"])
            hits = list(answer["hits"]["hits"])
            while len(hits) < min(most, total):
                after = {"search_after": hits[-1]["sort"]}
                (more,) = self._words.search([body | after], deadline)
                hits += more["hits"]["hits"]
            taken = tuple(_matching(leaf, hits[:most]))
            yield Forms(taken, total - min(len(hits), most) + len(taken))


def cut(forms: Mapping[Expanding, Forms]) -> tuple[Expansion, ...]:
    """The leaves that stand for more words than are taken."""
    return tuple(
        Expansion(leaf, own.words, len(own.taken))
        for leaf, own in forms.items()
        if own.words > len(own.taken)
    )


def taken(forms: Mapping[Expanding, Forms]) -> dict[Expanding, tuple[str, ...]]:
    """The words that are looked for, of each leaf."""
    return {leaf: own.taken for leaf, own in forms.items()}


def stands_for(leaf: Expanding) -> Clause:
    """The documents of the words that a leaf stands for, and of long ones that it may stand for."""
    kind = Kind.BYLINE_FORM if leaf.field == "byline" else Kind.FORM
    if isinstance(leaf, Fuzzy):
        asked = {"value": shown(whole_form(leaf.text)), "fuzziness": leaf.edits}
        spelt: Clause = {"fuzzy": {"text": {**asked, "rewrite": "constant_score"}}}
    else:
        glob = re.sub(r"\\", r"\\\\", glob_form(leaf.text)).replace(" ", "_")
        spelt = {"wildcard": {"text": {"value": glob}}}
    # Of a long word only the beginning stands in the index: it is looked at here.
    long = term("long", "true")
    return all_of([term("kind", kind), any_of([all_of([spelt, none_of(long)]), long])])


def _body(leaf: Expanding, size: int) -> Clause:
    return {
        "query": stands_for(leaf),
        "sort": [{"occurrences": "desc"}, {"text": "asc"}],
        "size": size,
        "track_total_hits": True,
        "_source": ["text", "whole"],
    }


def _matching(leaf: Expanding, hits: Iterable[Answer]) -> Iterator[str]:
    """The words that a leaf stands for, of those that the cluster found."""
    for hit in hits:
        text = hit["_source"]["text"]
        whole = hit["_source"].get("whole", text)
        if whole == text or _stands_for(leaf, whole):
            yield text


def _stands_for(leaf: Expanding, form: str) -> bool:
    if isinstance(leaf, Wildcard):
        return _glob(glob_form(leaf.text)).fullmatch(form) is not None
    # No typed word is as long as those that are shortened.
    return False


@lru_cache(maxsize=1_000)
def _glob(glob: str) -> re.Pattern[str]:
    return re.compile("".join(_MARKS.get(sign, re.escape(sign)) for sign in glob), re.DOTALL)
