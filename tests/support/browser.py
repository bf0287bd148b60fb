"""A browser for the tests: one on the PATH, else the system's package (as root), else Playwright's own.

`python -m tests.support.browser` makes sure that there is one. Where none can be had the browser tests are
skipped, loudly; with REQUIRE_BROWSER=1 that is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def find_browser() -> str | None:
    """The path of a browser, or None."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> None:
    """Try the ways to a browser in turn; what each of them says is shown."""
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "update", "-qq"])
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    if find_browser() is None:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> None:
    print("+", " ".join(command), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, env=environment, check=False, timeout=900, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {error}", flush=True)


def is_required() -> bool:
    return os.environ.get("REQUIRE_BROWSER") == "1"


def main() -> int:
    if find_browser() is None:
        install_browser()
    path = find_browser()
    if path:
        print(f"Browser for the tests: {path}")
        return 0
    line = "*" * 78
    print(f"{line}\nNO BROWSER: none on the PATH, and none could be installed.\n", file=sys.stderr)
    print("The browser tests are SKIPPED. Install Chromium and run `make test` again.", file=sys.stderr)
    print(line, file=sys.stderr)
    return 1 if is_required() else 0


if __name__ == "__main__":
    sys.exit(main())
