"""The kinds of question: complete? same? what is it worth? how does it read? what is right?"""

from quizapp.questions.base import Body, Response
from quizapp.questions.question import Question
from quizapp.questions.registry import KINDS

__all__ = ["KINDS", "Body", "Question", "Response"]
