"""changes to many questions, with what was before"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bulk_change',
    sa.Column('batch', sa.String(length=40), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('before_version', sa.Integer(), nullable=False),
    sa.Column('before_status', sa.String(length=10), nullable=False),
    sa.Column('after_version', sa.Integer(), nullable=False),
    sa.Column('after_status', sa.String(length=10), nullable=False),
    sa.Column('undone_at', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_bulk_change_person_id_person')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_bulk_change_question_id_question')),
    sa.PrimaryKeyConstraint('batch', 'question_id', name=op.f('pk_bulk_change'))
    )
    op.create_index('ix_bulk_change_person_id_at', 'bulk_change', ['person_id', 'at'])
    op.create_index(op.f('ix_bulk_change_question_id'), 'bulk_change', ['question_id'])
