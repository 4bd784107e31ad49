"""Generations on a cluster: written, switched to, built on, and cleared away."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.articles.article import Article
from search.articles.skipped import Skipped
from search.engines.contract import Base, Snapshot
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.documents import article_of, document
from search.engines.opensearch.layout import STACK, articles_body, index_name, words_index
from search.engines.opensearch.shelf import ClusterShelf
from search.engines.opensearch.tokens import Analyser
from search.errors import ArchiveDamagedError, ArchiveMissingError, BuildRunningError
from search.fields import TEXT_FIELDS
from search.indexing.build import build_index
from search.settings import Settings

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GAP = 300


class Opened(NamedTuple):
    """In the place of an engine."""

    cluster: Cluster
    index: str
    snapshot: Snapshot
    settings: Settings


@pytest.fixture
def shelf(settings: Settings) -> ClusterShelf:
    return ClusterShelf(settings, Opened)  # type: ignore[arg-type]


class Content(NamedTuple):
    """All that an archive on a cluster holds."""

    articles: dict[str, Article]
    words: dict[str, dict[str, Any]]


def content(cluster: Any, index: str) -> Content:
    articles = [article_of(source["article"]) for _, source in sources(cluster, index)]
    words = dict(sources(cluster, words_index(index)))
    return Content({article.id: article for article in articles}, words)


def sources(cluster: Any, index: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found = cluster.call("POST", f"/{index}/_search", {"size": 10_000})["hits"]
    assert found["total"]["value"] == len(found["hits"])
    return ((hit["_id"], hit["_source"]) for hit in found["hits"])


def words_of(articles: Sequence[Article]) -> dict[str, dict[str, Any]]:
    """The words of some articles, counted plainly."""
    counts: dict[str, list[int]] = {}
    for article, terms in zip(articles, Analyser(1 << 24).terms(articles), strict=True):
        for kind, own in (
            ("form", terms.forms),
            ("byline_form", terms.byline_forms),
            ("name", Counter(set(article.bylines))),
        ):
            for text, occurrences in own.items():
                known = counts.setdefault(f"{kind}:{text}", [0, 0])
                known[0] += 1
                known[1] += occurrences
    return {
        name: {
            "kind": name.partition(":")[0],
            "text": name.partition(":")[2],
            "articles": articles,
            "occurrences": occurrences,
        }
        for name, (articles, occurrences) in counts.items()
    }


def written(
    shelf: ClusterShelf, number: int, base: Base | None, removed: Sequence[str], added: Any
) -> Base:
    """Write a generation and switch to it."""
    name = f"{number:06}-0123abcd"
    writer = shelf.open_writer(Path(), name, base)
    for article_id in {*removed, *(article.id for article in added)}:
        writer.remove(article_id)
    for article in added:
        writer.add(article)
    snapshot = Snapshot(name, writer.commit(), NOW)
    writer.publish(snapshot, ())
    writer.close()
    return Base(Path(), snapshot)


@given(data=st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_history_there_is_what_one_build_would_have_made(
    data: st.DataObject, shelf: ClusterShelf, cluster: Any, cluster_url: str, archives: ModuleType
) -> None:
    cluster.forget(cluster_url.rpartition("/")[2])
    articles: dict[str, Article] = {}
    base = None
    for number, (removed, added) in enumerate(data.draw(archives.histories())):
        for article_id in removed:
            articles.pop(article_id, None)
        articles |= {article.id: article for article in added}
        base = written(shelf, number, base, removed, added)
        assert base.snapshot.documents == len(articles)
        assert shelf.has(base)
        assert shelf.check() == []
    found = content(cluster, shelf.current())
    assert found.articles == articles
    assert found.words == words_of(list(articles.values()))


def test_what_is_too_long_for_the_cluster_is_shortened_and_kept_whole(
    shelf: ClusterShelf, cluster: Any
) -> None:
    long = "a" * 40_000
    article = Article(f"x/{long}"[:32_000], long, None, (f"{long} {long}",), body=f"{long} \ufdfa")
    written(shelf, 1, None, (), [article])
    found = content(cluster, shelf.current())
    assert found.articles == {article.id: article}
    whole = {own["whole"] for own in found.words.values() if own.get("long")}
    assert {long, f"{long} {long}"} < whole
    again = written(shelf, 2, Base(Path(), Snapshot("000001-0123abcd", 1, NOW)), [article.id], ())
    assert again.snapshot.documents == 0
    assert content(cluster, shelf.current()) == Content({}, {})


@given(data=st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_cluster_puts_every_term_where_it_belongs(
    data: st.DataObject, remembering: str, cluster: Any, archives: ModuleType
) -> None:
    article = data.draw(archives.article("a"))
    (terms,) = Analyser(1 << 24).terms([article])
    cluster.call("PUT", f"/{remembering}/_doc/a?refresh=true", document(article, terms))
    told = cluster.call("GET", f"/{remembering}/_termvectors/a").get("term_vectors", {})
    for field in (field.name for field in TEXT_FIELDS):
        found: dict[int, set[str]] = {}
        for term, own in told.get(field, {"terms": {}})["terms"].items():
            for token in own["tokens"]:
                found.setdefault(token["position"], set()).add(term)
        assert found == placed(terms.places[field])


def placed(texts: Sequence[str]) -> dict[int, set[str]]:
    found = {}
    start = 0
    for text in texts:
        stacks = text.split()
        found |= {start + place: set(stack.split(STACK)) for place, stack in enumerate(stacks)}
        start += len(stacks) + GAP
    return found


@pytest.fixture(scope="module")
def remembering(cluster: Any) -> Iterator[str]:
    """The name of an index of ours that can say where it has its terms."""
    body = deepcopy(articles_body(Settings(), "000001-0123abcd"))
    for field in TEXT_FIELDS:
        body["mappings"]["properties"][field.name]["term_vector"] = "with_positions"
    cluster.call("PUT", "/remembering", body)
    yield "remembering"
    cluster.forget("remembering")


@pytest.fixture
def take_in(seeds: Path, index: Path, shelf: ClusterShelf) -> Callable[..., Any]:
    """Build the index."""
    return lambda **options: build_index(seeds, index, shelf, **options)


def generations(cluster: Any, alias: str) -> list[str]:
    rows = cluster.call("GET", f"/_cat/indices/{alias}-*?format=json")
    return sorted(row["index"] for row in rows if not row["index"].endswith("-words"))


@pytest.mark.usefixtures("notices")
def test_two_generations_are_kept_and_no_more(
    take_in: Callable[..., Any], seeds: Path, shelf: ClusterShelf, cluster: Any, cluster_url: str
) -> None:
    alias = cluster_url.rpartition("/")[2]
    names = []
    for number in range(4):
        (seeds / f"{number}.txt").write_text("Flood", "utf-8")
        names.append(index_name(alias, take_in().snapshot))
        assert shelf.current() == names[-1]
        assert generations(cluster, alias) == names[-2:]
    report = take_in()
    assert (index_name(alias, report.snapshot), report.added) == (names[-1], 0)
    assert generations(cluster, alias) == names[-2:]


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_a_build_that_is_given_up_leaves_nothing_behind(
    take_in: Callable[..., Any], seeds: Path, shelf: ClusterShelf, cluster: Any, cluster_url: str,
    error: type[BaseException],
) -> None:  # fmt: skip
    take_in()
    before = shelf.current()
    (seeds / "more.txt").write_text("Flood", "utf-8")

    def give_up(done: int, of: int) -> None:
        if done == of:
            raise error

    with pytest.raises(error):
        take_in(progress=give_up)
    assert shelf.current() == before
    assert generations(cluster, cluster_url.rpartition("/")[2]) == [before]
    assert take_in().added == 1


def test_what_killed_builds_have_left_is_removed_and_nothing_else(
    take_in: Callable[..., Any], write: Callable[[Path, int], set[str]], seeds: Path,
    shelf: ClusterShelf, cluster: Any, cluster_url: str,
) -> None:  # fmt: skip
    write(seeds, 1)
    alias = cluster_url.rpartition("/")[2]
    for name in ("000009-00000000", "000009-00000000-words", "000009", "000009-00000000-other"):
        cluster.call("PUT", f"/{alias}-{name}")
    take_in()
    rows = cluster.call("GET", f"/_cat/indices/{alias}*?format=json")
    left = {row["index"] for row in rows} - {shelf.current(), words_index(shelf.current())}
    assert left == {f"{alias}-000009", f"{alias}-000009-00000000-other"}


@pytest.mark.usefixtures("notices")
def test_a_build_that_another_has_overtaken_changes_nothing(
    take_in: Callable[..., Any], seeds: Path, tmp_path: Path, shelf: ClusterShelf
) -> None:
    take_in()
    (seeds / "more.txt").write_text("Flood", "utf-8")
    other: list[str] = []

    def overtake(done: int, of: int) -> None:
        if done == of:
            other.append(build_index(seeds, tmp_path / "other", shelf).snapshot)

    with pytest.raises(BuildRunningError, match="try again"):
        take_in(progress=overtake)
    assert shelf.current().endswith(other[0])
    # What is in use is not what was built here: so all is taken in anew.
    assert take_in().unchanged == 0


def test_a_first_build_that_another_has_overtaken_changes_nothing(
    write: Callable[[Path, int], set[str]], seeds: Path, tmp_path: Path, shelf: ClusterShelf
) -> None:
    write(seeds, 1)
    other: list[str] = []

    def overtake(done: int, of: int) -> None:
        if done == of:
            other.append(build_index(seeds, tmp_path / "other", shelf).snapshot)

    with pytest.raises(BuildRunningError, match="try again"):
        build_index(seeds, tmp_path / "index", shelf, progress=overtake)
    assert shelf.current().endswith(other[0])


def test_nothing_is_there_before_the_first_build(shelf: ClusterShelf) -> None:
    with pytest.raises(ArchiveMissingError, match="cuttings build"):
        shelf.current()
    with pytest.raises(ArchiveDamagedError, match="gone"):
        shelf.open(f"{shelf._address.alias}-000001-00000000")


def test_what_was_skipped_is_known_without_the_manifest(
    take_in: Callable[..., Any], seeds: Path, settings: Settings, shelf: ClusterShelf
) -> None:
    seeds.mkdir()
    for number in range(3):
        (seeds / f"{number}.jsonl").write_text('{"no": 1}\n["x"]\n', "utf-8")
    (seeds / "flood.txt").write_text("Flood", "utf-8")
    report = take_in()
    elsewhere = ClusterShelf(settings, Opened)  # type: ignore[arg-type]
    assert len(report.skipped) > 3
    assert elsewhere.skipped(elsewhere.current()) == report.skipped
    (seeds / "1.jsonl").unlink()
    fewer = take_in().skipped
    assert len(fewer) < len(report.skipped)
    assert shelf.skipped(shelf.current()) == fewer
    assert all(isinstance(one, Skipped) for one in fewer)


@pytest.mark.usefixtures("notices")
def test_a_check_says_what_is_wrong_with_an_index(
    take_in: Callable[..., Any], shelf: ClusterShelf, cluster: Any
) -> None:
    take_in()
    index = shelf.current()
    assert shelf.check() == []
    said = shelf.remarks()
    assert "green, with 3 nodes" in said[0] and "3 shards in 2 copies" in said[1]
    cluster.call("PUT", f"/{index}/_settings", {"index.blocks.write": False})
    lost = next(sources(cluster, index))[0]
    cluster.call("DELETE", f"/{index}/_doc/{lost.replace('/', '%2F')}?refresh=true")
    (problem,) = shelf.check()
    assert "built with 800 documents and has 799" in problem
    cluster.call("DELETE", f"/{words_index(index)}")
    (problem,) = shelf.check()
    assert "no such index" in problem


@pytest.mark.usefixtures("notices")
def test_an_index_has_the_copies_that_the_settings_ask_for(
    take_in: Callable[..., Any], shelf: ClusterShelf, cluster: Any
) -> None:
    take_in()
    index = shelf.current()
    for own in (index, words_index(index)):
        health = cluster.call("GET", f"/_cluster/health/{own}?level=indices")["indices"][own]
        assert health["number_of_replicas"] == 1 and health["status"] == "green"
        (kept,) = cluster.call("GET", f"/{own}/_settings").values()
        assert kept["settings"]["index"]["blocks"]["write"] == "true"


@pytest.fixture
def refuse(cluster: Any, cluster_url: str) -> Iterator[Callable[[str, str], None]]:
    """Let an index refuse what has a headline."""
    cluster.call("PUT", "/_ingest/pipeline/refusing", {"processors": []})

    def refuse(index: str, headline: str) -> None:
        fail = {"if": f"ctx.article?.headline == '{headline}'", "message": "not on a Sunday"}
        cluster.call("PUT", "/_ingest/pipeline/refusing", {"processors": [{"fail": fail}]})
        cluster.call("PUT", f"/{index}/_settings", {"index.default_pipeline": "refusing"})

    yield refuse
    cluster.forget(cluster_url.rpartition("/")[2])
    cluster.call("DELETE", "/_ingest/pipeline/refusing")


def test_an_article_that_is_refused_is_not_there_and_is_told(
    take_in: Callable[..., Any], seeds: Path, shelf: ClusterShelf, cluster: Any,
    refuse: Callable[[str, str], None],
) -> None:  # fmt: skip
    seeds.mkdir()
    for name in "abc":
        (seeds / f"{name}.txt").write_text(f"The {name}\n\nFlood", "utf-8")
    take_in()
    refuse(shelf.current(), "Refused")
    (seeds / "a.txt").write_text("Refused\n\nFire", "utf-8")
    (seeds / "b.txt").write_text("Taken\n\nStorm", "utf-8")
    (seeds / "d.txt").write_text("Refused\n\nHail", "utf-8")
    report = take_in()
    counts = (report.added, report.changed, report.removed, report.unchanged, report.documents)
    assert counts == (0, 1, 1, 1, 2)
    assert [(s.path, s.place) for s in report.skipped] == [
        ("a.txt", "article a"), ("d.txt", "article d"),
    ]  # fmt: skip
    assert all("not on a Sunday" in skipped.reason for skipped in report.skipped)
    found = content(cluster, shelf.current())
    assert set(found.articles) == {"b", "c"}
    words = {k: v for k, v in found.words.items() if not k.startswith("skipped")}
    assert words == words_of(list(found.articles.values()))
    assert take_in().snapshot == report.snapshot
