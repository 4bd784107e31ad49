"""What could not be read, kept beside the words, for machines without the manifest."""

from collections.abc import Iterator, Sequence
from typing import Any

from search.articles.skipped import Skipped
from search.engines.opensearch.bulk import Action, drop, put
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.layout import Kind, word_id

_PAGE = 1_000
_ONLY = {"term": {"kind": Kind.SKIPPED}}


def new_skipped(cluster: Cluster, index: str, skipped: Sequence[Skipped]) -> Iterator[Action]:
    """What writes down what was skipped, in place of what stands there.

    :param index: of words
    """
    for number, own in enumerate(skipped):
        content = {"path": own.path, "place": own.place, "reason": own.reason}
        yield put(index, _id(number), {"kind": Kind.SKIPPED, "number": number, **content})
    held = cluster.ask("GET", f"/{index}/_count", {"query": _ONLY})["count"]
    for number in range(len(skipped), held):
        yield drop(index, _id(number))


def read_skipped(cluster: Cluster, index: str) -> Iterator[Skipped]:
    """What was written down, in its order."""
    body = {"query": _ONLY, "sort": [{"number": "asc"}], "search_after": [-1], "size": _PAGE}
    while hits := _hits(cluster, index, body):
        for hit in hits:
            source = hit["_source"]
            yield Skipped(source["path"], source["reason"], source["place"])
        body["search_after"] = hits[-1]["sort"]


def _hits(cluster: Cluster, index: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    answer = cluster.ask("POST", f"/{index}/_search", body, allow_partial_search_results=False)
    hits: list[dict[str, Any]] = answer["hits"]["hits"]
    return hits


def _id(number: int) -> str:
    return word_id(Kind.SKIPPED, str(number))
