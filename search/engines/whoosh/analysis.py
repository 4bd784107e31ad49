"""What the words of a query are looked up as."""

from dataclasses import dataclass
from functools import lru_cache

from search.text.tokens import capitals, tokens


@dataclass(frozen=True, slots=True)
class Written:
    """A word or phrase as a query has it.

    :param parts: the exact forms that stand one behind the other
    :param offsets: how many words behind the first each stands, more than its number where a
        star before it stands for any word
    :param capitals: how each is typed, see :func:`search.text.tokens.capitals`
    :param joined: the exact form when it is written as one word ("co-operate"); "" where it is
        not a single compound
    :param joined_capitals: how that is typed
    """

    parts: tuple[str, ...]
    offsets: tuple[int, ...]
    capitals: tuple[int, ...]
    joined: str
    joined_capitals: int


@lru_cache(maxsize=10_000)
def written(text: str) -> Written:
    """The forms of a typed word or of the text between quotes."""
    found = tokens(text)
    parts = [token for token in found if not token.joined]
    whole = [t for t in found if t.joined and t.start == 0 and t.end == found[-1].end]
    stars = [sum(piece == "*" for piece in text[: token.start].split()) for token in parts]
    return Written(
        tuple(token.form for token in parts),
        tuple(n + before - stars[0] for n, before in enumerate(stars)),
        tuple(capitals(text[token.start : token.end]) for token in parts),
        whole[0].form if whole else "",
        capitals(text) if whole else -1,
    )


@lru_cache(maxsize=10_000)
def whole_form(text: str) -> str:
    """The exact form of a typed word, a compound as one: "co-operate" gives "cooperate"."""
    found = written(text)
    return found.joined or "".join(found.parts)
