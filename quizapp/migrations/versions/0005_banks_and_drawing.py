"""banks that colleagues share, questions drawn for each student, one way of searching on both databases"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from quizapp.db import Moment
from quizapp.values.folding import fold

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

INDEXES = {
    'ix_question_listing': ['bank_id', 'status', 'topic', 'ref'],
    'ix_question_of_kind': ['bank_id', 'status', 'kind', 'topic', 'ref'],
    'ix_question_of_difficulty': ['bank_id', 'status', 'difficulty', 'topic', 'ref'],
    'ix_question_draw': ['bank_id', 'status', 'topic', 'lot', 'kind', 'difficulty'],
    'ix_question_draw_any': ['bank_id', 'status', 'lot', 'kind', 'difficulty'],
}


def upgrade() -> None:
    _make_banks()
    _make_draws()
    _put_into_the_school_bank()
    op.drop_index('ix_question_listing', 'question')
    for name, columns in INDEXES.items():
        op.create_index(name, 'question', columns)
    op.create_index(
        'ix_question_to_check', 'question', ['bank_id', 'status', 'topic', 'ref'],
        sqlite_where=sa.text('needs_check IS 1'), postgresql_where=sa.text('needs_check IS true'),
    )
    _make_fulltext()
    _fill()


def _make_banks() -> None:
    bank = op.create_table('question_bank',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('for_all', sa.String(length=10), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint("for_all IN ('none', 'use', 'edit')", name=op.f('ck_question_bank_for_all')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_question_bank_owner_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_bank'))
    )
    op.create_index(op.f('ix_question_bank_owner_id'), 'question_bank', ['owner_id'])
    op.create_table('bank_share',
    sa.Column('bank_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('may', sa.String(length=10), nullable=False),
    sa.CheckConstraint("may IN ('use', 'edit')", name=op.f('ck_bank_share_may')),
    sa.ForeignKeyConstraint(['bank_id'], ['question_bank.id'], name=op.f('fk_bank_share_bank_id_question_bank')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_bank_share_person_id_person')),
    sa.PrimaryKeyConstraint('bank_id', 'person_id', name=op.f('pk_bank_share'))
    )
    op.create_index(op.f('ix_bank_share_person_id'), 'bank_share', ['person_id'])
    # Without an id, so that PostgreSQL counts on from it; the first one is 1.
    now = datetime.now(UTC)
    op.bulk_insert(bank, [{'name': 'School bank', 'owner_id': None, 'for_all': 'edit', 'created_at': now}])


def _make_draws() -> None:
    op.create_table('quiz_draw',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('difficulty', sa.Integer(), nullable=False),
    sa.Column('bank_id', sa.Integer(), nullable=True),
    sa.Column('max_mark', sa.Double(), nullable=False),
    sa.CheckConstraint('count BETWEEN 1 AND 60', name=op.f('ck_quiz_draw_count')),
    sa.CheckConstraint('difficulty BETWEEN 0 AND 3', name=op.f('ck_quiz_draw_difficulty')),
    sa.CheckConstraint('max_mark > 0', name=op.f('ck_quiz_draw_max_mark')),
    sa.CheckConstraint('position >= 1', name=op.f('ck_quiz_draw_position')),
    sa.ForeignKeyConstraint(['bank_id'], ['question_bank.id'], name=op.f('fk_quiz_draw_bank_id_question_bank')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_quiz_draw_quiz_id_quiz')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_draw'))
    )
    op.create_index(op.f('ix_quiz_draw_quiz_id'), 'quiz_draw', ['quiz_id'])
    for name in ('repeats_facts', 'redraws'):
        op.add_column('quiz', sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ('before_bank_id', 'after_bank_id'):
        op.add_column('bulk_change', sa.Column(name, sa.Integer(), nullable=False, server_default='1'))


def _put_into_the_school_bank() -> None:
    key = 'fk_question_bank_id_question_bank'
    if op.get_bind().dialect.name == 'sqlite':
        # SQLite takes a reference only together with its column, and would build the whole table anew else.
        op.execute(
            f'ALTER TABLE question ADD COLUMN bank_id INTEGER CONSTRAINT {key} REFERENCES question_bank (id)'
        )
    else:
        op.add_column('question', sa.Column('bank_id', sa.Integer()))
        op.create_foreign_key(key, 'question', 'question_bank', ['bank_id'], ['id'])
    op.execute('UPDATE question SET bank_id = 1')
    op.add_column('question', sa.Column('lot', sa.Integer(), nullable=False, server_default='0'))


def _make_fulltext() -> None:
    """PostgreSQL gets a table beside the questions, as SQLite has one, so that a change of status leaves it be."""
    if op.get_bind().dialect.name == 'sqlite':
        return
    op.execute('DROP INDEX ix_question_search_text')
    op.execute(
        'CREATE TABLE question_fts ('
        'rowid integer CONSTRAINT pk_question_fts PRIMARY KEY '
        'CONSTRAINT fk_question_fts_rowid_question REFERENCES question (id) ON DELETE CASCADE, '
        'words tsvector NOT NULL)'
    )
    op.execute('CREATE INDEX ix_question_fts_words ON question_fts USING gin (words)')


def _words(text: str) -> str:
    """As quizapp.bank.fulltext parts texts into words at the time of this migration."""
    return ' '.join(''.join(sign if sign.isalnum() else ' ' for sign in fold(text)).split())


def _fill() -> None:
    bind = op.get_bind()
    rows = bind.execute(sa.text(
        'SELECT q.id, q.ref, q.search_text, v.content FROM question q '
        'JOIN question_version v ON v.question_id = q.id AND v.number = q.version'
    )).all()
    for question_id, ref, search_text, content in rows:
        native = json.loads(content) if isinstance(content, str) else content
        lot = int.from_bytes(hashlib.blake2b(ref.encode(), digest_size=4).digest()) >> 1
        bind.execute(sa.text('UPDATE question SET lot = :lot WHERE id = :id'), {'lot': lot, 'id': question_id})
        _index(bind, question_id, _words(native.get('stem', '')), _words(search_text))


def _index(bind: sa.Connection, question_id: int, stem: str, text: str) -> None:
    values = {'id': question_id, 'stem': stem, 'text': text}
    if bind.dialect.name == 'sqlite':
        bind.execute(sa.text('DELETE FROM question_fts WHERE rowid = :id'), values)
        bind.execute(sa.text('INSERT INTO question_fts (rowid, stem, text) VALUES (:id, :stem, :text)'), values)
        return
    bind.execute(
        sa.text(
            "INSERT INTO question_fts (rowid, words) VALUES (:id, setweight(to_tsvector('simple', :stem), 'A') "
            "|| setweight(to_tsvector('simple', :text), 'D'))"
        ),
        values,
    )
