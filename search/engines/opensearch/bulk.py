"""Documents sent to the cluster in bulk: no faster than it takes them, and each accounted for."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson

from search.engines.opensearch.client import Cluster
from search.errors import ClusterAwayError, ClusterRefusedError

# Bytes of one request: enough that its answer costs little, few enough that any node takes it.
_LARGEST = 4 << 20
_SMALLEST = 64 << 10
# Requests under way at a time: while the cluster is at work on one, the next is made.
_UNDER_WAY = 2
_BUSY = (429, 503)
_TOO_LARGE = 413
_NOT_THERE = 404
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 10.0


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to be done with a document.

    :param lines: as the cluster reads them, with a line end behind each
    """

    document: str
    lines: bytes


def put(index: str, document: str, content: Any) -> Action:
    """Write a document, in place of the one of its id if there is one."""
    told = orjson.dumps({"index": {"_index": index, "_id": document}})
    return Action(document, b"%b\n%b\n" % (told, orjson.dumps(content)))


def drop(index: str, document: str) -> Action:
    """Take a document out, if it is there."""
    told = orjson.dumps({"delete": {"_index": index, "_id": document}})
    return Action(document, b"%b\n" % told)


class Bulk:
    """Collects actions and sends them, some requests at a time.

    :param patience: seconds that a cluster which is too busy for an action is asked again
    :ivar refused: documents that the cluster will never take, and why
    """

    def __init__(self, cluster: Cluster, patience: float) -> None:
        self._cluster = cluster
        self._patience = patience
        self._threads = ThreadPoolExecutor(_UNDER_WAY, "bulk")
        self._under_way: list[Future[None]] = []
        self._waiting: list[Action] = []
        self._bytes = 0
        self._largest = _LARGEST
        self.refused: dict[str, str] = {}

    def add(self, action: Action) -> None:
        """Send an action, sooner or later; waits while the cluster has enough to do.

        :raises ClusterAwayError: an earlier one could not be done
        """
        self._waiting.append(action)
        self._bytes += len(action.lines)
        if self._bytes >= self._largest:
            self._send_waiting()

    def finish(self) -> None:
        """Have all done.

        :raises ClusterAwayError: that was not possible
        """
        self._send_waiting()
        while self._under_way:
            self._under_way.pop(0).result()

    def close(self) -> None:
        """Give up what was not sent."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _send_waiting(self) -> None:
        if not self._waiting:
            return
        while len(self._under_way) >= _UNDER_WAY:
            self._under_way.pop(0).result()
        self._under_way.append(self._threads.submit(self._send, self._waiting))
        self._waiting, self._bytes = [], 0

    def _send(self, actions: Sequence[Action]) -> None:
        """Have actions done; those that the cluster is too busy for again, and later."""
        end = time.monotonic() + self._patience
        wait = _FIRST_WAIT
        while actions:
            busy, reason = self._try(actions)
            if busy and time.monotonic() + wait > end:
                raise ClusterAwayError(
                    f"{self._cluster.address} was too busy for {self._patience:g} seconds: {reason}"
                )
            if busy:
                self._largest = max(_SMALLEST, self._largest // 2)
                time.sleep(wait * random.uniform(0.5, 1))
                wait = min(wait * 2, _LONGEST_WAIT)
            actions = busy
        self._largest = min(_LARGEST, self._largest + _SMALLEST)

    def _try(self, actions: Sequence[Action]) -> tuple[list[Action], str]:
        """Those that the cluster was too busy for, and what it says."""
        body = b"".join(action.lines for action in actions)
        try:
            answer = self._cluster.ask("POST", "/_bulk", body)
        except ClusterRefusedError as error:
            return self._try_halves(actions, error)
        if not answer["errors"]:
            return [], ""
        busy, reason = [], ""
        for action, (told,) in zip(actions, map(dict.values, answer["items"]), strict=True):
            if told["status"] in _BUSY:
                busy.append(action)
                reason = _reason(told)
            elif "error" in told:
                self.refused[action.document] = _reason(told)
        return busy, reason

    def _try_halves(
        self, actions: Sequence[Action], error: ClusterRefusedError
    ) -> tuple[list[Action], str]:
        """The same where a request was too large; one action that is too large is refused."""
        if error.status != _TOO_LARGE:
            raise error
        if len(actions) == 1:
            self.refused[actions[0].document] = "it is larger than what the cluster takes at once"
            return [], ""
        middle = len(actions) // 2
        first, reason = self._try(actions[:middle])
        second, other = self._try(actions[middle:])
        return first + second, other or reason


def _reason(told: dict[str, Any]) -> str:
    """Why an action failed, in one line."""
    error = told["error"]
    causes = [error.get("reason"), error.get("caused_by", {}).get("reason")]
    return " ".join(": ".join(cause for cause in causes if cause).split())
