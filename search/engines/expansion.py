"""What is told of a wildcard or fuzzy word that stands for very many words."""

from dataclasses import dataclass

from search.query.nodes import Fuzzy, Wildcard


@dataclass(frozen=True, slots=True)
class Expansion:
    """A leaf that stands for more words of the archive than a request allows.

    :param words: how many it stands for
    :param taken: how many of them, the most frequent, were looked for
    """

    leaf: Wildcard | Fuzzy
    words: int
    taken: int
