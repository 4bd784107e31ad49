import pytest

from search.articles.captions import is_caption


@pytest.mark.parametrize(
    "paragraph",
    ["Ann Marsh at the mill. Picture: Oxton Police", "Pictures: Bo Lee", "The mill. PHOTO: PA/Lee",
     "The mill in May (Picture: Bo Lee)", "The mill [Photo: Bo Lee]", "Picture by Bo Lee",
     "The mill - Image: Bo Lee", "The mill. Photograph: Bo Lee/The Argus", "A mill. Pic: supplied",
     "The mill. Photo credit: Bo Lee", "Ann Marsh stands before the mill Picture: Bo Lee"],
)  # fmt: skip
def test_a_paragraph_that_ends_in_a_credit_is_a_caption(paragraph: str) -> None:
    assert is_caption(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    ['He said: "The picture: it was taken at night."', "The Bigger Picture: what the cuts mean",
     "Universal Credit: how to apply", "She saw the picture by Bo Lee.", "", "Picture:",
     "The mill. Picture: it was said by many who came that day to be lost",
     "word " * 60 + ". Picture: Bo Lee", "The mill. Picture: Bo Lee. Then They left."],
)  # fmt: skip
def test_a_sentence_is_no_caption(paragraph: str) -> None:
    assert not is_caption(paragraph)
