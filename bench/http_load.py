"""A server as it is shipped, and ways of asking it: flat out, at a steady rate, one by one."""

import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bench.memory import cpu_seconds

_CONNECTIONS = 8
_SENDERS = 32

# Each connection goes round the requests from a place of its own.
_SCRIPT = """
local requests = {{ {requests} }}
local at = 0
function setup(thread) thread:set("at", 0) end
function request()
  at = at % #requests + 1
  local r = requests[at]
  return wrk.format("GET", r[1], {{ ["If-None-Match"] = r[2] }})
end
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    :param host: with the port
    :param process: number of the first process, whose children answer
    """

    host: str
    process: int

    def cpu(self) -> float:
        """Seconds of processor time that the processes which answer have used."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        return sum(cpu_seconds(int(child)) for child in children.read_text("ascii").split())


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    :param tag: of an answer that the client has; None for a client that has none
    """

    path: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking.

    :param rate: answers a second
    :param server_ms: processor time of the server an answer
    :param client_ms: processor time of whoever asked, an answer
    """

    rate: float
    server_ms: float
    client_ms: float


@contextmanager
def serving(index: Path, workers: int) -> Iterator[Server]:
    """The server as it is shipped; its limit is there, and too high to be met."""
    values = {"index": index, "port": 0, "workers": workers, "rate_limit": 100_000_000}
    env = os.environ | {f"CUTTINGS_{name.upper()}": str(value) for name, value in values.items()}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:web.server", "web:create_app()"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            host = urlsplit(server.stdout.readline().split()[-1]).netloc
            yield Server(host, server.pid)
        finally:
            server.terminate()


def tag_of(server: Server, path: str) -> str:
    """The entity tag of an answer."""
    with closing(HTTPConnection(server.host)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.headers["ETag"]


def flat_out(server: Server, requests: Sequence[Asked], seconds: int) -> Load:
    """Ask by wrk as fast as it is answered; all answers must be what was asked for."""
    before, asking = server.cpu(), _children_cpu()
    lua = ",".join(f"{{{_lua(r.path)},{_lua(r.tag) if r.tag else 'nil'}}}" for r in requests)
    with TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        script.write_text(_SCRIPT.format(requests=lua), "utf-8")
        load = ("wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "-s", str(script))
        said = subprocess.run(
            [*load, f"http://{server.host}"], capture_output=True, text=True, check=True
        )
    assert "Non-2xx" not in said.stdout, said.stdout
    found = re.search(r"(\d+) requests in .*Requests/sec:\s+([\d.]+)", said.stdout, re.DOTALL)
    assert found, said.stdout
    each = 1000 / int(found[1])
    return Load(float(found[2]), (server.cpu() - before) * each, (_children_cpu() - asking) * each)


def steadily(server: Server, requests: Sequence[Asked], rate: int, seconds: int) -> list[float]:
    """Milliseconds from the moment at which each request was due to its answer."""
    times: list[float] = []
    numbers = iter(range(rate * seconds))
    taking = threading.Lock()
    start = time.perf_counter() + 0.2

    def send() -> None:
        with closing(HTTPConnection(server.host)) as connection:
            while True:
                with taking:
                    number = next(numbers, None)
                if number is None:
                    return
                due = start + number / rate
                time.sleep(max(0.0, due - time.perf_counter()))
                _ask(connection, requests[number % len(requests)])
                times.append((time.perf_counter() - due) * 1000)

    senders = [threading.Thread(target=send) for _ in range(_SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return times


def one_by_one(server: Server, requests: Sequence[Asked]) -> list[float]:
    """Milliseconds from each request to the end of its answer, the next when it is there."""
    times = []
    with closing(HTTPConnection(server.host)) as connection:
        for request in requests:
            start = time.perf_counter()
            _ask(connection, request)
            times.append((time.perf_counter() - start) * 1000)
    return times


def _ask(connection: HTTPConnection, request: Asked) -> None:
    connection.request("GET", request.path)
    response = connection.getresponse()
    response.read()
    assert response.status == 200, (response.status, request.path)


def _children_cpu() -> float:
    """Seconds of processor time of the processes that this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
