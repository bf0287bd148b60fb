"""Dates with their own precision, quantities with their units, and the folding of text.

Pure: nothing here reads a clock, a setting or a database. Modules are imported by name, for example
`from quizapp.values.edtf import EdtfDate`.
"""
