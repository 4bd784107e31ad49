"""What every engine offers for what is being typed is what a scan of the articles finds."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from search.articles.article import Article
from search.engines.contract import Counted, Dictionary, Engine
from search.fields import SEARCHED_FIELDS, TEXT_FIELDS
from search.query.nodes import Word
from search.text.stems import stem
from search.text.stopwords import STOPWORDS

pytestmark = pytest.mark.engines

Opened = Callable[[str, Sequence[Article]], Engine]

WORDS = (
    "flood", "floods", "flooded", "Flooding", "floor", "flour", "flout", "float", "floats", "fold",
    "the", "there", "thereby", "council", "councils", "counsel", "co-op", "co-operate", "coop",
    "O'Neill's", "U.S.", "Łódź", "2,400", "2,500", "of", "often",
)  # fmt: skip
NAMES = (
    "Joan Pellew",
    "JOAN PELLEW",
    "Joán Pellew",
    "Tobias Reeve",
    "PA",
    "Ann Co-op",
    "Joan Reeve",
)
PREFIXES = (
    "f",
    "fl",
    "floo",
    "flood",
    "floodi",
    "t",
    "the",
    "co",
    "coo",
    "c",
    "o",
    "lo",
    "2",
    "zz",
)
DAYS = (None, date(1987, 10, 16), date(2019, 3, 1), date(2019, 3, 2))


def some_articles(seed: int) -> list[Article]:
    chosen = random.Random(seed)

    def text(most: int) -> str:
        return " ".join(chosen.choices(WORDS, k=chosen.randrange(most)))

    return [
        Article(
            f"{number:03}", text(5), chosen.choice(DAYS), tuple(chosen.choices(NAMES, k=2)),
            body=text(20), captions=(text(3), text(3)),
        )
        for number in chosen.sample(range(60), 60)
    ]  # fmt: skip


ARTICLES = some_articles(seed=5)


@pytest.fixture(scope="module")
def dictionary(opened: Opened) -> Dictionary:
    return opened("dictionary", ARTICLES).dictionary


@given(prefix=st.sampled_from(PREFIXES), limit=st.integers(1, 12))
def test_words_are_the_most_frequent_that_begin_so(
    dictionary: Dictionary, oracle: ModuleType, prefix: str, limit: int
) -> None:
    assert dictionary.words(prefix, limit) == [
        Counted(form, having(oracle, form, None)) for form in endings(oracle, prefix)[:limit]
    ]


@given(
    word=st.sampled_from(
        ("flod", "flood", "fluods", "flout", "flooting", "concil", "counsils", "lodz", "2401", "q")
    ),
    field=st.none() | st.sampled_from([field.name for field in TEXT_FIELDS]),
    limit=st.integers(1, 6),
)
def test_spellings_are_those_most_alike(
    dictionary: Dictionary, oracle: ModuleType, word: str, field: str | None, limit: int
) -> None:
    fields = ("byline",) if field == "byline" else SEARCHED_FIELDS
    counts = frequencies(oracle, fields)
    edits = 1 if len(word) < 6 else 2
    away = {form: oracle.edit_distance(word, form) for form in counts if form != word}
    near = [form for form in away if away[form] <= edits]
    ranked = sorted(near, key=lambda form: (away[form], -counts[form], form))
    assert dictionary.spellings(word, field, limit) == [
        Counted(form, having(oracle, form, field)) for form in of_each_stem_one(ranked)[:limit]
    ]


@given(
    prefix=st.sampled_from(("j", "joan", "joan p", "pel", "r", "co", "op", "coop", "p", "x")),
    limit=st.integers(1, 5),
)
def test_names_are_those_that_sign_most(
    dictionary: Dictionary, oracle: ModuleType, prefix: str, limit: int
) -> None:
    printed = Counter(name for article in ARTICLES for name in set(article.bylines))
    folded: dict[str, list[str]] = {}
    for name in printed:
        words = " ".join(t.form for t in oracle.tokens(name) if not t.joined)
        folded.setdefault(words, []).append(name)
    found = [
        Counted(min(names, key=lambda name: (-printed[name], name)), sum(printed[n] for n in names))
        for words, names in folded.items()
        if f" {words}".find(f" {prefix}") >= 0
    ]
    ranked = sorted(found, key=lambda name: (-name.articles, name.text))
    assert dictionary.names(prefix, limit) == ranked[:limit]


@given(data=st.data())
def test_headlines_are_the_newest_with_all_the_words(
    dictionary: Dictionary, oracle: ModuleType, data: DataObject
) -> None:
    forms = sorted(frequencies(oracle, SEARCHED_FIELDS))
    words = data.draw(st.lists(st.sampled_from([*forms, "unheard"]), max_size=2))
    prefix = data.draw(st.just("") | st.sampled_from(PREFIXES))
    limit = data.draw(st.integers(1, 8))
    wanted = [{stem(word)} for word in words]
    if prefix:
        wanted.append({stem(form) for form in endings(oracle, prefix)[:24]})
    found = [
        article
        for article in ARTICLES
        if wanted and all(stems & stems_of(oracle, article) for stems in wanted)
    ]
    newest = sorted(found, key=lambda a: (-(a.date.toordinal() if a.date else 0), a.id))
    assert dictionary.headlines(words, prefix, limit) == [a.id for a in newest[:limit]]


def test_an_empty_archive_offers_nothing(opened: Opened) -> None:
    dictionary = opened("nothing", ()).dictionary
    assert not dictionary.words("f", 5) and not dictionary.spellings("flood", None, 5)
    assert not dictionary.names("j", 5) and not dictionary.headlines(["flood"], "f", 5)


def stems_of(oracle: ModuleType, article: Article) -> set[str]:
    """Of the words in the headline."""
    return {stem(o.form) for o in oracle.occurrences(article, "headline")}


def endings(oracle: ModuleType, prefix: str) -> list[str]:
    counts = frequencies(oracle, SEARCHED_FIELDS)
    begin = [f for f in counts if f.startswith(prefix) and f not in STOPWORDS]
    return of_each_stem_one(sorted(begin, key=lambda form: (-counts[form], form)))


def frequencies(oracle: ModuleType, fields: Sequence[str]) -> Counter[str]:
    """How often each exact form occurs in some fields."""
    return Counter(
        o.form
        for article in ARTICLES
        for field in fields
        for o in oracle.occurrences(article, field)
    )


def having(oracle: ModuleType, form: str, field: str | None) -> int:
    return sum(oracle.matches(Word(form, field), article) for article in ARTICLES)


def of_each_stem_one(forms: Sequence[str]) -> list[str]:
    stems = [stem(form) for form in forms]
    return [form for place, form in enumerate(forms) if stems.index(stem(form)) == place]
