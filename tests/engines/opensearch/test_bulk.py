"""Bulk requests to a server that is busy, choosy or small."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

import pytest

from search.engines.opensearch import bulk
from search.engines.opensearch.bulk import Action, Bulk, drop, put
from search.errors import ClusterAwayError, ClusterRefusedError

BUSY = {"status": 429, "error": {"type": "rejected", "reason": "the queue is full"}}
WRONG = {"status": 400, "error": {"type": "parsing", "reason": "no", "caused_by": {"reason": "x"}}}
DONE = {"status": 201}


class Documents(dict[str, Any]):
    """What a server holds that is asked in bulk, and does with each document what a test says."""

    def __init__(self, told: Callable[[str], dict[str, Any]] = lambda _: DONE) -> None:
        super().__init__()
        self._told = told

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        assert (method, path.partition("?")[0]) == ("POST", "/_bulk")
        items = [self._do(*action) for action in actions(body)]
        return 200, {"errors": any("error" in told for told in items), "items": wrapped(items)}

    def _do(self, verb: str, name: str, content: Any) -> dict[str, Any]:
        told = self._told(name)
        if "error" in told:
            return told
        if verb == "delete":
            return {"status": 200 if self.pop(name, None) else 404}
        self[name] = content
        return told


def actions(body: bytes) -> Iterator[tuple[str, str, Any]]:
    lines = iter(body.splitlines())
    for line in lines:
        ((verb, told),) = json.loads(line).items()
        yield verb, told["_id"], json.loads(next(lines)) if verb == "index" else None


def wrapped(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"index": told} for told in items]


def send(server: Any, sent: Sequence[Action], patience: float = 60) -> list[tuple[str, str]]:
    """Send actions; gives the documents that were refused, with the reason."""
    refused: list[tuple[str, str]] = []
    own = Bulk(server.cluster(), patience, lambda a, reason: refused.append((a.document, reason)))
    try:
        for action in sent:
            own.add(action)
        own.finish()
    finally:
        own.close()
    return refused


NUMBERS = [put("articles", str(number), {"n": number}) for number in range(40)]
ALL = {str(number): {"n": number} for number in range(40)}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few documents fill a request."""
    monkeypatch.setattr(bulk, "_LARGEST", 400)
    monkeypatch.setattr(bulk, "_SMALLEST", 100)


@pytest.mark.usefixtures("small")
def test_all_documents_arrive_in_many_requests(server: Any) -> None:
    server.answer = (held := Documents()).answer
    assert send(server, NUMBERS) == []
    assert held == ALL
    assert len(server.asked) > 3


@pytest.mark.usefixtures("small")
def test_what_the_cluster_is_too_busy_for_is_sent_again_and_nothing_else(server: Any) -> None:
    answers = {str(n): chain([BUSY] * (n % 3), repeat(DONE)) for n in range(40)}
    server.answer = (held := Documents(lambda name: next(answers[name]))).answer
    assert send(server, NUMBERS) == []
    assert held == ALL
    sent = [name for _, _, body in server.asked for _, name, _ in actions(body)]
    assert {name: sent.count(name) for name in ALL} == {str(n): n % 3 + 1 for n in range(40)}


def test_requests_that_are_turned_away_whole_are_sent_again(server: Any) -> None:
    held = Documents()
    turned_away = iter([429, 503, 502])

    def answer(method: str, path: str, body: bytes) -> tuple[int, Any]:
        status = next(turned_away, None)
        return (status, {"error": "busy"}) if status else held.answer(method, path, body)

    server.answer = answer
    assert send(server, NUMBERS) == []
    assert held == ALL


@pytest.mark.usefixtures("small")
def test_requests_get_smaller_for_a_cluster_that_is_busy(server: Any) -> None:
    busy = chain([BUSY] * 50, repeat(DONE))
    server.answer = Documents(lambda _: next(busy)).answer
    send(server, NUMBERS * 5)
    sizes = [len(body) for _, _, body in server.asked]
    assert sizes[0] > 300
    assert min(sizes) < 150


def test_a_cluster_that_stays_busy_is_given_up(server: Any) -> None:
    server.answer = Documents(lambda _: BUSY).answer
    with pytest.raises(ClusterAwayError, match="the queue is full") as given_up:
        send(server, NUMBERS, patience=0.05)
    assert "s3cret" not in str(given_up.value)


@pytest.mark.usefixtures("small")
def test_one_bad_document_leaves_the_others_alone(server: Any) -> None:
    server.answer = (held := Documents(lambda name: WRONG if name == "7" else DONE)).answer
    assert send(server, NUMBERS) == [("7", "no: x")]
    assert held == {name: content for name, content in ALL.items() if name != "7"}


def test_a_request_that_is_too_large_is_sent_in_parts(server: Any) -> None:
    held = Documents()

    def answer(method: str, path: str, body: bytes) -> tuple[int, Any]:
        if len(body) > 250:
            return 413, {"error": "too large"}
        return held.answer(method, path, body)

    server.answer = answer
    long = put("articles", "long", {"text": "x" * 300})
    assert send(server, [*NUMBERS, long]) == [
        ("long", "it is larger than what the cluster takes at once")
    ]
    assert held == ALL


def test_what_is_not_there_can_be_dropped(server: Any) -> None:
    server.answer = (held := Documents()).answer
    assert send(server, [*NUMBERS, drop("articles", "3"), drop("articles", "x")]) == []
    assert "3" not in held and len(held) == len(ALL) - 1


def test_a_request_that_is_refused_ends_it(server: Any) -> None:
    server.answer = lambda *_: (403, {"error": {"reason": "you may not"}})
    with pytest.raises(ClusterRefusedError, match="you may not"):
        send(server, NUMBERS)
