"""What a source says: facts in our own words, where they stand, and where sources differ."""

from quizapp.facts.differences import differences, differences_of
from quizapp.facts.fact import Difference, Fact
from quizapp.facts.index import FactIndex
from quizapp.facts.paragraphs import paragraphs
from quizapp.facts.source import Source

__all__ = ["Difference", "Fact", "FactIndex", "Source", "differences", "differences_of", "paragraphs"]
