"""The tables of the index format against a real index."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from search.engines.opensearch import layout as on_cluster
from search.engines.whoosh import WHOOSH
from search.engines.whoosh.codec_v1 import layout
from search.engines.whoosh.codec_v1.array_file import open_array
from search.indexing.generations import current_generation
from search.settings import Settings

PAGE = "docs/index-format.md"
UNSIGNED = {"u1", "u2", "u4", "u8"}


@pytest.fixture(scope="session")
def arrays(index: Path) -> dict[str, np.ndarray]:
    """The arrays of the one segment by their names."""
    (one,) = current_generation(index).glob("MAIN_*.days")
    segment = one.name.partition(".")[0]
    files = one.parent.glob(f"{segment}.*")
    return {path.name.removeprefix(f"{segment}."): open_array(path) for path in files}


def _counted(expression: str, arrays: dict[str, np.ndarray]) -> int:
    """How many values a cell says: "5 * D", "`names.starts[-1]`"."""
    if last := re.fullmatch(r"`(\S+)\[-1\]`", expression):
        return int(arrays[last[1]][-1])
    several = np.bincount(arrays["forms.terms"]) > 1
    letters = {
        "D": len(arrays["days"]),
        "T": len(arrays["terms.starts"]) - 1,
        "F": len(arrays["forms.starts"]) - 1,
        "P": int(arrays["terms.postings"][-1]),
        "O": int(arrays["terms.occurrences"][-1]),
        "M": int(np.diff(arrays["terms.occurrences"])[several].sum()),
        "B": len(arrays["articles.starts"]) - 1,
        "S": int(arrays["sentences.starts"][-1]),
        "G": int(arrays["paragraphs.starts"][-1]),
        "N": len(arrays["names.starts"]) - 1,
    }
    return int(eval(expression, {"__builtins__": {}}, letters))


def test_the_tables_list_every_file_of_a_segment(
    document: Callable, arrays: dict[str, np.ndarray]
) -> None:
    rows = document(PAGE).rows("File", "Type", "Values", "Meaning")
    listed = sorted(name.strip("`") for name, *_ in rows)
    assert listed == sorted(arrays) == sorted(layout.COLUMN_FILES)


def test_each_file_has_the_type_and_the_number_of_values_in_the_tables(
    document: Callable, arrays: dict[str, np.ndarray]
) -> None:
    for name, kind, values, _ in document(PAGE).rows("File", "Type", "Values", "Meaning"):
        array = arrays[name.strip("`")]
        types = UNSIGNED if kind == "unsigned" else {kind}
        assert f"{array.dtype.kind}{array.dtype.itemsize}" in types, name
        assert len(array) == _counted(values, arrays), name


def test_a_generation_holds_the_files_in_the_table_and_no_others(
    document: Callable, index: Path
) -> None:
    named = [row[0].strip("`/") for row in document(PAGE).rows("File", "What it is")]
    patterns = [name for name in named if name not in ("CURRENT", "LOCK", "generations")]
    files = list(current_generation(index).iterdir())
    assert all(any(path.match(pattern) for path in files) for pattern in patterns)
    assert all(any(path.match(pattern) for pattern in patterns) for path in files)
    assert {path.name for path in index.iterdir()} == {"CURRENT", "LOCK", "generations"}


def test_the_manifest_has_the_tables_and_columns_that_are_listed(
    document: Callable, index: Path
) -> None:
    manifest = sqlite3.connect(current_generation(index) / "manifest.sqlite")
    for table, columns in document(PAGE).rows("Table", "Columns"):
        listed = re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", columns))
        found = manifest.execute(f"select name from pragma_table_info({table!r})".replace("`", ""))
        assert [name for (name,) in found] == listed, table
    manifest.close()


def test_the_name_of_the_format_is_the_one_on_the_page(document: Callable) -> None:
    assert f"`{WHOOSH.format}`" in document(PAGE).text


def test_postings_and_positions_keep_to_what_the_page_says(arrays: dict[str, np.ndarray]) -> None:
    docs, frequencies = arrays["postings.docs"].astype(int), arrays["postings.frequencies"]
    positions = arrays["occurrences.positions"].astype(int)
    within_term = np.ones(len(docs), bool)
    within_term[arrays["terms.postings"][:-1]] = False
    assert (np.diff(docs)[within_term[1:]] > 0).all()
    within_posting = np.ones(len(positions), bool)
    within_posting[np.cumsum(frequencies)[:-1]] = False
    assert (np.diff(positions)[within_posting[1:]] >= 0).all()
    sums = np.add.reduceat(frequencies.astype(int), arrays["terms.postings"][:-1])
    assert (sums == np.diff(arrays["terms.occurrences"])).all()
    assert (frequencies >= 1).all() and (arrays["postings.weights"] >= frequencies).all()
    assert (np.bincount(arrays["forms.terms"]) > 0).all()


def test_the_tables_list_every_field_on_a_cluster(document: Callable) -> None:
    bodies = (on_cluster.articles_body(Settings(), "x"), on_cluster.words_body(Settings()))
    for head, body in zip(("Field", "Field of a word"), bodies, strict=True):
        cells = [cell for cell, _ in document(PAGE).rows(head, "What it holds")]
        listed = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
        assert sorted(listed) == sorted(body["mappings"]["properties"])
    assert f"`{on_cluster.FORMAT}`" in document(PAGE).text
