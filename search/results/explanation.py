"""Why an article stands where it does, in sentences for those who do not read formulas."""

from collections.abc import Iterator, Sequence

from search.engines.contract import Explanation, LeafScore
from search.fields import TEXT_FIELDS

_PLACES = {
    "headline": "the headline",
    "standfirst": "the standfirst",
    "body": "the body",
    "captions": "captions",
}
_WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
_OTHERS = {
    "nearness": "That words of the query stand near each other",
    "recency": "Its age",
}
_TIMES = {1: "once", 2: "twice"}
_NOTHING = 0.005
"""What is less is shown as 0.00, and is not worth a sentence."""


def sentences(explanation: Explanation) -> tuple[str, ...]:
    """What each part of the query added, what headline and length did, and the sum."""
    if not explanation.leaves:
        return ("Nothing but filters was asked, which add no score.",)
    return (
        *(_leaf(leaf, explanation.articles) for leaf in explanation.leaves),
        *_headline(explanation),
        *_length(explanation),
        *(_other(name, score) for name, score in explanation.others if abs(score) >= _NOTHING),
        f"Together that is {explanation.score:.2f}.",
    )


def headline_score(explanation: Explanation) -> float:
    """How much of the score there would not be without the words in the headline."""
    return sum(
        leaf.score
        - _score(
            leaf,
            leaf.frequency - _WEIGHTS["headline"] * leaf.occurrences.get("headline", 0),
            explanation.norm,
        )
        for leaf in explanation.leaves
    )


def length_score(explanation: Explanation) -> float:
    """How much the score is more, or less, than that of an article of mean length would be."""
    return sum(
        leaf.score - _score(leaf, leaf.frequency, explanation.k1) for leaf in explanation.leaves
    )


def _score(leaf: LeafScore, frequency: int, norm: float) -> float:
    return leaf.idf * leaf.boost * frequency / (frequency + norm) if frequency else 0.0


def _other(name: str, score: float) -> str:
    return f"{_OTHERS[name]} {'adds' if score > 0 else 'takes'} {abs(score):.2f}."


def _leaf(leaf: LeafScore, articles: int) -> str:
    name = quoted(leaf)
    if not leaf.occurrences:
        return f"{name} does not occur and adds nothing."
    where = _and([f"{_often(n)} in {_PLACES[field]}" for field, n in leaf.occurrences.items()])
    having = f"{leaf.articles:,} of {articles:,} articles {_have(leaf.articles)} it"
    boosted = f", counted {leaf.boost:g} times," if leaf.boost != 1 else ""
    return f"{name} stands {where}; {having}. That{boosted} adds {leaf.score:.2f}."


def quoted(leaf: LeafScore) -> str:
    """A leaf as it would be typed, in quotation marks."""
    text = str(leaf.leaf)
    return text if '"' in text else f'"{text}"'


def _and(pieces: Sequence[str]) -> str:
    *others, last = pieces
    return f"{', '.join(others)} and {last}" if others else last


def _often(count: int) -> str:
    return _TIMES.get(count, f"{count:,} times")


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _headline(explanation: Explanation) -> Iterator[str]:
    gained = headline_score(explanation)
    if gained >= _NOTHING:
        yield (
            f"A word in the headline counts as {_WEIGHTS['headline']} in the body: "
            f"{gained:.2f} of this is because of the headline."
        )


def _length(explanation: Explanation) -> Iterator[str]:
    gained = length_score(explanation)
    if abs(gained) >= _NOTHING:
        long = explanation.length > explanation.mean
        yield (
            f"At {explanation.words:,} words the article is {'longer' if long else 'shorter'} "
            f"than the average: that {'takes' if long else 'adds'} {abs(gained):.2f}."
        )
