"""The words of the generated paper: common English ones first, then invented ones."""

import itertools

import numpy as np

# By falling frequency, roughly as in English newspapers. Most are in search.text.stopwords.
COMMON = """
    the of to and in a for that on is said was it with he as at by from be his has have are but an
    not will they who had its their were been would this one which about more or up when we after
    than year there out also new all last two people you first so over other if into can i she some
    no time could years what state company her government three million only make them most before
    because just now many president made against such market country city week under while where
    between made home day still being percent those our since second war national police school
    any both between court former including set next high during took part end work use house world
    group team public may might play party back four money few well life men too men family office
    law area local every street business council plan town member case report month service number
    north south east west mayor bank church road river price vote bill trial bridge station prison
""".split()  # noqa: SIM905

_ONSETS = "b c d f g h j k l m n p r s t v w br cl cr dr fl gr pl pr sh sl sp st th tr".split()  # noqa: SIM905
_VOWELS = "a a e e i i o o u u ai ea ee ou".split()  # noqa: SIM905
_CODAS = ["", "", "", "n", "r", "l", "m", "t", "s", "nd", "rk", "st", "ck", "p"]
_ENDINGS = [*[""] * 12, "s", "s", "ed", "ing", "er", "ly", "ton", "son", "ment"]
_MOST_OF_ONE_SYLLABLE, _MOST_OF_TWO = 2_000, 60_000


def vocabulary(size: int, seed: int) -> list[str]:
    """So many different words, the most frequent first; invented ones grow longer by rank."""
    rng = np.random.default_rng([seed, 1])
    words = dict.fromkeys(COMMON)
    while len(words) < size:
        syllables = 1 + (len(words) >= _MOST_OF_ONE_SYLLABLE) + (len(words) >= _MOST_OF_TWO)
        words.update(dict.fromkeys(_invented(rng, syllables) for _ in range(1_000)))
    return list(itertools.islice(words, size))


def names(count: int, seed: int) -> list[str]:
    """So many first names with surnames, as bylines have them."""
    rng = np.random.default_rng([seed, 2])
    pairs = ((_invented(rng, 1), _invented(rng, 2)) for _ in range(count))
    return [f"{first.capitalize()} {last.capitalize()}" for first, last in pairs]


def _invented(rng: np.random.Generator, syllables: int) -> str:
    made = "".join(_pick(rng, _ONSETS) + _pick(rng, _VOWELS) for _ in range(syllables))
    return made + _pick(rng, _CODAS) + _pick(rng, _ENDINGS)


def _pick(rng: np.random.Generator, parts: list[str]) -> str:
    return parts[int(rng.random() * len(parts))]
