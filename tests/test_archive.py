"""The archive as a Python program uses it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from search import Archive, Match, build, open_archive
from search.engines.whoosh.census import Census, Live, take_census
from search.engines.whoosh.codec_v1.columns import Columns
from search.errors import (
    ArchiveMissingError,
    ArticleNotFoundError,
    ParameterError,
    QueryTooSlowError,
    UsageError,
)
from search.results.facets import FacetName
from search.results.page import plain
from search.settings import Settings

ARTICLES = {
    "2019/flood.txt": "date 2019-01-02 Flood reaches Mill Street\n\nBy Jo Lee\n\nThe river rose.",
    "2020/frost.txt": "date 2020-03-04 Frost follows\n\nBy Ann Day and Jo Lee\n\nThe river froze.",
    "2021/bribe.txt": "date 2021-05-06 Mayor took a bribe\n\nBy Ann Day\n\nThe river was calm.",
    "undated.txt": "A river without a date\n\nNobody signed this.",
    "Café & Söhne/très <b>.txt": "Odd names\n\nFound all the same.",
    "wire.jsonl": '{"id": "../../etc", "title": "Dots"}\n{"id": "a/b?c#d", "title": "Key"}',
}


pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def settings(engine: Callable[[str], str]) -> Settings:
    return Settings(engine=engine("seven"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for name, text in ARTICLES.items():
        (folder / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "seeds" / name).write_text(text, "utf-8")
    report = build(folder / "seeds", folder / "index", settings=settings)
    assert (report.documents, report.skipped) == (7, ())
    return folder / "index"


@pytest.fixture(scope="module")
def archive(index: Path, settings: Settings) -> Archive:
    return open_archive(index, settings)


def ids(archive: Archive, text: str, **options: object) -> list[str]:
    return [result.id for result in archive.search(text, **options).results]


def test_a_search_answers_with_all_that_a_page_shows(archive: Archive) -> None:
    page = archive.search("floods")
    (result,) = page.results
    assert (page.total, page.pages, page.next, page.previous) == (1, 1, None, None)
    assert (result.id, result.date, result.byline) == ("2019/flood", date(2019, 1, 2), "Jo Lee")
    assert [s.text for s in result.headline if s.match] == ["Flood"]
    assert plain(result.snippet) == "The river rose."
    assert result.score > 0
    assert page.query.readback == 'Articles with "floods"'
    assert page.snapshot.documents == 7


def test_where_no_article_has_all_words_those_with_some_are_found(archive: Archive) -> None:
    page = archive.search("bribe frost")
    assert page.query.relaxed
    assert {result.id for result in page.results} == {"2020/frost", "2021/bribe"}
    assert not archive.search("river frost").query.relaxed
    assert not archive.search("hail").query.relaxed


def test_all_and_any_do_as_they_are_told(archive: Archive) -> None:
    assert ids(archive, "bribe frost", match="all") == []
    assert ids(archive, "river frost", match=Match.ALL) == ["2020/frost"]
    page = archive.search("river frost", match=Match.ANY)
    assert (page.total, page.query.relaxed) == (4, False)


def test_a_sort_by_date_puts_undated_articles_last(archive: Archive) -> None:
    rising = ["2019/flood", "2020/frost", "2021/bribe"]
    assert ids(archive, "river", sort="oldest") == [*rising, "undated"]
    assert ids(archive, "river", sort="newest") == [*reversed(rising), "undated"]


def test_dates_leave_out_what_lies_outside_and_what_has_none(archive: Archive) -> None:
    assert ids(archive, "river", first=date(2020, 3, 4), sort="oldest") == [
        "2020/frost",
        "2021/bribe",
    ]
    assert ids(archive, "river", last=date(2020, 3, 4), sort="oldest") == [
        "2019/flood",
        "2020/frost",
    ]
    assert ids(archive, "", first=date(2020, 1, 1), last=date(2020, 12, 31)) == ["2020/frost"]
    assert ids(archive, "", first=date(2021, 1, 1), last=date(2020, 1, 1)) == []


def test_bylines_leave_out_what_none_of_them_signed(archive: Archive) -> None:
    assert ids(archive, "river", bylines=["jo lee"], sort="oldest") == ["2019/flood", "2020/frost"]
    assert len(ids(archive, "", bylines=["Jo Lee", "Ann Day"])) == 3
    assert ids(archive, "", bylines=["Lee Jo"]) == []
    assert ids(archive, "", bylines=["!!!"]) == []


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("size", [1, 7, 100])
def test_paging_reaches_every_hit_once(shipped_archive: Archive, sort: str, size: int) -> None:
    whole = shipped_archive.search("the town", sort=sort, match="any", per_page=1000)
    paged: list[str] = []
    number: int | None = 1
    while number is not None:
        page = shipped_archive.search(
            "the town", sort=sort, match="any", page=number, per_page=size
        )
        assert page.total == whole.total
        paged += [result.id for result in page.results]
        number = page.next
    assert paged == [result.id for result in whole.results]
    assert len(paged) == len(set(paged)) == whole.total


def test_a_page_behind_the_last_is_empty(archive: Archive) -> None:
    page = archive.search("river", page=99)
    assert (page.total, page.results) == (4, ())


@pytest.mark.parametrize("options", [{"page": 0}, {"page": -3}, {"per_page": 0}])
def test_a_page_that_cannot_be_is_refused(archive: Archive, options: dict[str, int]) -> None:
    with pytest.raises(ParameterError, match="give a whole number from 1"):
        archive.search("river", **options)


def test_a_ranking_is_that_of_a_search(archive: Archive) -> None:
    hits = [(result.id, result.score) for result in archive.search("river").results]
    assert [hit[0] for hit in archive.rank("river")] == [hit[0] for hit in hits]
    assert [hit[1] for hit in archive.rank("river")] == pytest.approx([hit[1] for hit in hits])
    assert archive.rank("river", limit=2) == archive.rank("river")[:2]


def test_words_near_each_other_come_before_words_apart(
    tmp_path: Path, engine: Callable[[str], str]
) -> None:
    lines = (
        '{"id": "apart", "body": "casting for a play by the town of Crosswold took long; a vote"}',
        '{"id": "near", "body": "a play by the town of Crosswold took long; for a casting vote"}',
    )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "two.jsonl").write_text("\n".join(lines), "utf-8")
    settings = Settings(engine=engine("two"))
    build(tmp_path / "seeds", tmp_path / "index", settings=settings)
    archive = open_archive(tmp_path / "index", settings)
    assert [hit[0] for hit in archive.rank("casting vote")] == ["two/near", "two/apart"]
    assert [hit[0] for hit in archive.rank("casting AND vote")] == ["two/apart", "two/near"]


def test_similar_articles_are_told_from_the_article_itself(archive: Archive) -> None:
    assert "2019/flood" not in {result.id for result in archive.similar("2020/frost", 3).results}
    with pytest.raises(ArticleNotFoundError):
        archive.similar("gone")
    with pytest.raises(ParameterError, match="limit"):
        archive.similar("2020/frost", 0)


@pytest.mark.parametrize(
    "asked",
    [
        lambda archive: archive.similar("2020/frost"),
        lambda archive: archive.suggest("flo"),
        lambda archive: archive.suggest("byline:b"),
        lambda archive: archive.suggest("headline:flood "),
        lambda archive: archive.search("flood", broaden=True),
    ],
    ids=["similar", "words", "names", "headlines", "broadened"],
)
def test_whatever_is_looked_for_is_given_up_in_time(
    asked: Callable[[Archive], object], archive: Archive, index: Path, settings: Settings
) -> None:
    with pytest.raises(QueryTooSlowError, match="given up"):
        asked(open_archive(index, replace(settings, timeout=1e-9)))
    asked(archive)


@pytest.mark.parametrize("days", [0, 0.5, float("nan")])
def test_an_age_is_refused_that_is_not_at_least_a_day(archive: Archive, days: float) -> None:
    with pytest.raises(ParameterError, match=r"recency cannot be .*: give a number of days from 1"):
        archive.search("flood", recency=days)
    with pytest.raises(ParameterError, match="recency"):
        archive.harvest("flood", recency=days)
    assert archive.search("flood", recency=1.5).total == archive.search("flood").total


def test_every_article_is_there_under_its_id(archive: Archive) -> None:
    found = ids(archive, "", per_page=100)
    assert len(found) == 7
    for article_id in found:
        assert archive.article(article_id).id == article_id
        assert article_id.isascii() and " " not in article_id
    assert archive.article("undated").headline == "A river without a date"


@pytest.mark.parametrize("article_id", ["", "gone", "2019", "café", "\udce9", "\0", "a" * 10_000])
def test_an_unknown_id_is_told(archive: Archive, article_id: str) -> None:
    with pytest.raises(ArticleNotFoundError):
        archive.article(article_id)


def test_a_marked_article_has_the_words_in_every_part(archive: Archive) -> None:
    article = archive.marked("2020/frost", "frost river by:lee")
    assert [s.text for s in article.headline if s.match] == ["Frost"]
    assert [s.text for p in article.body for s in p if s.match] == ["river"]


@pytest.mark.parametrize("text", ["\0", "\udce9*", "(((", '"', "x" * 100_000, "NOT", "date:", "🌊"])
def test_any_text_can_be_searched_for(archive: Archive, text: str) -> None:
    assert archive.search(text).total >= 0


def test_a_folder_of_seeds_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        build(tmp_path / "gone", tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_an_index_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError, match="cuttings build"):
        open_archive(tmp_path / "gone").search("flood")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("mayor bribe", "2021/mayor-accused-of-taking-bribe"),
        ('"hens" lift', "2023/hens-found-in-lift"),
        ("F16", "2019/air-show-f-16-brings-crowds"),
        ("f-16 grounded", "2022/air-show-f16-grounded"),
    ],
)
def test_the_shipped_articles_are_found(shipped_archive: Archive, query: str, first: str) -> None:
    assert shipped_archive.rank(query)[0][0] == first


def test_the_shipped_articles_are_whole(shipped_archive: Archive, shipped_seeds: Path) -> None:
    files = sum(path.is_file() for path in shipped_seeds.rglob("*"))
    assert shipped_archive.snapshot.documents == files
    assert shipped_archive.check() == []


def test_what_counts_need_is_there_before_the_first_and_after_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def noted(segments: Sequence[tuple[Columns, Live]]) -> Census:
        taken.append(threading.current_thread().name)
        return take_census(segments)

    _finish_warming()  # of other tests' archives
    monkeypatch.setattr("search.engines.whoosh.engine.take_census", noted)
    monkeypatch.setattr("search.archive._LOOK_EVERY", 0.0)
    archive = _built(tmp_path, {"a.txt": "Flood"})
    archive.warm()
    assert taken == ["MainThread"]
    archive.search("flood", facet=[FacetName.YEAR])
    assert taken == ["MainThread"]
    _built(tmp_path, {"b.txt": "Frost"})
    assert archive.search("frost").total == 1
    _finish_warming()
    archive.search("frost", facet=[FacetName.YEAR])
    assert taken == ["MainThread", "warm"]


def _built(folder: Path, articles: dict[str, str]) -> Archive:
    for name, text in articles.items():
        (folder / "seeds" / name).parent.mkdir(exist_ok=True)
        (folder / "seeds" / name).write_text(text, "utf-8")
    build(folder / "seeds", folder / "index")
    return open_archive(folder / "index")


def _finish_warming() -> None:
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join()
