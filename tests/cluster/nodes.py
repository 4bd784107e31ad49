"""A real OpenSearch cluster on this machine: each node in a JVM of its own, which can be killed.

``python tests/cluster/nodes.py`` starts one, says where it is, and stops it when its input ends.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

HERE = Path(__file__).parent
PREPARED = HERE / "target"
HOST = "127.0.0.1"
HEAP_MB = 512
PATIENCE = 120  # seconds, on a machine that does much else
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a JVM that starts soon and takes little, and is not measured."""


class NoClusterError(Exception):
    """What is missing to start one, and how to come by it."""


class Node:
    """One server of a cluster, with a folder and ports that it keeps when it is started again."""

    def __init__(self, folder: Path, ports: tuple[int, int]) -> None:
        self.folder = folder
        self.name = folder.name
        self.http, self.transport = ports
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.http}"

    @property
    def pid(self) -> int | None:
        """Of the JVM; None if it does not run."""
        return None if self._process is None else self._process.pid

    def start(self, java: Sequence[str], settings: dict[str, str]) -> None:
        """Without waiting; :meth:`wait` does."""
        own = {
            "node.name": self.name,
            "http.port": str(self.http),
            "transport.port": str(self.transport),
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        given = [f"{name}={value}" for name, value in (settings | own).items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*java, "Node", self.folder, *given],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                text=True, start_new_session=True,
            )  # fmt: skip

    def wait(self) -> None:
        """Until it belongs to a cluster."""
        assert self._process is not None and self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            self.kill()
            last = (self.folder / "log").read_text("utf-8", "replace")[-4000:]
            raise RuntimeError(f"{self.name} did not start; the end of its log:\n{last}")

    def stop(self) -> None:
        """As an administrator does; killed if that takes too long."""
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """As a power cut does."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
        self._process = None


class Cluster:
    """Nodes that know each other; all nodes are data nodes and may lead."""

    def __init__(self, folder: Path, size: int, java: Sequence[str]) -> None:
        ports = _free_ports(2 * size)
        self.nodes = [
            Node(folder / f"node-{number + 1}", (ports[2 * number], ports[2 * number + 1]))
            for number in range(size)
        ]
        self._java = java
        self._settings = {
            "cluster.name": folder.name,
            "network.host": HOST,
            "discovery.seed_hosts": ",".join(f"{HOST}:{node.transport}" for node in self.nodes),
            "cluster.initial_cluster_manager_nodes": ",".join(node.name for node in self.nodes),
            "node.roles": "cluster_manager,data,ingest",
            "path.repo": str(folder / "snapshots"),
            # Whoever runs the tests may have a disk that is nearly full.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }

    @property
    def hosts(self) -> str:
        """As they stand in an address: ``127.0.0.1:9200,127.0.0.1:9201``."""
        return ",".join(f"{HOST}:{node.http}" for node in self.nodes)

    def url(self, alias: str) -> str:
        """What ``CUTTINGS_ENGINE`` takes for an archive of this name."""
        return f"opensearch://{self.hosts}/{alias}"

    def start(self) -> None:
        """Start what does not run, and wait until all shards have all their copies."""
        ended = [node for node in self.nodes if node.pid is None]
        for node in ended:
            node.start(self._java, self._settings)
        for node in ended:
            node.wait()
        self.settle()

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()

    def settle(self) -> None:
        """Wait until all nodes are in and all shards have all their copies."""
        wanted = f"wait_for_nodes={len(self.nodes)}&wait_for_status=green"
        told = self.call("GET", f"/_cluster/health?{wanted}&timeout={PATIENCE}s")
        assert not told["timed_out"], f"the cluster did not become whole: {told}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        """One request to the first node that runs; its answer, unpacked.

        :raises HTTPError: the node says that it went wrong
        """
        url = next(node.url for node in self.nodes if node.pid is not None)
        data = None if body is None else json.dumps(body).encode()
        request = Request(url + path, data, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=2 * PATIENCE) as response:
            return json.load(response)

    def forget(self, alias: str) -> None:
        """Delete all indices of an archive."""
        names = self.call("GET", f"/_cat/indices/{alias}*?format=json&expand_wildcards=all")
        for name in (row["index"] for row in names):
            self.call("DELETE", f"/{name}")


@contextmanager
def started(
    size: int = 3, heap_mb: int = HEAP_MB, options: Sequence[str] = QUICK
) -> Iterator[Cluster]:
    """A cluster in a folder of its own, both gone afterwards.

    :param options: for each JVM
    :raises NoClusterError: Java or Maven is missing, or Maven cannot resolve the server
    """
    java = ["java", f"-Xms{heap_mb}m", f"-Xmx{heap_mb}m", *options, "-cp", _class_path()]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cuttings-cluster-"))
        cluster = Cluster(Path(folder), size, java)
        stack.callback(cluster.kill)  # what did not stop, whatever went wrong
        cluster.start()
        stack.callback(cluster.stop)
        yield cluster


def _free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        listening = [stack.enter_context(socket.create_server((HOST, 0))) for _ in range(number)]
        return [one.getsockname()[1] for one in listening]


def _class_path() -> str:
    """The server's jars and the compiled starter, made when they are not there yet."""
    for tool, package in (("javac", "default-jdk-headless"), ("mvn", "maven")):
        if shutil.which(tool) is None:
            raise NoClusterError(f"{tool} is missing: sudo apt-get install {package}")
    made = PREPARED / "classpath"
    sources = (HERE / "pom.xml", HERE / "Node.java")
    if not made.exists() or made.stat().st_mtime < max(s.stat().st_mtime for s in sources):
        _prepare(made)
    return f"{PREPARED}{os.pathsep}{made.read_text('utf-8')}"


def _prepare(made: Path) -> None:
    PREPARED.mkdir(exist_ok=True)
    resolved = made.with_suffix(".new")
    _run(
        "mvn", "-q", "--batch-mode", "-f", HERE / "pom.xml",
        "dependency:build-classpath", f"-Dmdep.outputFile={resolved}",
    )  # fmt: skip
    _run("javac", "-cp", resolved.read_text("utf-8"), "-d", PREPARED, HERE / "Node.java")
    resolved.replace(made)


def _run(*command: str | Path) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise NoClusterError(f"{command[0]} failed:\n{ended.stdout}{ended.stderr}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--heap", type=int, default=HEAP_MB, help="MB for each node")
    parser.add_argument(
        "--java", default=" ".join(QUICK), help="options of each JVM, with blanks between"
    )
    options = parser.parse_args()
    with started(options.nodes, options.heap, options.java.split()) as cluster:
        told = {
            "engine": f"opensearch://{cluster.hosts}",
            "processes": [n.pid for n in cluster.nodes],
        }
        print(json.dumps(told), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    try:
        main()
    except (NoClusterError, HTTPError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        pass
