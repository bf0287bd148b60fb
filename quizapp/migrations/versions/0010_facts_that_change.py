"""facts that are corrected or end, and disputes that point at a paragraph"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

SEE_THE_OTHER = "You have disputed this question once more. The answer stands there."


def upgrade() -> None:
    op.add_column('fact', sa.Column('file_digest', sa.String(length=64), nullable=True))
    op.add_column('fact', sa.Column('has_end', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f('ix_fact_has_end'), 'fact', ['has_end'])
    op.add_column('fact', sa.Column('corrected_at', Moment(), nullable=True))
    op.add_column('fact', sa.Column('said_before', sa.Text(), nullable=True))
    _keep_digests()
    op.create_table('fact_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fact_id', sa.String(length=160), nullable=False),
    sa.Column('cause', sa.String(length=10), nullable=False),
    sa.Column('content_before', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('content_after', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("cause IN ('corrected', 'ended', 'written', 'file')", name=op.f('ck_fact_change_cause')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_fact_change_by_id_person')),
    sa.ForeignKeyConstraint(['fact_id'], ['fact.id'], name=op.f('fk_fact_change_fact_id_fact')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fact_change'))
    )
    op.create_index(op.f('ix_fact_change_fact_id'), 'fact_change', ['fact_id'])
    _widen_disputes()


def _keep_digests() -> None:
    """Every fact of before this came from its sheet as it stands."""
    bind = op.get_bind()
    for fact_id, content in bind.execute(sa.text("SELECT id, content FROM fact")).all():
        native = json.loads(content) if isinstance(content, str) else content
        canonical = json.dumps(native, sort_keys=True, ensure_ascii=False)
        bind.execute(
            sa.text("UPDATE fact SET file_digest = :digest WHERE id = :id"),
            {"id": fact_id, "digest": hashlib.sha256(canonical.encode()).hexdigest()},
        )


def _widen_disputes() -> None:
    op.add_column('dispute', sa.Column('question_id', sa.Integer(), nullable=True))
    op.execute(
        "UPDATE dispute SET question_id = (SELECT v.question_id FROM attempt_slot s "
        "JOIN question_version v ON v.id = s.question_version_id "
        "WHERE s.attempt_id = dispute.attempt_id AND s.slot = dispute.slot)"
    )
    # Of the same student and question one may be open: the first.
    op.get_bind().execute(
        sa.text(
            "UPDATE dispute SET status = 'answered', reply = :reply, answered_at = at "
            "WHERE status = 'open' AND EXISTS (SELECT 1 FROM dispute d WHERE d.status = 'open' "
            "AND d.person_id = dispute.person_id AND d.question_id = dispute.question_id AND d.id < dispute.id)"
        ),
        {"reply": SEE_THE_OTHER},
    )
    with op.batch_alter_table('dispute') as batch_op:
        batch_op.add_column(sa.Column('source_id', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('paragraph', sa.Integer(), nullable=True))
        batch_op.alter_column('question_id', existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(op.f('fk_dispute_question_id_question'), 'question', ['question_id'], ['id'])
        batch_op.create_foreign_key(op.f('fk_dispute_source_id_source'), 'source', ['source_id'], ['id'])
        batch_op.create_check_constraint(op.f('ck_dispute_passage'), "(source_id IS NULL) = (paragraph IS NULL)")
        batch_op.create_check_constraint(op.f('ck_dispute_paragraph'), "paragraph >= 1")
    where = sa.text("status = 'open'")
    op.create_index(
        'uq_dispute_open', 'dispute', ['person_id', 'question_id'], unique=True,
        sqlite_where=where, postgresql_where=where,
    )
