"""Arrays mapped from files."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from search.engines.whoosh.codec_v1.array_file import (
    create_array,
    open_array,
    release_array,
    write_array,
)

STATUS = Path("/proc/self/status")
SIZE = 32 << 20


def written(path: Path) -> NDArray[np.generic]:
    write_array(path, np.ones(SIZE, np.uint8))
    return open_array(path)


def created(path: Path) -> NDArray[np.generic]:
    return create_array(path, np.dtype(np.uint8), SIZE)


def mapped_bytes() -> int:
    """Memory of this process that holds mapped files."""
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith("RssFile"))
    return int(line.split()[1]) * 1024


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells what a process holds")
@pytest.mark.parametrize("mapped", [written, created])
def test_a_released_array_takes_no_memory_and_reads_as_before(
    mapped: Callable[[Path], NDArray[np.generic]], tmp_path: Path
) -> None:
    values = mapped(tmp_path / "values")
    greatest = values.max()
    held = mapped_bytes()
    release_array(values[10:20])
    assert held - mapped_bytes() > SIZE // 2
    assert values.max() == greatest
