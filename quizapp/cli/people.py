"""Commands of accounts."""

from datetime import UTC, datetime

import click

from quizapp.accounts import actions, queries
from quizapp.accounts.passwords import make_password
from quizapp.cli.school import open_school
from quizapp.db import db
from quizapp.errors import Invalid, SetupError
from quizapp.models.accounts import ROLES, Person
from quizapp.web.forms import field_sentence


@click.group()
def user() -> None:
    """Accounts."""


@user.command()
@click.argument("username")
@click.option("--given-name", required=True)
@click.option("--family-name", default="")
@click.option("--role", type=click.Choice(ROLES), default="student", show_default=True)
@click.option("--student-number", default=None, help="The school's own number of the student.")
def add(username: str, given_name: str, family_name: str, role: str, student_number: str | None) -> None:
    """Add an account; prints its password, which is made by chance."""
    password = make_password()
    with open_school():
        try:
            actions.add_person(
                username=username,
                given_name=given_name,
                family_name=family_name,
                role=role,
                password=password,
                student_number=student_number,
                now=datetime.now(UTC),
            )
        except Invalid as invalid:
            problem = invalid.problems[0]
            raise SetupError(f"{problem.path[0]}: {field_sentence(problem.code, problem.params)}") from None
        db.session.commit()
    click.echo(f"Added {username}. Password: {password}")


@user.command()
@click.argument("username")
def reset(username: str) -> None:
    """Give an account a new password and end its sign-ins."""
    with open_school():
        password = actions.reset_password(_person(username).id)
        db.session.commit()
    click.echo(f"New password of {username}: {password}")


@user.command()
@click.argument("username")
def deactivate(username: str) -> None:
    """Close an account: its owner can no longer sign in; their work stays."""
    with open_school():
        actions.deactivate(_person(username), datetime.now(UTC))
        db.session.commit()
    click.echo(f"{username} can no longer sign in.")


@user.command()
@click.argument("username")
def activate(username: str) -> None:
    """Open a closed account again."""
    with open_school():
        actions.reactivate(_person(username))
        db.session.commit()
    click.echo(f"{username} can sign in again.")


@user.command("list")
@click.option("--role", type=click.Choice(ROLES), default=None)
def list_people(role: str | None) -> None:
    """List the accounts."""
    with open_school():
        for person in queries.people(role):
            closed = "  (deactivated)" if person.deactivated_at else ""
            click.echo(f"{person.role:8} {person.username:30} {person.display_name}{closed}")


def _person(username: str) -> Person:
    person = queries.person_by_username(username)
    if person is None:
        raise SetupError(f"There is no account {username!r}. `quizapp user list` shows them all.")
    return person
