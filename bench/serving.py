"""How many searches a second does the server answer, and how soon at a steady rate?

python -m bench.serving

The questions are 100 mixed queries on Reuters, 20 results a page with snippets, two server
processes. wrk asks as fast as it is answered; for the time of an answer at a steady rate requests
are sent at fixed moments, whether the ones before were answered or not, and each is timed from
the moment at which it should have been sent.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from bench.corpora import Corpus, prepared
from bench.memory import cpu_seconds
from bench.queries import queries_for
from search import build

PAGE = Path(__file__).parent.parent / "docs" / "performance-http.md"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
QUERIES = 100
WORKERS = 2
RATE = 200
SECONDS = 10
ROUNDS = 3
_CONNECTIONS = 8
_SENDERS = 32
_NO_WRK = "this needs wrk: sudo apt-get install wrk"

Row = tuple[str, str, str]
"""What was measured, the figure, and the processor time of one answer, blank where not known."""

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
        folder = Path("/proc", str(self.process), "task", str(self.process))
        children = map(int, (folder / "children").read_text("ascii").split())
        return sum(map(cpu_seconds, children))


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking as fast as it is answered.

    :param rate: answers a second
    :param cpu_ms: processor time of the server an answer
    """

    rate: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    :param tag: of an answer that the client has; None for a client that has none
    """

    path: str
    tag: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 2 where wrk is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the median counts")
    options = parser.parse_args(arguments)
    if not shutil.which("wrk"):
        print(_NO_WRK, file=sys.stderr)
        return 2
    corpus = prepared("reuters")
    load = os.getloadavg()[0]
    with _serving(_index(corpus)) as server:
        rows = _measured(server, corpus, options.seconds, options.rounds)
    table = _table(corpus, rows, options, load)
    text = PAGE.read_text("utf-8")
    head, tail = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", "utf-8")
    print(table)
    return 0


def _index(corpus: Corpus) -> Path:
    index = corpus.folder / "serving-index"
    build(corpus.seeds, index)
    return index


@contextmanager
def _serving(index: Path) -> Iterator[Server]:
    """The server as it is shipped; its limit is there, and too high to be met."""
    values = {"index": index, "port": 0, "workers": WORKERS, "rate_limit": 100_000_000}
    env = os.environ | {f"CUTTINGS_{name.upper()}": str(value) for name, value in values.items()}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:web.server", "web:create_app()"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            host = urlsplit(server.stdout.readline().split()[-1]).netloc
            yield Server(host, server.pid)
        finally:
            server.terminate()


def _measured(server: Server, corpus: Corpus, seconds: int, rounds: int) -> list[Row]:
    queries = queries_for(corpus)
    chosen = [queries[i * len(queries) // QUERIES] for i in range(QUERIES)]
    asked = [urlencode({"q": query.text}) for query in chosen]
    searches = [Asked(f"/api/v1/search?{query}") for query in asked]
    known = [Asked(search.path, _tag(server.host, search.path)) for search in searches]
    _wrk(server, searches, 3)  # both processes have met every query
    kinds = (
        ("searches a second, as JSON with snippets", searches),
        ("searches a second, as pages", [Asked(f"/?{query}") for query in asked]),
        ("answers a second that the client has (304)", known),
    )
    rows = []
    for name, requests in kinds:
        loads = [_wrk(server, requests, seconds) for _ in range(rounds)]
        rate, cpu = median(load.rate for load in loads), median(load.cpu_ms for load in loads)
        rows.append((name, f"{rate:,.0f}", f"{cpu:.2f} ms"))
    steady = [_steady(server.host, searches, seconds) for _ in range(rounds)]
    cuts = [quantiles(times, n=100) for times in steady]
    for name, cut in (("median", 49), ("99th percentile", 98)):
        time_ms = median(c[cut] for c in cuts)
        rows.append((f"{name} at {RATE} searches a second", f"{time_ms:.1f} ms", ""))
    return rows


def _tag(host: str, path: str) -> str:
    connection = HTTPConnection(host)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers["ETag"]


def _wrk(server: Server, requests: Sequence[Asked], seconds: int) -> Load:
    """Ask as fast as it is answered; all answers must be what was asked for."""
    before = server.cpu()
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
    return Load(float(found[2]), (server.cpu() - before) / int(found[1]) * 1000)


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _steady(host: str, requests: Sequence[Asked], seconds: int) -> list[float]:
    """Milliseconds from the moment at which each request was due to its answer."""
    times: list[float] = []
    numbers = iter(range(RATE * seconds))
    taking = threading.Lock()
    start = time.perf_counter() + 0.2

    def send() -> None:
        connection = HTTPConnection(host)
        while True:
            with taking:
                number = next(numbers, None)
            if number is None:
                return connection.close()
            due = start + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.request("GET", requests[number % len(requests)].path)
            connection.getresponse().read()
            times.append((time.perf_counter() - due) * 1000)

    senders = [threading.Thread(target=send) for _ in range(_SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return times


def _table(corpus: Corpus, rows: Sequence[Row], options: argparse.Namespace, load: float) -> str:
    lines = [
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, {WORKERS} server processes, "
        f"Python {platform.python_version()}, {corpus.articles:,} articles; medians of "
        f"{options.rounds} rounds of {options.seconds} s. Before it began, {load:.1f} processes "
        "were waiting for the processors (load average).",
        "",
        "| What | Figure | Processor time each |",
        "|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
