"""marks by hand: what a teacher gave to written answers, and what still waits"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

# An answer in sentences had 0 until now, which nobody had given.
WAITING = (
    "is_answered AND fraction = 0 AND question_version_id IN ("
    "SELECT v.id FROM question_version v JOIN question q ON q.id = v.question_id WHERE q.kind = 'written')"
)


def upgrade() -> None:
    op.create_table('hand_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_version_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('fraction', sa.Double(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint('fraction >= 0 AND fraction <= 1', name=op.f('ck_hand_mark_fraction')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_hand_mark_by_id_person')),
    sa.ForeignKeyConstraint(['question_version_id'], ['question_version.id'], name=op.f('fk_hand_mark_question_version_id_question_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_mark'))
    )
    op.create_table('hand_marked_answer',
    sa.Column('hand_mark_id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('slot', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('fraction_before', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['attempt_id', 'slot'], ['attempt_slot.attempt_id', 'attempt_slot.slot'], name=op.f('fk_hand_marked_answer_attempt_id_slot_attempt_slot')),
    sa.ForeignKeyConstraint(['hand_mark_id'], ['hand_mark.id'], name=op.f('fk_hand_marked_answer_hand_mark_id_hand_mark')),
    sa.PrimaryKeyConstraint('hand_mark_id', 'attempt_id', 'slot', name=op.f('pk_hand_marked_answer'))
    )
    op.create_index('ix_hand_marked_answer_attempt_id_slot', 'hand_marked_answer', ['attempt_id', 'slot'])
    op.add_column('assignment', sa.Column('is_marked_anonymously', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('attempt', sa.Column('waiting', sa.Integer(), nullable=False, server_default='0'))
    op.create_index('ix_attempt_waiting', 'attempt', ['assignment_id'], sqlite_where=sa.text('waiting > 0'), postgresql_where=sa.text('waiting > 0'))
    op.execute(f"UPDATE attempt_slot SET fraction = NULL WHERE {WAITING}")
    op.execute(
        "UPDATE attempt SET waiting = (SELECT count(*) FROM attempt_slot s "
        "WHERE s.attempt_id = attempt.id AND s.fraction IS NULL) WHERE handed_in_at IS NOT NULL"
    )
