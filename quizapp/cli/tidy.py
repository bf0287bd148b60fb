"""Work that waits until somebody looks, done at once: fit for cron, and harmless to repeat."""

import sys
from datetime import UTC, datetime

import click

from quizapp.attempts import actions, queries
from quizapp.attempts.access_codes import forget_wrong_codes
from quizapp.cli.school import open_school
from quizapp.db import db


@click.command()
def tidy() -> None:
    """Hand in what was saved in attempts whose time is over. Pages do the same when somebody next looks."""
    now = datetime.now(UTC)
    with open_school():
        overdue = queries.overdue_attempts(now)
        done = sum(_settle(attempt_id, now) for attempt_id in overdue)
        forget_wrong_codes(now)
        db.session.commit()
    left = len(overdue) - done
    click.echo(f"Handed in {done} attempts whose time was over." if overdue else "Nothing to do.")
    if left:
        click.echo(f"{left} could not be handed in; see above.", err=True)
        sys.exit(1)


def _settle(attempt_id: int, now: datetime) -> bool:
    """Hand one attempt in, in a transaction of its own; says for whom, or what went wrong."""
    try:
        was_open = actions.settle(attempt_id, now)
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        click.echo(f"Attempt {attempt_id} could not be marked: {error!r}", err=True)
        return False
    if was_open:
        click.echo(_line(attempt_id))
    return True


def _line(attempt_id: int) -> str:
    head = queries.attempt_head(attempt_id)
    assert head is not None
    student = queries.student_of(head).display_name
    ended = head.handed_in_at.strftime("%Y-%m-%d %H:%M UTC")
    return f"{student}: {head.title}, attempt {head.number}, ended {ended}"
