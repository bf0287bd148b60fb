"""search: full text, difficulty, standards, and questions to look at again"""

import json

import sqlalchemy as sa
from alembic import op

from quizapp.values.folding import fold

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('question', sa.Column('difficulty', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('question', sa.Column('needs_check', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index('ix_question_listing', 'question', ['status', 'topic', 'ref'])
    op.create_table('question_standard',
    sa.Column('standard', sa.String(length=80), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_standard_question_id_question')),
    sa.PrimaryKeyConstraint('standard', 'question_id', name=op.f('pk_question_standard'))
    )
    op.create_index(op.f('ix_question_standard_question_id'), 'question_standard', ['question_id'])
    _make_fulltext()
    _fill()


def _make_fulltext() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(
            "CREATE VIRTUAL TABLE question_fts USING fts5(stem, text, content='', contentless_delete=1, "
            "tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
        )
    else:
        op.execute(
            "CREATE INDEX ix_question_search_text ON question "
            "USING gin (to_tsvector('simple'::regconfig, search_text))"
        )


def _fill() -> None:
    """What was stored before this becomes findable too."""
    bind = op.get_bind()
    rows = bind.execute(sa.text(
        "SELECT q.id, q.search_text, v.content FROM question q "
        "JOIN question_version v ON v.question_id = q.id AND v.number = q.version"
    )).all()
    for question_id, search_text, content in rows:
        native = json.loads(content) if isinstance(content, str) else content
        bind.execute(
            sa.text("UPDATE question SET difficulty = :difficulty WHERE id = :id"),
            {"id": question_id, "difficulty": native.get("difficulty", 1)},
        )
        for standard in dict.fromkeys(native.get("standards", ())):
            bind.execute(
                sa.text("INSERT INTO question_standard (standard, question_id) VALUES (:standard, :id)"),
                {"id": question_id, "standard": standard},
            )
        if bind.dialect.name == 'sqlite':
            bind.execute(
                sa.text("INSERT INTO question_fts (rowid, stem, text) VALUES (:id, :stem, :text)"),
                {"id": question_id, "stem": fold(native["stem"]), "text": search_text},
            )
