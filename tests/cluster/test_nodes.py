"""The cluster that tests start: no node outlives its test."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

STARTER = Path(__file__).parent / "nodes.py"
PATIENCE_MS = 60_000


@pytest.mark.usefixtures("cluster")  # or there is nothing to start one with
def test_a_node_ends_with_whoever_started_it_however_that_ended(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, STARTER], env=os.environ | {"TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as starter:  # fmt: skip
        assert starter.stdout
        (node,) = json.loads(starter.stdout.readline())["processes"]
        ended = select.poll()
        ended.register(os.pidfd_open(node), select.POLLIN)
        starter.kill()
    assert ended.poll(PATIENCE_MS)
