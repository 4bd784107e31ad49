import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles.bylines import is_byline, is_role, parse_byline


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By A. Jones and Bo Lee, PA", ("A. Jones", "Bo Lee", "PA")),
        ("By Ann Marsh; Bo Lee | Cy Poe & AFP", ("Ann Marsh", "Bo Lee", "Cy Poe", "AFP")),
        ("By ANN MARSH", ("Ann Marsh",)),
        ("BY PAT O'NEILL AND AL MCDONALD", ("Pat O'Neill", "Al McDonald")),
        ("JEAN-LUC D'ARCY III", ("Jean-Luc D'Arcy III",)),
        ("BO LEE, BBC", ("Bo Lee", "BBC")),
        ("PA", ("PA",)),
        ("By Ann Marsh, Political Editor, and Bo Lee", ("Ann Marsh", "Bo Lee")),
        ("Ann Marsh, political editor and Bo Lee", ("Ann Marsh", "Bo Lee")),
        ("Ann Marsh, New York Correspondent", ("Ann Marsh",)),
        ("By Ann Marsh Local Democracy Reporter", ("Ann Marsh",)),
        ("By Staff Reporter", ("Staff Reporter",)),
        ("By Al Smith, Jr and Bo Lee", ("Al Smith Jr", "Bo Lee")),
        ("By Al Smith Jr.", ("Al Smith Jr.",)),
        ("EXCLUSIVE by Ann Marsh", ("Ann Marsh",)),
        ("By Ann Marsh ann@example.org @annmarsh", ("Ann Marsh",)),
        ("by Ann Marsh, Newswire.", ("Ann Marsh", "Newswire")),
        ("Ann Marsh in Paris and Bo Lee in Rome", ("Ann Marsh", "Bo Lee")),
        ("Ann Marsh and Ann Marsh", ("Ann Marsh",)),
        ("The daily press and banner", ("The daily press and banner",)),
        ("The Associated Press and Bo Lee", ("The Associated Press", "Bo Lee")),
        ("By", ()),
        ("", ()),
        (" , & ; ", ()),
    ],
)
def test_a_byline_is_parted_into_names(line: str, expected: tuple[str, ...]) -> None:
    assert parse_byline(line) == expected


@pytest.mark.parametrize(
    "line",
    ["By Ann Marsh", "BY ANN MARSH, PA", "by Ann Marsh", "By Samuel B.", "By: Ann Marsh",
     "Exclusive by Ann Marsh", "By staff reporter", "By Bo van der Lee of the Argus", "By PA"],
)  # fmt: skip
def test_names_behind_by_are_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["By then it was too late.", "By Friday Mr Smith", "By 2030 all cars", "by the time",
     "By the sea", "By George.", "by arrangement", "Byline", "By", "", "Ann Marsh",
     "By Way of Explanation he left"],
)  # fmt: skip
def test_a_sentence_or_heading_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_a_role_is_nothing_but_a_role() -> None:
    assert is_role("Political Editor") and is_role("Local Democracy Reporter")
    assert not is_role("Ann Marsh") and not is_role("The editor left") and not is_role("")


@given(st.text(alphabet=st.sampled_from("By and AB,;|&@.'-ab ")))
def test_no_line_breaks_it(line: str) -> None:
    is_byline(line)
    assert all(name.strip() == name and name for name in parse_byline(line))
