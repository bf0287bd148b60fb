"""The database's structure: made and moved by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DatabaseError

from quizapp.config import Settings
from quizapp.db import engine_options, prepare_engine
from quizapp.errors import SetupError

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def upgrade(settings: Settings) -> None:
    """Bring the database to this version's structure, making it where there is none.

    Raises SetupError where it cannot be opened or comes from a newer version.
    """
    engine = create_engine(settings.database_url, **engine_options(settings.database_url))
    prepare_engine(engine)
    try:
        _upgrade(engine, settings)
    except (DatabaseError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error)
        raise SetupError(f"The database {_name(settings)} cannot be opened: {reason}.") from None
    finally:
        engine.dispose()


def _upgrade(engine: Engine, settings: Settings) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        known = {revision.revision for revision in script.walk_revisions()}
        if current is not None and current not in known:
            raise SetupError(
                f"The database {_name(settings)} was made by a newer version of Civics Desk. "
                "Install that version, or restore an older backup."
            )
        if current != script.get_current_head():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _name(settings: Settings) -> str:
    return settings.database_url.removeprefix("sqlite:///").split("@")[-1]
