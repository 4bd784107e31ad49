"""The one family of errors; the command line and the web turn them into answers at the edge."""


class CuttingsError(Exception):
    """Something that a person can mend; the message says what happened and what to do."""


class UsageError(CuttingsError):
    """A wrong option, setting or argument."""


class ParameterError(UsageError):
    """A value that a named parameter cannot take.

    :param name: the parameter as the caller wrote it
    :param value: the value as the caller wrote it
    :param remedy: what would do instead, as a phrase: "a whole number from 1 to 100"
    """

    def __init__(self, name: str, value: str, remedy: str) -> None:
        super().__init__(f"{name} cannot be {value!r}: give {remedy}")
        self.name = name
        self.value = value
        self.remedy = remedy


class ArticleNotFoundError(CuttingsError):
    """No article of that id is in the archive."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article has the id {article_id!r}")
        self.article_id = article_id


class UnreadableArticleError(CuttingsError):
    """A file that holds no article that could be read; the build skips it and says why."""


class BuildRunningError(CuttingsError):
    """Another build holds the index."""


class WorkerDiedError(CuttingsError):
    """A process that made segments for a build ended before its time; the index is as it was."""

    def __init__(self, status: int) -> None:
        how = f"by signal {-status}" if status < 0 else f"with status {status}"
        super().__init__(
            f"a process of the build was ended {how}; the index is as it was: "
            "give it more memory or fewer --jobs, and try again"
        )


class ArchiveMissingError(CuttingsError):
    """There is no index at that place yet."""


class ArchiveDamagedError(CuttingsError):
    """The index is there but cannot be trusted."""


class ClusterAwayError(CuttingsError):
    """The cluster is not reached, is too busy, takes no writes, or has lost a part of the index."""


class ClusterRefusedError(CuttingsError):
    """The cluster will not do what it was asked, however often it is asked.

    :param status: of its answer over HTTP
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class QueryTooSlowError(CuttingsError):
    """A query was given up, since it took longer than a search may take.

    :param seconds: that it was allowed
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the search was given up after {round(max(seconds, 0), 1):g} seconds; make it "
            "narrower: longer words before a star, rarer words beside w/5, w/s and w/p, or a span "
            "of dates"
        )
