"""Short queries as people type them, and the one article that each is after.

Articles are put without their headlines into an archive; a query is two or three words of the
headline of one of them. What is measured is how near the top that article comes. It keeps the
long questions of the judged collections from deciding alone how articles are ranked.
"""

import json

import numpy as np

from bench.corpora import SEED, prepared
from bench.judged import Collection, Query
from search.text.stopwords import STOPWORDS
from search.text.tokens import tokens

QUERIES = 300
"""Of each kind: two words that stand in a row in the headline, three, and three from anywhere."""

_KINDS = ((2, True), (3, True), (3, False))
_FEWEST_WORDS = 60  # in the body of an article that may be looked for


def known_items() -> Collection:
    """Reuters without its headlines, and what is looked for in it; the same at each call."""
    with prepared("reuters").path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    articles = tuple({"id": a["id"], "headline": "", "body": a["body"]} for a in found)
    rng = np.random.default_rng([SEED, 11])
    queries = []
    for words, in_a_row in _KINDS:
        kind = f"{words}{' in a row' if in_a_row else ''}"
        for place in rng.permutation(len(found)):
            text = _words(found[place], words, in_a_row, rng)
            if text:
                queries.append(Query(kind, text, {found[place]["id"]: 1}))
            if sum(query.id == kind for query in queries) == QUERIES:
                break
    return Collection("reuters", articles, tuple(queries))


def _words(article: dict[str, str], count: int, in_a_row: bool, rng: np.random.Generator) -> str:
    """Words of a headline in their order; "" where it has too few, or the body is too short."""
    words = [token.form for token in tokens(article["headline"])]
    telling = [word for word in words if word.isalpha() and word not in STOPWORDS and word[1:]]
    if len(telling) <= count or len(article["body"].split()) < _FEWEST_WORDS:
        return ""
    if in_a_row:
        start = int(rng.integers(len(telling) - count + 1))
        return " ".join(telling[start : start + count])
    chosen = sorted(rng.choice(len(telling), count, replace=False).tolist())
    return " ".join(telling[place] for place in chosen)
