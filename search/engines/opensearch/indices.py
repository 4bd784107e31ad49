"""The indices of an archive on its cluster: made, finished, switched to and removed.

The alias is the one thing that says which is in use. It is moved in one step, from the index that
the build found behind it; whoever dies before leaves it where it was.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from search.engines.opensearch.client import NOT_THERE, TIMED_OUT, Cluster
from search.engines.opensearch.layout import (
    FORMAT,
    articles_body,
    index_name,
    when_built,
    while_building,
    words_body,
    words_index,
)
from search.errors import (
    ArchiveDamagedError,
    BuildRunningError,
    ClusterAwayError,
    ClusterRefusedError,
)
from search.settings import Settings

_SNAPSHOT = r"\d{6,}-[0-9a-f]{8}"


class Indices:
    """What an archive has on its cluster."""

    def __init__(self, cluster: Cluster, settings: Settings) -> None:
        self._cluster = cluster
        self._settings = settings
        self._alias = cluster.address.alias

    def current(self) -> str | None:
        """The index in use; None where nothing was ever built.

        :raises ArchiveDamagedError: the alias was moved by hand, and does not say
        """
        # From the node that is asked: also where nobody leads the cluster just now.
        found = self._get(f"/_alias/{self._alias}", local=True)
        if not found:
            return None
        if len(found) > 1:
            raise ArchiveDamagedError(
                f"the alias {self._alias} names {' and '.join(sorted(found))}: leave it to one"
            )
        return str(next(iter(found)))

    def about(self, index: str) -> dict[str, Any] | None:
        """What an index says of itself: its snapshot, format and so on; None where it is gone."""
        found = self._get(f"/{index}/_mapping")
        return found[index]["mappings"].get("_meta", {}) if found else None

    def create(self, snapshot: str) -> str:
        """Make the empty indices of a new generation; gives the name of that of its articles."""
        index = index_name(self._alias, snapshot)
        self._cluster.ask("PUT", f"/{index}", articles_body(self._settings, snapshot))
        self._cluster.ask("PUT", f"/{words_index(index)}", words_body(self._settings))
        return index

    def clone(self, base: str, snapshot: str) -> str:
        """Make the indices of a new generation from those of another: nothing is copied."""
        index = index_name(self._alias, snapshot)
        self._clone(base, index)
        self._clone(words_index(base), words_index(index))
        self.describe(index, {"snapshot": snapshot, "format": FORMAT})
        return index

    def describe(self, index: str, about: dict[str, Any]) -> None:
        """Let an index say this of itself."""
        self._cluster.ask("PUT", f"/{index}/_mapping", {"_meta": about})

    def refresh(self, index: str) -> None:
        """Let searches find, and a power cut not take, what was written."""
        both = f"{index},{words_index(index)}"
        self._cluster.ask("POST", f"/{both}/_refresh")
        self._cluster.ask("POST", f"/{both}/_flush")

    def documents(self, index: str, ids: Sequence[str]) -> list[dict[str, Any] | None]:
        """What is stored under each of some ids; None where nothing is.

        :raises ClusterAwayError: not all of it can be read now
        """
        answer = self._cluster.ask("POST", f"/{index}/_mget", {"ids": ids})
        for own in answer["docs"]:
            if "error" in own:
                raise ClusterAwayError(f"{index} cannot be read now: {own['error']['reason']}")
        return [own["_source"] if own["found"] else None for own in answer["docs"]]

    def count(self, index: str) -> int:
        """How many documents an index holds."""
        answer = self._cluster.ask("GET", f"/{index}/_count")
        if answer["_shards"]["failed"]:
            raise ClusterAwayError(f"not all shards of {index} can be read now")
        return int(answer["count"])

    def finish(self, index: str) -> None:
        """Let nothing be written any more, and have the copies made that the settings ask for."""
        both = f"{index},{words_index(index)}"
        self._cluster.ask("PUT", f"/{both}/_settings", {"index": when_built(self._settings)})
        while True:
            health = self._cluster.ask(
                "GET",
                f"/_cluster/health/{both}",
                ignore=(TIMED_OUT,),
                wait_for_status="green",
                timeout="10s",
            )
            # Copies that find no node now are made when there is one; "cuttings check" tells.
            if health["status"] == "green" or not health["initializing_shards"]:
                return

    def switch(self, before: str | None, index: str) -> None:
        """Move the alias.

        :param before: the index that it has to name until then
        :raises BuildRunningError: it does not, since another build has moved it
        """
        actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": self._alias}}]
        if before is not None:
            old = {"index": before, "alias": self._alias, "must_exist": True}
            actions.insert(0, {"remove": old})
        try:
            if before is not None or self.current() is None:
                self._cluster.ask("POST", "/_aliases", {"actions": actions})
        except ClusterRefusedError as error:
            if error.status != NOT_THERE:
                raise
        # A request that seemed lost may have been done, and was then refused the second time.
        if self.current() != index:
            raise BuildRunningError(
                f"another build of {self._cluster.address} was quicker and is in use: try again"
            )

    def remove(self, index: str) -> None:
        """Remove the indices of a generation; they need not be there."""
        both = f"{index},{words_index(index)}"
        self._cluster.ask("DELETE", f"/{both}", ignore_unavailable=True)

    def remove_all_but(self, kept: Collection[str | None]) -> None:
        """Remove what builds that were killed have left, and generations that are no more used."""
        ours = re.compile(rf"({re.escape(self._alias)}-{_SNAPSHOT})(-words)?")
        rows = self._cluster.ask("GET", f"/_cat/indices/{self._alias}-*", format="json", h="index")
        found = {name[1] for row in rows if (name := ours.fullmatch(row["index"]))}
        for index in sorted(found.difference(kept)):
            self.remove(index)

    def _clone(self, base: str, index: str) -> None:
        own = while_building(self._settings) | {"blocks.write": None}
        del own["number_of_shards"]
        self._cluster.ask("PUT", f"/{base}/_settings", {"index": {"blocks": {"write": True}}})
        self._cluster.ask("PUT", f"/{base}/_clone/{index}", {"settings": {"index": own}})

    def _get(self, path: str, **params: Any) -> dict[str, Any] | None:
        """What is at a path; None where nothing is."""
        try:
            found: dict[str, Any] = self._cluster.ask("GET", path, **params)
        except ClusterRefusedError as error:
            if error.status != NOT_THERE:
                raise
            return None
        return found
