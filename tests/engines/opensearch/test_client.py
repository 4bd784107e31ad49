"""What is made of the answers, and the silence, of a cluster."""

import os
import time
from typing import Any

import pytest

from search.engines.opensearch.address import parse_address
from search.engines.opensearch.client import Cluster
from search.errors import (
    ClusterAwayError,
    ClusterRefusedError,
    CuttingsError,
    QueryTooSlowError,
)

DEAD = "127.0.0.1:1,"


def test_an_answer_is_unpacked(server: Any) -> None:
    server.answer = lambda *_: (200, {"count": 3})
    answer = server.cluster().ask("POST", "/a/_count", {"query": {}}, local=True, size=1)
    assert answer == {"count": 3}
    assert server.asked == [("POST", "/a/_count?local=true&size=1", b'{"query":{}}')]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_asked_again(server: Any, status: int) -> None:
    answers = iter([(status, {"error": {"reason": "busy"}})] * 3)
    server.answer = lambda *_: next(answers, (200, {"ok": 1}))
    assert server.cluster().ask("GET", "/") == {"ok": 1}
    assert len(server.asked) == 4


def test_a_node_that_has_lost_another_is_asked_again(server: Any) -> None:
    lost = {"type": "node_not_connected_exception", "reason": "[node-2] Node not connected"}
    answers = iter([(500, {"error": {"root_cause": [lost], "type": "phase"}})] * 3)
    server.answer = lambda *_: next(answers, (200, {"ok": 1}))
    assert server.cluster().ask("GET", "/") == {"ok": 1}


LOST = {"type": "node_not_connected_exception", "reason": "node-2 is not connected"}


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (429, {"type": "rejected", "reason": "queue is full"}, "too busy.*queue is full"),
        (503, {"type": "phase", "reason": "all shards failed"}, "no copy left.*all shards"),
        (429, {"type": "cluster_block_exception", "reason": "disk"}, "takes no writes.*disk"),
        (500, {"type": "phase", "root_cause": [LOST]}, "no copy left.*not connected"),
    ],
)
def test_what_does_not_pass_in_time_is_told(
    server: Any, status: int, said: dict[str, Any], told: str
) -> None:
    server.answer = lambda *_: (status, {"error": said})
    with pytest.raises(ClusterAwayError, match=told):
        server.cluster(patience=0.5).ask("GET", "/")
    assert len(server.asked) > 1


def test_a_node_that_is_dead_is_left_out(server: Any) -> None:
    server.answer = lambda *_: (200, {"ok": 1})
    cluster = server.cluster(before=DEAD)
    assert [cluster.ask("GET", "/") for _ in range(20)] == [{"ok": 1}] * 20


def test_a_cluster_that_is_dead_is_away() -> None:
    cluster = Cluster(parse_address("opensearch://127.0.0.1:1,127.0.0.1:2/articles"), 1, 0.1)
    with pytest.raises(ClusterAwayError, match=r"127\.0\.0\.1:1,127.*refused"):
        cluster.ask("GET", "/")


def test_a_deadline_ends_the_waiting_for_a_cluster_that_is_away() -> None:
    cluster = Cluster(parse_address("opensearch://127.0.0.1:1/articles"), 1, 60)
    with pytest.raises(ClusterAwayError):
        cluster.ask("GET", "/", deadline=time.monotonic() + 0.05)


def test_an_answer_that_comes_too_late_is_a_query_that_is_too_slow(server: Any) -> None:
    late = time.monotonic() + 1

    def answer(*_: Any) -> tuple[int, Any]:
        while time.monotonic() < late:
            pass
        return 200, {}

    server.answer = answer
    with pytest.raises(QueryTooSlowError):
        server.cluster().ask("GET", "/", deadline=time.monotonic() + 0.05)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500])
def test_what_is_refused_is_not_asked_again(server: Any, status: int) -> None:
    server.answer = lambda *_: (status, {"error": {"type": "wrong", "reason": "not so"}})
    with pytest.raises(ClusterRefusedError, match="not so") as refused:
        server.cluster().ask("GET", "/")
    assert (refused.value.status, len(server.asked)) == (status, 1)


@pytest.mark.parametrize("said", [{"error": "text"}, {}, {"error": {"root_cause": []}}])
def test_errors_in_any_shape_are_told(server: Any, said: Any) -> None:
    server.answer = lambda *_: (400, said)
    with pytest.raises(CuttingsError):
        server.cluster().ask("GET", "/")


def test_a_forked_process_has_connections_of_its_own(server: Any) -> None:
    server.answer = lambda *_: (200, {"ok": 1})
    cluster = server.cluster()
    cluster.ask("GET", "/")
    before = cluster._client
    child = os.fork()
    if child == 0:
        os._exit(0 if cluster._client is not before and cluster.ask("GET", "/") else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert cluster._client is before


def test_a_wrong_password_is_told_without_it(server: Any) -> None:
    server.answer = lambda *_: (401, {})
    with pytest.raises(ClusterRefusedError, match="password") as refused:
        server.cluster().ask("GET", "/")
    assert "s3cret" not in str(refused.value)


def test_a_server_without_tls_is_not_asked_again_and_again_for_it(server: Any) -> None:
    cluster = Cluster(parse_address(f"opensearch://{server.host}/articles?tls=on"), 1, 60)
    with pytest.raises(ClusterAwayError, match=r"tls=FILE"):
        cluster.ask("GET", "/")
