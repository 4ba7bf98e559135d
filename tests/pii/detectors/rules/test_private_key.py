import pytest

from pii.labels import Label

BODY = "MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeupmade\nAAAAmadeupmadeupmadeup=="


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "ANY "])
def test_pem_blocks(finds, kind: str) -> None:
    finds("private_key", f"«-----BEGIN {kind}PRIVATE KEY-----\n{BODY}\n-----END {kind}PRIVATE KEY-----»", Label.KEY)


def test_a_block_without_its_head_is_found_at_the_start_of_a_text() -> None:
    from pii.detectors.rules import RuleDetector

    text = f"{BODY}\n-----END PRIVATE KEY-----\nrest"
    (span,) = RuleDetector(["private_key"]).detect([text])[0]
    assert text[span.start : span.end] == f"{BODY}\n-----END PRIVATE KEY-----"
