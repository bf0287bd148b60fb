"""Cells that a spreadsheet cannot run."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.documents.cells import clean_text, csv_text, text_cell, without_guard

DANGEROUS = tuple("=+-@\t\r\n")
texts = st.text() | st.text(alphabet="'=+-@\t\r\n＝,\"; a1\x00")


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("", ""),
        ("Ada", "Ada"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝1", "'＝1"),
        ("\x00=1", "'=1"),
        ("a=1", "a=1"),
        ("'tis", "'tis"),
        ("'=1", "''=1"),
        ("a\x07b\x9bc", "abc"),
        ("two\nlines", "two\nlines"),
        ("\ud800x", "x"),
    ],
)
def test_text_cell(value, cell):
    assert text_cell(value) == cell


@given(texts)
def test_no_text_can_begin_a_formula_and_the_guard_comes_off(value):
    cell = text_cell(value)
    assert not cell.startswith(DANGEROUS)
    assert without_guard(cell) == clean_text(value)


@given(st.lists(st.lists(texts, min_size=1, max_size=4), max_size=4))
def test_a_csv_file_reads_back_to_the_same_texts(rows):
    back = read_back(csv_text(rows))
    assert not any(cell.startswith(DANGEROUS) for row in back for cell in row)
    assert [[without_guard(cell) for cell in row] for row in back] == [
        [clean_text(cell) for cell in row] for row in rows
    ]


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_bare(number):
    ((cell, _),) = read_back(csv_text([[number, "x"]]))
    assert type(number)(cell) == number


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        (7.5, "7.5"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.10"), "-0.10"),
        (float("nan"), ""),
        (float("-inf"), ""),
        (None, ""),
        (True, "TRUE"),
        (date(2025, 6, 5), "2025-06-05"),
        ("-5", "'-5"),
    ],
)
def test_cells_that_are_not_text(value, cell):
    assert read_back(csv_text([["x", value]])) == [["x", cell]]


def test_the_bytes_are_what_excel_expects():
    assert csv_text([["Name", "Mark"], ["Zoë", 8]]) == "\ufeffName,Mark\r\nZoë,8\r\n".encode()
