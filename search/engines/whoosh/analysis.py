"""What the words of a query are looked up as."""

from dataclasses import dataclass
from functools import lru_cache

from search.text.tokens import tokens


@dataclass(frozen=True, slots=True)
class Written:
    """A word or phrase as a query has it.

    :param parts: the exact forms that stand one behind the other
    :param joined: the exact form when it is written as one word ("co-operate"); "" where it is
        not a single compound
    """

    parts: tuple[str, ...]
    joined: str


@lru_cache(maxsize=10_000)
def written(text: str) -> Written:
    """The forms of a typed word or of the text between quotes."""
    found = tokens(text)
    parts = tuple(token.form for token in found if not token.joined)
    whole = [t.form for t in found if t.joined and t.start == 0 and t.end == found[-1].end]
    return Written(parts, whole[0] if whole else "")
