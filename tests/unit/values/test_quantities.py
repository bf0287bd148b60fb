from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.values.conventions import US, Conventions
from quizapp.values.quantities import Quantity, iso_duration, read_quantity

CONTINENTAL = Conventions(day_first=True, decimal_mark=",")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("145%", "145", "percent"),
        ("145 %", "145", "percent"),
        ("145 percent", "145", "percent"),
        ("145 per cent.", "145", "percent"),
        ("30 percentage points", "30", "points"),
        ("$1.2 million", "1200000", "dollars"),
        ("$1.2m", "1200000", "dollars"),
        ("US$ 3 bn", "3000000000", "dollars"),
        ("-$5", "-5", "dollars"),
        ("$-5", "-5", "dollars"),
        ("5 US dollars", "5", "dollars"),
        ("$5 dollars", "5", "dollars"),
        ("€20", "20", "euros"),
        ("1,200", "1200", None),
        ("1 200 000", "1200000", None),
        ("1'200", "1200", None),
        ("90 minutes", "90", "minutes"),
        ("90-minute", "90", "minutes"),
        ("90min", "90", "minutes"),
        ("1.5 hrs.", "1.5", "hours"),
        ("1 1/2 hours", "1.5", "hours"),
        ("1½ hours", "1.5", "hours"),
        ("half an hour", "0.5", "hours"),
        ("an hour", "1", "hours"),
        ("an hour and a half", "1.5", "hours"),
        ("two and a half hours", "2.5", "hours"),
        ("1 hour 30 minutes", "90", "minutes"),
        ("1h30min", "90", "minutes"),
        ("1 hour and 30 minutes", "90", "minutes"),
        ("1 year 6 months", "18", "months"),
        ("minus 3", "-3", None),
        ("−3.5", "-3.5", None),
        ("+3", "3", None),
        ("0", "0", None),
        ("-0", "0", None),
        ("0.0", "0", None),
        ("zero", "0", None),
        ("ninety minutes", "90", "minutes"),
        ("twenty-five", "25", None),
        ("one hundred and forty-five percent", "145", "percent"),
        ("a hundred", "100", None),
        ("2 hundred", "200", None),
        ("15 countries", "15", "countries"),
        ("5 days a week", "5", "days"),
        ("about 30 percent", "30", "percent"),
        ("~30", "30", None),
        ("3/4", "0.75", None),
        (".5", "0.5", None),
        ("5.", "5", None),
        ("1e6", "1000000", None),
        ("٣٠", "30", None),
        ("３０％", "30", "percent"),
    ],
)
def test_amounts_as_people_type_them(text: str, value: str, unit: str | None) -> None:
    assert read_quantity(text) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "conventions", "value"),
    [
        ("1,200", US, "1200"),
        ("1,200", CONTINENTAL, "1.2"),
        ("1.200", US, "1.2"),
        ("1.200", CONTINENTAL, "1200"),
        ("1,5", US, "1.5"),
        ("1.5", CONTINENTAL, "1.5"),
        ("0,125", US, "0.125"),
        ("1,234.56", US, "1234.56"),
        ("1.234,56", CONTINENTAL, "1234.56"),
    ],
)
def test_the_class_says_which_mark_is_which(text: str, conventions: Conventions, value: str) -> None:
    assert read_quantity(text, conventions) == Quantity(Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "$", "-", "--3", "30 or 40", "30 or forty", "30 percent 40", "12,34,567", "1..2"),
        *(
            "9 0",
            "NaN",
            "Infinity",
            "1_000",
            "$5 euros",
            "1:30",
            "3/0",
            "100%%",
            "#5",
            "a lot",
            "0x10",
            "30-40",
        ),
        *("1 hour 1 hour", "1 month 2 days", "1,200.5.6", "30 percent or so", "9" * 201, "half", "1e999"),
    ],
)
def test_what_is_no_single_amount_is_none(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("PT90M", 90, "minutes"),
        ("P90D", 90, "days"),
        ("PT1H30M", 90, "minutes"),
        ("P2W", 2, "weeks"),
        ("P1W2D", 9, "days"),
        ("P1Y6M", 18, "months"),
        ("P1DT12H", 36, "hours"),
        ("PT45S", 45, "seconds"),
    ],
)
def test_iso_durations(text: str, value: int, unit: str) -> None:
    assert iso_duration(text) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize("text", ["", "P", "PT", "90", "P1DT", "P1M2D", "PT1.5H", "P-1D", "PT90M ", "pt90m"])
def test_what_is_no_iso_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the text differs by fault)
        iso_duration(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_every_number_is_read_from_its_written_forms(number: Decimal) -> None:
    assert read_quantity(f"{number:f}") == Quantity(number)
    assert read_quantity(f"{number:,f} percent") == Quantity(number, "percent")


@given(st.text(max_size=210), st.sampled_from([US, CONTINENTAL]))
def test_no_text_breaks_the_reader(text: str, conventions: Conventions) -> None:
    found = read_quantity(text, conventions)
    assert found is None or found.value.is_finite()


@given(st.text(alphabet="0123456789.,'/ e-+$%½ahkm", max_size=40))
def test_no_heap_of_figures_breaks_the_reader(text: str) -> None:
    found = read_quantity(text)
    assert found is None or found.value.is_finite()
