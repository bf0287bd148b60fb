"""What is wrong with a bank that no single question shows: facts, sources, names, repetitions."""

from quizapp.proofreading.bank import check_bank
from quizapp.proofreading.finding import Finding
from quizapp.proofreading.notes import notes_on
from quizapp.proofreading.terms import check_terms

__all__ = ["Finding", "check_bank", "check_terms", "notes_on"]
