"""Nodes and builders that die: no wrong answer, no lost article, and all of it mends itself."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from email.message import Message
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from search import Archive, build, open_archive
from search.errors import ClusterAwayError, CuttingsError
from search.settings import Settings

PATIENCE = 60
FILES = 10
READERS = 4


def ids(archive: Archive) -> set[str]:
    """Of all articles, each of which is there once."""
    found = [article_id for article_id, _ in archive.rank("", limit=100_000)]
    assert len(found) == len(set(found))
    return set(found)


def holder(cluster: Any, alias: str) -> Any:
    """A node with the first copy of some shard of an archive."""
    shards = cluster.call("GET", f"/_cat/shards/{alias}-*?format=json")
    name = next(shard["node"] for shard in shards if shard["prirep"] == "p")
    return next(node for node in cluster.nodes if node.name == name)


def alias_of(settings: Settings) -> str:
    return settings.engine.rpartition("/")[2]


def test_a_node_that_dies_during_a_build_costs_no_article(
    nodes: Any, built: Path, seeds: Path, settings: Settings, notices: set[str], write: Callable
) -> None:
    archive = open_archive(built, settings)
    more = write(seeds, 98) | write(seeds, 99)

    def die_half_way(done: int, of: int) -> None:
        if done == of - 1:
            holder(nodes, alias_of(settings)).kill()
        assert archive.search("flood").total == len(notices)

    try:
        build(seeds, built, settings=settings, progress=die_half_way)
    except CuttingsError as error:  # what the dead node held alone is gone with it
        assert "the index is as it was" in str(error)
        assert ids(open_archive(built, settings)) == notices
        nodes.start()
        build(seeds, built, settings=settings)
    assert ids(open_archive(built, settings)) == notices | more


def test_a_node_that_comes_back_during_a_build_has_what_it_was_sent(
    nodes: Any, seeds: Path, index: Path, settings: Settings, write: Callable[..., set[str]]
) -> None:
    sent = {name for number in range(FILES) for name in write(seeds, number, sentences=200)}
    coming: list[threading.Thread] = []

    def die_and_come_back(done: int, _of: int) -> None:
        if done == FILES // 2:
            holder(nodes, alias_of(settings)).kill()
            coming.append(threading.Thread(target=nodes.start))
            coming[0].start()

    try:
        report = build(seeds, index, settings=settings, progress=die_and_come_back)
    finally:
        coming[0].join()
    assert report.documents == len(sent)
    assert ids(open_archive(index, settings)) == sent


def test_searches_go_on_when_a_node_dies(
    nodes: Any, built: Path, settings: Settings, notices: set[str]
) -> None:
    archive = open_archive(built, settings)
    wrong: list[int] = []
    failed: list[float] = []
    enough = threading.Event()

    def read() -> None:
        while not enough.is_set():
            began = time.monotonic()
            try:
                total = archive.search("flood").total
            except CuttingsError:
                failed.append(began)
            else:
                wrong.extend([total] * (total != len(notices)))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        holder(nodes, alias_of(settings)).kill()
        dead = time.monotonic()
        for _ in range(50):
            assert ids(archive) == notices
    finally:
        enough.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert [began for began in failed if began > dead] == []


def test_a_server_outlives_its_cluster(
    nodes: Any, built: Path, settings: Settings, serving: Callable[..., AbstractContextManager[str]]
) -> None:
    with serving(built, engine=settings.engine) as address:
        search = f"{address}/api/v1/search?q=flood&per_page=100"
        before = json.loads(eventually(search))["results"]
        nodes.stop()
        for path in ("/api/v1/search?q=flood", "/api/v1/suggest?q=flo", "/readyz"):
            status, headers, said = answer(address + path)
            assert (status, headers["Content-Type"]) == (503, "application/problem+json")
            assert int(headers["Retry-After"]) > 0
            assert json.loads(said)["type"].startswith("urn:problem-type:cuttings:")
        status, headers, said = answer(f"{address}/?q=flood", Accept="text/html")
        assert status == 503 and int(headers["Retry-After"]) > 0
        assert b"<h1" in said and b"Traceback" not in said
        assert answer(f"{address}/healthz")[0] == 200
        nodes.start()
        assert json.loads(eventually(search))["results"] == before


def test_a_part_without_a_copy_is_an_error_and_never_a_smaller_answer(
    nodes: Any, seeds: Path, notices: set[str], index: Path, settings: Settings
) -> None:
    alone = replace(settings, replicas=0)
    build(seeds, index, settings=alone)
    archive = open_archive(index, alone)
    assert ids(archive) == notices
    holder(nodes, alias_of(settings)).kill()
    with pytest.raises(ClusterAwayError):
        archive.search("flood")
    with pytest.raises(ClusterAwayError):
        open_archive(index, alone).search("flood")
    nodes.start()
    assert archive.search("flood").total == len(notices)
    assert ids(archive) == notices


def test_a_builder_that_is_killed_at_any_request_leaves_a_whole_archive(
    cluster: Any, built: Path, seeds: Path, settings: Settings, notices: set[str], write: Callable
) -> None:
    more = write(seeds, 99)
    alias = alias_of(settings)
    before = cluster.call("GET", f"/_alias/{alias}")
    killed = 0
    for calls in count(1):
        status = in_a_process(lambda calls=calls: build_until(calls, seeds, built, settings))
        if status == 0:
            break
        assert status == -signal.SIGKILL
        killed += 1
        found = ids(open_archive(built, settings))
        assert found in (notices, notices | more)
        assert (cluster.call("GET", f"/_alias/{alias}") == before) == (found == notices)
    assert killed > 5
    assert ids(open_archive(built, settings)) == notices | more
    assert len(generations(cluster, alias)) <= 2


def build_until(calls: int, seeds: Path, index: Path, settings: Settings) -> None:
    """Build, and die at the so many-th request to the cluster."""
    made = HTTPConnection.putrequest

    def counted(self: HTTPConnection, *args: Any, **options: Any) -> None:
        nonlocal calls
        calls -= 1
        if calls == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        made(self, *args, **options)

    HTTPConnection.putrequest = counted
    build(seeds, index, settings=settings)


def in_a_process(work: Callable[[], None]) -> int:
    """Run in a process of its own; gives its status, or the number of the signal, negative."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def generations(cluster: Any, alias: str) -> set[str]:
    """The indices of an archive, without those of their words."""
    rows = cluster.call("GET", f"/_cat/indices/{alias}-*?format=json")
    return {row["index"].removesuffix("-words") for row in rows}


def answer(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body, whatever the status."""
    try:
        response = urlopen(Request(address, headers=headers), timeout=PATIENCE)
    except HTTPError as error:
        response = error
    with response:
        return response.status, response.headers, response.read()


def eventually(address: str) -> bytes:
    """The body, as soon as there is an answer without an error."""
    deadline = time.monotonic() + PATIENCE
    while True:
        status, _, said = answer(address)
        if status == 200:
            return said
        assert time.monotonic() < deadline, said


@pytest.fixture
def refused(cluster: Any, settings: Settings, notices: set[str]) -> Iterator[str]:
    """The id of an article that the cluster will not take."""
    (refused, *_) = sorted(notices)
    fail = {"fail": {"if": f"ctx._id == '{refused}'", "message": "not on a Sunday"}}
    template = {
        "index_patterns": [f"{alias_of(settings)}-*"],
        "template": {"settings": {"index.default_pipeline": "refusing"}},
    }
    cluster.call("PUT", "/_ingest/pipeline/refusing", {"processors": [fail]})
    cluster.call("PUT", "/_index_template/refusing", template)
    yield refused
    cluster.call("DELETE", "/_index_template/refusing")


def test_an_article_that_the_cluster_refuses_is_named_and_the_others_are_there(
    refused: str, seeds: Path, index: Path, settings: Settings, notices: set[str]
) -> None:
    report = build(seeds, index, settings=settings)
    assert report.documents == len(notices) - 1
    (skipped,) = report.skipped
    assert skipped.path.startswith("f00.jsonl")
    assert "not on a Sunday" in skipped.reason
    assert ids(open_archive(index, settings)) == notices - {refused}
