"""Typed text -> what it is written as -> how it is read back; the cases are data."""

import json
from datetime import date
from pathlib import Path

import pytest

from search.query.matching import can_relax
from search.query.parser import parse
from search.query.readback import readback

TODAY = date(2022, 1, 26)  # a Wednesday
CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
each_case = pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['group']}: {case['typed']}" for case in CASES]
)


@each_case
def test_typed_text_is_read_as_the_tree_of_the_case(case: dict) -> None:
    assert str(parse(case["typed"], TODAY).tree) == case["written"]


@each_case
def test_what_is_written_reads_as_the_same_tree_without_notes_of_its_own(case: dict) -> None:
    again = parse(case["written"])
    assert again.tree == parse(case["typed"], TODAY).tree
    assert again.notes == ()


@each_case
def test_a_tree_is_read_back_in_plain_english(case: dict) -> None:
    tree = parse(case["typed"], TODAY).tree
    assert readback(tree) == case["all"]
    assert readback(tree, "any") == case.get("any", case["all"])


@each_case
def test_what_would_be_relaxed_is_read_back_behind_what_is_asked_first(case: dict) -> None:
    tree = parse(case["typed"], TODAY).tree
    said = readback(tree, "auto")
    assert said == case.get("auto", said)
    assert ("then those with some of these words" in said) == can_relax(tree)


@each_case
def test_what_was_read_otherwise_than_typed_is_noted(case: dict) -> None:
    assert list(parse(case["typed"], TODAY).notes) == case.get("notes", [])
