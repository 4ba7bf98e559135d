import pytest

from annotation.ledger import Ledger
from pii.errors import OutputError


def test_a_ledger_that_adds_up_says_so_in_words() -> None:
    ledger = Ledger(rows=5, kept=3, negatives=1, spans=4, spans_written=3, repair_balance=-1)
    ledger.dropped.update({"status EXPIRED": 2})
    ledger.notes.update({"nearby": 1})
    ledger.check()
    text = "\n".join(ledger.lines())
    assert "status EXPIRED" in text and "nearby" in text and "-1 by repairs" in text


@pytest.mark.parametrize(
    ("field", "message"), [("kept", "5 rows read, 4 kept, 2 dropped"), ("spans_written", "4 spans placed")]
)
def test_a_ledger_that_does_not_add_up_is_an_error(field: str, message: str) -> None:
    ledger = Ledger(rows=5, kept=3, spans=4, spans_written=4)
    ledger.dropped["blank row"] += 2
    setattr(ledger, field, getattr(ledger, field) + 1)
    with pytest.raises(OutputError, match=message):
        ledger.check()
