import pytest

from pii.detectors.rules import RuleDetector
from pii.labels import Label

BODY = "MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeupmade\nAAAAmadeupmadeupmadeup=="


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "ANY "])
def test_pem_blocks(finds, kind: str) -> None:
    finds("private_key", f"«-----BEGIN {kind}PRIVATE KEY-----\n{BODY}\n-----END {kind}PRIVATE KEY-----»", Label.KEY)


LINE = "madeup" * 4
"""Of no key's start."""
END = "-----END PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"{BODY}\n{END}\nrest", 0),
        (f"  # {LINE}\n  # {END}\n", 4),
        (f"{LINE}\n{END}", 0),
        (f"{LINE[:23]}\n{END}", None),
        (f"\n{LINE}\n{END}", None),
        (f"def f():\n{LINE}\n{END}", None),
        (f"{LINE}\nmade up\n{END}", None),
        (f"x\n{END}", None),
        (END, None),
    ],
)
def test_a_block_without_its_head_is_found_at_the_start_of_a_text(text: str, start: int | None) -> None:
    found = [(span.start, span.end) for span in RuleDetector(["private_key"]).detect([text])[0]]

    assert found == ([] if start is None else [(start, text.index(END) + len(END))])
