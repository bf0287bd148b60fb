"""The `quizapp` command: parse, call an action, commit. A fault is one clear line and exit code 1."""

import click

from quizapp.cli import bank, demo, grade, people, server, tidy
from quizapp.errors import SetupError


class Group(click.Group):
    """Turns an installation that cannot run into one line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SetupError as error:
            click.echo(f"quizapp: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Group)
@click.version_option(package_name="civics-desk")
def main() -> None:
    """Civics Desk: quizzes and flashcards for civics classes."""


for command in (
    *server.COMMANDS,
    *bank.COMMANDS,
    *grade.COMMANDS,
    *people.COMMANDS,
    *demo.COMMANDS,
    *tidy.COMMANDS,
):
    main.add_command(command)
