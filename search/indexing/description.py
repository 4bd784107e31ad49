"""What a generation says of itself, in a small JSON file."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from search.engines.contract import Snapshot
from search.errors import ArchiveDamagedError

FILE_NAME = "archive.json"


@dataclass(frozen=True, slots=True)
class Description:
    """A snapshot, and the format of the engine that wrote it."""

    snapshot: Snapshot
    format: str


def write_description(folder: Path, description: Description) -> None:
    """Write ``archive.json`` into the folder of a generation."""
    snapshot = description.snapshot
    values = {
        "snapshot": snapshot.name,
        "documents": snapshot.documents,
        "built_at": snapshot.built_at.isoformat(),
        "format": description.format,
    }
    (folder / FILE_NAME).write_text(json.dumps(values, indent=2) + "\n", "utf-8")


def read_description(folder: Path) -> Description:
    """What ``write_description`` wrote.

    :raises ArchiveDamagedError: the file is missing or not as it was written
    """
    try:
        values = json.loads((folder / FILE_NAME).read_text("utf-8"))
        built_at = datetime.fromisoformat(values["built_at"])
        snapshot = Snapshot(values["snapshot"], int(values["documents"]), built_at)
        return Description(snapshot, values["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveDamagedError(
            f"{folder / FILE_NAME} cannot be read ({error}); mend it with: cuttings build --full"
        ) from error
