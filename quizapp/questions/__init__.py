"""The kinds of question: complete? same? what is it worth? how does it read? what is right?"""

from quizapp.questions.base import Body, Response
from quizapp.questions.question import Question
from quizapp.questions.registry import KINDS, MACHINE_MARKED, QUIZ_KINDS

__all__ = ["KINDS", "MACHINE_MARKED", "QUIZ_KINDS", "Body", "Question", "Response"]
