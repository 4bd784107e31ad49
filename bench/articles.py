"""The articles of a benchmark as every engine but Cuttings reads them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BenchArticle:
    """One article.

    :param number: counted from 1 in the order of the file; its id everywhere
    :param text: headline and body
    """

    number: int
    text: str


def read_articles(path: Path) -> Iterator[BenchArticle]:
    """The articles of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            yield BenchArticle(int(found["id"]), f"{found['headline']}\n{found['body']}")
