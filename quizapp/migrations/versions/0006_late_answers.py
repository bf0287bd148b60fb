"""answers that arrive after the end, and hand-ins that waited on a device"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('device_hand_in',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('claimed_at', Moment(), nullable=True),
    sa.Column('sent_at', Moment(), nullable=True),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('is_matching', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_device_hand_in_attempt_id_attempt')),
    sa.PrimaryKeyConstraint('attempt_id', name=op.f('pk_device_hand_in'))
    )
    op.create_table('late_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('slot', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('claimed_at', Moment(), nullable=True),
    sa.Column('sent_at', Moment(), nullable=True),
    sa.Column('decision', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', Moment(), nullable=True),
    sa.Column('counted_as', sa.Integer(), nullable=True),
    sa.CheckConstraint("decision IN ('waiting', 'accepted', 'refused')", name=op.f('ck_late_step_decision')),
    sa.CheckConstraint('sequence >= 1', name=op.f('ck_late_step_sequence')),
    sa.ForeignKeyConstraint(['attempt_id', 'slot'], ['attempt_slot.attempt_id', 'attempt_slot.slot'], name=op.f('fk_late_step_attempt_id_slot_attempt_slot')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_late_step_decided_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_late_step')),
    sa.UniqueConstraint('attempt_id', 'slot', 'sequence', 'digest', name=op.f('uq_late_step_attempt_id_slot_sequence_digest'))
    )
    op.create_index('ix_late_step_decision', 'late_step', ['decision'])
    # Said in SQL, since Alembic would rebuild the whole table for the constraint on SQLite.
    op.execute(
        "ALTER TABLE assignment ADD COLUMN late_answers VARCHAR(10) NOT NULL DEFAULT 'ask' "
        "CONSTRAINT ck_assignment_late_answers CHECK (late_answers IN ('ask', 'count', 'ignore'))"
    )
