"""A server process that takes no more requests than it has threads for."""

from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]


class SharingWorker(ThreadWorker):  # type: ignore[misc]
    """Leaves new connections to the other processes while all its threads are at work.

    gunicorn's own takes whatever comes, so that one process may have all connections, which wait
    for its threads while those of another have nothing to do.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """gunicorn asks for this before each wait; a thread has to be free, too."""
        idle = len(self.keepalived_conns) + len(self.pending_conns)
        super().set_accept_enabled(enabled and self.nr_conns - idle < self.cfg.threads)

    def enqueue_req(self, conn: Any) -> None:
        super().enqueue_req(conn)
        self.set_accept_enabled(self._accepting)
