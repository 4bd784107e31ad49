"""The first questions to a snapshot, so that the readers' first ones are answered quickly."""

from search.engines.contract import Engine, Request
from search.engines.counts import CountRequest
from search.query.joining import conjunction
from search.query.nodes import Everything, Word

_FREQUENT = "s"  # more words begin so than with any other letter


def warm(engine: Engine) -> None:
    """Ask once what is asked often; what the engine works out for it stays."""
    dictionary = engine.dictionary
    words = [own.text for own in dictionary.words(_FREQUENT, 2)]
    engine.search(Request(conjunction([Word(word) for word in words])))
    engine.count([CountRequest(Everything(), most_periods=1, bylines=1)])
    dictionary.names(_FREQUENT, 1)
    dictionary.headlines(words, "", 1)
    for word in words[:1]:
        dictionary.spellings(word, None, 1)
