"""What `SecretsDetector` finds, where it says it stands, and what it leaves alone. All values are made up."""

import base64
import configparser
import json
import pickle
import socket
import sys

import pytest
from detect_secrets.settings import get_settings, transient_settings

from pii.detectors.base import Detector
from pii.detectors.secrets import Preset, SecretsDetector
from pii.errors import ConfigError, MissingDependencyError
from pii.labels import Label

# Put together here, so that no scanner takes this file for a leak.
RANDOM = "Zq8xJ1LmW0pRtYvBnN5eHhGd7fSa3UiOkC2wXb4T6yM9"
HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
GITHUB = "gh" + "p_" + RANDOM[:36]
AWS = "AK" + "IA" + "Q7W3E9R5T1Y8U2I4"
NPM = "npm" + "_" + RANDOM[:36]


def _jwt(*parts: dict[str, object]) -> str:
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, RANDOM[:43]])


JWT = _jwt({"alg": "HS256", "typ": "JWT"}, {"sub": "42", "ab": 1})


def values(detector: SecretsDetector, text: str) -> list[tuple[str, Label, str]]:
    [spans] = detector.detect([text])
    return [(span.source.removeprefix("secrets."), span.label, text[span.start : span.end]) for span in spans]


@pytest.fixture(scope="module")
def detector() -> SecretsDetector:
    return SecretsDetector("default")


HITS = [
    ("ArtifactoryDetector", f'token="AKC{RANDOM[:20]}"', f"AKC{RANDOM[:20]}", Label.KEY),
    ("AWSKeyDetector", f"id {AWS} end", AWS, Label.KEY),
    ("AWSKeyDetector", f"aws_secret_key = '{RANDOM[:40]}'", RANDOM[:40], Label.KEY),
    ("AzureStorageKeyDetector", f"AccountKey={RANDOM * 2}", f"AccountKey={RANDOM * 2}", Label.KEY),
    ("Base64HighEntropyString", f"x = '{RANDOM}'", RANDOM, Label.KEY),
    ("Base64HighEntropyString", f"x = '{RANDOM[:23]}'", RANDOM[:23], Label.KEY),
    ("BasicAuthDetector", "git clone https://deploy:k9Tr4w@git.example.org/a.git", "k9Tr4w", Label.PASSWORD),
    ("CloudantDetector", f"cloudant_key = '{HEX * 2}'", HEX * 2, Label.KEY),
    ("DiscordBotTokenDetector", f"M{RANDOM[:23]}.{RANDOM[:6]}.{RANDOM[:27]}", None, Label.KEY),
    ("GitHubTokenDetector", f"curl -H 'Authorization: token {GITHUB}'", GITHUB, Label.KEY),
    ("GitLabTokenDetector", f"use glpat-{RANDOM[:20]} here", f"glpat-{RANDOM[:20]}", Label.KEY),
    ("HexHighEntropyString", f"x = '{HEX}'", HEX, Label.KEY),
    ("HexHighEntropyString", f"x = '{HEX[:9]}'", HEX[:9], Label.KEY),
    ("IbmCloudIamDetector", f"ibm_cloud_api_key: {RANDOM[:44]}", RANDOM[:44], Label.KEY),
    ("IbmCosHmacDetector", f"secret_access_key={HEX}{HEX[:16]}", HEX + HEX[:16], Label.KEY),
    ("JwtTokenDetector", f"Bearer {JWT}, next", JWT, Label.KEY),
    ("KeywordDetector", 'db_password = "k9Tr4w"', "k9Tr4w", Label.PASSWORD),
    ("KeywordDetector", 'if ("k9Tr4w" == my_password) {', "k9Tr4w", Label.PASSWORD),
    ("KeywordDetector", "client_key: 'k9Tr4w'", "k9Tr4w", Label.KEY),
    ("MailchimpDetector", f"{HEX}-us7", f"{HEX}-us7", Label.KEY),
    ("NpmDetector", f"//registry.example.org/:_authToken={NPM}", NPM, Label.KEY),
    ("OpenAIDetector", f"sk-{RANDOM[:20]}T3BlbkFJ{RANDOM[:20]}", None, Label.KEY),
    ("PypiTokenDetector", f"pypi-AgEIcHlwaS5vcmc{RANDOM * 2}", None, Label.KEY),
    ("SendGridDetector", f"SG.{RANDOM[:22]}.{RANDOM[:43]}", None, Label.KEY),
    ("SlackDetector", f"xox{'b'}-123456789012-{RANDOM[:24]}", None, Label.KEY),
    ("SoftlayerDetector", f"softlayer_api_key = {HEX * 2}", HEX * 2, Label.KEY),
    ("SquareOAuthDetector", f"sq0csp-{RANDOM[:43]}", None, Label.KEY),
    ("StripeDetector", f"sk_{'live'}_{RANDOM[:24]}", None, Label.KEY),
    ("TelegramBotTokenDetector", f"123456789:{RANDOM[:35]}", None, Label.KEY),
    ("TwilioKeyDetector", f"SK{HEX}", None, Label.KEY),
]


@pytest.mark.parametrize(
    ("plugin", "line", "value", "label"), HITS, ids=[f"{hit[0]}-{n}" for n, hit in enumerate(HITS)]
)
def test_every_plugin_is_located_and_labelled(
    detector: SecretsDetector, plugin: str, line: str, value: str | None, label: Label
) -> None:
    """`None`: the whole line is the value."""
    assert (plugin, label, value or line) in values(detector, f"before\n{line}\nafter\n")


NEAR_MISSES = [
    "password = getpass()",
    'password = "$PASSWORD"',
    'password = "{{ password }}"',
    'password = "<password>"',
    'password = "********"',
    "x = 'abcdefghijklmnopqrstuvwxyz'",
    "x = '123e4567-e89b-12d3-a456-426614174000'",
    f"user_id = '{HEX}'",
    "x = 'the_name_of_a_rather_long_function'",
    f"x = '{RANDOM[:22]}'",
    f"x = '{HEX[:8]}'",
    f"x = '{'a' * 200}{HEX}'",
    f"gh{'p'}_tooshort",
    "AKIA",
    "listen on 203.0.113.7:8080",
    "https://www.example.org/a:b@c",
    "eyJhbGciOiJ.not.json",
]


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_misses_are_left_alone(detector: SecretsDetector, line: str) -> None:
    assert values(detector, f"import x\n{line}\n") == []


def test_it_is_a_detector(detector: SecretsDetector) -> None:
    assert isinstance(detector, Detector)
    assert json.dumps(dict(detector.describe()))


@pytest.mark.parametrize(
    "pragma", ["# pragma: allowlist secret", "// pragma: whitelist secret", "-- pragma: allowlist secret"]
)
def test_a_document_cannot_switch_detection_off(detector: SecretsDetector, pragma: str) -> None:
    text = f"# pragma: allowlist nextline secret\nkey {AWS} {pragma}\n"

    assert ("AWSKeyDetector", Label.KEY, AWS) in values(detector, text)


def test_every_repetition_on_a_line_is_a_span(detector: SecretsDetector) -> None:
    text = f"copy {AWS} {AWS};{AWS}\nx\n"

    [spans] = detector.detect([text])

    assert [(span.start, span.end) for span in spans] == [(5, 25), (26, 46), (47, 67)]


def test_a_value_is_masked_where_the_plugin_means_it_only(detector: SecretsDetector) -> None:
    text = 'import x\nx7 = 1; password = "x7"; passwd = "x7"; fox7 = "x7"\n'

    [spans] = detector.detect([text])

    assert [text[span.start - 10 : span.start] for span in spans] == ['ssword = "', 'passwd = "']


def test_offsets_are_characters(detector: SecretsDetector) -> None:
    text = f"# Jürgen – 日本語 🙂\nlong line é {AWS} 🙂\n\nпароль\npassword = 'k9Tr4wß'\n{GITHUB}"

    assert values(detector, text) == [
        ("AWSKeyDetector", Label.KEY, AWS),
        ("KeywordDetector", Label.PASSWORD, "k9Tr4wß"),
        ("GitHubTokenDetector", Label.KEY, GITHUB),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(detector: SecretsDetector, newline: str) -> None:
    text = newline.join(["import x", "", f"é {AWS}", "password = 'k9Tr4w'", ""])

    assert [(finding.line, finding.value) for finding in detector.findings(text)] == [(3, AWS), (4, "k9Tr4w")]
    assert [value for *_, value in values(detector, text)] == [AWS, "k9Tr4w"]


def test_lone_surrogates_and_nul_do_no_harm(detector: SecretsDetector) -> None:
    assert [value for *_, value in values(detector, f"\udc80 \0 {AWS} \ud800\n")] == [AWS]


def test_letters_that_fold_to_ascii_are_not_overlooked(detector: SecretsDetector) -> None:
    """`re.IGNORECASE` takes the long s for an s and the Kelvin sign for a k."""
    assert [value for *_, value in values(detector, "import x\npa\u017f\u017fword = 'k9Tr4w'\n")] == ["k9Tr4w"]
    assert [value for *_, value in values(detector, "import x\napi_\u212aey = 'k9Tr4w'\n")] == ["k9Tr4w"]


@pytest.mark.parametrize("kind", ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"])
def test_a_private_key_is_one_span_from_begin_to_end(detector: SecretsDetector, kind: str) -> None:
    block = f"-----BEGIN {kind}-----\n{RANDOM}\n{RANDOM}\n-----END {kind}-----"
    text = f"import x\nkey = '''{block}'''\nother\n"

    assert ("PrivateKeyDetector", Label.KEY, block) in values(detector, text)


def test_the_mention_of_a_private_key_is_only_its_name(detector: SecretsDetector) -> None:
    text = "if 'BEGIN RSA PRIVATE KEY' in x and 'END RSA PRIVATE KEY' in x:\n    return\n"

    assert values(detector, text) == [("PrivateKeyDetector", Label.KEY, "BEGIN RSA PRIVATE KEY")]


def test_a_token_longer_than_its_plugin_knows_is_masked_whole(detector: SecretsDetector) -> None:
    key = f"sk_{'live'}_{RANDOM * 2}"

    assert ("StripeDetector", Label.KEY, key) in values(detector, f"use {key}\n")


def test_formats_do_not_start_within_a_word() -> None:
    formats = SecretsDetector("formats")

    assert values(formats, f"seq TT{AWS}\nseq T{AWS}\narn:123456789012:{RANDOM[:35]}\n") == []
    assert [value for *_, value in values(formats, f"id={AWS}\n'{AWS}'\n")] == [AWS, AWS]


def test_settings_need_no_quotes(detector: SecretsDetector) -> None:
    with_section = f"; c\n[main]\nname = x\nsecret_token: k9Tr4w\nother = {RANDOM}\n"
    without = "NAME=secret\nDB_PASSWORD=k9Tr4w\n"

    assert {value for *_, value in values(detector, with_section)} == {"k9Tr4w", RANDOM}
    assert values(detector, without) == [("KeywordDetector", Label.PASSWORD, "k9Tr4w")]


def test_settings_are_located_in_the_value_not_in_the_key(detector: SecretsDetector) -> None:
    text = "a = 1\npasswords = passwords\n"

    [[span]] = detector.detect([text])

    assert (span.start, span.end) == (18, 27)


def test_presets_differ_as_documented() -> None:
    text = f"import x\nx = '{HEX}'\npassword = 'k9Tr4w'\n{GITHUB}\n{AWS}\nglpat-{RANDOM[:20]}\n"
    found = {preset: {source for source, *_ in values(SecretsDetector(preset), text)} for preset in Preset}

    assert found[Preset.FORMATS] == {"GitHubTokenDetector", "AWSKeyDetector", "GitLabTokenDetector"}
    assert found[Preset.BIGCODE] == {"GitHubTokenDetector", "AWSKeyDetector", "HexHighEntropyString"}
    assert found[Preset.DEFAULT] == found[Preset.FORMATS] | found[Preset.BIGCODE] | {"KeywordDetector"}


def test_an_unknown_preset_or_engine_is_a_clear_error() -> None:
    with pytest.raises(ConfigError, match="expected one of formats, default, bigcode"):
        SecretsDetector("everything")
    with pytest.raises(ConfigError, match="expected one of auto, hyperscan, re"):
        SecretsDetector("formats", engine="grep")


def test_no_network_even_where_the_caller_asks_detect_secrets_to_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    verification = {"path": "detect_secrets.filters.common.is_ignored_due_to_verification_policies", "min_level": 2}
    with transient_settings({"plugins_used": [{"name": "AWSKeyDetector"}], "filters_used": [verification]}):
        found = values(
            SecretsDetector("default"), f"{AWS} {GITHUB} secret = '{RANDOM[:40]}'\nxox{'b'}-12-{RANDOM[:9]}\n"
        )

    assert len(found) >= 4


def test_global_settings_stay_as_they_were(detector: SecretsDetector) -> None:
    with transient_settings({"plugins_used": [{"name": "HexHighEntropyString", "limit": 7.0}]}) as settings:
        before = settings.json()
        parsing_error = configparser.ParsingError

        assert values(SecretsDetector("bigcode"), f"x = '{HEX}'\n") != []
        assert values(detector, "A=b\nPASSWORD=k9Tr4w\n") != []
        assert get_settings() is settings
        assert settings.json() == before
        assert configparser.ParsingError is parsing_error


def test_batches_and_pickling_change_nothing(detector: SecretsDetector) -> None:
    texts = [f"{line}\n" for _, line, *_ in HITS] + ["", "\n", "nothing\n"]
    one_by_one = [detector.detect([text])[0] for text in texts]

    assert detector.detect(texts) == one_by_one
    assert pickle.loads(pickle.dumps(detector)).detect(texts[::-1]) == one_by_one[::-1]


def test_a_finding_does_not_show_its_value(detector: SecretsDetector) -> None:
    [finding] = detector.findings(f"{AWS}\n")

    assert finding.value == AWS
    assert AWS not in repr(finding)


def test_without_detect_secrets_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "detect_secrets", None)
    monkeypatch.setitem(sys.modules, "detect_secrets.plugins", None)
    module = sys.modules[SecretsDetector.__module__]
    module._search.cache_clear()
    with pytest.raises(MissingDependencyError, match=r"pii-for-code\[secrets\]"):
        SecretsDetector()
    module._search.cache_clear()


def test_a_value_that_is_dropped_hides_no_other_of_its_line(detector: SecretsDetector) -> None:
    dropped_for_hex = f"import x\nuser_id = '{HEX}' SK{HEX[::-1]}\n"
    urls = "import x\nhttps://a:-----@git.example.org https://jroe:k9Tr4w@git.example.org\n"
    names = 'import x\npassword = "$PW"; passwd = "k9Tr4w"\n'

    assert values(detector, dropped_for_hex) == [("TwilioKeyDetector", Label.KEY, f"SK{HEX[::-1]}")]
    assert values(detector, urls) == [("BasicAuthDetector", Label.PASSWORD, "k9Tr4w")]
    assert values(detector, names) == [("KeywordDetector", Label.PASSWORD, "k9Tr4w")]
    assert values(SecretsDetector("formats"), f"T{AWS[:-1]}9 {AWS}\n") == [("AWSKeyDetector", Label.KEY, AWS)]


def test_filters_see_the_neighbourhood_of_a_value_in_a_long_line(detector: SecretsDetector) -> None:
    def line(before: int, length: int) -> str:
        """`_id=` begins so many characters before the value."""
        value = f"user_id={' ' * (before - 5)}'{HEX}'"
        return f"import x\n{value} {'.' * (length - len(value) - 1)}\n"

    found = [("HexHighEntropyString", Label.KEY, HEX)]
    assert values(detector, line(5_000, 8_192)) == []
    assert values(detector, line(5_000, 8_193)) == found
    assert values(detector, line(2_049, 8_193)) == []  # the filter takes `id=` at the start for `_id=`
    assert values(detector, line(2_050, 8_193)) == found

    formats = SecretsDetector("formats")
    assert values(formats, f"T{AWS}{' ' * 2_028}{AWS} {'.' * 8_000}\n") == [("AWSKeyDetector", Label.KEY, AWS)] * 2
    assert values(formats, f"T{AWS}{' ' * 2_029}{AWS} {'.' * 8_000}\n") == []


def test_a_key_of_putty_ends_with_its_code(detector: SecretsDetector) -> None:
    key = f"PuTTY-User-Key-File-2: ssh-rsa\n{RANDOM}\nPrivate-MAC: {HEX}"

    assert ("PrivateKeyDetector", Label.KEY, key) in values(detector, f"import x\n{key}\nother\n")


@pytest.mark.parametrize(("before", "after"), [("-" * 6, "-" * 6), ("- ", " -"), ("", "  ")])
def test_up_to_six_dashes_frame_a_private_key(detector: SecretsDetector, before: str, after: str) -> None:
    block = f"{before}BEGIN RSA PRIVATE KEY-----\n{RANDOM}\n-----END RSA PRIVATE KEY{after}"
    more = "-" if before.startswith("--") else ""
    text = f'import x\nkey = "{more}{block}{more}"\nother\n'

    assert ("PrivateKeyDetector", Label.KEY, block.rstrip(" ")) in values(detector, text)
