"""Start a private Label Studio server, reachable from this machine only and without telemetry."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

from pii.errors import ConfigError, MissingDependencyError

HOST = "127.0.0.1"
STARTUP_SECONDS = 900
"""The first start creates a database, which takes two minutes on an idle machine."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and its credentials."""

    url: str
    username: str
    password: str = field(repr=False)
    token: str = field(repr=False)


def environment(directory: Path, username: str, password: str, token: str) -> dict[str, str]:
    """Settings of a server: its data in one directory, one account, no sign-up, no analytics, no error reports.

    By default a server reports usage and errors to its vendor, the latter with texts that were being processed.
    """
    return {
        "LABEL_STUDIO_BASE_DATA_DIR": str(directory),
        "LABEL_STUDIO_USERNAME": username,
        "LABEL_STUDIO_PASSWORD": password,
        "LABEL_STUDIO_USER_TOKEN": token,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }


@contextmanager
def running(
    directory: Path, port: int = 8080, binary: str = "label-studio", username: str = "reviewer@example.com"
) -> Iterator[Server]:
    """Run a server for the duration of the context, with its data and its account's secrets in `directory`.

    Raises:
        MissingDependencyError: Label Studio is not installed at `binary`.
        ConfigError: the port is taken (the server would silently use another), or the server does not start.
    """
    found = which(binary)
    if found is None:
        raise MissingDependencyError(
            f"no {binary!r} to run: pip install label-studio, best in an environment of its own"
        )
    if not _is_free(port):
        raise ConfigError(f"port {port} is taken: give another with --port")
    directory = directory.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    server = Server(f"http://{HOST}:{port}", username, _secret(directory / "password"), _secret(directory / "token"))
    command = [found, "start", "--no-browser", "--internal-host", HOST, "--port", str(port)]
    settings = environment(directory, username, server.password, server.token)
    process = None
    try:
        with (directory / "server.log").open("ab") as log:
            process = subprocess.Popen(
                command, env={**_inherited(), **settings}, stdout=log, stderr=log, start_new_session=True
            )
        _wait(server.url, process, directory)
        yield server
    finally:
        if process is not None:
            _stop(process)


def _inherited() -> Mapping[str, str]:
    """The environment of this process, without variables that would change the server's settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("LABEL_STUDIO_", "HEARTEX_"))}


def _secret(path: Path) -> str:
    """A secret kept across restarts, because the server reads it only when it creates the database."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(20), encoding="ascii")
    return path.read_text(encoding="ascii")


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex((HOST, port)) != 0


def _wait(url: str, process: subprocess.Popen[bytes], directory: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ConfigError(f"Label Studio ended with status {process.returncode}; see {directory / 'server.log'}")
        try:
            with urlopen(f"{url}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        time.sleep(1)
    raise ConfigError(f"Label Studio did not answer within {STARTUP_SECONDS} s; see {directory / 'server.log'}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process group: the server starts a child."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
