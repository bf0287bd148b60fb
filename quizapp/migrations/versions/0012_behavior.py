"""what is shown and when, tries, layouts, sections, pinned versions, practice"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

# As statements of their own: adding a column with its rule leaves tables that others point at in place, on
# both databases.
COLUMNS = (
    "ALTER TABLE assignment ADD COLUMN shown BIGINT "
    "CONSTRAINT ck_assignment_shown CHECK (shown BETWEEN 0 AND 4294967295)",
    "ALTER TABLE assignment ADD COLUMN layout VARCHAR(10) NOT NULL DEFAULT 'each' "
    "CONSTRAINT ck_assignment_layout CHECK (layout IN ('each', 'forward', 'page'))",
    "ALTER TABLE assignment ADD COLUMN tries INTEGER NOT NULL DEFAULT 3 "
    "CONSTRAINT ck_assignment_tries CHECK (tries BETWEEN 1 AND 10)",
    "ALTER TABLE assignment ADD COLUMN penalty {double} NOT NULL DEFAULT 0.3333333333333333 "
    "CONSTRAINT ck_assignment_penalty CHECK (penalty BETWEEN 0 AND 1)",
    "ALTER TABLE attempt ADD COLUMN reached INTEGER NOT NULL DEFAULT 1",
)
SECTIONED = (
    "ALTER TABLE {table} ADD COLUMN section_id INTEGER "
    "CONSTRAINT fk_{table}_section_id_quiz_section REFERENCES quiz_section (id)"
)


def upgrade() -> None:
    double = sa.Double().compile(dialect=op.get_bind().dialect)
    for statement in COLUMNS:
        op.execute(statement.format(double=double))
    _make_sections()
    _make_tries()
    _make_practice()
    _pin()


def _make_sections() -> None:
    op.create_table('quiz_section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('instructions', sa.Text(), nullable=False),
    sa.CheckConstraint('position >= 1', name=op.f('ck_quiz_section_position')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_quiz_section_quiz_id_quiz')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_section')),
    sa.UniqueConstraint('quiz_id', 'position', name=op.f('uq_quiz_section_quiz_id_position'))
    )
    for table in ('attempt_slot', 'quiz_draw'):
        op.execute(SECTIONED.format(table=table))
    # SQLite makes the table anew, and would forget its rules.
    rules = [
        sa.CheckConstraint(rule['sqltext'], name=op.f(rule['name']))
        for rule in sa.inspect(op.get_bind()).get_check_constraints('quiz_slot')
    ]
    kept = rules if op.get_bind().dialect.name == 'sqlite' else ()
    with op.batch_alter_table('quiz_slot', table_args=kept) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('section_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_quiz_slot_question_id_version_question_version'),
            'question_version', ['question_id', 'version'], ['question_id', 'number']
        )
        batch_op.create_foreign_key(
            batch_op.f('fk_quiz_slot_section_id_quiz_section'), 'quiz_section', ['section_id'], ['id']
        )


def _make_tries() -> None:
    op.create_table('tried',
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('slot', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('fraction', sa.Double(), nullable=False),
    sa.Column('is_last', sa.Boolean(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_tried_number')),
    sa.ForeignKeyConstraint(
        ['attempt_id', 'slot', 'sequence'], ['step.attempt_id', 'step.slot', 'step.sequence'],
        name=op.f('fk_tried_attempt_id_slot_sequence_step')
    ),
    sa.PrimaryKeyConstraint('attempt_id', 'slot', 'number', name=op.f('pk_tried')),
    sa.UniqueConstraint('attempt_id', 'slot', 'sequence', name=op.f('uq_tried_attempt_id_slot_sequence'))
    )


def _make_practice() -> None:
    op.create_table('practice_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('started_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_practice_run_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_run'))
    )
    op.create_index('ix_practice_run_person_id_started_at', 'practice_run', ['person_id', 'started_at'])
    op.create_table('practice_slot',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('question_version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(
        ['question_version_id'], ['question_version.id'],
        name=op.f('fk_practice_slot_question_version_id_question_version')
    ),
    sa.ForeignKeyConstraint(['run_id'], ['practice_run.id'], name=op.f('fk_practice_slot_run_id_practice_run')),
    sa.PrimaryKeyConstraint('run_id', 'number', name=op.f('pk_practice_slot'))
    )
    op.create_index(op.f('ix_practice_slot_question_version_id'), 'practice_slot', ['question_version_id'])
    op.create_table('practice_try',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('number_of_try', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(), nullable=False),
    sa.Column('fraction', sa.Double(), nullable=False),
    sa.Column('is_last', sa.Boolean(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.CheckConstraint('number_of_try >= 1', name=op.f('ck_practice_try_number_of_try')),
    sa.ForeignKeyConstraint(
        ['run_id', 'number'], ['practice_slot.run_id', 'practice_slot.number'],
        name=op.f('fk_practice_try_run_id_number_practice_slot')
    ),
    sa.PrimaryKeyConstraint('run_id', 'number', 'number_of_try', name=op.f('pk_practice_try'))
    )


def _pin() -> None:
    """A quiz that a student has started keeps the versions that the next attempt would have got."""
    op.execute(
        "UPDATE quiz_slot SET version = "
        "(SELECT question.version FROM question WHERE question.id = quiz_slot.question_id) "
        "WHERE EXISTS (SELECT 1 FROM attempt JOIN assignment ON assignment.id = attempt.assignment_id "
        "WHERE assignment.quiz_id = quiz_slot.quiz_id)"
    )
