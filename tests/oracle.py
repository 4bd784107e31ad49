"""The query language told slowly: which articles a tree matches, and what each is scored.

It reads articles, not indexes, and shares with the engines only how a text is cut into tokens,
sentences and paragraphs.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations

from search.articles.article import Article
from search.engines.contract import Sort
from search.fields import SEARCHED_FIELDS, TEXT_FIELDS
from search.query.nodes import (
    And,
    AtLeast,
    Boost,
    DateRange,
    DayOfYear,
    Everything,
    First,
    Fuzzy,
    Keywords,
    Leaf,
    Length,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    Some,
    Unit,
    Unordered,
    Wildcard,
    Word,
)
from search.text.folding import fold
from search.text.sentences import paragraph_starts, sentence_starts
from search.text.stems import stem
from search.text.tokens import capitals, tokens

WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
GAP = 300


@dataclass(frozen=True)
class Occurrence:
    """A token of an article: its exact form, where it stands, and how it is printed.

    :param value: which of the captions or bylines it stands in, 0 in other fields
    :param place: its number among the words of that value
    :param position: its number among the words of the field, with gaps between values
    :param sentence: number of its sentence in that value; a byline is one
    :param paragraph: likewise
    """

    field: str
    value: int
    place: int
    position: int
    form: str
    capitals: int
    sentence: int
    paragraph: int


@dataclass(frozen=True)
class Place:
    """A stretch of text from its first to its last word."""

    field: str
    value: int
    first: int
    last: int

    def holds(self, other: "Place") -> bool:
        """Whether the other stands strictly inside."""
        return self.first < other.first and other.last < self.last


Places = dict[Place, bool]
"""Places, and whether each has words inside that are no part of it."""


def texts(article: Article, field: str) -> tuple[str, ...]:
    """What an article has in a field."""
    match field:
        case "byline":
            return article.bylines
        case "captions":
            return article.captions
        case _:
            return (getattr(article, field),)


@lru_cache(maxsize=100_000)
def occurrences(article: Article, field: str) -> tuple[Occurrence, ...]:
    """The tokens of a field; positions leave a gap between two captions or two bylines."""
    found = []
    start = 0
    for value, text in enumerate(texts(article, field)):
        sentences = [0] if field == "byline" else sentence_starts(text)
        paragraphs = [0] if field == "byline" else paragraph_starts(text)
        found += [
            Occurrence(
                field, value, t.position, start + t.position, t.form,
                capitals(text[t.start : t.end]),
                bisect_right(sentences, t.start), bisect_right(paragraphs, t.start),
            )
            for t in tokens(text)
        ]  # fmt: skip
        start += word_count(text) + GAP
    return tuple(found)


def word_count(text: str) -> int:
    return sum(not token.joined for token in tokens(text))


def length(article: Article, field: str) -> int:
    return sum(map(word_count, texts(article, field)))


def matches(tree: Node, article: Article, archive: Sequence[Article] = ()) -> bool:
    """Whether a tree matches an article.

    :param archive: all articles, which Some has to know
    """
    match tree:
        case And(parts):
            return all(matches(part, article, archive) for part in parts)
        case Or(parts):
            return any(matches(part, article, archive) for part in parts)
        case Not(part):
            return not matches(part, article, archive)
        case Boost(part):
            return matches(part, article, archive)
        case Some(parts, share):
            weights = {part: idf(part, archive) for part in parts if known(part, archive)}
            having = [part for part in parts if part in weights and matches(part, article, archive)]
            total = sum(weights[part] for part in parts if part in weights)
            got = sum(weights[part] for part in having)
            return bool(having) and got >= share * total * (1 - 1e-9)
        case Everything():
            return True
        case DateRange(first, last):
            day = article.date
            return day is not None and (first or day) <= day <= (last or day)
        case DayOfYear(month, number):
            day = article.date
            return day is not None and (day.month, day.day) == (month, number)
        case Length(least, most):
            words = sum(length(article, field) for field in SEARCHED_FIELDS)
            return (least or 0) <= words <= (words if most is None else most)
        case AtLeast(count, part):
            return len(places(part, article)) >= count
        case Keywords():
            raise TypeError("say first how many of the words must match")
        case _:
            return bool(places(tree, article))


def places(node: Node, article: Article) -> Places:
    """Where a node stands, each stretch once: gappy if it is so in any reading."""
    found: Places = {}
    for place, gappy in _places(node, article):
        found[place] = gappy or found.get(place, False)
    return found


def _places(node: Node, article: Article) -> Iterator[tuple[Place, bool]]:
    match node:
        case Or(parts):
            for part in parts:
                yield from places(part, article).items()
        case Near(left, right):
            for a, a_gappy in places(left, article).items():
                for b, b_gappy in places(right, article).items():
                    if are_near(node, article, a, a_gappy, b, b_gappy):
                        last = max(a.last, b.last)
                        together = Place(a.field, a.value, min(a.first, b.first), last)
                        yield together, a_gappy or b_gappy or distance(a, b) != 1
        case NotNear(left, right):
            others = places(right, article).items()
            for a, a_gappy in places(left, article).items():
                if not any(are_near(node, article, a, a_gappy, b, gappy) for b, gappy in others):
                    yield a, a_gappy
        case First(count, part):
            for place, gappy in places(part, article).items():
                if place.last < count:
                    yield place, gappy
        case _:
            yield from leaf_places(node, article).items()


def distance(a: Place, b: Place) -> int:
    """From the end of the one to the start of the other; not positive where they overlap."""
    return max(b.first - a.last, a.first - b.last)


def are_near(
    node: Near | NotNear, article: Article, a: Place, a_gappy: bool, b: Place, b_gappy: bool
) -> bool:
    if (a.field, a.value) != (b.field, b.value):
        return False
    if isinstance(node.within, Unit):
        if not (one_stretch(node.within, article, a) == one_stretch(node.within, article, b) > 0):
            return False
        far = math.inf
    else:
        far = node.within
    if node.ordered:
        return a.last < b.first and b.first - a.last <= far
    if 0 < distance(a, b) <= far:
        return True
    return (a_gappy and a.holds(b)) or (b_gappy and b.holds(a))


def one_stretch(unit: Unit, article: Article, place: Place) -> int:
    """The number of the sentence or paragraph in which the whole place stands, 0 for none."""
    numbers = {
        o.sentence if unit is Unit.SENTENCE else o.paragraph
        for o in occurrences(article, place.field)
        if o.value == place.value and o.place in (place.first, place.last)
    }
    return numbers.pop() if len(numbers) == 1 else 0


def leaf_places(leaf: Leaf, article: Article) -> Places:
    """Where a leaf stands; where a compound and its parts do, the stretch of the parts."""
    fields = (leaf.field,) if leaf.field else SEARCHED_FIELDS
    found = [o for field in fields for o in occurrences(article, field)]
    match leaf:
        case Wildcard(text):
            pattern = glob(text)
            return _single(o for o in found if pattern.fullmatch(o.form))
        case Fuzzy(text, edits):
            typed = whole(text)
            return _single(o for o in found if edit_distance(o.form, typed) <= edits)
        case Unordered(text, within):
            return _unordered([t.form for t in tokens(text) if not t.joined], within, found)
        case Word(text):
            wanted = [(None if w is None else stem(w), None) for w, _ in words_of(text)]
            there = {(o.field, o.value, o.place, stem(o.form), None) for o in found}
            joined = [(stem(form), None) for form, _ in joined_of(text)]
        case Phrase(text, _, as_written):
            wanted = [(w, c if as_written else None) for w, c in words_of(text)]
            there = {
                (o.field, o.value, o.place, o.form, o.capitals if as_written else None)
                for o in found
            }
            joined = [(form, how if as_written else None) for form, how in joined_of(text)]
    rows = _rows(wanted, there)
    begun = {(place.field, place.value, place.first) for place in rows}
    for row in joined:
        alone = _rows([row], there)
        rows += [p for p in alone if (p.field, p.value, p.first) not in begun]
    return dict.fromkeys(rows, False)


def words_of(text: str) -> list[tuple[str | None, int]]:
    """The exact forms of a phrase and how each is printed; None for any word."""
    found: list[tuple[str | None, int]] = []
    for piece in text.split():
        if piece == "*":
            found.append((None, 0))
        found += [(t.form, capitals(piece[t.start : t.end])) for t in tokens(piece) if not t.joined]
    while found and found[0][0] is None:
        found.pop(0)
    while found and found[-1][0] is None:
        found.pop()
    return found


def joined_of(text: str) -> list[tuple[str, int]]:
    """The form of a compound written as one word, if the text is one compound."""
    typed = tokens(text)
    whole = [t for t in typed if t.joined and (t.start, t.end) == (0, typed[-1].end)]
    return [(t.form, capitals(text)) for t in whole]


def whole(text: str) -> str:
    return "".join(t.form for t in tokens(text) if not t.joined)


@lru_cache(maxsize=1_000)
def glob(text: str) -> re.Pattern[str]:
    """A pattern for exact forms."""
    form = re.sub("['’ʼ]", "", fold(text))
    form = form.replace(",", "") if form[:1].isdigit() else form.replace(".", "")
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(c, re.escape(c)) for c in form), re.DOTALL)


@lru_cache(maxsize=100_000)
def edit_distance(a: str, b: str) -> int:
    """Letters put in, left out, changed or swapped, none of them twice."""
    rows = [[i + j if not (i and j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            ways = [
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            ]
            if i > 1 and j > 1 and (a[i - 2], a[i - 1]) == (b[j - 1], b[j - 2]):
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(ways)
    return rows[-1][-1]


def _single(found: Iterator[Occurrence]) -> Places:
    return {Place(o.field, o.value, o.place, o.place): False for o in found}


def _rows(wanted: list, there: set) -> list[Place]:
    """Where the words of a phrase stand side by side."""
    return [
        Place(field, value, place, place + len(wanted) - 1)
        for field, value, place, *word in there
        if wanted and tuple(word) == wanted[0]
        if all(
            w is None or (field, value, place + i, w, c) in there for i, (w, c) in enumerate(wanted)
        )
    ]


def _unordered(forms: list[str], within: int, found: list[Occurrence]) -> Places:
    """From each place the shortest stretch that has all the forms, each at a place of its own."""
    shortest: dict[tuple[str, int, int], int] = {}
    for one in found:
        limit = one.place + within + len(forms) - 2
        near = [o for o in found if (o.field, o.value) == (one.field, one.value)]
        near = [o for o in near if one.place <= o.place <= limit and o.form in forms]
        for chosen in permutations(near, len(forms)):
            spots = [o.place for o in chosen]
            fits = [o.form for o in chosen] == forms and len(set(spots)) == len(spots)
            if fits and min(spots) == one.place:
                key = one.field, one.value, one.place
                shortest[key] = min(max(spots), shortest.get(key, max(spots)))
    return {
        Place(*key, last): last - key[2] >= len(forms) for key, last in shortest.items() if forms
    }


def scored_leaves(tree: Node) -> dict[Leaf, float]:
    """What adds to a score, each once with the greatest of its weights.

    Nothing under a Not, nothing that is only not to be near, and no bylines.
    """
    found: dict[Leaf, float] = {}
    for leaf, weight in _leaves(tree):
        if leaf.field != "byline":
            found[leaf] = max(weight, found.get(leaf, weight))
    return found


def _leaves(tree: Node) -> Iterator[tuple[Leaf, float]]:
    match tree:
        case And(parts) | Or(parts) | Some(parts):
            for part in parts:
                yield from _leaves(part)
        case Near(left, right):
            yield from _leaves(left)
            yield from _leaves(right)
        case NotNear(part) | First(_, part) | AtLeast(_, part):
            yield from _leaves(part)
        case Boost(part, weight):
            yield from ((leaf, own * weight) for leaf, own in _leaves(part))
        case Word() | Phrase() | Wildcard() | Fuzzy() | Unordered():
            yield tree, 1.0


def known(node: Node, archive: Sequence[Article]) -> bool:
    return any(matches(node, article, archive) for article in archive)


def idf(node: Node, archive: Sequence[Article]) -> float:
    n = sum(matches(node, article, archive) for article in archive)
    return math.log(1 + (len(archive) - n + 0.5) / (n + 0.5))


def frequency(leaf: Leaf, article: Article) -> int:
    """How often a leaf stands in an article, each time with the weight of its field."""
    if isinstance(leaf, Word) and len(words_of(leaf.text)) == 1:
        form = stem(words_of(leaf.text)[0][0] or "")
        fields = (leaf.field,) if leaf.field else SEARCHED_FIELDS
        found = (o for field in fields for o in occurrences(article, field))
        return sum(WEIGHTS[o.field] for o in found if stem(o.form) == form)
    return sum(WEIGHTS[place.field] for place in places(leaf, article))


def score(
    tree: Node, article: Article, archive: Sequence[Article], k1: float = 1.2, b: float = 0.75
) -> float:
    """BM25F; a leaf is like a term with its own number of articles."""
    mean = sum(map(weighted_length, archive)) / len(archive) or 1.0
    k = k1 * (1 - b + b * weighted_length(article) / mean)
    total = 0.0
    for leaf, weight in scored_leaves(tree).items():
        f = frequency(leaf, article)
        total += weight * idf(leaf, archive) * f / (f + k)
    return total


def weighted_length(article: Article) -> int:
    return sum(WEIGHTS[field] * length(article, field) for field in SEARCHED_FIELDS)


def answer(tree: Node, archive: Sequence[Article], sort: Sort) -> list[tuple[str, float]]:
    """All matching articles as id and score, in the order in which they are shown."""
    scores = {a.id: score(tree, a, archive) for a in archive if matches(tree, a, archive)}
    days = {article.id: article.date for article in archive}
    by_score = sort is Sort.RELEVANCE and bool(scored_leaves(tree))

    def key(article_id: str) -> tuple[float, str]:
        if by_score:
            return -scores[article_id], article_id
        day: date | None = days[article_id]
        if day is None:
            return math.inf, article_id
        return day.toordinal() * (1 if sort is Sort.OLDEST else -1), article_id

    return [(article_id, scores[article_id]) for article_id in sorted(scores, key=key)]
