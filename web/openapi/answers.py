"""The JSON answers, key by key; tests hold every answer against them.

Keys may be added to an answer, so that a client has to overlook those it does not know.
"""

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from search.results.timeline import Stretch


def _schema_without_titles(schema: dict[str, Any]) -> None:
    for part in (schema, *schema.get("properties", {}).values()):
        part.pop("title", None)


class Answer(BaseModel):
    """A JSON object."""

    model_config = ConfigDict(json_schema_extra=_schema_without_titles)


Text = Annotated[str, Field(description="plain text, to be escaped where it is put into a page")]
Count = Annotated[int, Field(ge=0)]


class AddedAnswer(Answer):
    """A word that was not typed."""

    word: str = Field(description="in the query language")
    weight: float = Field(description="how many times it counts")


class QueryAnswer(Answer):
    """How the query was read."""

    text: str = Field(description="`q` as sent")
    readback: str = Field(description="how it was read, in English")
    relaxed: bool = Field(description="no article has all the words, these have some")
    notes: list[str] = Field(
        description="a sentence for each thing that was read otherwise than typed"
    )
    broadened: list[AddedAnswer] = Field(
        description="words of the best articles that were looked for too, the heaviest first"
    )


class TotalAnswer(Answer):
    """How many articles match."""

    value: Count = Field(description="how many articles match")
    relation: Literal["eq"] = Field(description="the number is exact")
    with_all_words: Count | None = Field(
        description="how many of them, the first, have all words; null where that was not asked"
    )


class PageAnswer(Answer):
    """Which page this is, and how to come to the others."""

    number: int = Field(ge=1, description="of this page")
    size: int = Field(ge=1, description="the most results it may hold")
    count: Count = Field(description="results it holds")
    next: str | None = Field(description="path of the page behind it")
    previous: str | None = Field(description="path of the page before it")
    next_cursor: str | None = Field(
        description="`cursor` for the page behind it, while the archive stays as it is"
    )


class SpanAnswer(Answer):
    """A piece of text."""

    text: Text
    match: bool = Field(description="whether it was looked for")


class PartAnswer(Answer):
    """What a word, phrase or pattern adds to a score."""

    query: str = Field(description="it, in the query language")
    articles: Count = Field(description="how many have it")
    idf: float = Field(description="how much it says, being so rare")
    boost: float = Field(description="how many times it counts")
    occurrences: dict[str, Count] = Field(description="in the article, by field")
    frequency: Count = Field(description="the occurrences weighted by field")
    saturation: float = Field(description="`frequency / (frequency + norm)`")
    score: float = Field(description="`idf * boost * saturation`")


class OtherAnswer(Answer):
    """What is added to a score, or taken, besides."""

    name: str = Field(description="`nearness` or `recency`")
    score: float


class LengthAnswer(Answer):
    """How long the article is."""

    words: Count = Field(description="without bylines")
    weighted: Count = Field(description="the same, weighted by field")
    mean: float = Field(description="of all articles, weighted")
    score: float = Field(description="what is gained or lost against an article of mean length")


class ExplanationAnswer(Answer):
    """How a score came about."""

    score: float = Field(description="the sum of the scores of `parts` and `others`")
    sentences: list[str] = Field(description="the same in English")
    parts: list[PartAnswer]
    others: list[OtherAnswer]
    headline: float = Field(description="how much is because of words in the headline")
    length: LengthAnswer
    articles: Count = Field(description="in the archive")
    k1: float = Field(description="the setting")
    b: float = Field(description="the setting")
    norm: float = Field(description="`k1 * (1 - b + b * weighted / mean)`")


class HitAnswer(Answer):
    """An article that was found."""

    id: str = Field(description="the article's id")
    url: str = Field(description="of its page for people")
    headline: Text
    date: datetime.date | None = Field(description="day of publication")
    byline: Text
    bylines: list[str] = Field(description="who signed, one entry a person or agency")
    standfirst: Text
    snippet: list[SpanAnswer] = Field(description="the passage that shows best why it was found")
    score: float = Field(description="higher is better; only comparable within one answer")
    has_all_words: bool | None = Field(
        description="whether it has all words, or some; null where that was not asked"
    )


class ResultAnswer(HitAnswer):
    """An article that was found, and why."""

    explanation: ExplanationAnswer | None = Field(
        default=None, description="how the score came about, where `explain` asks for it"
    )


class SnapshotAnswer(Answer):
    """Which state of the archive an answer speaks of."""

    snapshot: str = Field(description="differs whenever the indexed articles differ")
    documents: Count = Field(description="articles in the archive")
    built_at: datetime.datetime


class SpellingAnswer(Answer):
    """The query spelt otherwise."""

    query: str
    words: dict[str, str] = Field(description="what was typed, and what stands for it")
    total: Count = Field(description="what it finds")


class WithoutAnswer(Answer):
    """The search without one of its parts."""

    part: str = Field(description="in the query language")
    parameters: list[str] = Field(description="in which it stands")
    query: str = Field(description="`q` without it")
    total: Count = Field(description="what is found without it")
    alone: Count = Field(description="what the part finds by itself")


class ApartAnswer(Answer):
    """The words of phrases anywhere in an article."""

    query: str
    total: Count = Field(description="what it finds")


class AdviceAnswer(Answer):
    """What to ask instead."""

    spellings: list[SpellingAnswer] = Field(description="spellings that find more")
    without: list[WithoutAnswer] = Field(description="each part left out, if nothing was found")
    apart: ApartAnswer | None = Field(description="if a phrase was not found, but its words are")
    any_word: Count = Field(
        description="how many articles have some of the words, where all were asked for"
    )


class FacetValueAnswer(Answer):
    """What to narrow by."""

    value: Text
    count: Count = Field(description="how many articles it finds")
    chosen: bool = Field(description="whether the search is narrowed by it")


class FacetAnswer(Answer):
    """Values of one kind."""

    values: list[FacetValueAnswer]
    different: Count = Field(description="how many different values the articles have")


class BarAnswer(Answer):
    """A stretch of the calendar."""

    first: datetime.date = Field(alias="from", description="its first day")
    to: datetime.date = Field(description="its last day")
    count: Count = Field(description="matching articles")
    held: Count = Field(description="articles of the archive")


class TimelineAnswer(Answer):
    """The matching articles over time."""

    period: Stretch = Field(description="what a bar is")
    values: list[BarAnswer]
    undated: Count = Field(description="matching articles without a date")


class FacetsAnswer(Answer):
    """Counts over all matching articles, where `facet` asks for them."""

    byline: FacetAnswer | None = Field(default=None, description="by who signed")
    year: FacetAnswer | None = Field(default=None, description="by year")
    timeline: TimelineAnswer | None = Field(default=None, description="over time")


class SearchAnswer(Answer):
    """A page of results."""

    query: QueryAnswer
    total: TotalAnswer
    page: PageAnswer
    results: list[ResultAnswer]
    facets: FacetsAnswer
    suggestions: AdviceAnswer
    took_ms: float = Field(ge=0, description="milliseconds from the query to the answer")
    index: SnapshotAnswer


class SimilarAnswer(Answer):
    """The articles most like one."""

    results: list[HitAnswer]
    index: SnapshotAnswer


class WordAnswer(Answer):
    """A word that may be typed."""

    word: str
    query: str = Field(description="`q` with it at its end")
    articles: Count = Field(description="how many a search for it finds")


class NameAnswer(Answer):
    """A name that signs articles."""

    name: Text
    articles: Count = Field(description="how many it signs")


class HeadlineAnswer(Answer):
    """An article with the words in its headline."""

    id: str = Field(description="the article's id")
    url: str = Field(description="path of its page for people")
    headline: Text
    date: datetime.date | None = Field(description="day of publication")


class SuggestAnswer(Answer):
    """What may be typed next."""

    words: list[WordAnswer] = Field(description="the most frequent that begin so")
    bylines: list[NameAnswer] = Field(description="names in which words begin so")
    headlines: list[HeadlineAnswer] = Field(description="the newest, of articles")
    took_ms: float = Field(ge=0, description="milliseconds from the query to the answer")
    index: SnapshotAnswer


class ArticleAnswer(Answer):
    """A whole article."""

    id: str = Field(description="the article's id")
    url: str = Field(description="path of its page for people")
    headline: Text
    date: datetime.date | None = Field(description="day of publication")
    byline: Text
    bylines: list[str] = Field(description="who signed, one entry a person or agency")
    standfirst: Text
    body: Text
    captions: list[str] = Field(description="picture captions with their credit")
    index: SnapshotAnswer


class IndexAnswer(SnapshotAnswer):
    """What the archive holds."""

    first_date: datetime.date | None = Field(description="day of the oldest article")
    last_date: datetime.date | None = Field(description="day of the newest article")
    health: Literal["ok"] = Field(description="the index can be read; a problem says if not")


class FilesAnswer(Answer):
    """How far a build is."""

    done: Count = Field(description="files that were looked at")
    of: Count = Field(description="files there are")


class ReportAnswer(Answer):
    """What a build did."""

    added: Count
    changed: Count
    removed: Count
    unchanged: Count
    skipped: Count = Field(description="files and parts of files that could not be read")
    documents: Count = Field(description="articles now held")
    snapshot: str = Field(description="name of the snapshot now in use")


class BuildAnswer(Answer):
    """How a build stands."""

    id: str
    url: str = Field(description="path that tells how the build stands")
    state: Literal["running", "done", "failed"]
    started_at: datetime.datetime
    ended_at: datetime.datetime | None
    files: FilesAnswer
    detail: str = Field(description="what went wrong, blank if nothing")
    report: ReportAnswer | None


class AliveAnswer(Answer):
    """The process takes requests."""

    status: Literal["alive"]


class ReadyAnswer(Answer):
    """Searches can be answered."""

    status: Literal["ready"]
    index: SnapshotAnswer


class ProblemAnswer(Answer):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="by which programs should go")
    title: str = Field(description="the same for all problems of a type")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="what happened here and what to do, for people")
    instance: str = Field(description="what was asked")
