"""CredSweeper over a document's lines: its rules and filters alone, or with the model that ships inside it.

The model, the filters and the thresholds were made on CredData. Rules that mention passwords (and the password of a URL)
count as PASSWORD, all others as KEY, except UUIDs, which no label of ours covers.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, line_bounds, one_by_one

PACKAGES = ("credsweeper", "onnxruntime")

LEFT_OUT = {"UUID"}
PASSWORD_RULES = ("password", "passwd", "url credentials", "securestring")


def load(model: bool = True, threshold: str = "medium") -> Detect:
    """Its rules, with its network or without."""
    from credsweeper.app import CredSweeper  # pyright: ignore[reportMissingImports]
    from credsweeper.common.constants import ThresholdPreset  # pyright: ignore[reportMissingImports]
    from credsweeper.file_handler.string_content_provider import StringContentProvider  # pyright: ignore[reportMissingImports]

    sweeper = CredSweeper(ml_threshold=ThresholdPreset[threshold] if model else 0, pool_count=1, log_level="ERROR")

    def find(item: Item) -> Iterable[Finding]:
        lines = line_bounds(item.text)
        path = item.path or "document.txt"
        provider = StringContentProvider([item.text[start:end] for start, end in lines], file_path=path)
        sweeper.credential_manager.clear_credentials()
        sweeper.credential_manager.extend_credentials(sweeper.file_scan(provider))
        sweeper.post_processing(None)
        found: set[Finding] = set()
        for candidate in sweeper.credential_manager.get_credentials():
            places = [(lines[part.line_num - 1][0], part) for part in candidate.line_data_list if part.value_start >= 0]
            if places and candidate.rule_name not in LEFT_OUT:
                start = min(offset + part.value_start for offset, part in places)
                end = max(offset + part.value_end for offset, part in places)
                found.add(Finding(start, end, _label(candidate.rule_name)))
        return sorted(found)

    return one_by_one(find)


def _label(rule: str) -> str:
    return "PASSWORD" if any(word in rule.lower() for word in PASSWORD_RULES) else "KEY"
