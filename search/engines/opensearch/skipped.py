"""What could not be read, kept beside the words, for machines without the manifest."""

from collections.abc import Iterator, Sequence

from search.articles.skipped import Skipped
from search.engines.opensearch.bulk import Action, drop, put
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.index import Index
from search.engines.opensearch.layout import Kind, word_id

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


def read_skipped(index: Index) -> Iterator[Skipped]:
    """What was written down, in its order."""
    for hit in index.all_hits(_ONLY, "number"):
        source = hit["_source"]
        yield Skipped(source["path"], source["reason"], source["place"])


def _id(number: int) -> str:
    return word_id(Kind.SKIPPED, str(number))
