"""English stems, by Snowball's Porter2."""

from functools import lru_cache

import Stemmer

_REMEMBERED = 200_000


@lru_cache(maxsize=_REMEMBERED)
def stem(form: str) -> str:
    """The stem of an exact form: "bribes" and "bribed" both give "bribe".

    >>> stem("running")
    'run'
    """
    # A Stemmer keeps state while it works, so that one shared by threads could mix up words;
    # making one costs about a microsecond, and the cache leaves that to new words.
    return str(Stemmer.Stemmer("english", 0).stemWord(form))
