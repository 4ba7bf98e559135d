import base64
import json

import pytest

from pii.labels import Label


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


SIGNED = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part({'sub': 'jroe'})}.c2lnbmF0dXJlLW1hZGUtdXA"
ENCRYPTED = f"{part({'alg': 'dir', 'enc': 'A128GCM'})}..aXYtbWFkZS11cA.Y2lwaGVydGV4dA.dGFn"


@pytest.mark.parametrize(
    "text", [f"token = '«{SIGNED}»'", f"Bearer «{SIGNED}».", f"«{SIGNED[: SIGNED.rindex('.')]}».", f"x=\\n«{SIGNED}»"]
)
def test_tokens(finds, text: str) -> None:
    finds("jwt", text, Label.KEY)


@pytest.mark.parametrize(
    "text", ["eyJub3QiOiJhIGhlYWRlciJ9.eyJzdWIiOiJ4In0.abc", "eyJhbGciOiJIUzI1NiJ9", f"AAAA{SIGNED}", "eyJ!!!!.eyJ.x"]
)
def test_near_misses(finds, text: str) -> None:
    finds("jwt", text)
