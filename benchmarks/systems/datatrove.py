"""datatrove's `PIIFormatter`: e-mail addresses and IPv4 addresses, only public ones unless told otherwise.

It returns rewritten text, not spans, so its own two replacers are asked what they would replace.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, Work, one_by_one

PACKAGES = ("datatrove",)


def load(only_public_ips: bool = True) -> Detect:
    """The formatter's expressions; what it replaces is what it finds."""
    from datatrove.pipeline.formatters.pii import PIIFormatter

    formatter = PIIFormatter(only_remove_public_ips=only_public_ips)
    replacers = {"EMAIL": formatter.emails_replacer, "IP_ADDRESS": formatter.ip_replacer}

    def find(item: Item) -> Iterable[Finding]:
        for label, replacer in replacers.items():
            for match in replacer.regex.finditer(item.text):
                if not replacer.validator or replacer.validator(match.group(0)):
                    start, end = match.span()
                    yield Finding(start, end, label)

    return one_by_one(find)


def load_rewriting() -> Work:
    """The formatter as it runs in a pipeline: rewritten texts."""
    from datatrove.pipeline.formatters.pii import PIIFormatter

    formatter = PIIFormatter()
    return lambda items: [formatter.format(item.text) for item in items]
