"""How the cluster is, in plain words."""

from collections.abc import Mapping
from typing import Any

from search.engines.opensearch.client import TIMED_OUT, Cluster
from search.engines.opensearch.layout import words_index
from search.errors import ClusterAwayError, ClusterRefusedError

_GIGABYTE = 1 << 30
# As much of a disk as the cluster itself fills before it looks for another (its low watermark).
_NEARLY_FULL = 0.85


def problems(cluster: Cluster, index: str, about: Mapping[str, Any]) -> list[str]:
    """A sentence for each thing that is wrong with an index.

    :param about: what it says of itself, with how much it has to hold
    """
    words = words_index(index)
    try:
        health = cluster.ask(
            "GET", f"/_cluster/health/{index},{words}", ignore=(TIMED_OUT,), timeout="1s"
        )
        held = [cluster.ask("GET", f"/{own}/_count")["count"] for own in (index, words)]
    except (ClusterAwayError, ClusterRefusedError) as error:
        return [f"{index} cannot be read whole: {error}"]
    found = []
    if health["status"] == "red":
        found.append(
            f"the cluster is red: a shard of {index} has no copy on any node; start the nodes that "
            "are missing, or make the index anew with: cuttings build --full"
        )
    for name, has, built in (
        (index, held[0], about.get("documents", 0)),
        (words, held[1], about.get("words", 0)),
    ):
        if has != built:
            found.append(
                f"{name} was built with {built:,} documents and has {has:,}; make it anew with: "
                "cuttings build --full"
            )
    return found


def remarks(cluster: Cluster, index: str) -> list[str]:
    """What else is worth knowing, in sentences."""
    health = cluster.ask("GET", f"/_cluster/health/{index}", level="indices")
    server = cluster.ask("GET", "/")
    size = cluster.ask("GET", f"/{index},{words_index(index)}/_stats/store")
    own = health["indices"][index]
    nodes = _counted(health["number_of_data_nodes"], "node")
    shards = _counted(own["number_of_shards"], "shard")
    copies = _counted(own["number_of_replicas"] + 1, "copy", "copies")
    gigabytes = size["_all"]["total"]["store"]["size_in_bytes"] / _GIGABYTE
    said = [
        f"The cluster {server['cluster_name']} (OpenSearch {server['version']['number']}) is "
        f"{health['status']}, with {nodes}.",
        f"The index has {shards} in {copies}, {gigabytes:.2f} GB in all.",
    ]
    if own["unassigned_shards"]:
        said.append(
            f"{_counted(own['unassigned_shards'], 'copy', 'copies')} of a shard cannot be placed: "
            "articles may be lost when a further node is. Start the nodes that are missing."
        )
    return said + _full_disks(cluster)


def _full_disks(cluster: Cluster) -> list[str]:
    answer = cluster.ask("GET", "/_nodes/stats/fs")
    return [
        f"The disk of the node {node['name']} is nearly full: without room the cluster will take "
        "no writes."
        for node in answer["nodes"].values()
        if _is_nearly_full(node["fs"]["total"])
    ]


def _is_nearly_full(disk: dict[str, Any]) -> bool:
    free, total = disk["available_in_bytes"], disk["total_in_bytes"]
    return bool(free < (1 - _NEARLY_FULL) * total)


def _counted(number: int, what: str, several: str = "") -> str:
    return f"{number:,} {what if number == 1 else several or what + 's'}"
