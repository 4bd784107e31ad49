"""Memory and processor time of other processes, as Linux tells them in /proc."""

import os
import threading
from pathlib import Path

_EVERY = 0.05
_MB = 1024


def resident_mb(pid: int) -> tuple[float, float]:
    """MB of a process in memory, and how much of that is no file mapped from disk; 0 if ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0, 0.0
    kilobytes = dict(line.split(":", 1) for line in status.splitlines())
    everything, own = (int(kilobytes.get(n, "0").split()[0]) for n in ("VmRSS", "RssAnon"))
    return everything / _MB, own / _MB


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used with its threads, without its children."""
    stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(") ")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks at a process and all below it now and then; a context manager.

    :ivar peak_mb: the largest sum of resident memory that was seen
    """

    def __init__(self, pid: int) -> None:
        self.peak_mb = 0.0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            now = sum(resident_mb(pid)[0] for pid in _with_descendants(self._pid))
            self.peak_mb = max(self.peak_mb, now)
            if self._done.wait(_EVERY):
                return


def _with_descendants(pid: int) -> list[int]:
    found = [pid]
    for process in found:  # grows while it is gone through
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:  # it has just ended
                continue
    return found
