"""Send objects through a pipe with their large buffers out of band: pickled in line, those would be copied six times."""

import pickle
from multiprocessing.connection import Connection
from typing import Any


def send(connection: Connection, item: Any) -> None:
    """Send an object."""
    buffers: list[pickle.PickleBuffer] = []
    data = pickle.dumps(item, protocol=5, buffer_callback=buffers.append)
    views = [buffer.raw() for buffer in buffers]
    connection.send_bytes(pickle.dumps((data, [view.nbytes for view in views])))
    for view in views:
        if view.nbytes:
            connection.send_bytes(view)


def receive(connection: Connection) -> Any:
    """Receive an object sent by `send`.

    Raises:
        EOFError: the other end is closed.
    """
    data, sizes = pickle.loads(connection.recv_bytes())
    buffers: list[bytearray] = []
    for size in sizes:
        buffers.append(bytearray(size))
        if size:
            connection.recv_bytes_into(buffers[-1])
    return pickle.loads(data, buffers=buffers)
