"""A damaged index is told from a whole one, says so, and is mended by a full build."""

import gc
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search import open_archive
from search.errors import ArchiveDamagedError, ArchiveMissingError
from search.indexing.report import BuildReport

Write = Callable[[str, str], Path]
TakeIn = Callable[..., BuildReport]
Found = Callable[..., list[str]]
Damage = Callable[[Path, Path], object]


@pytest.fixture
def generation(write: Write, take_in: TakeIn, index: Path) -> Path:
    """The folder of the generation in use, of an index of two articles."""
    write("flood.txt", "date 2019-01-02 Flood\n\nBy Jo Lee\n\nThe river rose.")
    write("frost.txt", "Frost\n\nThe river froze.")
    take_in()
    return index / "generations" / "000001"


def toc(generation: Path) -> Path:
    (path,) = generation.glob("_MAIN_*.toc")
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


UNREADABLE: dict[str, Damage] = {
    "CURRENT is empty": lambda index, _: (index / "CURRENT").write_text(""),
    "CURRENT is garbage": lambda index, _: (index / "CURRENT").write_bytes(b"\xff\0\n"),
    "CURRENT leads elsewhere": lambda index, _: (index / "CURRENT").write_text("../../seeds"),
    "CURRENT names what is not there": lambda index, _: (index / "CURRENT").write_text("000009\n"),
    "the generation vanished": lambda _, folder: shutil.rmtree(folder),
    "the description vanished": lambda _, folder: (folder / "archive.json").unlink(),
    "the description is cut": lambda _, folder: (folder / "archive.json").write_text('{"sna'),
    "the description is a list": lambda _, folder: (folder / "archive.json").write_text("[]"),
}


CONTENTS: dict[str, Damage] = {
    "the contents vanished": lambda _, folder: toc(folder).unlink(),
    "the contents are cut": lambda _, folder: cut(toc(folder)),
    "the contents are garbage": lambda _, folder: toc(folder).write_bytes(b"no contents" * 20),
    "the contents are empty": lambda _, folder: toc(folder).write_bytes(b""),
}


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "damage",
    [
        *(pytest.param(damage, id=name) for name, damage in UNREADABLE.items()),
        *(pytest.param(damage, id=name) for name, damage in CONTENTS.items()),
    ],
)
def test_what_cannot_be_read_says_so_and_is_mended_by_a_full_build(
    damage: Damage, generation: Path, index: Path, take_in: TakeIn, found: Found
) -> None:
    damage(index, generation)
    for use in (
        lambda: open_archive(index).search("flood"),
        lambda: open_archive(index).check() and pytest.fail("nothing was raised"),
        take_in,
    ):
        with pytest.raises(ArchiveDamagedError, match="cuttings build --full"):
            use()
        gc.collect()  # Whoosh leaves a file open that it cannot read
    take_in(full=True)
    assert found("river") == ["flood", "frost"]
    assert open_archive(index).check() == []


def test_an_index_without_current_is_no_index_and_is_built_anew(
    generation: Path, index: Path, take_in: TakeIn, found: Found
) -> None:
    (index / "CURRENT").unlink()
    with pytest.raises(ArchiveMissingError, match="cuttings build"):
        open_archive(index).search("flood")
    assert take_in().added == 2
    assert found("river") == ["flood", "frost"]


def test_every_file_that_was_cut_short_is_noticed_when_the_index_is_opened(
    generation: Path, index: Path
) -> None:
    for path in sorted(generation.glob("MAIN_*")):
        whole = path.read_bytes()
        cut(path)
        with pytest.raises(ArchiveDamagedError, match="cuttings build --full"):
            open_archive(index).search("flood")
        path.unlink()
        with pytest.raises(ArchiveDamagedError, match="cuttings build --full"):
            open_archive(index).search("flood")
        path.write_bytes(whole)
    assert open_archive(index).search("flood").total == 1


def test_every_flipped_byte_is_found_by_a_check(generation: Path, index: Path) -> None:
    for path in sorted(generation.glob("MAIN_*")):
        whole = path.read_bytes()
        if len(whole) == 64:  # a header alone
            continue
        flipped = bytearray(whole)
        flipped[-1] ^= 0x10
        path.write_bytes(flipped)
        (problem,) = open_archive(index).check()
        assert path.name in problem
        path.write_bytes(whole)
    assert open_archive(index).check() == []


MANIFESTS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "vanished": Path.unlink,
    "garbage": lambda path: path.write_bytes(b"garbage" * 2000),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
}


@pytest.mark.parametrize("damage", MANIFESTS.values(), ids=MANIFESTS)
def test_a_damaged_manifest_stops_a_build_but_no_search(
    damage: Callable[[Path], object],
    generation: Path,
    index: Path,
    take_in: TakeIn,
    write: Write,
    found: Found,
) -> None:
    damage(generation / "manifest.sqlite")
    write("hail.txt", "Hail")
    with pytest.raises(ArchiveDamagedError, match="cuttings build --full"):
        take_in()
    assert found("river") == ["flood", "frost"]
    assert [path.name for path in (index / "generations").iterdir()] == ["000001"]
    (problem,) = open_archive(index).check()
    assert "manifest" in problem
    take_in(full=True)
    assert found() == ["flood", "frost", "hail"]
    assert open_archive(index).check() == []


def test_an_index_of_another_format_is_not_searched_and_is_built_anew_by_itself(
    generation: Path, index: Path, take_in: TakeIn, found: Found
) -> None:
    path = generation / "archive.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": "stone tablets 1"}))
    with pytest.raises(ArchiveDamagedError, match=r"stone tablets 1.*cuttings build"):
        open_archive(index).search("flood")
    report = take_in()
    assert (report.added, found("river")) == (2, ["flood", "frost"])
    assert take_in().snapshot == report.snapshot
