"""time limits, late work, access codes, accommodations, and each attempt's own moments"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

# Column checks stand in ADD COLUMN: a table that others refer to is not rebuilt on SQLite.
ASSIGNMENT = (
    "time_limit INTEGER CONSTRAINT ck_assignment_time_limit CHECK (time_limit BETWEEN 1 AND 1440)",
    "grace_minutes INTEGER NOT NULL DEFAULT 0 CONSTRAINT ck_assignment_grace_minutes CHECK (grace_minutes BETWEEN 0 AND 60)",
    "late_percent INTEGER NOT NULL DEFAULT 0 CONSTRAINT ck_assignment_late_percent CHECK (late_percent BETWEEN 0 AND 100)",
    "access_code VARCHAR(40)",
    "wait_minutes INTEGER NOT NULL DEFAULT 0 CONSTRAINT ck_assignment_wait_minutes CHECK (wait_minutes BETWEEN 0 AND 20160)",
    "shuffles_questions BOOLEAN NOT NULL DEFAULT false",
    "shuffles_options BOOLEAN NOT NULL DEFAULT true",
)
# Filled at once from the assignment; the default only serves the moment between.
LONG_AGO = "1970-01-01 00:00:00.000000"
MOMENTS = ('due_at', 'closes_at', 'deadline_at', 'answers_until')


def upgrade() -> None:
    for column in ASSIGNMENT:
        op.execute(f"ALTER TABLE assignment ADD COLUMN {column}")
    _make_accommodations()
    for name in MOMENTS:
        op.add_column('attempt', sa.Column(name, Moment(), nullable=False, server_default=LONG_AGO))
    op.add_column('attempt', sa.Column('time_limit', sa.Integer(), nullable=True))
    op.add_column('attempt', sa.Column('reads_aloud', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('attempt', sa.Column('has_larger_text', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('attempt', sa.Column('granted_until', Moment(), nullable=True))
    op.add_column('attempt', sa.Column('granted_due_at', Moment(), nullable=True))
    op.add_column('attempt', sa.Column('late_deduction', sa.Integer(), nullable=False, server_default='0'))
    _fill()
    op.create_index(
        'ix_attempt_answers_until', 'attempt', ['answers_until'],
        sqlite_where=sa.text('handed_in_at IS NULL'), postgresql_where=sa.text('handed_in_at IS NULL'),
    )


def _make_accommodations() -> None:
    op.create_table('accommodation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=True),
    sa.Column('time_percent', sa.Integer(), nullable=True),
    sa.Column('extra_minutes', sa.Integer(), nullable=True),
    sa.Column('has_no_timer', sa.Boolean(), nullable=False),
    sa.Column('extra_attempts', sa.Integer(), nullable=False),
    sa.Column('reads_aloud', sa.Boolean(), nullable=False),
    sa.Column('has_larger_text', sa.Boolean(), nullable=False),
    sa.Column('opens_at', Moment(), nullable=True),
    sa.Column('due_at', Moment(), nullable=True),
    sa.Column('closes_at', Moment(), nullable=True),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.Column('set_at', Moment(), nullable=False),
    sa.CheckConstraint('time_percent BETWEEN 101 AND 500', name=op.f('ck_accommodation_time_percent')),
    sa.CheckConstraint('extra_minutes BETWEEN 1 AND 1440', name=op.f('ck_accommodation_extra_minutes')),
    sa.CheckConstraint('extra_attempts BETWEEN 0 AND 20', name=op.f('ck_accommodation_extra_attempts')),
    sa.CheckConstraint(
        '(CASE WHEN time_percent IS NULL THEN 0 ELSE 1 END)'
        ' + (CASE WHEN extra_minutes IS NULL THEN 0 ELSE 1 END)'
        ' + (CASE WHEN has_no_timer THEN 1 ELSE 0 END) <= 1',
        name=op.f('ck_accommodation_one_kind_of_time'),
    ),
    sa.CheckConstraint(
        'assignment_id IS NOT NULL OR (opens_at IS NULL AND due_at IS NULL AND closes_at IS NULL)',
        name=op.f('ck_accommodation_dates'),
    ),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_accommodation_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_accommodation_person_id_person')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_accommodation_set_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accommodation')),
    sa.UniqueConstraint('person_id', 'assignment_id', name=op.f('uq_accommodation_person_id_assignment_id'))
    )
    op.create_index(op.f('ix_accommodation_assignment_id'), 'accommodation', ['assignment_id'])
    op.create_index(
        'uq_accommodation_standing', 'accommodation', ['person_id'], unique=True,
        sqlite_where=sa.text('assignment_id IS NULL'), postgresql_where=sa.text('assignment_id IS NULL'),
    )
    op.create_table('wrong_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_wrong_code_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_wrong_code_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wrong_code'))
    )
    op.create_index(op.f('ix_wrong_code_assignment_id'), 'wrong_code', ['assignment_id'])
    op.create_index('ix_wrong_code_person_id_assignment_id', 'wrong_code', ['person_id', 'assignment_id', 'at'])


def _fill() -> None:
    """Attempts of before end when their quiz closes, but never before they began; none of them cost anything."""
    moment = {
        name: f"(SELECT a.{name} FROM assignment a WHERE a.id = attempt.assignment_id)" for name in ('due_at', 'closes_at')
    }
    end = f"CASE WHEN {moment['closes_at']} > started_at THEN {moment['closes_at']} ELSE started_at END"
    op.execute(
        f"UPDATE attempt SET due_at = {moment['due_at']}, closes_at = {end}, deadline_at = {end}, answers_until = {end}"
    )
    if op.get_bind().dialect.name != 'sqlite':
        for name in MOMENTS:
            op.alter_column('attempt', name, server_default=None)
