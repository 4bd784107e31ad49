"""How much each client has asked for, in memory that all server processes share.

It is the generic cell rate algorithm (ITU-T I.371): of a client only one moment is kept, when its
bucket will be full again. Each request moves that moment on; a bucket that would need longer to
fill than the window is empty.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import mkstemp
from weakref import finalize

_SLOTS = 1 << 16
_PROBED = 8
_ROUNDING = 1e-3  # of a request: sums of many steps are not exact
_SLOT = struct.Struct("=Qd")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may do after a request.

    :param granted: whether the request was within the quota
    :param remaining: requests that it could send at once
    :param full_in: seconds until the whole quota is there again
    :param wait: seconds until the next request is granted; 0 for at once
    """

    granted: bool
    remaining: int
    full_in: float
    wait: float


class SharedBuckets:
    """A table of 65,536 clients, made before the server's processes part.

    The eight slots that a client may lie in are shared with others; if all of them are in use by
    others, the one that is the nearest to full is given up: in such a crowd a few clients may send
    more than their quota, and none less.

    :param quota: requests in a window, all of which may come at once
    :param window: seconds
    """

    def __init__(self, quota: int, window: float) -> None:
        self._step, self._window = window / quota, window
        self._threads = threading.Lock()
        # A record lock on a file is let go of by the system when its process dies.
        self._file, name = mkstemp(prefix="cuttings-")
        Path(name).unlink()  # it lives on while it is open
        finalize(self, os.close, self._file)
        size = (_SLOTS + _PROBED) * _SLOT.size
        os.truncate(self._file, size)
        self._memory = mmap.mmap(self._file, size)
        self._seed = os.urandom(16)  # so that nobody can aim for the slot of another

    def take(self, client: str, now: float) -> Allowance:
        """Count a request.

        :param now: seconds of a clock that all processes share, such as :func:`time.monotonic`
        """
        digest = blake2b(client.encode(), digest_size=8, key=self._seed).digest()
        key = int.from_bytes(digest, "little") or 1  # 0 is a slot that was never used
        with self._locked():
            place, full_at = self._find(key, now)
            moved = max(full_at, now) + self._step
            granted = moved - now <= self._window + self._step * _ROUNDING
            if granted:
                _SLOT.pack_into(self._memory, place, key, moved)
        return self._allowance(granted, (moved if granted else full_at) - now)

    def _allowance(self, granted: bool, full_in: float) -> Allowance:
        left = self._window - full_in
        remaining = max(int(left / self._step + _ROUNDING), 0)
        return Allowance(granted, remaining, full_in, max(self._step - left, 0.0))

    def _find(self, key: int, now: float) -> tuple[int, float]:
        """Where the client is or may be put, and when its bucket is full."""
        start = key % _SLOTS * _SLOT.size
        probed = _SLOT.iter_unpack(self._memory[start : start + _PROBED * _SLOT.size])
        slots = [(start + i * _SLOT.size, *slot) for i, slot in enumerate(probed)]
        for place, holder, full_at in slots:
            if holder == key:
                return place, full_at
        return min(slots, key=lambda slot: slot[2])[0], now

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
