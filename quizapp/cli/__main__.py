"""`python -m quizapp.cli` is `quizapp`."""

from quizapp.cli import main

main(prog_name="quizapp")
