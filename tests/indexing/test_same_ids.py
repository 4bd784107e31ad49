"""Of articles with the same id one is held, and the others are named."""

from collections.abc import Callable
from pathlib import Path

from search.indexing.report import BuildReport

Write = Callable[[str, str], Path]
TakeIn = Callable[..., BuildReport]
Found = Callable[..., list[str]]


def told(report: BuildReport) -> list[tuple[str, str]]:
    return [(s.path, s.place) for s in report.skipped]


def test_the_second_file_of_an_id_is_taken_up_once_the_first_goes(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    first = write("flood.text", "First")
    write("flood.txt", "Second")
    for _ in range(2):
        report = take_in()
        assert told(report) == [("flood.txt", "article flood")]
        assert "in flood.text" in report.skipped[0].reason
        assert (found("first"), found("second")) == (["flood"], [])
    first.unlink()
    assert told(take_in()) == []
    assert (found("first"), found("second")) == ([], ["flood"])


def test_a_line_waits_for_the_text_file_that_has_its_id(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    text = write("wire/1.txt", "Text")
    take_in()
    write("wire.jsonl", '{"id": 1, "headline": "Line"}\n{"id": 2, "headline": "Other"}')
    assert told(take_in()) == [("wire.jsonl", "article wire/1")]
    assert found() == ["wire/1", "wire/2"]
    assert found("text") == ["wire/1"]
    text.unlink()
    assert told(take_in()) == []
    assert found("line") == ["wire/1"]


def test_a_key_used_twice_in_a_file_is_named_and_the_first_is_kept(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    write("wire.jsonl", '{"id": 1, "headline": "First"}\n{"id": 1, "headline": "Second"}')
    for _ in range(2):
        report = take_in()
        assert told(report) == [("wire.jsonl", "article wire/1")]
        assert "earlier in this file" in report.skipped[0].reason
        assert (found("first"), found("second")) == (["wire/1"], [])
    write("wire.jsonl", '{"id": 1, "headline": "Second"}')
    assert told(take_in()) == []
    assert (found("first"), found("second")) == ([], ["wire/1"])


def test_a_file_read_before_the_one_that_makes_room_is_taken_up_in_the_same_build(
    write: Write, take_in: TakeIn, found: Found
) -> None:
    write("a/b/c.jsonl", '{"id": 1, "headline": "Holder"}\n{"id": 2, "headline": "Stays"}')
    take_in()
    write("a/b.jsonl", '{"id": "c/1", "headline": "Waiting"}')
    assert told(take_in()) == [("a/b.jsonl", "article a/b/c/1")]
    write("a/b/c.jsonl", '{"id": 2, "headline": "Stays"}')
    assert told(take_in()) == []
    assert found("waiting") == ["a/b/c/1"]
