"""Collections of articles with queries, and for each query which articles are relevant."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.corpora import cache_folder
from search.archive import Archive, build, open_archive
from search.errors import UsageError
from search.settings import Settings, load_settings

_PATIENCE = 600.0  # seconds

COLLECTIONS = ("time", "cranfield", "cacm", "adi")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the grade of each judged article."""

    id: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles, each with id, headline and body, and judged queries."""

    name: str
    articles: tuple[dict[str, str], ...]
    queries: tuple[Query, ...]

    def build(self) -> Path:
        """Build the index of the articles anew, as ``cuttings build`` does; its folder."""
        folder = cache_folder() / f"judged-{self.name}"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "seeds").mkdir(parents=True)
        lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in self.articles)
        (folder / "seeds" / "articles.jsonl").write_text("".join(lines), "utf-8")
        build(folder / "seeds", folder / "index")
        return folder / "index"


def judged(name: str) -> Collection:
    """A collection of the setting ``corpora``, less the queries for which nothing is relevant.

    :raises UsageError: it is not there
    """
    folder = load_settings().corpora / "relevance" / name
    if not folder.is_dir():
        raise UsageError(f"there is no collection in {folder}: set CUTTINGS_CORPORA")
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    articles = tuple({key: a[key] for key in ("id", "headline", "body")} for a in found)
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for query, article, grade in _rows(folder / "qrels.tsv"):
        grades[query][article] = int(grade)
    queries = (Query(key, text, grades[key]) for key, text in _rows(folder / "queries.tsv"))
    asked = tuple(query for query in queries if any(g > 0 for g in query.grades.values()))
    return Collection(name, articles, asked)


def opened(index: Path, settings: Settings) -> Archive:
    """An archive that searches as one that has been searched for a while, and gives nothing up."""
    archive = open_archive(index, replace(settings, timeout=_PATIENCE))
    archive.warm()
    return archive


def plain_id(article_id: str) -> str:
    """The id that a collection gave an article: the archive puts the file's name before it."""
    return article_id.rpartition("/")[2]


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")
