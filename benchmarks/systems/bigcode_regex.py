"""BigCode's pipeline from before it had a model, written from its description: regular expressions for e-mail and IP addresses,
detect-secrets with a chosen set of plugins and filters for keys.

Kept because the description has it, although it hurts: documents go through a temporary `.txt` file; a key must look
like gibberish; a key of a hash's length on a line that mentions hashes is dropped, and so is every key of a document that
mentions hashes more often than once in fifty lines; every further occurrence of a key's value counts too.

The gibberish check uses the model that detect-secrets ships, with detect-secrets' own limit, unless another is given.
"""

import ipaddress
from collections.abc import Iterable
from pathlib import Path

from benchmarks.systems.base import Detect, Finding, Item, occurrences, one_by_one
from benchmarks.systems.detect_secrets import file_of

PACKAGES = ("detect-secrets", "gibberish-detector", "regex")

PLUGINS = (
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "AzureStorageKeyDetector",
    "Base64HighEntropyString",
    "CloudantDetector",
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "HexHighEntropyString",
    "IbmCloudIamDetector",
    "IbmCosHmacDetector",
    "JwtTokenDetector",
    "MailchimpDetector",
    "NpmDetector",
    "SendGridDetector",
    "SlackDetector",
    "SoftlayerDetector",
    "StripeDetector",
    "TwilioKeyDetector",
)
SHIPPED_MODEL_LIMIT = 3.7
"""The threshold above which detect-secrets' own model takes text for gibberish, as detect-secrets sets it."""

FILTERS = ("is_potential_uuid", "is_likely_id_string", "is_templated_secret", "is_sequential_string")

# A word starts after one of these and ends before one of these; Han characters need no space around an address.
BEFORE = r"""[\b\s@?,!;:'")(.\p{Han}]"""
AFTER = r"""[\s@,?!;:'"(.\p{Han}]"""

EMAIL = r"""(?<=^|[\b\s@,?!;:)('".\p{Han}<])
([^\b\s@?!;,:)('"<]+ @ [^\b\s@!?;,/]* [^\b\s@?!;,/:)('">.] \. \p{L} \w+)
(?=$|[\b\s@,?!;:)('".\p{Han}>])"""

OCTET = r"(?:25[0-5]|2[0-4]\d|[01]?\d\d?)"
IPV4 = rf"{OCTET}(?:\.{OCTET}){{3}}"
GROUP = "[0-9a-fA-F]{1,4}"


def _ipv6() -> str:
    """All forms of an IPv6 address; a shorter form before a longer one would cut the longer one off."""
    forms = [rf"(?:{GROUP}:){{7}}{GROUP}", rf"(?:{GROUP}:){{1,7}}:", rf"(?:{GROUP}:){{1,6}}:{GROUP}"]
    forms += [rf"(?:{GROUP}:){{1,{7 - tail}}}(?::{GROUP}){{1,{tail}}}" for tail in range(2, 6)]
    forms += [rf"{GROUP}:(?::{GROUP}){{1,6}}", rf":(?:(?::{GROUP}){{1,7}}|:)"]
    forms += [rf"::(?:ffff(?::0{{1,4}})?:)?{IPV4}", rf"(?:{GROUP}:){{1,4}}:{IPV4}"]
    return "|".join(forms)


def load(gibberish_model: str | None = None) -> Detect:
    """The expressions, and for keys detect-secrets with the preset; `gibberish_model` is the file of its filter."""
    import regex

    email = regex.compile(EMAIL, regex.MULTILINE | regex.VERBOSE)
    address = regex.compile(rf"(?:^|{BEFORE})({IPV4}|{_ipv6()})(?:$|{AFTER})", regex.MULTILINE)
    keys = _KeyFinder(gibberish_model)

    def find(item: Item) -> Iterable[Finding]:
        for match in email.finditer(item.text):
            yield Finding(*match.span(1), "EMAIL")
        for match in address.finditer(item.text):
            if _is_address(match[1], item.text, *match.span(1)):
                yield Finding(*match.span(1), "IP_ADDRESS")
        yield from keys.find(item.text)

    return one_by_one(find)


def load_keys() -> Detect:
    """Its keys alone: detect-secrets over a temporary file for each document."""
    keys = _KeyFinder(None)
    return one_by_one(lambda item: keys.find(item.text))


def _is_address(value: str, text: str, start: int, end: int) -> bool:
    if not any(character.isdigit() for character in value):
        return False
    if value.count(".") == 3 and len(value) == 7:
        # Four single digits are a version unless the context mentions servers. A negative start slices as in the original.
        context = text[start - 100 : end + 100].lower()
        if "dns" not in context and "server" not in context:
            return False
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


class _KeyFinder:
    """detect-secrets with BigCode's plugins, and the checks that follow it."""

    def __init__(self, gibberish_model: str | None) -> None:
        import detect_secrets
        from gibberish_detector import detector  # pyright: ignore[reportMissingImports]

        shipped = Path(detect_secrets.__file__).parent / "filters" / "gibberish" / "rfc.model"
        self._gibberish = detector.create_from_model(gibberish_model or str(shipped))
        if not gibberish_model:
            self._gibberish.limit = SHIPPED_MODEL_LIMIT
        self._settings = {
            "plugins_used": [{"name": name} for name in PLUGINS],
            "filters_used": [{"path": f"detect_secrets.filters.heuristic.{name}"} for name in FILTERS],
        }

    def find(self, text: str) -> Iterable[Finding]:
        from detect_secrets.core.secrets_collection import SecretsCollection
        from detect_secrets.settings import transient_settings

        secrets = SecretsCollection()
        with file_of(Item(text), ".txt") as path, transient_settings(self._settings):
            secrets.scan_file(path)
        found: set[Finding] = set()
        for value in {secret.secret_value for _, secret in secrets if secret.secret_value}:
            if not self._gibberish.is_gibberish(value.lower()):
                continue
            if _names_a_hash(text, value) or _speaks_of_hashes(text):
                continue
            found.update(Finding(*span, "KEY") for span in occurrences(text, value))
        return sorted(found)


def _names_a_hash(text: str, value: str) -> bool:
    if len(value) not in (32, 40, 64) or value not in text:
        return False
    before = text[: text.index(value)].splitlines()[-1:]
    return any(word in line.lower() for line in before for word in ("sha", "md5", "hash", "byte"))


def _speaks_of_hashes(text: str) -> bool:
    allowed = text.count("\n") // 50
    return any(text.lower().count(word) > allowed for word in ("sha", "hash"))
