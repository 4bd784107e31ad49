"""What a person may go on to type: words, names and headlines of the archive."""

from dataclasses import dataclass
from datetime import date
from math import inf

from search.engines.contract import Counted, Dictionary, Engine
from search.query.typing import Typed, read_typed

_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Completion:
    """A word that may have been meant.

    :param query: the typed text with the word at its end
    :param articles: how many a search for the word alone finds
    """

    word: str
    query: str
    articles: int


@dataclass(frozen=True, slots=True)
class Headline:
    """An article that has the typed words in its headline."""

    id: str
    headline: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What there is for a text that is being typed.

    :param words: the most frequent words that begin as the last one typed
    :param bylines: names that begin as what was typed last, and how many articles each signs
    :param headlines: the newest with all words that were typed
    """

    words: tuple[Completion, ...] = ()
    bylines: tuple[Counted, ...] = ()
    headlines: tuple[Headline, ...] = ()


def suggestions(engine: Engine, text: str, limit: int, deadline: float = inf) -> Suggestions:
    """For any text, at most so many of each kind.

    :param deadline: as of :class:`~search.engines.contract.Request`
    :raises QueryTooSlowError: the deadline has passed
    """
    typed = read_typed(text)
    match typed.field:
        case "byline":
            return Suggestions(bylines=_names(engine.dictionary, typed, limit, deadline))
        case "date":
            return Suggestions()
    is_any = typed.field is None
    return Suggestions(
        words=_words(engine.dictionary, typed, text, limit, deadline),
        bylines=_names(engine.dictionary, typed, limit, deadline) if is_any else (),
        headlines=_headlines(engine, typed, limit, deadline),
    )


def _words(
    dictionary: Dictionary, typed: Typed, text: str, limit: int, deadline: float
) -> tuple[Completion, ...]:
    found = dictionary.words(typed.prefix, limit, deadline) if typed.prefix else ()
    return tuple(Completion(w.text, text[: typed.start] + w.text, w.articles) for w in found)


def _names(
    dictionary: Dictionary, typed: Typed, limit: int, deadline: float
) -> tuple[Counted, ...]:
    """Names that have as much as possible of the end of what was typed."""
    words = [*typed.words, typed.prefix] if typed.prefix else [*typed.words]
    for begin in range(max(len(words) - _LONGEST_NAME, 0), len(words)):
        if found := dictionary.names(" ".join(words[begin:]), limit, deadline):
            return tuple(found)
    return ()


def _headlines(engine: Engine, typed: Typed, limit: int, deadline: float) -> tuple[Headline, ...]:
    ids = engine.dictionary.headlines(typed.words, typed.prefix, limit, deadline)
    return tuple(Headline(a.id, a.headline, a.date) for a in engine.articles(ids))
