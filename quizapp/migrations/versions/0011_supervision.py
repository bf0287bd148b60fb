"""what teachers do in a running quiz: deeds, messages, absences, presence, withdrawn quizzes"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

# Constraints stand in ADD COLUMN: a table that others refer to is not rebuilt on SQLite.
COLUMNS = (
    "assignment ADD COLUMN together_id INTEGER CONSTRAINT fk_assignment_together_id_assignment REFERENCES assignment (id)",
    "assignment ADD COLUMN has_messages BOOLEAN NOT NULL DEFAULT false",
    "assignment ADD COLUMN withdrawal VARCHAR(12) CONSTRAINT ck_assignment_withdrawal CHECK (withdrawal IN ('keep', 'not_counted'))",
    "assignment ADD COLUMN withdrawal_reason TEXT NOT NULL DEFAULT ''",
    "attempt ADD COLUMN handed_in_by_id INTEGER CONSTRAINT fk_attempt_handed_in_by_id_person REFERENCES person (id)",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    op.add_column('assignment', sa.Column('withdrawn_at', Moment(), nullable=True))
    op.create_index(op.f('ix_assignment_together_id'), 'assignment', ['together_id'])
    _make_deeds()
    op.create_table('room_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('is_for_later', sa.Boolean(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('taken_back_at', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_room_message_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_room_message_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room_message'))
    )
    op.create_index('ix_room_message_assignment_id', 'room_message', ['assignment_id'])
    op.create_table('absence',
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_absence_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_absence_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_person_id_person')),
    sa.PrimaryKeyConstraint('assignment_id', 'person_id', name=op.f('pk_absence'))
    )
    op.create_index('ix_absence_person_id', 'absence', ['person_id'])
    op.create_table('presence',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_presence_attempt_id_attempt')),
    sa.PrimaryKeyConstraint('attempt_id', name=op.f('pk_presence'))
    )


def _make_deeds() -> None:
    op.create_table('deed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint("kind IN ('time', 'reopen', 'hand_in', 'absent', 'present', 'make_up', 'open', 'withdraw', 'ended', 'take_back', 'resumed')", name=op.f('ck_deed_kind')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_deed_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_deed_attempt_id_attempt')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_deed_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_deed_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deed'))
    )
    op.create_index('ix_deed_assignment_id_at', 'deed', ['assignment_id', 'at'])
    op.create_index(op.f('ix_deed_attempt_id'), 'deed', ['attempt_id'])
    op.create_index(op.f('ix_deed_person_id'), 'deed', ['person_id'])
