import pytest

from quizapp.bank.dates import date_in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-06-05", "June 5, 2025"),
        ("2025-06-05~", "about June 5, 2025"),
        ("2017-11", "November 2017"),
        ("2020", "2020"),
        ("2017-23", "fall 2017"),
        ("201X", "the 2010s"),
        ("2024-09/2024-12", "September 2024 to December 2024"),
        ("", ""),
        ("some day", "some day"),
    ],
)
def test_says_a_date_as_exactly_as_it_is(edtf: str, words: str) -> None:
    assert date_in_words(edtf) == words
