"""Asking the cluster: patience with what passes by itself, and errors of our own family."""

import logging
import os
import random
import ssl
import time
from base64 import b64encode
from collections.abc import Collection
from math import inf
from typing import Any

import orjson
from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as Unreachable
from opensearchpy.exceptions import ConnectionTimeout, SSLError, TransportError
from opensearchpy.serializer import Serializer

from search.engines.opensearch.address import Address
from search.errors import (
    ClusterAwayError,
    ClusterRefusedError,
    CuttingsError,
    QueryTooSlowError,
)

NOT_THERE, TIMED_OUT = 404, 408
"""What a status of the cluster says: there is no such thing; it did not come to what was waited
for."""

_UNKNOWN, _BUSY, _BROKEN = 401, 429, 500
_PASSES = (_BUSY, 502, 503, 504)
# What one node says of another that has just died.
_NODE_GONE = {
    "connect_transport_exception",
    "node_closed_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
    "send_request_transport_exception",
}
_FIRST_WAIT, _LONGEST_WAIT = 0.05, 5.0
# A cluster that says nothing for so long has lost the request.
_LONGEST_SILENCE = 120.0
_LONGEST_REASON = 300

# What the client writes into the log it also raises, and that is told once, at the edge.
logging.getLogger("opensearch").addHandler(logging.NullHandler())


class Orjson(Serializer):
    """Requests and answers as JSON; what is bytes already is sent as it is."""

    mimetype = "application/json"

    def loads(self, s: str) -> Any:
        return orjson.loads(s)

    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, bytes) else orjson.dumps(data)


class Cluster:
    """The cluster at an address, for any number of threads and forked processes.

    :param connections: to each node at most at a time
    :param patience: seconds that an unreachable or busy cluster is asked again, where a question
        has no deadline of its own
    """

    def __init__(self, address: Address, connections: int, patience: float) -> None:
        self.address = address
        self._connections = connections
        self._patience = patience
        self._process = 0
        self._connected: OpenSearch | None = None

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        deadline: float = inf,
        ignore: Collection[int] = (),
        **params: Any,
    ) -> Any:
        """What the cluster answers, from JSON.

        :param path: as in OpenSearch's reference, with the slash before it
        :param body: to be written as JSON, or bytes as they are sent
        :param deadline: of :func:`time.monotonic`
        :param ignore: statuses that say something other than that it went wrong
        :param params: behind the question mark
        :raises QueryTooSlowError: the deadline has passed
        :raises ClusterAwayError: the cluster is not reached, or cannot answer now
        :raises ClusterRefusedError: it never will answer this
        """
        started = time.monotonic()
        end = min(deadline, started + self._patience)
        attempt = 0
        while (left := deadline - time.monotonic()) > 0:
            attempt += 1
            try:
                return self._client.transport.perform_request(
                    method,
                    path,
                    params=_written(params),
                    body=body,
                    timeout=min(left, _LONGEST_SILENCE),
                    ignore=ignore,
                )
            except ConnectionTimeout as error:
                raise self._too_slow(deadline, started) from error
            except TransportError as error:
                wait = self._wait(error, attempt)
                if not _passes(error) or time.monotonic() + wait >= end:
                    raise self._failed(error) from error
                time.sleep(wait)
        raise self._too_slow(deadline, started)

    @property
    def _client(self) -> OpenSearch:
        """The connections of this process: those of one that forked must not be shared."""
        if self._connected is None or self._process != os.getpid():
            self._connected, self._process = self._connect(), os.getpid()
        return self._connected

    def _connect(self) -> OpenSearch:
        address = self.address
        headers = {}
        if address.user:
            credentials = b64encode(f"{address.user}:{address.password}".encode()).decode()
            headers["authorization"] = f"Basic {credentials}"
        return OpenSearch(
            hosts=[{"host": host.name, "port": host.port} for host in address.hosts],
            headers=headers,
            use_ssl=address.tls,
            ssl_context=_security(address) if address.tls else None,
            pool_maxsize=self._connections,
            # A node that was silent is left out for a while, as one that cannot be reached; what
            # is asked again is for this file to say.
            retry_on_timeout=True,
            max_retries=0,
            serializer=Orjson(),
        )

    def _wait(self, error: TransportError, attempt: int) -> float:
        """Seconds until the next attempt: none while there are hosts that were not asked yet."""
        if isinstance(error, Unreachable) and attempt < len(self.address.hosts):
            return 0.0
        return min(_FIRST_WAIT * 2.0**attempt, _LONGEST_WAIT) * random.uniform(0.5, 1)

    def _too_slow(self, deadline: float, started: float) -> Exception:
        if deadline < inf:
            # A search that asks several times was allowed more than was left for this.
            return QueryTooSlowError(max(deadline - started, self._patience))
        return ClusterAwayError(f"{self.address} has not answered for {_LONGEST_SILENCE:g} seconds")

    def _failed(self, error: TransportError) -> CuttingsError:
        """What a request that failed is to those who asked."""
        address = self.address
        if isinstance(error, SSLError):
            return ClusterAwayError(
                f"{address} cannot be trusted: {_cause(error)}; name the file of the authority "
                "that signs its certificate: ?tls=FILE"
            )
        if isinstance(error, Unreachable):
            hint = "" if address.tls else "; one that wants TLS is asked with ?tls=on"
            return ClusterAwayError(f"{address} cannot be reached: {_cause(error)}{hint}")
        if error.status_code == _UNKNOWN:
            return ClusterRefusedError(
                f"{address} does not know the user or the password", _UNKNOWN
            )
        if error.error == "cluster_block_exception" and _passes(error):
            return ClusterAwayError(f"{address} takes no writes now: {_reason(error)}")
        if error.status_code == _BUSY:
            return ClusterAwayError(f"{address} is too busy now: {_reason(error)}")
        if _passes(error):
            return ClusterAwayError(
                f"{address} cannot answer now, a shard may have no copy left: {_reason(error)}"
            )
        status = int(error.status_code)
        return ClusterRefusedError(
            f"{address} refused a request ({status}): {_reason(error)}", status
        )


def _security(address: Address) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=address.authority)
    if not address.checked:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _written(params: dict[str, Any]) -> dict[str, str]:
    """Parameters as they stand in a URL."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in params.items()
    }


def _passes(error: TransportError) -> bool:
    """Whether it may do to ask again."""
    if isinstance(error, SSLError):
        return False
    if error.status_code == _BROKEN:
        return any(cause.get("type") in _NODE_GONE for cause in _causes(error))
    return isinstance(error, Unreachable) or error.status_code in _PASSES


def _cause(error: TransportError) -> str:
    """What the system says of a connection that failed."""
    cause = error.info
    reason = getattr(cause, "reason", cause)
    return str(reason).rpartition(": ")[2] or type(cause).__name__


def _causes(error: TransportError) -> list[dict[str, Any]]:
    """What the cluster says went wrong, the first cause first."""
    told = error.info.get("error") if isinstance(error.info, dict) else None
    return [*told.get("root_cause", []), told] if isinstance(told, dict) else []


def _reason(error: TransportError) -> str:
    """The same in one line."""
    reasons = [cause["reason"] for cause in _causes(error) if cause.get("reason")]
    return " ".join(str(reasons[0] if reasons else error.error).split())[:_LONGEST_REASON]
