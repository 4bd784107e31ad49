"""The server that the command starts."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 30


def answer(address: str) -> bytes:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=PATIENCE) as response:
                return bytes(response.read())
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise


def test_the_server_answers_and_ends_when_it_is_told_to(
    shipped_index: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "search", "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        [*command, "--index", os.path.relpath(shipped_index, tmp_path)],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout
        try:
            address = server.stdout.readline().split()[-1]
            assert b'"value":24' in answer(f"{address}/api/v1/search?q=mayor+bribe").replace(
                b" ", b""
            )
            server.send_signal(signal.SIGTERM)
            assert server.wait(PATIENCE) == 0
        finally:
            server.kill()


def test_a_port_in_use_is_status_two_and_one_line(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "search", "serve", "--port", port]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1 and "give another --host or --port" in ended.stderr
