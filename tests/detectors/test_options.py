"""Choices of a form that nobody ticked are no values."""

import pytest

from scanner.detectors.options import boxed, dismissed


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("single ( ) married ( ) divorced ( )", "married", True),
        ("single ( ) married (x) divorced ( )", "married", False),
        ("☑ Kyrgyz ☐ Uzbek ☐ Russian", "Kyrgyz", False),
        ("☑ Kyrgyz ☐ Uzbek ☐ Russian", "Uzbek", True),
        ("женат ☐ холост ☑ разведён ☐", "холост", False),
        ("женат ☐ холост ☑ разведён ☐", "женат", True),
        ("женат (2 брак)", "женат", False),
    ],
)
def test_a_choice_counts_where_its_box_is_ticked(text, word, expected):
    start = text.index(word)
    assert dismissed(text, start, start + len(word)) is expected


def test_a_value_with_boxes_is_a_list_of_choices():
    text = "☑ Kyrgyz ☐ Uzbek"
    assert boxed(text, 0, len(text))
    assert not boxed("Kyrgyz", 0, 6)
