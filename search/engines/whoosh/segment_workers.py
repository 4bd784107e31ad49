"""The processes that make segments for a build, seen from the build."""

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import orjson

from search.articles.article import Article
from search.engines.whoosh.codec_v1.segment import ArraySegment
from search.engines.whoosh.codec_v1.stored_articles import pack_article
from search.engines.whoosh.segment_worker import END
from search.errors import WorkerDiedError

_WORKER = "from search.engines.whoosh.segment_worker import main; main()"
# The very same code, wherever it was imported from.
_CODE = Path(__file__).parents[3]
# Articles that one worker gets before the next does.
_TURN = 64


class SegmentWorkers:
    """Sends articles to processes in turn, and gives the segments that they have written.

    :param memory: bytes that all of them together may take
    """

    def __init__(self, count: int, folder: Path, memory: int) -> None:
        self._folder = folder
        path = os.pathsep.join([str(_CODE), *sys.path])
        command = [sys.executable, "-P", "-c", _WORKER, str(folder), str(memory // count)]
        self._processes = [
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path},
            )
            for _ in range(count)
        ]
        self._next = cycle(self._processes)

    def extend(self, articles: Sequence[Article]) -> None:
        """Send a lot of articles, in turn to each process.

        :raises WorkerDiedError: the process is gone
        """
        for first in range(0, len(articles), _TURN):
            lines = [pack_article(article) + END for article in articles[first : first + _TURN]]
            self._send(next(self._next), b"".join(lines))

    def finish(self) -> list[ArraySegment]:
        """The segments of all articles; the processes have ended.

        :raises WorkerDiedError: one of them ended before
        :raises OSError: one could not write
        """
        for process in self._processes:
            self._send(process, END)
        return [
            _segment(str(name), int(count))
            for process in self._processes
            for name, count in self._told(process)
        ]

    def close(self) -> None:
        """End the processes, whatever they do."""
        for process in self._processes:
            process.kill()
            process.communicate()

    def _send(self, process: "subprocess.Popen[bytes]", lines: bytes) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(lines)
            process.stdin.flush()
        except BrokenPipeError:
            self._told(process)
            raise WorkerDiedError(process.returncode) from None

    def _told(self, process: "subprocess.Popen[bytes]") -> list[list[Any]]:
        """What a process told until its end.

        :raises WorkerDiedError: that was no good end
        :raises OSError: it could not write
        """
        told = [orjson.loads(line) for line in process.communicate()[0].splitlines()]
        if process.returncode == 0:
            return told
        if told and isinstance(told[-1], str):
            raise OSError(errno.EIO, told[-1], str(self._folder))
        raise WorkerDiedError(process.returncode)


def _segment(name: str, documents: int) -> ArraySegment:
    segment = ArraySegment(documents)
    segment.segid = name
    return segment
