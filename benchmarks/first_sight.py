"""The figures of a set of windows before anybody had read its errors.

Once rules are written after a set's errors, its figures say little about other texts. So the first ones are kept separately,
with their commit and, if measured on the same windows, the previous release.
"""

from collections.abc import Mapping
from statistics import median
from typing import Any

from pii.errors import ConfigError

STEM = "first-sight"
"""Of the file of results."""
_LATEST = 8
_OURS, _RULES = "ours", "ours-rules"


def row(result: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is kept from a result of `accuracy`, and from that of an older commit on exactly the same windows.

    Raises:
        ConfigError: the result is not about our default, or the older one is about other windows.
    """
    if _OURS not in result.get("systems", {}):
        raise ConfigError("no result of our default on this set: run `python -m benchmarks accuracy` first")
    data = result["dataset"]
    if before is not None and before.get("dataset", {}).get("digest") != data["digest"]:
        raise ConfigError("the older result is about other windows: the digests of the two sets differ")
    kept = {"dataset": data, "default": _measured(result, _OURS)}
    if _RULES in result["systems"]:
        kept["rules"] = _measured(result, _RULES)
    if before is not None:
        kept["before"] = _measured(before, _OURS)
    return kept


def _measured(result: Mapping[str, Any], system: str) -> dict[str, Any]:
    one = result["systems"][system]
    macro, overlap = one["accuracy"]["intervals"]["macro"], one["accuracy"]["overlap"]
    missed = {label: found["fn"] for label, found in overlap.items() if label in one["attempts"]}
    return {"macro_f1": macro, "missed": missed, **{name: one[name] for name in ("commit", "date", "changed_files")}}


def merged(old: Mapping[str, Any], name: str, new: Mapping[str, Any], anew: bool = False) -> dict[str, Any]:
    """The kept figures with those of one more set.

    Raises:
        ConfigError: the set already has first-sight figures, and `anew` does not ask to replace them.
    """
    sets: dict[str, Any] = dict(old.get("sets", {}))
    if name in sets and not anew:
        raise ConfigError(f"{name} has figures of a first sight, and there is one only; --anew replaces them")
    return {"sets": {**sets, name: dict(new)}}


def table(result: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Macro F1 of each set before anybody had read its errors, and of the previous release on the same windows; newest set
    first."""
    head = ["set", "windows", "packages or repositories", "macro F1 (95 %)", "rules alone", "names missed", "commit"]
    rows: list[list[str]] = []
    for name, one in reversed(result["sets"].items()):
        data, default = one["dataset"], one["default"]
        cells = [name, f"{data['documents']:,}", str(data["packages"]), _cell(default), _cell(one.get("rules"))]
        cells += [f"{default['missed']['NAME']} of {data['spans'].get('NAME', 0)}", default["commit"]]
        rows.append([*cells, _cell(one.get("before")), one.get("before", {}).get("commit", "-")])
    return [*head, "the release before", "its commit"], rows


def latest(result: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """The newest sets of `table`, without the previous release, and the median of their macro F1."""
    head, rows = table(result)
    width = head.index("the release before")
    newest = [row[:width] for row in rows[:_LATEST]]
    scores = [one["default"]["macro_f1"][0] for one in result["sets"].values()][-_LATEST:]
    middle = [""] * width
    middle[0], middle[head.index("macro F1 (95 %)")] = "median", f"{median(scores):.3f}"
    return head[:width], [*newest, middle]


def _cell(measured: Mapping[str, Any] | None) -> str:
    if measured is None:
        return "-"
    value, low, high = measured["macro_f1"]
    return f"{value:.3f} ({low:.2f}-{high:.2f})"
