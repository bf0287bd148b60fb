"""images of questions, and who uploaded them"""

import sqlalchemy as sa
from alembic import op
from quizapp.db import Moment

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('question_image',
    sa.Column('question_version_id', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['question_version_id'], ['question_version.id'], name=op.f('fk_question_image_question_version_id_question_version')),
    sa.PrimaryKeyConstraint('question_version_id', name=op.f('pk_question_image'))
    )
    op.create_index(op.f('ix_question_image_file'), 'question_image', ['file'])
    op.create_table('image_upload',
    sa.Column('file', sa.String(length=80), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_image_upload_person_id_person')),
    sa.PrimaryKeyConstraint('file', 'person_id', name=op.f('pk_image_upload'))
    )
    op.create_index(op.f('ix_image_upload_person_id'), 'image_upload', ['person_id'])
