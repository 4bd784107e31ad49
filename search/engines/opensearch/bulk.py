"""Documents sent to the cluster in bulk: no faster than it takes them, and each accounted for."""

import random
import threading
import time
from collections.abc import Callable, Sequence
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
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 10.0
_FOR_A_SHARD = "10s"
"""How long the cluster itself waits for a shard that has no copy now."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to be done with a document.

    :param lines: as the cluster reads them, with a line end behind each
    """

    document: str
    lines: bytes


Refusal = tuple[Action, str]


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
    :param refused: told of each action that the cluster will never take, and why
    """

    def __init__(
        self, cluster: Cluster, patience: float, refused: Callable[[Action, str], None]
    ) -> None:
        # What is busy is waited for here, where that can be given up.
        self._cluster = Cluster(cluster.address, _UNDER_WAY, 0.0)
        self._patience = patience
        self._given_up = threading.Event()
        self._refused = refused
        self._threads = ThreadPoolExecutor(_UNDER_WAY, "bulk")
        self._under_way: list[Future[_Sent]] = []
        self._waiting: list[Action] = []
        self._bytes = 0
        self._largest = _LARGEST

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
            self._wait()

    def close(self) -> None:
        """Give up what was not sent."""
        self._given_up.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _send_waiting(self) -> None:
        if not self._waiting:
            return
        while len(self._under_way) >= _UNDER_WAY:
            self._wait()
        self._under_way.append(self._threads.submit(self._send, self._waiting))
        self._waiting, self._bytes = [], 0

    def _wait(self) -> None:
        """For the oldest request under way; after one that was too much the next are smaller."""
        sent = self._under_way.pop(0).result()
        if sent.was_busy:
            self._largest = max(_SMALLEST, self._largest // 2)
        else:
            self._largest = min(_LARGEST, self._largest + _SMALLEST)
        for action, reason in sent.refused:
            self._refused(action, reason)

    def _send(self, actions: Sequence[Action]) -> "_Sent":
        """Have actions done; those that the cluster is too busy for again, and later."""
        end = time.monotonic() + self._patience
        wait = _FIRST_WAIT
        sent = _Sent([])
        while actions:
            done = self._try(actions)
            sent.refused += done.refused
            if done.busy and time.monotonic() + wait > end:
                raise ClusterAwayError(
                    f"{self._cluster.address} took nothing for {self._patience:g} seconds: "
                    f"{done.reason}"
                )
            if done.busy:
                sent.was_busy = True
                if self._given_up.wait(wait * random.uniform(0.5, 1)):
                    break
                wait = min(wait * 2, _LONGEST_WAIT)
            actions = done.busy
        return sent

    def _try(self, actions: Sequence[Action]) -> "_Done":
        """Ask for actions once."""
        body = b"".join(action.lines for action in actions)
        done = _Done([], [])
        try:
            answer = self._cluster.ask("POST", "/_bulk", body, timeout=_FOR_A_SHARD)
        except ClusterAwayError as error:
            return _Done(list(actions), [], str(error))
        except ClusterRefusedError as error:
            if error.status != _TOO_LARGE:
                raise
            return self._try_halves(actions)
        for action, (told,) in zip(actions, map(dict.values, answer["items"]), strict=True):
            if told["status"] in _BUSY:
                done.busy.append(action)
                done.reason = _reason(told)
            elif "error" in told:
                done.refused.append((action, _reason(told)))
        return done

    def _try_halves(self, actions: Sequence[Action]) -> "_Done":
        """The same where a request was too large; one action that is too large is refused."""
        if len(actions) == 1:
            return _Done([], [(actions[0], "it is larger than what the cluster takes at once")])
        middle = len(actions) // 2
        first, second = self._try(actions[:middle]), self._try(actions[middle:])
        return _Done(
            first.busy + second.busy, first.refused + second.refused, second.reason or first.reason
        )


@dataclass(slots=True)
class _Sent:
    """What came of actions that are all done or refused.

    :param was_busy: whether the cluster was too busy for some of them at first
    """

    refused: list[Refusal]
    was_busy: bool = False


@dataclass(slots=True)
class _Done:
    """What came of asking for actions once.

    :param busy: those that the cluster was too busy for; it may take them later
    :param reason: what it said of the last of these
    """

    busy: list[Action]
    refused: list[Refusal]
    reason: str = ""


def _reason(told: dict[str, Any]) -> str:
    """Why an action failed, in one line."""
    error = told["error"]
    causes = [error.get("reason"), error.get("caused_by", {}).get("reason")]
    return " ".join(": ".join(cause for cause in causes if cause).split())
