"""A newspaper of any number of articles, invented from a seed, with the statistics of a real one.

Words follow Zipf and Mandelbrot's law. As drawn they would be independent of one another, which
no text is; so each article has a subject whose words come up more often, words already used in
an article come up again, and many words have a favourite successor, so that there are phrases.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench.vocabulary import names, vocabulary

Words = NDArray[np.int64]

VOCABULARY = 300_000
BLOCK = 2_000  # articles drawn at once, from a generator seeded with the number of the block

_EXPONENT, _SHIFT = 1.07, 1.0  # p(rank) ~ (rank + shift) ** -exponent: the first word has 6%
_MEAN_LENGTH, _LENGTH_SIGMA, _SHORTEST = 108, 0.6, 12
_SUBJECTS, _SUBJECT_WORDS = 2_000, 150
_OF_SUBJECT, _REPEATED, _SUCCESSOR = 0.12, 0.10, 0.06  # shares of the words so drawn
_SENTENCE, _CLAUSE = 1 / 19, 1 / 14  # chance that a word ends one
_FIRST_DAY, _DAYS = date(1980, 1, 1).toordinal(), 40 * 365
_SIGNED, _BYLINES = 0.7, 600

# Each word stands in the table in these shapes, one whole vocabulary behind the other.
_PLAIN, _CAPITAL, _COMMA, _STOP = range(4)


@dataclass(frozen=True, slots=True)
class Press:
    """All that is drawn once for a seed.

    :param shapes: the vocabulary plain, then capitalised, with a comma, and with a full stop
    :param cumulated: float64[words], rising to 1
    :param subjects: int64[subjects, words of each]
    :param successors: int64[words], the favourite successor of each word
    """

    seed: int
    shapes: list[str]
    bylines: list[str]
    cumulated: NDArray[np.float64]
    subjects: Words
    successors: Words


def press(seed: int, size: int = VOCABULARY) -> Press:
    """Set up the vocabulary, subjects and phrases of a seed."""
    words = vocabulary(size, seed)
    shapes = [*words, *map(str.capitalize, words), *(w + "," for w in words)]
    shapes += [w + "." for w in words]
    frequency = (np.arange(1, size + 1) + _SHIFT) ** -_EXPONENT
    cumulated = np.cumsum(frequency) / frequency.sum()
    rng = np.random.default_rng([seed, 3])
    subjects = rng.integers(200, min(size, 40_000), (_SUBJECTS, _SUBJECT_WORDS))
    successors = np.searchsorted(cumulated, rng.random(size))
    return Press(seed, shapes, names(_BYLINES, seed), cumulated, subjects, successors)


def json_lines(made: Press, count: int) -> Iterator[str]:
    """The first articles of a paper, each a line of JSON; fewer are a part of more."""
    for block in range(-(-count // BLOCK)):
        first = block * BLOCK
        yield from _block(made, block, first, min(BLOCK, count - first))


def _block(made: Press, block: int, first: int, wanted: int) -> Iterator[str]:
    rng = np.random.default_rng([made.seed, 4, block])
    heads = rng.integers(5, 10, BLOCK)
    lengths = _lengths(rng)
    starts = np.concatenate([[0], np.cumsum(heads + lengths)])
    shaped = _shaped(made, rng, _drawn(made, rng, heads + lengths, starts), starts, heads)
    days = _FIRST_DAY + rng.integers(0, _DAYS, BLOCK)
    signed = np.where(rng.random(BLOCK) < _SIGNED, rng.integers(0, _BYLINES, BLOCK), -1)
    texts = list(map(made.shapes.__getitem__, shaped[: starts[wanted]].tolist()))
    for i in range(wanted):
        body = int(starts[i] + heads[i])
        article = {
            "id": str(first + i + 1),
            "date": date.fromordinal(int(days[i])).isoformat(),
            "headline": " ".join(texts[starts[i] : body]),
            "bylines": [made.bylines[signed[i]]] if signed[i] >= 0 else [],
            "body": " ".join(texts[body : starts[i + 1]]),
        }
        yield json.dumps(article)


def _lengths(rng: np.random.Generator) -> Words:
    mu = np.log(_MEAN_LENGTH) - _LENGTH_SIGMA**2 / 2
    drawn = rng.lognormal(mu, _LENGTH_SIGMA, BLOCK).astype(np.int64)
    return np.maximum(drawn, _SHORTEST)


def _drawn(made: Press, rng: np.random.Generator, lengths: Words, starts: Words) -> Words:
    """The words of a block of articles, as ranks in the vocabulary."""
    total = int(starts[-1])
    # Looking up rising numbers keeps to the cache: eight times as fast as as they come.
    words = np.searchsorted(made.cumulated, np.sort(rng.random(total)))
    rng.shuffle(words)
    kind = rng.random(total)
    _talk_of_subjects(made, rng, words, kind, lengths)
    _repeat(rng, words, kind, lengths, starts)
    follows = np.flatnonzero(kind[1:] > 1 - _SUCCESSOR) + 1
    words[follows] = made.successors[words[follows - 1]]
    return words


def _talk_of_subjects(
    made: Press, rng: np.random.Generator, words: Words, kind: NDArray[np.float64], lengths: Words
) -> None:
    """Put words of the article's subject in some places, the first of a subject most; in place."""
    places = np.flatnonzero(kind < _OF_SUBJECT)
    subject = np.repeat(rng.integers(0, _SUBJECTS, BLOCK), lengths)[places]
    chosen = (rng.random(len(places)) ** 2 * _SUBJECT_WORDS).astype(np.int64)
    words[places] = made.subjects[subject, chosen]


def _repeat(
    rng: np.random.Generator, words: Words, kind: NDArray[np.float64], lengths: Words, starts: Words
) -> None:
    """Put an earlier word of the same article in some places; in place."""
    places = np.flatnonzero((kind >= _OF_SUBJECT) & (kind < _OF_SUBJECT + _REPEATED))
    begin = np.repeat(starts[:-1], lengths)[places]
    words[places] = words[begin + (rng.random(len(places)) * (places - begin)).astype(np.int64)]


def _shaped(
    made: Press, rng: np.random.Generator, words: Words, starts: Words, heads: Words
) -> Words:
    """The words as places in the table of shapes: with capitals, commas and full stops."""
    size = len(made.successors)
    chance = rng.random(len(words))
    shape = np.where(chance < _CLAUSE, _COMMA, _PLAIN)
    ends = chance > 1 - _SENTENCE
    bodies = starts[:-1] + heads
    ends[bodies - 1] = ends[starts[1:] - 1] = True
    in_headline = np.zeros(len(words) + 1, np.int64)
    in_headline[starts[:-1]] += 1
    in_headline[bodies] -= 1
    shape[1:][ends[:-1]] = _CAPITAL
    shape[0] = _CAPITAL
    shape[ends & (shape != _CAPITAL)] = _STOP
    plain = np.cumsum(in_headline[:-1]).astype(bool) & (shape != _CAPITAL)
    shape[plain] = _PLAIN
    shaped: Words = words + shape * size
    return shaped
