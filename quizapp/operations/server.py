"""The server: granian, several processes, each with threads."""

import errno
import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from quizapp.config import Settings
from quizapp.errors import SetupError

THREADS = 8


def check_port(settings: Settings) -> None:
    """Raise SetupError where the address cannot be listened on, before anything else is done."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            place = f"{settings.host}:{settings.port}"
            raise SetupError(
                f"Cannot listen on {place} ({error.strerror}). {_mend(error, settings)}"
            ) from None


def _mend(error: OSError, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Stop the other program, or choose another port: QUIZAPP_PORT={settings.port + 1} make run"
    if error.errno == errno.EACCES:
        return "Choose a port above 1023 with QUIZAPP_PORT."
    return "Choose an address of this machine with QUIZAPP_HOST."


def serve(settings: Settings) -> None:
    """Serve the app until it is told to stop."""
    Granian(
        "quizapp:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    ).serve()
