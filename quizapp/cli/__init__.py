"""The `quizapp` command: parse, call an action, commit. A fault is one clear line and exit code 1."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from quizapp.errors import SetupError


class Group(click.Group):
    """Imports a command when it is asked for: the whole app takes longer to import than most commands to run.

    `places` says where each stands, as "module:name" of this package.
    """

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run it; an installation that cannot run gets one line instead of a traceback."""
        try:
            return super().invoke(ctx)
        except SetupError as error:
            click.echo(f"quizapp: {error}", err=True)
            ctx.exit(1)


@click.group(
    cls=Group,
    places={
        "bank": "files:bank",
        "demo": "demo:demo",
        "grade": "grade:grade",
        "init": "server:init",
        "run": "server:run",
        "schema": "files:schema",
        "source": "bank:source",
        "tidy": "tidy:tidy",
        "user": "people:user",
    },
)
@click.version_option(package_name="civics-desk")
def main() -> None:
    """Civics Desk: quizzes and flashcards for civics classes."""
