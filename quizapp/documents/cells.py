"""Cells of a table that a spreadsheet will open: no text may run as a formula.

A text that begins with one of `= + - @`, a tab or a line end gets an apostrophe in front (OWASP, "CSV
Injection"; the full-width forms count too, since some spreadsheets read them as the same signs). A text
that looks guarded already is guarded once more, so that the guard can always be taken off again.
Numbers are written bare: -5 is a number, "-5" is a text.
"""

import csv
import io
import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None

# Control characters but for tab and line ends, and lone surrogates, which no file can hold.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def clean_text(value: str) -> str:
    """`value` without control characters; tabs and line ends stay."""
    return _UNWANTED.sub("", value)


def text_cell(value: str) -> str:
    """`value`, cleaned, with an apostrophe in front where a spreadsheet might run it as a formula."""
    text = clean_text(value)
    return f"'{text}" if _FORMULA.match(text) else text


def without_guard(cell: str) -> str:
    """The cleaned text that `text_cell` was given: for whoever reads the files back, as the tests do."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def csv_text(rows: Iterable[Iterable[Cell]]) -> bytes:
    """The rows as a CSV file: UTF-8 with a byte order mark (for Excel), CRLF, comma, RFC 4180 quotes.

    Texts are guarded; numbers stay bare, with a point; truth is TRUE or FALSE; dates are ISO 8601; None
    and numbers that are not finite are empty.
    """
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return text_cell(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, date):
        return cell.isoformat()
    return _number(cell)


def _number(number: int | float | Decimal) -> str:
    if not math.isfinite(number):
        return ""
    # Decimal's own text may be 1E+2, which some readers take for a text.
    return f"{number:f}" if isinstance(number, Decimal) else repr(number)
