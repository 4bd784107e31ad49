"""The corpora, each written once as JSON lines from which every engine reads the same articles."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from bench import generated
from search.articles.article import Article
from search.articles.reading import Skipped, read_file
from search.errors import UsageError
from search.settings import load_settings

SEED = 1916
A_MILLION = 1_000_000
# Part of the cache's folder names: raise it when what is generated or written changes.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles ready to be indexed.

    :param folder: holds ``seeds/articles.jsonl``, and whatever is derived from it
    :param text_bytes: UTF-8 of headlines and bodies
    :param words: parted by blanks, in headlines and bodies
    """

    name: str
    folder: Path
    articles: int
    text_bytes: int
    words: int
    seed: int

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    @property
    def path(self) -> Path:
        return self.seeds / "articles.jsonl"


def cache_folder() -> Path:
    """Where corpora and indexes are kept between runs; outside the repository."""
    return Path(os.environ.get("CUTTINGS_BENCH_CACHE", "/tmp/cuttings-bench"))


def prepared(name: str, limit: int | None = None, seed: int = SEED) -> Corpus:
    """A corpus, written if it is not there yet.

    :param name: "reuters", "chronam" or "generated"
    :param limit: how many articles at most; all, or a million generated ones, if None
    :raises UsageError: there is no such corpus
    """
    if name not in _LINES:
        raise UsageError(f"there is no corpus {name!r}: take one of {', '.join(_LINES)}")
    folder = cache_folder() / f"{name}-{limit or 'full'}-seed{seed}-v{_VERSION}"
    description = folder / "corpus.json"
    if not description.exists():
        counts = _write(folder / "seeds" / "articles.jsonl", _LINES[name](limit, seed))
        corpus = Corpus(name, folder, *counts, seed)
        description.write_text(json.dumps(asdict(corpus) | {"folder": ""}), "utf-8")
    return Corpus(**json.loads(description.read_text("utf-8")) | {"folder": folder})


def _write(path: Path, lines: Iterator[str]) -> tuple[int, int, int]:
    """Write the file whole or not at all; how many articles, bytes of text and words it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.parent.parent / "unfinished.jsonl"
    articles = size = words = 0
    with unfinished.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(line + "\n")
            found = json.loads(line)
            articles += 1
            for text in (found["headline"], found["body"]):
                size += len(text.encode())
                words += text.count(" ") + text.count("\n") + 1
    unfinished.replace(path)
    return articles, size, words


def _generated(limit: int | None, seed: int) -> Iterator[str]:
    return generated.json_lines(generated.press(seed), limit or A_MILLION)


def _from_file(name: str) -> Callable[[int | None, int], Iterator[str]]:
    def lines(limit: int | None, _seed: int) -> Iterator[str]:
        folder = load_settings().corpora / "corpora"
        found = read_file(folder / name, folder)
        articles = (item for item in found if not isinstance(item, Skipped))
        for number, article in enumerate(islice(articles, limit), 1):
            yield _line(number, article)

    return lines


def _line(number: int, article: Article) -> str:
    return json.dumps(
        {
            "id": str(number),
            "date": article.date.isoformat() if article.date else "",
            "headline": article.headline,
            "bylines": list(article.bylines),
            "body": article.body,
        },
        ensure_ascii=False,
    )


_LINES: dict[str, Callable[[int | None, int], Iterator[str]]] = {
    "reuters": _from_file("reuters21578.jsonl.xz"),
    "chronam": _from_file("chronam_120k.jsonl.xz"),
    "generated": _generated,
}
CORPORA = tuple(_LINES)
