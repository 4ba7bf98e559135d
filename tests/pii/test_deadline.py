import re
import time
from collections.abc import Mapping, Sequence

import pytest

from pii.deadline import Overdue, deadline
from pii.redactor import Redactor
from pii.shards.failures import each_or_reason
from pii.spans import Span

_EXPONENTIAL = re.compile("(?:a|a)*b")


class _Slow:
    name = "slow"

    def detect(self, texts: Sequence[str]) -> list[list[Span]]:
        for text in texts:
            _EXPONENTIAL.search(text)
        return [[] for _ in texts]

    def describe(self) -> Mapping[str, object]:
        return {}


def test_interrupts_a_backtracking_expression() -> None:
    start = time.monotonic()
    with pytest.raises(Overdue, match="longer than 0.2 seconds"), deadline(0.2):
        _EXPONENTIAL.search("a" * 60)
    assert time.monotonic() - start < 5


def test_leaves_alone_what_is_in_time() -> None:
    with deadline(0.05):
        pass
    time.sleep(0.1)


def test_a_document_over_its_time_is_left_out_and_no_other() -> None:
    fine, slow = "Contact jane@roe.org", "a" * 60
    redactor = Redactor(["rules", _Slow()])
    outcomes = each_or_reason(redactor.redact_batch, [fine, slow, fine], 0.3)
    assert outcomes[1] == "takes longer than 0.3 seconds"
    assert [getattr(outcome, "text", None) for outcome in outcomes] == ["Contact <EMAIL>", None, "Contact <EMAIL>"]
