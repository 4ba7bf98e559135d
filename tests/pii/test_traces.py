"""An agent's traces, made up: a thousand turns of chats, calls, diffs, terminals and JSON within JSON, before and after."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

TURNS, ROWS = 1_000, 125
GIVEN, FAMILY = ["Jane", "Max", "Ada", "Nils", "Lena", "Omar"], ["Roe", "Fry", "Lund", "Moreau", "Okafor", "Brandt"]
ANSI = re.compile(r"\x1b\[[\d;]*m")


class Person:
    """Somebody who is nobody, and what is theirs."""

    def __init__(self, rng: random.Random) -> None:
        self.given, family = rng.choice(GIVEN), rng.choice(FAMILY)
        self.name = f"{self.given} {family}"
        self.mail = f"{self.given}.{family}{rng.randrange(10, 99)}@{family}.org".lower()
        self.password = "".join(rng.choice("bcdfghjkmpqrstvwxz23456789") for _ in range(14))
        self.address = f"34.{rng.randrange(1, 250)}.{rng.randrange(1, 250)}.{rng.randrange(1, 250)}"
        self.values = [self.name, self.mail, self.password, self.address]


def digest(rng: random.Random) -> str:
    return f"{rng.getrandbits(160):040x}"


def turns(rng: random.Random, who: Person) -> Iterator[dict[str, Any]]:
    """Eight turns of one conversation."""
    call = f"call_{rng.getrandbits(64):016x}"
    yield {"role": "system", "content": "You are a helpful assistant."}
    yield {"role": "user", "content": f"Mail it to {who.name} <{who.mail}>; the host is {who.address}."}
    settings = json.dumps({"user": "svc", "password": who.password, "to": f'"{who.name}" <{who.mail}>'})
    arguments = json.dumps({"path": "settings.json", "content": settings})
    yield {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": call, "type": "function", "function": {"name": "write_file", "arguments": arguments}}],
    }
    yield {"role": "tool", "tool_call_id": call, "content": json.dumps({"written": settings, "sha256": digest(rng)})}
    diff = (
        f"commit {digest(rng)}\nAuthor: {who.name} <{who.mail}>\n\ndiff --git a/app.py b/app.py\n"
        f"index {digest(rng)[:7]}..{digest(rng)[:7]} 100644\n--- a/app.py\n+++ b/app.py\n@@ -1,2 +1,2 @@\n"
        f' import os\n-password = "{who.password}"\n+password = os.environ["PASSWORD"]\n'
    )
    yield {"role": "tool", "tool_call_id": call, "content": diff}
    terminal = (
        f"\x1b[1;32m$\x1b[0m ssh {who.address}\r\n\x1b[33mwarning\x1b[0m: {who.mail} is not allowed\r\n"
        f"DB_PASSWORD=\x1b[31m{who.password}\x1b[0m\r\n"
    )
    yield {"role": "tool", "tool_call_id": call, "content": [{"type": "text", "text": terminal}]}
    yield {
        "role": "assistant",
        "content": f"Done, {who.mail} was told.\n\n```sh\nexport DB_PASSWORD={who.password}\n```",
    }
    yield {"role": "user", "content": "Thanks. All tests pass."}


def traces() -> Iterator[tuple[dict[str, Any], Person]]:
    rng = random.Random(13)
    for number in range(ROWS):
        who = Person(rng)
        row = {"id": str(UUID(int=rng.getrandbits(128), version=4)), "n": number, "commit": digest(rng), "score": 0.5}
        yield {**row, "messages": list(turns(rng, who))}, who


def structure(value: Any) -> Any:
    """The value with texts reduced to what must not change: lines, ANSI codes, hashes, and documents within."""
    if isinstance(value, dict):
        return {key: structure(each) for key, each in value.items()}
    if isinstance(value, list):
        return [structure(each) for each in value]
    if not isinstance(value, str):
        return value
    if value.startswith("{"):
        return structure(json.loads(value))
    return value.count("\n"), ANSI.findall(value), re.findall(r"\b(?:[0-9a-f]{40}|[0-9a-f]{7}\.\.[0-9a-f]{7})\b", value)


def identifiers(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key in ("id", "tool_call_id", "commit", "role", "type", "sha256"):
                yield each
            else:
                yield from identifiers(each)
    elif isinstance(value, list):
        for each in value:
            yield from identifiers(each)
    elif isinstance(value, str) and value.startswith("{"):
        yield from identifiers(json.loads(value))


def test_a_trace_stays_a_trace_and_loses_its_persons(tmp_path, run):
    rows, persons = zip(*traces(), strict=True)
    assert sum(len(row["messages"]) for row in rows) == TURNS
    source = tmp_path / "in" / "traces.jsonl"
    source.parent.mkdir()
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))

    run(source, text_fields=["@traces"])
    written = (tmp_path / "out" / "traces.jsonl").read_text()
    after = [json.loads(line) for line in written.splitlines()]

    assert len(after) == ROWS
    for row, new, who in zip(rows, after, persons, strict=True):
        assert structure(new) == structure(row)
        assert list(identifiers(new)) == list(identifiers(row))
        assert [value for value in who.values if value in json.dumps(new)] == []
