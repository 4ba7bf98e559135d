import pytest

from pii.labels import Label

BODY = "MC4CAQAwBQYDK2VwBCIEIHKjmadeupmadeupmadeupmadeupmadeupmadeupmade\nAAAAmadeupmadeupmadeup=="
LINES = BODY.split("\n")


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "ANY "])
def test_pem_blocks(finds, kind: str) -> None:
    finds("private_key", f"«-----BEGIN {kind}PRIVATE KEY-----\n{BODY}\n-----END {kind}PRIVATE KEY-----»", Label.KEY)


@pytest.mark.parametrize(
    "text",
    [
        f"«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n{BODY}\n=AbCd\n-----END PGP PRIVATE KEY BLOCK-----»",
        f"«---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: x\n{BODY}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----»",
        "«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
        f"{BODY}\n-----END RSA PRIVATE KEY-----»",
        f"'«-----BEGIN PRIVATE KEY-----\\n{LINES[0]}\\n{LINES[1]}\\n-----END PRIVATE KEY-----»\\n'",
        f'"«-----BEGIN PRIVATE KEY-----\\n"\n  "{LINES[0]}\\n" \\\n  "{LINES[1]}\\n"\n  "-----END PRIVATE KEY-----»\\n"',
        f"  # «-----BEGIN EC PRIVATE KEY-----\n  # {LINES[0]}\n  # {LINES[1]}\n  # -----END EC PRIVATE KEY-----»",
        f"key: |\n    «-----BEGIN PRIVATE KEY-----\n    {LINES[0]}\n    {LINES[1]}\n    -----END PRIVATE KEY-----»\nnext: 1",
        f"PuTTY: «PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\n{LINES[0]}\n"
        f"Private-Lines: 1\n{LINES[0]}\nPrivate-MAC: 00112233445566778899aabbccddeeff»\nmore text follows",
        f"«-----BEGIN PRIVATE KEY-----\n{BODY}\n{LINES[0]}»\n\ndef function():\n    pass\n",
        f"«-----BEGIN RSA PRIVATE KEY-----\n{'X' * 64}\n-----END RSA PRIVATE KEY-----»",
    ],
)
def test_other_blocks_quoted_escaped_or_cut_off(finds, text: str) -> None:
    finds("private_key", text, Label.KEY)


def test_a_block_without_its_head_is_found_at_the_start_of_a_text() -> None:
    from pii.detectors.rules import RuleDetector

    text = f"{BODY}\n-----END PRIVATE KEY-----\nrest"
    (span,) = RuleDetector(["private_key"]).detect([text])[0]
    assert text[span.start : span.end] == f"{BODY}\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize(
    "text",
    [
        f"-----BEGIN CERTIFICATE-----\n{BODY}\n-----END CERTIFICATE-----",
        f"-----BEGIN PUBLIC KEY-----\n{BODY}\n-----END PUBLIC KEY-----",
        f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n{BODY}\n-----END PGP PUBLIC KEY BLOCK-----",
        'if line.startswith("-----BEGIN RSA PRIVATE KEY-----"):\n    return load(line)\n',
        'BEGIN = "-----BEGIN PRIVATE KEY-----"\nEND = "-----END PRIVATE KEY-----"\n',
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n<your key>\n-----END PRIVATE KEY-----",
        "PuTTY-User-Key-File-2 is the first line of such files",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("private_key", text)
