import re
import zlib

import pytest

from pii.detectors.rules import RuleDetector
from pii.detectors.rules.credentials.key_formats import RULE
from pii.detectors.rules.credentials.vendors import FORMATS, crc32_base62
from pii.labels import Label

X = "Ab3De5Gh7Jk9Lm1Np3Qr5St7Uv9Wx1Yz"
HEX = "0123456789abcdef"

_NATS = "SUAIFNYO5Z7RUUBZX3YH5QRUP4DG5UEPLXDVCJCH4NAEGAACNNXFIVJ7OM"
_STELLAR = "SCRJYWRIJSPPOUQYFHHRA6NQQDU5OSQ4CD6KW2SCIPJTMVW6XZGB4S4B"


@pytest.mark.parametrize(
    "key",
    [
        "AKIA" + "MADEUP234567ABCD",
        "AKIA" + "QZTKXWRMVNCLPHSG",
        "AIza" + (X + X)[:35],
        "ya29." + X,
        "GOCSPX-" + X[:28],
        "ghs_" + (X + X)[:36],
        "github_pat_" + X[:22] + "_" + (X + X)[:59],
        "glpat-" + X[:20],
        "xoxb-1234567890-1234567890123-" + X[:24],
        "sk_live_" + X[:24],
        "whsec_" + X,
        "sk-" + X[:20] + "T3BlbkFJ" + X[:20],
        "sk-proj-" + X + X[:10],
        "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh",
        "npm_" + (X + X)[:36],
        "pypi-AgEIcHlwaS5vcmc" + X + X,
        "SG." + X[:22] + "." + (X + X)[:43],
        "SK" + HEX * 2,
        "key-" + HEX * 2,
        "dop_v1_" + HEX * 4,
        "shpat_" + HEX * 2,
        "dapi" + HEX * 2,
        "hvs." + X,
        "lin_api_" + (X + X)[:40],
        "PMAK-" + (HEX * 2)[:24] + "-" + (HEX * 3)[:34],
        "AGE-SECRET-KEY-1" + ("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2)[:58],
        "123456789:AA" + (X + X)[:33],
        HEX * 2 + "-us12",
        "MTA" + X[:21] + ".Xabc12." + X[:27],
        X[:14] + ".atlasv1." + (X + X)[:64],
        "glwt-" + X[:20],
        "rootly_" + HEX * 4,
        "waka_01234567-89ab-cdef-0123-456789abcdef",
        "fc-" + HEX * 2,
        "tvly-dev-" + X,
        "ctx7sk-01234567-89ab-cdef-0123-456789abcdef",
        "csk-" + (HEX * 3),
        "sk_" + (HEX * 3),
        "t1.9eu" + X + "." + (X * 3)[:86],
        "AVNS_" + X[:19],
        "phx_" + (X + X)[:43],
        "mlsn." + HEX * 4,
        "mfa." + (X * 3)[:84],
        "pk_1234567_" + X.upper(),
        "2/1234567890123456/1234567890123456:" + HEX * 2,
        (X * 3)[:76] + "AZDO" + X[:4],
        (X * 3)[:76] + "+ASt" + X[:6] + "==",
        _NATS,
        _STELLAR,
    ],
)
def test_keys(finds, key: str) -> None:
    for text in (f"«{key}»", f'k = "«{key}»";', f"KEY=«{key}»\nB=1", f"(\\n«{key}»\\n)", f"see «{key}», and"):
        finds("key_formats", text, Label.KEY)


def test_a_name_before_the_secret_is_left_out(finds) -> None:
    finds("key_formats", f"EndpointSuffix=x;AccountKey=«{(X * 3)[:86]}==»;Q=1")
    finds("key_formats", f"https://hooks.slack.com/services/«T00000000/B00000000/{X[:24]}»")


@pytest.mark.parametrize("sign", ["%20", "%3D", "%22", "%2522", "%3d"])
def test_a_key_begins_behind_a_sign_that_is_encoded(finds, sign: str) -> None:
    finds("key_formats", f"https://x.example.org/?q=t{sign}«ghr_{(X + X + X)[:76]}»")


@pytest.mark.parametrize("sign", ["20", "%41", "%2B", "%2", "%5F"])
def test_an_encoded_letter_before_a_prefix_is_part_of_what_holds_it(finds, sign: str) -> None:
    finds("key_formats", f"https://x.example.org/?q=t{sign}ghr_{(X + X + X)[:76]}")


def test_a_key_that_code_divides_is_a_span_per_literal(finds) -> None:
    body = (X + X + X)[:76]
    finds("key_formats", f"const t = `«ghr_{body[:20]}»` + `«{body[20:]}»`", Label.KEY)
    finds("key_formats", f"t = 'sk_live_' + '«{X[:24]}»' . \n'«{X[:8]}»'", Label.KEY)
    finds("key_formats", f'"ghr_" + "{body[:75]}", "ghr_{body[:20]}" - "{body[20:]}"')


@pytest.mark.parametrize(
    "text",
    [
        "MOVE ASIAANDOCEANIAREGION TO AKIAIRLINESPASSCOUNT",
        "AKIAshort and xAKIAMADEUP234567ABCD and AKIAMADEUP234567ABCDE",
        "task_live_" + X[:24],
        "the_ghp_ prefix, ghp_short",
        "sk-learn, sk-button--primary-large-with-a-long-tail",
        "xoxb-your-token-here, ghp_" + "x" * 36,
        "pattern.path, dispatch, precious metals",
        "pk_live_" + X[:24],
        HEX * 4,
        "-us east, us-east-1",
        "rootly_" + HEX * 4 + "0, glwt-short, fc-" + HEX + ", mfa.code.is.wrong, phx_router",
        _NATS[:57] + ", U" + _NATS[1:57] + ", " + _STELLAR + "A",
        "SE" + _STELLAR[2:] + ", " + _STELLAR.lower(),
        "2024/1234567890123:" + HEX * 2 + ", 1/12:" + HEX * 2,
        X + "AZDO1234, " + (X * 3)[:77] + "AZDO1234",
    ],
)
def test_near_misses(finds, text: str) -> None:
    finds("key_formats", text)


def test_a_wrong_checksum_lowers_the_score() -> None:
    body = "Ab3De5Gh7Jk9Lm1Np3Qr5St7Uv9Wx1"
    number, digits = zlib.crc32(body.encode()), ""
    while number:
        number, digit = divmod(number, 62)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit] + digits
    right = f"ghp_{body}{digits.rjust(6, '0')}"
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert crc32_base62(right) and not crc32_base62(wrong)
    scores = [RuleDetector(["key_formats"]).detect([key])[0][0].score for key in (right, wrong)]
    assert scores[0] == 1.0 > scores[1]


@pytest.mark.parametrize("right", [_NATS, _STELLAR])
def test_seeds_in_base32_end_in_their_checksum(right: str) -> None:
    wrong = right[:20] + ("A" if right[20] != "A" else "B") + right[21:]
    scores = [RuleDetector(["key_formats"]).detect([key])[0][0].score for key in (right, wrong)]
    assert scores[0] == 1.0 > scores[1]


def test_the_table_covers_many_vendors_with_disjoint_well_formed_formats() -> None:
    assert len({key_format.vendor for key_format in FORMATS}) >= 80
    for key_format in FORMATS:
        assert key_format.prefixes and all(prefix.isascii() for prefix in key_format.prefixes)
        re.compile(key_format.marker + key_format.more)
    assert all(name.startswith("key_formats.") for name in RULE.patterns)
