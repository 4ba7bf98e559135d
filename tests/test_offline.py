"""The guard of `conftest.py` really holds."""

import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("registry.example", 443)])
def test_connections_beyond_the_machine_are_refused(address: tuple[str, int], no_network: list[str]) -> None:
    with pytest.raises(ConnectionRefusedError, match="offline"):
        socket.create_connection(address, timeout=1)

    assert no_network == [address[0]]
    no_network.clear()


def test_datagrams_beyond_the_machine_are_refused(no_network: list[str]) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(ConnectionRefusedError, match="offline"),
    ):
        sender.sendto(b"hello", ("192.0.2.1", 53))

    no_network.clear()


def test_http_beyond_the_machine_is_refused(no_network: list[str]) -> None:
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen("http://registry.example/", timeout=1)

    assert no_network == ["registry.example"]
    no_network.clear()


def test_a_server_on_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = threading.Thread(target=lambda: server.accept()[0].sendall(b"hello"))
        answer.start()
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=5) as client:
            received = client.recv(5)
        answer.join()

    assert received == b"hello"


def test_the_runtime_of_the_network_tells_its_makers_nothing(tmp_path: Path) -> None:
    code = "import pii; pii.redact('Written by Jane Marlowe <jane@roe.org>')"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ORT_")}
    for home in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        environment[home] = str(tmp_path)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)

    assert not [path for path in tmp_path.rglob("*") if "onnx" in path.name.lower() or "microsoft" in path.name.lower()]


def test_redacting_never_reaches_for_a_network() -> None:
    code = """
import sys

def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event != "socket.gethostname":
        print(event)

sys.addaudithook(refuse)
import pii
print(pii.redact("Written by Jane Marlowe <jane@roe.org>").text)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Written by <NAME> <<EMAIL>>\n" and not done.stderr
