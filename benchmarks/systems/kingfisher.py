"""Kingfisher in its own process through its SDK: the rules that ship with it at its default confidence, no network validation.

It reports bytes. Findings that it hides, the parts of composite ones, are left out as in its own reports. Rules that mention
passwords or of credentials in URLs count as PASSWORD, all others as KEY.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, one_by_one

PACKAGES = ("kingfisher-secret-scanner",)

PASSWORD_RULES = ("password", "passwd", "credential-uri", "basic-auth", "basic_auth")


def load() -> Detect:
    """Its default rules, without asking the network whether a key is valid."""
    from kingfisher_sdk import Rules, ScanInput, Scanner  # pyright: ignore[reportMissingImports]

    scanner = Scanner(Rules())

    def find(item: Item) -> Iterable[Finding]:
        data = item.text.encode("utf-8", "surrogatepass")
        found: set[Finding] = set()
        for finding in scanner.scan_input(ScanInput(item.path or "document.txt", data)):
            if finding.visible and not finding.is_base64_encoded:
                start, end = (_characters(data, finding.location[name]) for name in ("start_offset", "end_offset"))
                found.add(Finding(start, end, label(finding.rule_id)))
        return sorted(found)

    return one_by_one(find)


def label(rule: str) -> str:
    """What a rule's finding counts as."""
    return "PASSWORD" if any(word in rule.lower() for word in PASSWORD_RULES) else "KEY"


def _characters(data: bytes, offset: int) -> int:
    return len(data[:offset].decode("utf-8", "surrogatepass"))
