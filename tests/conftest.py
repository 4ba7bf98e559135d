"""What every test runs under: no network beyond this machine, no clock on single examples of a property."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# How long one example takes says more about the other processes of the machine than about the code.
settings.register_profile("project", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=5_000)
settings.load_profile("project")


def _on_this_machine(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0]
    try:
        return host in ("", "localhost") or ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Refuses every connection and name look-up that leaves the machine, and fails a test that tried one.

    Code under test may swallow the refusal, hence the check afterwards. A test that provokes a refusal on purpose
    clears the list that this fixture gives. Ray talks to itself through the machine's outward address.
    """
    attempts: list[str] = []
    if request.node.get_closest_marker("ray"):
        yield attempts
        return

    def refuse(host: object) -> None:
        attempts.append(str(host))
        raise ConnectionRefusedError(f"tests run offline: {host} is not this machine")

    def guarded(name: str) -> None:
        plain = getattr(socket.socket, name)

        def method(self: socket.socket, *arguments: Any) -> Any:
            # The address is the last argument of connect, connect_ex and sendto alike.
            if not _on_this_machine(self.family, arguments[-1]):
                refuse(arguments[-1][0])
            return plain(self, *arguments)

        monkeypatch.setattr(socket.socket, name, method)

    for name in ("connect", "connect_ex", "sendto"):
        guarded(name)
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name != socket.gethostname() and not _on_this_machine(socket.AF_INET, (name,)):
            refuse(name)
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield attempts
    assert attempts == [], "the test reached for the network"
