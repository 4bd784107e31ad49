"""A server that answers what a test says, in the place of a cluster."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from search.engines.opensearch import bulk, client
from search.engines.opensearch.address import parse_address
from search.engines.opensearch.client import Cluster

Answer = Callable[[str, str, bytes], tuple[int, Any]]
"""From method, path and body to status and what is sent as JSON."""


class Server:
    """Listens on a port of this machine.

    :ivar asked: method, path and body of every request so far
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes]] = []
        self.answer: Answer = lambda *_: (200, {})
        self._server = make_server("127.0.0.1", 0, Request.application(self._respond))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.port}"

    def cluster(self, patience: float = 60, before: str = "") -> Cluster:
        """The server as a cluster, with user and password, behind hosts that are dead."""
        address = parse_address(f"opensearch://reader:s3cret@{before}{self.host}/articles")
        return Cluster(address, 2, patience)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _respond(self, request: Request) -> Response:
        asked = request.method, request.full_path.rstrip("?"), request.get_data()
        self.asked.append(asked)
        status, content = self.answer(*asked)
        return Response(json.dumps(content), status, content_type="application/json")


@pytest.fixture(scope="session")
def _listening() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def server(_listening: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that was not asked yet, and is never waited for long."""
    monkeypatch.setattr(bulk, "_FIRST_WAIT", 0.001)
    monkeypatch.setattr(client, "_FIRST_WAIT", 0.001)
    _listening.asked.clear()
    return _listening
