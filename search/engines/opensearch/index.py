"""Searching an index on the cluster: what is asked is answered in full, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import orjson

from search.engines.opensearch.client import Cluster

Body = Mapping[str, Any]
Answer = Mapping[str, Any]

# What a cluster gives at once if it is not told otherwise.
_MOST_HITS = 10_000


@dataclass(frozen=True, slots=True)
class Index:
    """One index, of which nothing changes any more."""

    cluster: Cluster
    name: str

    def search(self, bodies: Sequence[Body], deadline: float = inf) -> list[Answer]:
        """The answers to several searches, asked in one call.

        :param deadline: of :func:`time.monotonic`
        :raises QueryTooSlowError: the deadline has passed
        :raises ClusterAwayError: the cluster cannot answer all of it now
        """
        if not bodies:
            return []
        head = orjson.dumps({"index": self.name, "allow_partial_search_results": False})
        lines = b"".join(b"%b\n%b\n" % (head, orjson.dumps(body)) for body in bodies)
        together = self.cluster.ask("POST", "/_msearch", lines, deadline=deadline)["responses"]
        # What failed is asked again by itself: that has patience, and tells what is wrong.
        return [
            own if own["status"] == 200 else self._search(body, deadline)
            for own, body in zip(together, bodies, strict=True)
        ]

    def all_hits(self, query: Body, sort: str, deadline: float = inf) -> Iterator[Answer]:
        """All that match, however many.

        :param sort: a field with a value of its own in each document
        :param deadline: of :func:`time.monotonic`
        :raises QueryTooSlowError: the deadline has passed
        """
        body = {"query": query, "sort": [{sort: "asc"}], "size": _MOST_HITS}
        hits = self.search([body], deadline)[0]["hits"]["hits"]
        while hits:
            yield from hits
            if len(hits) < _MOST_HITS:
                return
            body["search_after"] = hits[-1]["sort"]
            hits = self.search([body], deadline)[0]["hits"]["hits"]

    def _search(self, body: Body, deadline: float) -> Answer:
        path = f"/{self.name}/_search"
        found: Answer = self.cluster.ask(
            "POST", path, body, deadline=deadline, allow_partial_search_results=False
        )
        return found
