"""What docs/scaling.md tells to type does what it says, on a real cluster."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
Blocks = dict[str, list[str]]


@pytest.fixture(scope="module")
def blocks() -> Blocks:
    """What is to be typed, below each heading."""
    text = (ROOT / "docs" / "scaling.md").read_text("utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.M)[1:]
    fence = re.compile(r"^```sh\n(.*?)^```$", re.S | re.M)
    return {head: fence.findall(told) for head, told in zip(parts[::2], parts[1::2], strict=True)}


@pytest.fixture
def typed(cluster: Any, cluster_url: str, tmp_path: Path) -> Callable[..., str]:
    """Type blocks in a folder with articles; gives what is printed."""
    if shutil.which("curl") is None:
        pytest.skip("this needs curl: sudo apt-get install curl")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    real = {
        "opensearch://node1:9200,node2:9200,node3:9200/articles": cluster_url,
        "http://node1:9200": cluster.nodes[0].url,
        "articles-*": f"{cluster_url.rpartition('/')[2]}-*",
        ".venv/bin": str(BIN),
    }
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CUTTINGS_")}

    def typed(*blocks: str) -> str:
        script = "\n".join(blocks)
        for shown, meant in real.items():
            script = script.replace(shown, meant)
        return subprocess.run(
            ["bash", "-e"], input=script, cwd=tmp_path, env=environment, text=True,
            stdout=subprocess.PIPE, check=True,
        ).stdout  # fmt: skip

    return typed


def test_an_archive_is_moved_to_the_cluster_and_back(
    blocks: Blocks, typed: Callable[..., str], cluster: Any, cluster_url: str
) -> None:
    there, back, rid = blocks["Moving there and back"]
    said = typed(".venv/bin/cuttings build", there, back)
    assert re.findall(r"(\d+) added", said) == ["64", "64", "0"]
    first, second = re.findall(
        r"^Articles with \"flood\".*?(?=^\d+ articles in|\Z)", said, re.M | re.S
    )
    assert re.findall(r"^ +1\. .+", first, re.M) == re.findall(r"^ +1\. .+", second, re.M) != []
    typed(rid)
    assert (
        cluster.call("GET", f"/_cat/indices/{cluster_url.rpartition('/')[2]}-*?format=json") == []
    )


def test_an_archive_is_brought_back_from_a_snapshot(
    blocks: Blocks, typed: Callable[..., str], cluster: Any, cluster_url: str
) -> None:
    there, _, lost = blocks["Moving there and back"]
    save, restore = blocks["Backup"]
    before = typed(there, save)
    find = f"CUTTINGS_ENGINE={cluster_url} .venv/bin/cuttings find flood"
    found = typed(find)
    assert found in before
    typed(lost, restore)
    assert typed(find) == found
    again = typed(there.replace("find flood", "check"))
    assert "0 added, 0 changed, 0 removed, 64 unchanged" in again


def test_what_the_cluster_needs_is_locked() -> None:
    """Every package of the extra, with hashes."""
    lock = (ROOT / "requirements-opensearch.lock").read_text("utf-8")
    assert re.search(r"^opensearch-py==\S+ \\\n +--hash=", lock, re.M)
